//! Clusters of complaints.

use super::Refusal;
use crate::snapshot::Snapshot;
use onemap_engine::coord::LatticePoint;
use onemap_engine::heat::Filter;
use onemap_engine::hotspot::{Reach, dbscan};
use rayon::prelude::*;
use std::num::NonZeroUsize;

/// What is asked.
#[derive(Clone, Debug)]
pub struct ClusterQuestion {
    pub reach: Reach,
    pub min_points: NonZeroUsize,
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

/// Neighbours a city's width apart make one cluster of everything.
const MOST_METRES: f64 = 100_000.0;

impl ClusterQuestion {
    /// # Errors
    /// When complaints cannot be near in this way.
    pub fn answer(&self, snapshot: &Snapshot) -> Result<Clustered, Refusal> {
        let Reach { metres, seconds } = self.reach;
        if !(Reach::LEAST_METRES..=MOST_METRES).contains(&metres) {
            let wrong = format!("{metres} is not between {} and {MOST_METRES} metres", Reach::LEAST_METRES);
            return Err(Refusal::new("eps", wrong));
        }
        if seconds.is_some_and(|seconds| !seconds.is_finite() || seconds < 1.0) {
            return Err(Refusal::new("hours", "give more than a second, as 24 for a day"));
        }
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
        let labels = dbscan(&places, &times, self.reach, self.min_points.get());
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
