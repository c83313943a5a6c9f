//! DBSCAN, ST-DBSCAN and HDBSCAN of complaints.

use super::setting::say;
use super::table::{Cell, Row, Shape};
use super::{Common, Failure, Outcome};
use crate::hotspots::{
    ClusterMethod, ClusterQuestion, ClusterSummary, Clustered, DBSCAN_METRES, DBSCAN_POINTS,
};
use crate::snapshot::Snapshot;
use onemap_engine::hotspot::Reach;
use std::num::NonZeroUsize;

#[derive(clap::Args)]
pub struct DbscanArgs {
    #[command(flatten)]
    common: Common,
    /// Metres within which complaints are neighbours.
    #[arg(long, value_name = "METRES", default_value_t = DBSCAN_METRES)]
    eps: f64,
    /// Neighbours that make a complaint the core of a cluster, itself included.
    #[arg(long, value_name = "N", default_value_t = DBSCAN_POINTS)]
    min_points: NonZeroUsize,
    /// Hours within which they must be neighbours too (ST-DBSCAN) [default: time does not matter].
    #[arg(long, value_name = "HOURS")]
    hours: Option<f64>,
    /// One record per cluster, with its hull, instead of one per complaint.
    #[arg(long)]
    summary: bool,
}

#[derive(clap::Args)]
pub struct HdbscanArgs {
    #[command(flatten)]
    common: Common,
    /// The fewest complaints of a cluster.
    #[arg(long, value_name = "N", default_value_t = 20)]
    min_cluster_size: usize,
    /// The distance to the N-th neighbour, itself included, says how dense it is around a complaint [default: as --min-cluster-size].
    #[arg(long, value_name = "N")]
    min_points: Option<NonZeroUsize>,
    /// One record per cluster, with its hull, instead of one per complaint.
    #[arg(long)]
    summary: bool,
}

pub(super) fn dbscan(args: &DbscanArgs) -> Result<Outcome, Failure> {
    let reach = Reach { metres: args.eps, seconds: args.hours.map(|hours| hours * 3600.0) };
    run(&args.common, ClusterMethod::Dbscan { reach, min_points: args.min_points }, args.summary)
}

pub(super) fn hdbscan(args: &HdbscanArgs) -> Result<Outcome, Failure> {
    let min_cluster_size = args.min_cluster_size;
    let min_points = args.min_points.or(NonZeroUsize::new(min_cluster_size)).unwrap_or(NonZeroUsize::MIN);
    run(&args.common, ClusterMethod::Hdbscan { min_cluster_size, min_points }, args.summary)
}

fn run(common: &Common, method: ClusterMethod, summary: bool) -> Result<Outcome, Failure> {
    let snapshot = common.snapshot()?;
    let question = ClusterQuestion { method, filter: common.selection.filter(&snapshot)? };
    let clustered = question.answer(&snapshot)?;
    say(&clustered.notes);
    if summary {
        let clusters = clustered.summaries(&snapshot);
        let rows = (0..).zip(&clusters).map(|(number, cluster)| summary_row(&snapshot, number, cluster));
        return common.output.write(&SUMMARY_COLUMNS, rows.chain([noise(&clustered)]));
    }
    let rows = (0..clustered.rows.len()).map(|place| row(&snapshot, &clustered, place));
    common.output.write(&["complaint", "lon", "lat", "cluster"], rows)
}

/// What noise has in place of a cluster's number.
const NOISE: i64 = -1;

fn row(snapshot: &Snapshot, clustered: &Clustered, place: usize) -> Row {
    let point = clustered.places[place];
    let cells = vec![
        snapshot.complaints.ids.get(clustered.rows[place]).into(),
        point.lon().into(),
        point.lat().into(),
        clustered.labels[place].map_or(NOISE, i64::from).into(),
    ];
    Row::new(cells, Shape::Point(point))
}

const SUMMARY_COLUMNS: [&str; 8] = ["cluster", "count", "complaint", "lon", "lat", "address", "first", "last"];

fn summary_row(snapshot: &Snapshot, number: i64, cluster: &ClusterSummary) -> Row {
    let cells = vec![
        number.into(),
        cluster.count.into(),
        snapshot.complaints.ids.get(cluster.row).into(),
        cluster.place.lon().into(),
        cluster.place.lat().into(),
        cluster.address.clone().into(),
        cluster.first.to_string().into(),
        cluster.last.to_string().into(),
    ];
    Row::new(cells, Shape::hull(&cluster.hull))
}

fn noise(clustered: &Clustered) -> Row {
    let mut cells = vec![Cell::Null; SUMMARY_COLUMNS.len()];
    (cells[0], cells[1]) = (NOISE.into(), clustered.noise().into());
    Row::new(cells, Shape::None)
}
