//! `onemap export`.

use super::progress;
use super::{Failure, Outcome};
use crate::export::{self, ExportError, FileFormat, Layer, Pyramid};
use crate::plan::Head;
use crate::snapshot::{Layer as TileLayer, Snapshot};
use crate::store::{PlanId, Store};
use onemap_engine::record::AreaLevel;
use serde_json::json;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  onemap export --store city.gpkg --layer grids --out grids.geojson
  onemap export --store city.gpkg --layer buildings --out buildings.parquet
  onemap export --store city.gpkg --layer complaints --format csv --out complaints.csv.gz
  onemap export --store city.gpkg --layer grids --out grids.shp.zip
  onemap export --store city.gpkg --layer grids --out grids.topojson
  onemap export --store city.gpkg --layer grids --plan 2 --out draft.geojson
  onemap export --store city.gpkg --layer communities --simplify 10 --out small.geojson
  onemap export --store city.gpkg --out city.pmtiles
  onemap export --store city.gpkg --layer grids,communities --max-zoom 12 --out overview.pmtiles
  onemap export --store city.gpkg --out for-qgis.gpkg

Grids are the plan in force of the default grid layer; their households, residents, buildings and complaints are
counted from the store at the time of the export. Callers are not exported, not even as hashes. A GeoPackage has every
layer where none is named, with a spatial index over the complaints too; else that one. A Shapefile has names of ten bytes and
texts of 254; what was shortened is said.";

/// The format that is not the rows of a layer.
const PMTILES: &str = "pmtiles";
/// A tolerance of more is a slip of the pen.
const MOST_SIMPLE_M: f64 = 100_000.0;
const FORMATS: &str = "geojson, geojsonseq, topojson, csv, parquet, shp, gpkg or pmtiles";

/// Write a layer of a store to a file, the map as tiles, or all of it as a GeoPackage to give away.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The store to read.
    #[arg(long, value_name = "FILE.gpkg")]
    store: PathBuf,
    /// What to write; several, separated by commas, for pmtiles, and all of the map where none is named.
    #[arg(long, value_enum, value_delimiter = ',')]
    layer: Vec<Layer>,
    /// The plan whose grids are meant, by number or name: everything is counted by them [default: the plan in force].
    #[arg(long, value_name = "PLAN")]
    plan: Option<String>,
    /// geojson, geojsonseq, topojson, csv, parquet, shp, gpkg or pmtiles [default: by the ending of --out].
    #[arg(long)]
    format: Option<String>,
    /// The deepest zoom of pmtiles.
    #[arg(long, value_name = "ZOOM", default_value_t = TileLayer::MAX_ZOOM, value_parser = clap::value_parser!(u8).range(0..=20))]
    max_zoom: u8,
    /// Leave out corners of areas that span a triangle of less than the square of this with those beside them
    /// (Visvalingam & Whyatt 1993); neighbours stay neighbours.
    #[arg(long, value_name = "METRES")]
    simplify: Option<f64>,
    /// The file to write; text formats are compressed where it ends in .gz or .zst.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

/// What `--format` or the file's ending asks for.
enum Target {
    Rows(FileFormat),
    Pyramid,
    Copy,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let target = args.target()?;
    if args.simplify.is_some() && !matches!(target, Target::Rows(_)) {
        return Err(Failure::usage("--simplify is for one layer; tiles are simplified by zoom".to_owned()));
    }
    args.refuse_the_store()?;
    let store = Store::open(&args.store).map_err(Failure::input)?;
    let load = || load(&store, args.plan.as_deref());
    let (written, unit) = match target {
        Target::Rows(format) => (args.rows(&load, format)?, "rows"),
        Target::Pyramid => (args.pyramid(&load)?, "tiles"),
        Target::Copy => (args.copy(&store)?, "complaints"),
    };
    if args.json {
        println!("{}", json!({ "out": args.out, unit: written }));
    } else {
        println!("{}: {written} {unit}", args.out.display());
    }
    Ok(Outcome::Done)
}

/// The city, counted by the grids of a plan where one is named.
fn load(store: &Store, plan: Option<&str>) -> Result<Snapshot, Failure> {
    let Some(plan) = plan else { return Snapshot::load(store, None).map_err(Failure::input) };
    let reader = store.reader().map_err(Failure::input)?;
    let row = super::plan::find(&reader, plan)?;
    let head = Head::read(&reader, row.id).map_err(Failure::input)?;
    Snapshot::load_by(store, None, Some(head.plan.areas())).map_err(Failure::input)
}

/// Writes the grids of a plan to a file and gives their number.
pub fn plan(store: &Store, plan: PlanId, out: &Path, format: Option<&str>) -> Result<u64, Failure> {
    let args = Args {
        store: store.path().to_owned(),
        layer: vec![Layer::Grids],
        plan: Some(plan.to_string()),
        format: format.map(str::to_owned),
        max_zoom: TileLayer::MAX_ZOOM,
        simplify: None,
        out: out.to_owned(),
        json: false,
    };
    let load = || load(store, args.plan.as_deref());
    match args.target()? {
        Target::Rows(format) => args.rows(&load, format),
        Target::Pyramid => args.pyramid(&load),
        Target::Copy => args.copy(store),
    }
}

impl Args {
    fn refuse_the_store(&self) -> Result<(), Failure> {
        if self.out.canonicalize().is_ok_and(|out| self.store.canonicalize().is_ok_and(|store| store == out)) {
            return Err(Failure::usage("--out is the store itself".to_owned()));
        }
        Ok(())
    }

    fn target(&self) -> Result<Target, Failure> {
        let ending = self.out.extension().and_then(|ending| ending.to_str());
        if self.format.as_deref().or(ending) == Some(PMTILES) {
            return Ok(Target::Pyramid);
        }
        let format = match self.format.as_deref() {
            Some(name) => name.parse().map_err(|error| Failure::usage(format!("{error}, gpkg, pmtiles")))?,
            None => FileFormat::of_name(&self.out).ok_or_else(|| {
                let out = self.out.display();
                Failure::usage(format!("{out}: the ending names no format; give --format {FORMATS}"))
            })?,
        };
        let whole = format == FileFormat::GeoPackage && self.layer.is_empty();
        Ok(if whole { Target::Copy } else { Target::Rows(format) })
    }

    fn rows(&self, load: &dyn Fn() -> Result<Snapshot, Failure>, format: FileFormat) -> Result<u64, Failure> {
        let &[layer] = &self.layer[..] else {
            return Err(Failure::usage("give one --layer; only pmtiles holds several".to_owned()));
        };
        let simplify = self.simplified_level(layer)?;
        let mut snapshot = load()?;
        if let Some((level, tolerance_m)) = simplify {
            snapshot.levels[level].simplify(tolerance_m);
        }
        let bar = progress::rows();
        let written = export::export(&snapshot, layer, &self.out, format, &|| bar.inc(1));
        bar.finish_and_clear();
        let written = written.map_err(|error| self.failed(&error))?;
        written.notes.iter().for_each(|note| eprintln!("onemap: {}: {note}", self.out.display()));
        Ok(written.rows)
    }

    /// The level of areas to be simplified, and the tolerance in metres.
    fn simplified_level(&self, layer: Layer) -> Result<Option<(AreaLevel, f64)>, Failure> {
        let Some(tolerance_m) = self.simplify else { return Ok(None) };
        if !(tolerance_m > 0.0 && tolerance_m <= MOST_SIMPLE_M) {
            let range = format!("above 0 and at most {MOST_SIMPLE_M}");
            return Err(Failure::usage(format!("--simplify {tolerance_m}: give metres {range}")));
        }
        match layer.tiles() {
            Some(TileLayer::Areas(level)) => Ok(Some((level, tolerance_m))),
            _ => {
                Err(Failure::usage(format!("--simplify is for areas, such as grids; not for {}", layer.name())))
            }
        }
    }

    fn pyramid(&self, load: &dyn Fn() -> Result<Snapshot, Failure>) -> Result<u64, Failure> {
        let layers = self.tile_layers()?;
        let snapshot = load()?;
        let pyramid = Pyramid::new(&snapshot, layers, self.max_zoom).map_err(|error| self.failed(&error))?;
        let bar = progress::tiles(pyramid.len());
        let written = pyramid.write(&self.out, &|| bar.inc(1));
        bar.finish_and_clear();
        written.map_err(|error| self.failed(&error))
    }

    fn copy(&self, store: &Store) -> Result<u64, Failure> {
        let spinner = progress::working("copying");
        let copied = store.copy_to(&self.out);
        spinner.finish_and_clear();
        copied.map_err(Failure::input)
    }

    /// The layers named, or all.
    fn tile_layers(&self) -> Result<Vec<TileLayer>, Failure> {
        if self.layer.is_empty() {
            return Ok(TileLayer::ALL.to_vec());
        }
        let tiles = |layer: &Layer| {
            layer.tiles().ok_or_else(|| Failure::usage(format!("there are no tiles of {layer:?}")))
        };
        self.layer.iter().map(tiles).collect()
    }

    fn failed(&self, error: &ExportError) -> Failure {
        Failure::input(format!("{}: {error}", self.out.display()))
    }
}
