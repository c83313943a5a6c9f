//! `onemap hotspots`.

mod categories;
mod cells;
mod selection;
mod table;

use super::{Failure, Outcome};
use clap::Subcommand;
use selection::Selection;
use std::path::PathBuf;
use table::OutputFormat;

const EXAMPLES: &str = "\
Examples:
  onemap hotspots cells --store city.gpkg --units h3:9 --format geojson --out cells.geojson
  onemap hotspots cells --store city.gpkg --from 2025-11-01 --to 2025-12-01 --category 噪声扰民 --top 20
  onemap hotspots categories --store city.gpkg --from 2025-12-01 --to 2026-01-01 --format json

A window is [from, to) in local time; without --from and --to it is the 30 days that end at the midnight after the last
complaint. The period before is as long and ends where the window begins. Complaints without a place are in no cell,
and are counted on stderr.";

/// Where complaints pile up, and which categories.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    method: Method,
}

#[derive(Subcommand)]
enum Method {
    /// Complaints per H3 cell, beside the period before.
    #[command(alias = "h3", alias = "bins")]
    Cells(cells::Args),
    /// High-frequency categories: volume, share and growth.
    Categories(categories::Args),
}

/// What every method takes.
#[derive(clap::Args)]
struct Common {
    /// The store to read.
    #[arg(long, value_name = "FILE.gpkg")]
    store: PathBuf,
    #[command(flatten)]
    selection: Selection,
    /// Only the first N, the largest counts first.
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// json, csv or geojson [default: by the ending of --out, else json].
    #[arg(long, value_enum)]
    format: Option<OutputFormat>,
    /// The file to write [default: stdout].
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    match &args.method {
        Method::Cells(args) => cells::run(args),
        Method::Categories(args) => categories::run(args),
    }
}
