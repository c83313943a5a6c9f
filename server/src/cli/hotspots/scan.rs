//! The space-time scan.

use super::local::{permutations, share};
use super::setting::say;
use super::table::{Row, Shape};
use super::{Common, Failure, Outcome};
use crate::hotspots::{Expected, Scan, ScanQuestion, UnitKind};
use crate::snapshot::Step;
use onemap_engine::coord::circle;
use onemap_engine::hotspot::{MonteCarlo, ScanCluster, TimeLimits};
use std::num::NonZeroU32;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    common: Common,
    /// What complaints are counted in, and what circles are drawn around: grids, communities, streets, districts, h3:RESOLUTION or
    /// square:METRES.
    #[arg(long, value_name = "UNITS", default_value = "grids")]
    units: UnitKind,
    /// What is expected without a cluster.
    #[arg(long, value_enum, default_value_t = Expected::Permutation)]
    expected: Expected,
    /// Look at every span of time, not only at those that last until the end of the window.
    #[arg(long)]
    retrospective: bool,
    /// The steps of time; only those that lie wholly in the window count.
    #[arg(long, value_enum, default_value_t = Step::Day)]
    step: Step,
    /// The greatest share of what is expected that a circle may hold.
    #[arg(long, value_name = "SHARE", default_value_t = 0.5)]
    max_share: f64,
    /// The greatest radius of a circle [default: as --max-share lets it be].
    #[arg(long, value_name = "METRES", default_value_t = f64::INFINITY, hide_default_value = true)]
    max_radius: f64,
    /// The greatest share of the window that a cluster may last.
    #[arg(long, value_name = "SHARE", default_value_t = 0.5)]
    max_time: f64,
    /// Repetitions under what is expected, for p.
    #[arg(long, value_name = "N", default_value = "999", value_parser = permutations)]
    permutations: NonZeroU32,
    /// Their seed: the same seed gives the same p.
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// A cluster is significant where p is at most this.
    #[arg(long, value_name = "P", default_value_t = 0.05, value_parser = share)]
    alpha: f64,
    /// Only the first N clusters, the most likely one first.
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
}

const COLUMNS: [&str; 15] = [
    "cluster",
    "unit",
    "lon",
    "lat",
    "radius_m",
    "from",
    "to",
    "observed",
    "expected",
    "relative_risk",
    "llr",
    "p",
    "significant",
    "count",
    "units",
];

pub(super) fn run(args: &Args) -> Result<Outcome, Failure> {
    let snapshot = args.common.snapshot()?;
    let question = ScanQuestion {
        units: args.units,
        step: args.step,
        expected: args.expected,
        time: TimeLimits { most_share: args.max_time, prospective: !args.retrospective },
        most_share: args.max_share,
        most_metres: args.max_radius,
        monte_carlo: MonteCarlo { replicas: args.permutations, seed: args.seed },
        alpha: args.alpha,
        most: args.top,
        filter: args.common.selection.filter(&snapshot)?,
    };
    let found = question.answer(&snapshot)?;
    say(&found.notes);
    args.common.output.write(&COLUMNS, (0..found.clusters.len()).map(|cluster| row(&found, cluster)))
}

/// Its shape is the circle, or the unit where it is one alone.
fn row(found: &Scan<'_>, number: usize) -> Row {
    let cluster: &ScanCluster = &found.clusters[number];
    let (centre, window) = (cluster.units[0], found.window(cluster));
    let place = found.units.places[centre];
    let names = cluster.units.iter().map(|&unit| found.units.names[unit].clone());
    let cells = vec![
        (number as u64 + 1).into(),
        found.units.names[centre].as_str().into(),
        place.lon().into(),
        place.lat().into(),
        cluster.radius_m.into(),
        window.from.to_string().into(),
        window.to.to_string().into(),
        cluster.observed.into(),
        cluster.expected.into(),
        cluster.relative_risk.into(),
        cluster.llr.into(),
        cluster.p.into(),
        found.is_significant(cluster).into(),
        (cluster.units.len() as u64).into(),
        names.collect::<Vec<String>>().into(),
    ];
    let shape =
        if cluster.radius_m > 0.0 { circle(place, cluster.radius_m) } else { found.units.shape(centre) };
    Row::new(cells, Shape::Polygons(shape))
}
