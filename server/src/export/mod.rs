//! Layers of a store as rows of a file: what each layer's columns are, and their values.

mod areas;
mod buildings;
mod complaints;
mod file;
mod others;
mod pyramid;

pub use file::FileFormat;
pub use pyramid::Pyramid;

use crate::snapshot::Snapshot;
use crate::store::StoreError;
use onemap_engine::format::WriteError;
use onemap_engine::format::write::{Column, ColumnType, GeometryType, RowWriter, Schema, Shape};
use onemap_engine::record::{AreaLevel, LocalTime, Value};
use std::path::Path;

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Layer {
    City,
    Districts,
    Streets,
    Communities,
    /// The plan in force of the default grid layer.
    Grids,
    Compounds,
    Buildings,
    Complaints,
    Roads,
    Water,
    Staff,
    /// Buildings by id, each with the code of its grid.
    Assignment,
}

impl Layer {
    /// The name on the command line, and in files of layers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Districts => "districts",
            Self::Streets => "streets",
            Self::Communities => "communities",
            Self::Grids => "grids",
            Self::Compounds => "compounds",
            Self::Buildings => "buildings",
            Self::Complaints => "complaints",
            Self::Roads => "roads",
            Self::Water => "water",
            Self::Staff => "staff",
            Self::Assignment => "assignment",
        }
    }

    /// The layer of vector tiles that shows the same, where there is one.
    #[must_use]
    pub fn tiles(self) -> Option<crate::snapshot::Layer> {
        use crate::snapshot::Layer as Tiles;
        match self {
            Self::City => Some(Tiles::Areas(AreaLevel::City)),
            Self::Districts => Some(Tiles::Areas(AreaLevel::District)),
            Self::Streets => Some(Tiles::Areas(AreaLevel::Street)),
            Self::Communities => Some(Tiles::Areas(AreaLevel::Community)),
            Self::Grids => Some(Tiles::Areas(AreaLevel::Grid)),
            Self::Compounds => Some(Tiles::Compounds),
            Self::Buildings => Some(Tiles::Buildings),
            Self::Complaints => Some(Tiles::Complaints),
            Self::Roads => Some(Tiles::Roads),
            Self::Water => Some(Tiles::Water),
            Self::Staff | Self::Assignment => None,
        }
    }
}

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error(transparent)]
    File(#[from] std::io::Error),
    #[error(transparent)]
    Archive(#[from] pmtiles::PmtError),
}

type Result<T> = std::result::Result<T, ExportError>;

/// A written file.
pub struct Exported {
    pub rows: u64,
    /// What the format could not hold as it was.
    pub notes: Vec<String>,
}

/// Writes a layer to a file. `tick` is called for each row.
///
/// # Errors
/// When the store cannot be read or the file not be written.
pub fn export(
    snapshot: &Snapshot,
    layer: Layer,
    path: &Path,
    format: FileFormat,
    tick: &dyn Fn(),
) -> Result<Exported> {
    let mut rows = Rows { writer: format.create(path, layer.name(), &schema(layer))?, written: 0, tick };
    match layer {
        Layer::Compounds => others::compounds(snapshot, &mut rows)?,
        Layer::Buildings => buildings::write(snapshot, &mut rows)?,
        Layer::Complaints => complaints::write(snapshot, &mut rows)?,
        Layer::Roads => others::roads(snapshot, &mut rows)?,
        Layer::Water => others::water(snapshot, &mut rows)?,
        Layer::Staff => others::staff(snapshot, &mut rows)?,
        Layer::Assignment => buildings::write_assignment(snapshot, &mut rows)?,
        Layer::City => areas::write(snapshot, AreaLevel::City, &mut rows)?,
        Layer::Districts => areas::write(snapshot, AreaLevel::District, &mut rows)?,
        Layer::Streets => areas::write(snapshot, AreaLevel::Street, &mut rows)?,
        Layer::Communities => areas::write(snapshot, AreaLevel::Community, &mut rows)?,
        Layer::Grids => areas::write(snapshot, AreaLevel::Grid, &mut rows)?,
    }
    Ok(Exported { notes: rows.writer.finish()?, rows: rows.written })
}

fn schema(layer: Layer) -> Schema {
    match layer {
        Layer::Compounds => others::NAMED_AREA.schema(),
        Layer::Water => others::NAMED_AREA.schema(),
        Layer::Roads => others::ROAD.schema(),
        Layer::Staff => others::STAFF.schema(),
        Layer::Buildings => buildings::TABLE.schema(),
        Layer::Assignment => buildings::ASSIGNMENT.schema(),
        Layer::Complaints => complaints::TABLE.schema(),
        Layer::Grids => areas::table("community").schema(),
        Layer::Communities => areas::table("street").schema(),
        Layer::Streets => areas::table("district").schema(),
        Layer::City | Layer::Districts => areas::table("city").schema(),
    }
}

/// The columns of a layer, by type, and its geometry.
struct Table<const N: usize> {
    columns: [(&'static str, ColumnType); N],
    geometry: GeometryType,
}

impl<const N: usize> Table<N> {
    fn schema(&self) -> Schema {
        let columns = self.columns.iter().map(|&(name, kind)| Column::new(name, kind)).collect();
        Schema { columns, geometry: self.geometry }
    }
}

/// Rows on their way into a file.
struct Rows<'a> {
    writer: Box<dyn RowWriter>,
    written: u64,
    tick: &'a dyn Fn(),
}

impl Rows<'_> {
    fn push<const N: usize>(&mut self, values: [Value<'_>; N], shape: Option<Shape<'_>>) -> Result<()> {
        self.writer.write(&values, shape)?;
        self.written += 1;
        (self.tick)();
        Ok(())
    }
}

fn text(value: Option<&str>) -> Value<'_> {
    value.map_or(Value::Null, Value::Text)
}

fn integer(value: Option<impl Into<i64>>) -> Value<'static> {
    value.map_or(Value::Null, |value| Value::Integer(value.into()))
}

fn real(value: Option<f64>) -> Value<'static> {
    value.map_or(Value::Null, Value::Real)
}

fn time(value: Option<LocalTime>) -> Value<'static> {
    value.map_or(Value::Null, Value::Time)
}
