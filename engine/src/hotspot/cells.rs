//! Points into H3 cells.

use crate::coord::h3::{CellIndex, Resolution};
use crate::coord::{Honeycomb, LatticePoint};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// An H3 cell and how many points lie in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellCount {
    pub cell: CellIndex,
    pub count: u64,
}

/// Points handled by one task at least; below, threads cost more than they save. Large tasks meet each cell often.
const TASK_POINTS: usize = 16_384;

/// How many of the points lie in each H3 cell of a resolution; cells without points are left out. Ordered by cell index, the
/// same on any number of threads.
///
/// ```
/// use onemap_engine::coord::{LatticePoint, h3::Resolution};
/// use onemap_engine::hotspot::counts_per_cell;
/// let hefei = LatticePoint::new(1_173_000_000, 318_000_000);
/// let cells = counts_per_cell(&[hefei, hefei], Resolution::Nine);
/// assert_eq!((cells.len(), cells[0].count), (1, 2));
/// ```
#[must_use]
pub fn counts_per_cell(points: &[LatticePoint], resolution: Resolution) -> Vec<CellCount> {
    let task = points.len().div_ceil(rayon::current_num_threads()).max(TASK_POINTS);
    let tallies =
        points.par_chunks(task).map(|chunk| tally(chunk, resolution)).reduce(FxHashMap::default, merged);
    let mut cells: Vec<CellCount> =
        tallies.into_iter().map(|(cell, count)| CellCount { cell, count }).collect();
    cells.par_sort_unstable_by_key(|it| it.cell);
    cells
}

fn tally(points: &[LatticePoint], resolution: Resolution) -> FxHashMap<CellIndex, u64> {
    let mut honeycomb = Honeycomb::new(resolution);
    let mut counts = FxHashMap::default();
    for cell in points.iter().filter_map(|&point| honeycomb.cell_of(point)) {
        *counts.entry(cell).or_default() += 1;
    }
    counts
}

fn merged(a: FxHashMap<CellIndex, u64>, b: FxHashMap<CellIndex, u64>) -> FxHashMap<CellIndex, u64> {
    let (mut large, small) = if a.len() < b.len() { (b, a) } else { (a, b) };
    for (cell, count) in small {
        *large.entry(cell).or_default() += count;
    }
    large
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up_and_do_not_depend_on_threads() {
        let points: Vec<LatticePoint> = (0..100_000)
            .map(|i| LatticePoint::new(1_173_000_000 + i % 1000 * 997, 318_000_000 + i / 1000 * 1013))
            .collect();
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let many = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
        let cells = one.install(|| counts_per_cell(&points, Resolution::Nine));
        assert_eq!(cells, many.install(|| counts_per_cell(&points, Resolution::Nine)));
        assert_eq!(cells.iter().map(|it| it.count).sum::<u64>(), 100_000);
        assert!(cells.len() > 10);
    }
}
