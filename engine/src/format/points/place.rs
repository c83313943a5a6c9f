//! From coordinates to grids, and what there is to tell about it.

use super::Task;
use crate::coord::{CoordinateError, LatticePoint};
use serde::Serialize;

/// Row numbers of invalid coordinates kept for the report.
const ROWS_KEPT: usize = 1_000;

/// What became of the points. `assigned` + `unassigned` = `rows`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    pub rows: u64,
    pub assigned: u64,
    /// In no grid, those without valid coordinates included.
    pub unassigned: u64,
    /// Coordinates missing, not numbers or not on Earth.
    pub invalid: u64,
    /// The first of them: data rows from 1.
    pub invalid_rows: Vec<u64>,
    /// Rows that no reader could make sense of; they are left out and not in `rows`.
    pub unreadable: u64,
    /// Points that would be on Earth, or in a grid, with longitude and latitude swapped.
    pub swapped: u64,
}

impl Tally {
    /// Whether longitude and latitude of nearly all points seem to be swapped.
    #[must_use]
    pub fn looks_swapped(&self) -> bool {
        self.rows > 0 && self.swapped >= self.rows - self.rows / 10
    }

    /// Adds the rows that follow.
    pub(super) fn add(&mut self, next: Self) {
        self.rows += next.rows;
        self.assigned += next.assigned;
        self.unassigned += next.unassigned;
        self.invalid += next.invalid;
        self.unreadable += next.unreadable;
        self.swapped += next.swapped;
        let room = ROWS_KEPT - self.invalid_rows.len();
        self.invalid_rows.extend(next.invalid_rows.into_iter().take(room));
    }
}

/// Writes the grid number of every point. Missing coordinates are NaN; `first_row` is the number of the first.
pub(super) fn place(task: &Task<'_>, first_row: u64, lon: &[f64], lat: &[f64], grids: &mut [u32]) -> Tally {
    let mut tally = Tally { rows: grids.len() as u64, ..Tally::default() };
    let (mut xs, mut ys) = (vec![0; grids.len()], vec![0; grids.len()]);
    let mut invalid = Vec::new();
    for (i, (&lon, &lat)) in lon.iter().zip(lat).enumerate() {
        match task.crs.to_lattice(lon, lat) {
            Ok(p) => (xs[i], ys[i]) = (p.x, p.y),
            Err(error) => {
                invalid.push(i);
                tally.swapped += u64::from(matches!(error, CoordinateError::Swapped { .. }));
            }
        }
    }
    (task.locate)(&xs, &ys, grids);
    invalid.iter().for_each(|&i| grids[i] = 0);
    tally.assigned = grids.iter().filter(|&&grid| grid != 0).count() as u64;
    tally.unassigned = tally.rows - tally.assigned;
    tally.invalid = invalid.len() as u64;
    tally.invalid_rows = invalid.iter().take(ROWS_KEPT).map(|&i| first_row + i as u64).collect();
    if tally.assigned == 0 && task.crs.is_wgs84() {
        tally.swapped += found_swapped(task, &xs, &ys);
    }
    tally
}

/// How many points are in a grid with longitude and latitude swapped.
fn found_swapped(task: &Task<'_>, xs: &[i32], ys: &[i32]) -> u64 {
    let on_earth = |x: &i32| f64::from(*x).abs() <= 90.0 * LatticePoint::PER_DEGREE;
    if !xs.iter().all(on_earth) {
        return 0;
    }
    let mut grids = vec![0; xs.len()];
    (task.locate)(ys, xs, &mut grids);
    let swapped = grids.iter().zip(xs.iter().zip(ys)).filter(|&(&grid, place)| grid != 0 && place != (&0, &0));
    swapped.count() as u64
}
