//! `onemap export`.

use super::progress;
use super::{Failure, Outcome};
use crate::export::{self, Layer};
use crate::snapshot::Snapshot;
use crate::store::Store;
use onemap_engine::format::Format;
use serde_json::json;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  onemap export --store city.gpkg --layer grids --out grids.geojson
  onemap export --store city.gpkg --layer buildings --out buildings.parquet
  onemap export --store city.gpkg --layer complaints --format csv --out complaints.csv.gz

Grids are the plan in force of the default grid layer; their households, residents, buildings and complaints are
counted from the store at the time of the export. Callers are not exported, not even as hashes.";

/// Write a layer of a store to a file.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The store to read.
    #[arg(long, value_name = "FILE.gpkg")]
    store: PathBuf,
    /// What to write.
    #[arg(long, value_enum)]
    layer: Layer,
    /// geojson, geojsonseq, csv or parquet [default: by the ending of --out].
    #[arg(long)]
    format: Option<Format>,
    /// The file to write; text formats are compressed where it ends in .gz or .zst.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    if args.format.is_none() && Format::of_name(&args.out).is_none() {
        return Err(Failure::usage(format!(
            "{}: the ending names no format; give --format geojson, geojsonseq, csv or parquet",
            args.out.display()
        )));
    }
    let store = Store::open(&args.store).map_err(Failure::input)?;
    let snapshot = Snapshot::load(&store, None).map_err(Failure::input)?;
    let bar = progress::rows();
    let tick = || bar.inc(1);
    let rows = export::export(&snapshot, args.layer, &args.out, args.format, &tick)
        .map_err(|error| Failure::input(format!("{}: {error}", args.out.display())))?;
    bar.finish_and_clear();
    if args.json {
        println!("{}", json!({ "out": args.out, "rows": rows }));
    } else {
        println!("{}: {rows} rows", args.out.display());
    }
    Ok(Outcome::Done)
}
