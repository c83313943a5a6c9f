//! Clusters of complaints.

use super::Refusal;
use crate::snapshot::Snapshot;
use onemap_engine::coord::{LatticePoint, convex_hull};
use onemap_engine::heat::Filter;
use onemap_engine::hotspot::{LEAST_CLUSTER, Reach, dbscan, hdbscan, medoid};
use onemap_engine::record::LocalTime;
use rayon::prelude::*;
use std::num::NonZeroUsize;

/// Metres and neighbours of DBSCAN unless said: what finds nine in ten of the clusters that a generated city was given, and hardly any other.
pub const DBSCAN_METRES: f64 = 100.0;
pub const DBSCAN_POINTS: NonZeroUsize = NonZeroUsize::new(10).unwrap();

/// When complaints are close together.
#[derive(Clone, Copy, Debug)]
pub enum ClusterMethod {
    /// DBSCAN, or ST-DBSCAN where the reach has a time.
    Dbscan { reach: Reach, min_points: NonZeroUsize },
    /// HDBSCAN: whatever density stands out.
    Hdbscan { min_cluster_size: usize, min_points: NonZeroUsize },
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct ClusterQuestion {
    pub method: ClusterMethod,
    pub filter: Filter,
}

/// The complaints that have a place, the oldest first.
pub struct Clustered {
    /// Their rows in the snapshot.
    pub rows: Vec<usize>,
    pub places: Vec<LatticePoint>,
    /// `None` for noise.
    pub labels: Vec<Option<u32>>,
    pub notes: Vec<String>,
}

/// One cluster as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct ClusterSummary {
    pub count: u64,
    /// Row of the complaint amid it: the sum of the distances to all others is least.
    pub row: usize,
    /// Its place.
    pub place: LatticePoint,
    /// Of the nearest building, where one is near.
    pub address: Option<String>,
    pub first: LocalTime,
    pub last: LocalTime,
    /// The convex hull, open and counter-clockwise; one or two places where all lie there or on a line.
    pub hull: Vec<LatticePoint>,
}

/// Neighbours a city's width apart make one cluster of everything.
const MOST_METRES: f64 = 100_000.0;
/// Neighbours that are kept for each complaint while core distances are looked for.
const MOST_POINTS: usize = 10_000;

impl ClusterMethod {
    fn check(self) -> Result<(), Refusal> {
        match self {
            Self::Dbscan { reach: Reach { metres, seconds }, .. } => {
                if !(Reach::LEAST_METRES..=MOST_METRES).contains(&metres) {
                    let wrong =
                        format!("{metres} is not between {} and {MOST_METRES} metres", Reach::LEAST_METRES);
                    return Err(Refusal::new("eps", wrong));
                }
                if seconds.is_some_and(|seconds| !seconds.is_finite() || seconds < 1.0) {
                    return Err(Refusal::new("hours", "give more than a second, as 24 for a day"));
                }
            }
            Self::Hdbscan { min_cluster_size, min_points } => {
                if min_cluster_size < LEAST_CLUSTER {
                    return Err(Refusal::new("min-cluster-size", "a cluster has at least 2 complaints"));
                }
                if min_points.get() > MOST_POINTS {
                    return Err(Refusal::new("min-points", format!("{min_points} is more than {MOST_POINTS}")));
                }
            }
        }
        Ok(())
    }

    fn labels(self, places: &[LatticePoint], times: &[f64]) -> Vec<Option<u32>> {
        match self {
            Self::Dbscan { reach, min_points } => dbscan(places, times, reach, min_points.get()),
            Self::Hdbscan { min_cluster_size, min_points } => hdbscan(places, min_cluster_size, min_points),
        }
    }
}

impl ClusterQuestion {
    /// # Errors
    /// When complaints cannot be near in this way.
    pub fn answer(&self, snapshot: &Snapshot) -> Result<Clustered, Refusal> {
        self.method.check()?;
        let (mut found, mut without_place) = (Vec::new(), 0);
        let columns = &snapshot.complaints.columns;
        columns.select(&self.filter).for_each(|position| {
            if position < columns.located() {
                found.push((columns.row(position), columns.point(position)));
            } else {
                without_place += 1;
            }
        });
        found.par_sort_unstable_by_key(|it| it.0);
        let places: Vec<LatticePoint> = found.par_iter().map(|it| it.1.to_lattice()).collect();
        let rows: Vec<usize> = found.into_iter().map(|it| it.0).collect();
        let times: Vec<f64> = rows.iter().map(|&row| snapshot.complaints.seconds(row)).collect();
        let labels = self.method.labels(&places, &times);
        let mut notes = Vec::new();
        if without_place > 0 {
            notes.push(format!("{without_place} of {} complaints have no place", rows.len() + without_place));
        }
        if rows.is_empty() {
            notes.push("no complaint of this window and kind has a place".to_owned());
        }
        Ok(Clustered { rows, places, labels, notes })
    }
}

impl Clustered {
    /// Complaints in no cluster.
    #[must_use]
    pub fn noise(&self) -> u64 {
        self.labels.iter().filter(|label| label.is_none()).count() as u64
    }

    /// How many clusters there are.
    #[must_use]
    pub fn clusters(&self) -> usize {
        self.labels.iter().flatten().max().map_or(0, |&last| last as usize + 1)
    }

    /// Each cluster as a whole, in the order of their numbers.
    #[must_use]
    pub fn summaries(&self, snapshot: &Snapshot) -> Vec<ClusterSummary> {
        let mut members = vec![Vec::new(); self.clusters()];
        for (place, label) in self.labels.iter().enumerate() {
            if let Some(label) = label {
                members[*label as usize].push(place);
            }
        }
        members.par_iter().filter_map(|members| self.summary(members, snapshot)).collect()
    }

    /// `None` of no members, which no cluster has.
    fn summary(&self, members: &[usize], snapshot: &Snapshot) -> Option<ClusterSummary> {
        let places: Vec<LatticePoint> = members.iter().map(|&member| self.places[member]).collect();
        let amid = members[medoid(&places)?];
        let time = |member: usize| snapshot.complaints.time(self.rows[member]);
        Some(ClusterSummary {
            count: members.len() as u64,
            row: self.rows[amid],
            place: self.places[amid],
            address: snapshot.address_near(self.places[amid]),
            first: time(members[0]),
            last: time(members[members.len() - 1]),
            hull: convex_hull(places),
        })
    }
}
