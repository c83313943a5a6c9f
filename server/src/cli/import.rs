//! `onemap import`.

use super::{Failure, Outcome};
use crate::intake::{self, Assigned, Input, IntakeError, LAYERS, OnError, Request};
use onemap_engine::coord::Crs;
use onemap_engine::format::Encoding;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  onemap import --store city.gpkg --from demo
  onemap import --store city.gpkg --grids tracts.geojson --map grids.code=GEOID
  onemap import --store city.gpkg --complaints 工单.csv --encoding gb18030 --crs gcj02 --json

All files come in as one change: all of them, or nothing. Later imports add; a row with a known id updates.
Every row read is accepted (new), updated, unchanged or rejected; rejected rows are listed in STORE.rejects.csv and
complaints that could not be located in STORE.unlocated.csv.
Callers are kept as keyed hashes. The key is $ONEMAP_CALLER_KEY, or else STORE.key, made at the first import of
complaints: keep it with the store, so that repeat callers are known again.";

/// Bring files into a store.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The store; made where it is missing.
    #[arg(long, value_name = "FILE.gpkg")]
    store: PathBuf,
    /// A folder as `onemap generate` writes it: city, districts, streets, communities, grids, compounds, buildings, roads,
    /// water, staff, complaints as .geojson, .geojsonl, .topojson, .csv, .parquet, .gpkg, .shp or .zip, text also with .gz or
    /// .zst.
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
    #[command(flatten)]
    layers: Layers,
    /// The grid layer (网格体系) that grids go into [default: the store's default layer].
    #[arg(long, value_name = "NAME")]
    grid_layer: Option<String>,
    /// What the coordinates are: EPSG:<code>, gcj02 or bd09 [default: what each file states, else EPSG:4326].
    #[arg(long)]
    crs: Option<Crs>,
    /// The column of a field, where no alias fits: code=GRID_ID, or for one layer grids.code=GRID_ID. May be repeated.
    #[arg(long = "map", value_name = "[LAYER.]FIELD=COLUMN")]
    mapping: Vec<Assigned>,
    /// Encoding of text files, as gb18030 [default: UTF-8 where that is valid, else GB18030].
    #[arg(long)]
    encoding: Option<Encoding>,
    /// The layer of a GeoPackage or TopoJSON file that holds several [default: the one called as above].
    #[arg(long, value_name = "NAME")]
    layer_name: Option<String>,
    /// What happens at a row that cannot be accepted.
    #[arg(long, value_enum, default_value_t)]
    on_error: OnError,
    /// Where rejected rows are listed [default: STORE.rejects.csv].
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
    /// Key of the caller hashes.
    #[arg(long, env = "ONEMAP_CALLER_KEY", hide = true, hide_env_values = true)]
    caller_key: Option<String>,
}

/// One file per layer, beside or instead of a folder.
#[derive(clap::Args)]
struct Layers {
    /// Outline of the city.
    #[arg(long, value_name = "FILE")]
    city: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    districts: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    streets: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    communities: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    grids: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    compounds: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    buildings: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    roads: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    water: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    staff: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    complaints: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let report = intake::run(&args.request()?).map_err(Failure::input)?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&report).map_err(Failure::input)?);
    } else {
        println!("{report}");
    }
    Ok(Outcome::Done)
}

impl Args {
    fn request(&self) -> Result<Request, Failure> {
        let mut inputs = self.layers.inputs();
        if let Some(folder) = &self.from {
            let found = Input::in_folder(folder, &self.store);
            inputs.extend(found.map_err(|error: IntakeError| Failure::input(error))?);
        }
        if inputs.is_empty() {
            return Err(Failure::usage(
                "nothing to import; give a folder with --from, or files with --grids and the like",
            ));
        }
        Ok(Request {
            store: self.store.clone(),
            inputs,
            grid_layer: self.grid_layer.clone(),
            crs: self.crs.clone(),
            mapping: self.mapping.clone(),
            encoding: self.encoding,
            layer_name: self.layer_name.clone(),
            on_error: self.on_error,
            rejects: self.rejects.clone(),
            caller_key: self.caller_key.clone(),
        })
    }
}

impl Layers {
    /// The files given, each with what it holds.
    fn inputs(&self) -> Vec<Input> {
        let files = [
            &self.city,
            &self.districts,
            &self.streets,
            &self.communities,
            &self.grids,
            &self.compounds,
            &self.buildings,
            &self.roads,
            &self.water,
            &self.staff,
            &self.complaints,
        ];
        let layers = LAYERS.iter().zip(files);
        layers.filter_map(|((_, kind), file)| Some(Input { kind: *kind, file: file.clone()? })).collect()
    }
}
