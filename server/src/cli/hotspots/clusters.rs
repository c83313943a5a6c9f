//! DBSCAN and ST-DBSCAN of complaints.

use super::setting::say;
use super::table::{Row, Shape};
use super::{Common, Failure, Outcome};
use crate::hotspots::{ClusterQuestion, Clustered};
use crate::snapshot::Snapshot;
use onemap_engine::hotspot::Reach;
use std::num::NonZeroUsize;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    common: Common,
    /// Metres within which complaints are neighbours.
    #[arg(long, value_name = "METRES", default_value_t = 100.0)]
    eps: f64,
    /// Neighbours that make a complaint the core of a cluster, itself included.
    #[arg(long, value_name = "N", default_value = "20")]
    min_points: NonZeroUsize,
    /// Hours within which they must be neighbours too (ST-DBSCAN) [default: time does not matter].
    #[arg(long, value_name = "HOURS")]
    hours: Option<f64>,
}

pub(super) fn run(args: &Args) -> Result<Outcome, Failure> {
    let snapshot = args.common.snapshot()?;
    let question = ClusterQuestion {
        reach: Reach { metres: args.eps, seconds: args.hours.map(|hours| hours * 3600.0) },
        min_points: args.min_points,
        filter: args.common.selection.filter(&snapshot)?,
    };
    let clustered = question.answer(&snapshot)?;
    say(&clustered.notes);
    let rows = (0..clustered.rows.len()).map(|place| row(&snapshot, &clustered, place));
    args.common.output.write(&["complaint", "lon", "lat", "cluster"], rows)
}

fn row(snapshot: &Snapshot, clustered: &Clustered, place: usize) -> Row {
    let point = clustered.places[place];
    let cells = vec![
        snapshot.complaints.ids.get(clustered.rows[place]).into(),
        point.lon().into(),
        point.lat().into(),
        clustered.labels[place].map_or(-1, i64::from).into(),
    ];
    Row::new(cells, Shape::Point(point))
}
