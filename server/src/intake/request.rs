//! What an import is asked to do.

use super::error::{IntakeError, Result};
use onemap_engine::coord::Crs;
use onemap_engine::format::Encoding;
use onemap_engine::record::{AreaLevel, Field, Kind, Mapping};
use std::path::{Path, PathBuf};

/// One call of `onemap import`.
#[derive(Clone, Debug)]
pub struct Request {
    pub store: PathBuf,
    pub inputs: Vec<Input>,
    /// The grid layer that grids go into; else the default one.
    pub grid_layer: Option<String>,
    /// What the coordinates of every file are, whatever the files say.
    pub crs: Option<Crs>,
    pub mapping: Vec<Assigned>,
    pub encoding: Option<Encoding>,
    /// The layer that is meant, in files that hold several.
    pub layer_name: Option<String>,
    pub on_error: OnError,
    /// Where rejected rows are listed; else `<store>.rejects.csv`.
    pub rejects: Option<PathBuf>,
    pub caller_key: Option<String>,
}

/// What happens at a row that is not accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OnError {
    /// Leave it out, count it and list it.
    #[default]
    Skip,
    /// Change nothing at all.
    Abort,
}

/// One file and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    pub kind: Kind,
    pub file: PathBuf,
}

/// A column that the user assigned to a field, of every file or of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    pub kind: Option<Kind>,
    pub field: Field,
    pub column: String,
}

/// Layers in the order they are imported: what locates comes before what is located.
pub const LAYERS: [(&str, Kind); 11] = [
    ("city", Kind::Area(AreaLevel::City)),
    ("districts", Kind::Area(AreaLevel::District)),
    ("streets", Kind::Area(AreaLevel::Street)),
    ("communities", Kind::Area(AreaLevel::Community)),
    ("grids", Kind::Area(AreaLevel::Grid)),
    ("compounds", Kind::Compound),
    ("buildings", Kind::Building),
    ("roads", Kind::Road),
    ("water", Kind::Water),
    ("staff", Kind::Staff),
    ("complaints", Kind::Complaint),
];

const FORMATS: [&str; 9] = ["geojson", "geojsonl", "csv", "parquet", "json", "topojson", "gpkg", "shp", "zip"];
const COMPRESSIONS: [&str; 3] = ["", ".gz", ".zst"];

/// The name of a kind's layer.
#[must_use]
pub fn layer_name(kind: Kind) -> &'static str {
    let layer = LAYERS.iter().find(|(_, known)| *known == kind);
    layer.expect("every kind has a layer").0
}

impl Input {
    /// The layers of a folder, by the names that `onemap generate` gives them. The store itself may lie in it.
    ///
    /// # Errors
    /// When there is none, or two files could be the same layer.
    pub fn in_folder(folder: &Path, store: &Path) -> Result<Vec<Self>> {
        std::fs::read_dir(folder).map_err(IntakeError::file(folder))?;
        let mut inputs = Vec::new();
        for (layer, kind) in LAYERS {
            inputs.extend(find_layer(folder, layer, store)?.map(|file| Self { kind, file }));
        }
        if inputs.is_empty() { Err(IntakeError::NothingIn(folder.to_owned())) } else { Ok(inputs) }
    }
}

fn find_layer(folder: &Path, layer: &'static str, store: &Path) -> Result<Option<PathBuf>> {
    let store = store.canonicalize().ok();
    let is_layer = |file: &PathBuf| file.is_file() && (store.is_none() || file.canonicalize().ok() != store);
    let names =
        FORMATS.iter().flat_map(|format| COMPRESSIONS.map(|packed| format!("{layer}.{format}{packed}")));
    let mut found = names.map(|name| folder.join(name)).filter(is_layer);
    match (found.next(), found.next()) {
        (Some(first), Some(second)) => {
            Err(IntakeError::Ambiguous { folder: folder.to_owned(), layer, first, second })
        }
        (first, _) => Ok(first),
    }
}

/// `field=column` or `layer.field=column`.
impl std::str::FromStr for Assigned {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (target, column) = text.split_once('=').ok_or("write field=column, as in --map code=GRID_ID")?;
        let (layer, field) = match target.split_once('.') {
            Some((layer, field)) => (Some(layer), field),
            None => (None, target),
        };
        let kind = layer.map(kind_of_layer).transpose()?;
        let field = field.parse::<Field>().map_err(|error| error.to_string())?;
        Ok(Self { kind, field, column: column.trim().to_owned() })
    }
}

fn kind_of_layer(layer: &str) -> Result<Kind, String> {
    let known = LAYERS.iter().find(|(name, _)| *name == layer.trim()).map(|(_, kind)| *kind);
    known.ok_or_else(|| {
        let names = LAYERS.map(|(name, _)| name).join(", ");
        format!("there is no layer `{layer}`; the layers are {names}")
    })
}

impl Request {
    /// The columns assigned for files of a kind.
    pub(super) fn mapping(&self, kind: Kind) -> Mapping {
        let meant = self.mapping.iter().filter(|assigned| assigned.kind.is_none_or(|only| only == kind));
        meant.map(|assigned| (assigned.field, assigned.column.clone())).collect()
    }

    /// Where rejected rows are listed.
    pub(super) fn rejects_file(&self) -> PathBuf {
        self.rejects.clone().unwrap_or_else(|| beside(&self.store, ".rejects.csv"))
    }
}

/// A file beside the store, named after it.
pub(super) fn beside(store: &Path, suffix: &str) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_assigned_for_all_files_or_for_one_layer() {
        let all: Assigned = "code=GRID_ID".parse().unwrap();
        assert_eq!((all.kind, all.field, all.column.as_str()), (None, Field::Code, "GRID_ID"));
        let one: Assigned = "complaints.time=受理时间".parse().unwrap();
        assert_eq!(
            (one.kind, one.field, one.column.as_str()),
            (Some(Kind::Complaint), Field::Time, "受理时间")
        );
        assert!("code".parse::<Assigned>().unwrap_err().contains("field=column"));
        assert!("colour=x".parse::<Assigned>().unwrap_err().contains("colour"));
        assert!("lakes.name=x".parse::<Assigned>().unwrap_err().contains("water"));
    }

    #[test]
    fn layers_of_a_folder_are_found_by_name_in_the_order_of_import() {
        let folder = tempfile::TempDir::new().unwrap();
        for name in ["complaints.csv.gz", "grids.geojson", "staff.csv", "notes.txt", "truth.json"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let store = folder.path().join("city.gpkg");
        std::fs::write(&store, "x").unwrap();
        let found = Input::in_folder(folder.path(), &store).unwrap();
        let names: Vec<_> =
            found.iter().map(|input| input.file.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["grids.geojson", "staff.csv", "complaints.csv.gz"]);
        std::fs::write(folder.path().join("grids.parquet"), "x").unwrap();
        assert!(matches!(
            Input::in_folder(folder.path(), &store),
            Err(IntakeError::Ambiguous { layer: "grids", .. })
        ));
    }

    #[test]
    fn a_folder_without_layers_is_refused() {
        let folder = tempfile::TempDir::new().unwrap();
        let store = folder.path().join("city.gpkg");
        assert!(matches!(Input::in_folder(folder.path(), &store), Err(IntakeError::NothingIn(_))));
        assert!(matches!(Input::in_folder(&folder.path().join("none"), &store), Err(IntakeError::File { .. })));
    }
}
