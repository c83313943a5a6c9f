//! `onemap hotspots`.

mod categories;
mod cells;
mod clusters;
mod global;
mod local;
mod repeats;
mod selection;
mod setting;
mod table;
mod trend;

use super::{Failure, Outcome};
use crate::hotspots::{GlobalMethod, Method as LocalMethod};
use crate::snapshot::Snapshot;
use crate::store::Store;
use clap::Subcommand;
use selection::Selection;
use std::path::PathBuf;
use table::Output;

const EXAMPLES: &str = "\
Examples:
  onemap hotspots cells --store city.gpkg --units h3:9 --format geojson --out cells.geojson
  onemap hotspots cells --store city.gpkg --from 2025-11-01 --to 2025-12-01 --category 噪声扰民 --top 20
  onemap hotspots categories --store city.gpkg --from 2025-12-01 --to 2026-01-01 --format json
  onemap hotspots gi-star --store city.gpkg --units grids --weights queen --out hot.geojson
  onemap hotspots gi-star --store city.gpkg --units h3:9 --weights ring:1 --category 噪声扰民 --out hot.json
  onemap hotspots local-moran --store city.gpkg --units communities --per household --permutations 999 --seed 1
  onemap hotspots dbscan --store city.gpkg --eps 100 --min-points 20 --out clusters.geojson
  onemap hotspots dbscan --store city.gpkg --eps 200 --hours 72 --min-points 8 --category 噪声扰民 --format csv
  onemap hotspots repeat-callers --store city.gpkg --least 3 --days 30
  onemap hotspots repeat-subjects --store city.gpkg --from 2025-01-01 --to 2026-01-01 --out subjects.geojson
  onemap hotspots trend --store city.gpkg --from 2025-11-01 --to 2025-12-01 --format csv
  onemap hotspots moran --store city.gpkg --units square:500 --weights band:1000

gi-star, gi and local-moran give one record per unit: unit (code of the area, index of the H3 cell, column and row of the square),
value, statistic, z, p, significant; gi-star and gi also what the neighbours have together (observed) and what as many would have on average
(expected), and local-moran the quadrant. Every unit is there, whether it has complaints or not: all areas;
all cells or squares whose centre lies in an area of the city, and those that hold a complaint of any time. Weights are 1 for
each neighbour, and 1 for the unit itself in gi-star. z is that of Ord and Getis (1995), and for local Moran that of
Sokal, Oden and Thomson (1998); p is two-sided. A unit is significant where its p is below the threshold of Benjamini and Hochberg for
--alpha over all units. Where there is no variance, z and p are null, and stderr says why.

dbscan gives one record per complaint with a place, the oldest first: complaint, lon, lat, cluster, which is -1 for noise. A complaint
counts among its own neighbours, --eps metres away is near enough, and clusters are numbered in the order of their first complaint, as
scikit-learn does. Metres are those of the plane that touches WGS 84 amid the complaints.

repeat-callers and repeat-subjects give one record per alert, called by the id of its first complaint, with the ids of all, the oldest
first. A run of one caller is all complaints that lie in some span of --days with --least of them. A subject is a cluster in which
complaints have --least different callers within --metres and --days of them. Callers are keyed hashes and are not written.

trend gives all complaints first, then each major category. A change is the rate in the window over the rate before, less 1, with its
95 % interval (Wilson, of the later share of both counts). s, z, p and slope are those of Mann-Kendall and Sen, of counts per --step.

A window is [from, to) in local time. Without --from and --to, cells, categories and trend look at the 30 days that end at the midnight
after the last complaint, beside the period before, which is as long; all others look at the complaints of all time. Complaints without
a place are in no cell, and are counted on stderr.";

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
    /// Getis-Ord Gi*: units with significantly more, or less, in and around them.
    #[command(after_help = EXAMPLES)]
    GiStar(local::Args),
    /// Getis-Ord Gi: the same without the unit's own value.
    #[command(after_help = EXAMPLES)]
    Gi(local::Args),
    /// Local Moran: units that are like their neighbours (HH, LL) or unlike them (HL, LH).
    #[command(after_help = EXAMPLES)]
    LocalMoran(local::Args),
    /// DBSCAN and ST-DBSCAN: complaints that lie close together, and those that do not.
    #[command(after_help = EXAMPLES)]
    Dbscan(clusters::Args),
    /// One caller with many complaints (一人多诉).
    #[command(after_help = EXAMPLES)]
    RepeatCallers(repeats::CallerArgs),
    /// Many callers about one thing in one place (多人一诉).
    #[command(after_help = EXAMPLES)]
    RepeatSubjects(repeats::SubjectArgs),
    /// Growth against the period before (环比) and a year ago (同比), and the trend within the window.
    #[command(after_help = EXAMPLES)]
    Trend(trend::Args),
    /// Moran's I of all units together, z under randomisation.
    #[command(after_help = EXAMPLES)]
    Moran(global::Args),
    /// Geary's C of all units together, z under randomisation.
    #[command(after_help = EXAMPLES)]
    Geary(global::Args),
}

/// What every method takes.
#[derive(clap::Args)]
struct Common {
    /// The store to read.
    #[arg(long, value_name = "FILE.gpkg")]
    store: PathBuf,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    output: Output,
}

impl Common {
    /// The city of the store in memory.
    fn snapshot(&self) -> Result<Snapshot, Failure> {
        let store = Store::open(&self.store).map_err(Failure::input)?;
        Snapshot::load(&store, None).map_err(Failure::input)
    }
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    match &args.method {
        Method::Cells(args) => cells::run(args),
        Method::Categories(args) => categories::run(args),
        Method::GiStar(args) => local::run(LocalMethod::GiStar, args),
        Method::Gi(args) => local::run(LocalMethod::Gi, args),
        Method::LocalMoran(args) => local::run(LocalMethod::LocalMoran, args),
        Method::Dbscan(args) => clusters::run(args),
        Method::RepeatCallers(args) => repeats::callers(args),
        Method::RepeatSubjects(args) => repeats::subjects(args),
        Method::Trend(args) => trend::run(args),
        Method::Moran(args) => global::run(GlobalMethod::Moran, args),
        Method::Geary(args) => global::run(GlobalMethod::Geary, args),
    }
}
