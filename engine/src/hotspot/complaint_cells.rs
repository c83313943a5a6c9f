//! Complaints by H3 cell, ready to be counted under any filter.

use super::CellCount;
use crate::coord::WorldPoint;
use crate::coord::h3::{CellIndex, Resolution, cell_of};
use crate::heat::{ComplaintColumns, Selection};
use rayon::prelude::*;

/// The finest cell of every located complaint. Coarser cells are put together from it, as H3 puts seven cells into one.
#[derive(Debug, Default)]
pub struct ComplaintCells {
    /// Cells that hold complaints, ascending: the children of a cell stand together.
    cells: Vec<CellIndex>,
    /// By position in the columns: the place of its cell in `cells`. Complaints without a place have one that is not there.
    places: Vec<u32>,
}

impl ComplaintCells {
    /// The finest resolution that can be counted: cells of about 300 m².
    pub const FINEST: Resolution = Resolution::Twelve;

    #[must_use]
    pub fn of(columns: &ComplaintColumns) -> Self {
        let cell = |position| finest_cell(columns.point(position));
        let by_position: Vec<Option<CellIndex>> =
            (0..columns.located()).into_par_iter().with_min_len(4096).map(cell).collect();
        let mut cells: Vec<CellIndex> = by_position.iter().copied().flatten().collect();
        cells.par_sort_unstable();
        cells.dedup();
        let place = |cell: &Option<CellIndex>| {
            cell.and_then(|cell| cells.binary_search(&cell).ok()).map_or(u32::MAX, |place| place as u32)
        };
        let mut places: Vec<u32> = by_position.par_iter().with_min_len(4096).map(place).collect();
        places.resize(columns.len(), u32::MAX);
        Self { cells, places }
    }

    /// How many of the selected complaints lie in each cell of a resolution up to [`FINEST`](Self::FINEST); cells without
    /// any are left out. Ordered by cell index.
    #[must_use]
    pub fn count(&self, selection: &Selection<'_>, resolution: Resolution) -> Vec<CellCount> {
        let finest = selection.counts_by_key(&self.places, self.cells.len());
        let mut counts: Vec<CellCount> = Vec::new();
        for (cell, count) in self.cells.iter().zip(finest).filter(|&(_, count)| count > 0) {
            let cell = cell.parent(resolution).unwrap_or(*cell);
            match counts.last_mut().filter(|last| last.cell == cell) {
                Some(last) => last.count += count,
                None => counts.push(CellCount { cell, count }),
            }
        }
        counts
    }
}

fn finest_cell(point: WorldPoint) -> Option<CellIndex> {
    cell_of(point.to_lattice(), ComplaintCells::FINEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coord::LatticePoint;
    use crate::heat::{ComplaintRow, Filter};
    use crate::hotspot::counts_per_cell;

    #[test]
    fn cells_of_every_resolution_hold_what_the_points_themselves_give() {
        let places: Vec<LatticePoint> = (0..5000)
            .map(|i| LatticePoint::new(1_173_000_000 + i * 7919 % 997_000, 318_000_000 + i * 6101 % 1_013_000))
            .collect();
        let row = |place| ComplaintRow {
            place,
            time: "2025-06-01".parse().unwrap(),
            category: 0,
            subcategory: 0,
            channel: 0,
            status: 0,
        };
        let located = places.iter().map(|&place| row(Some(place)));
        let columns = ComplaintColumns::new(&located.chain([row(None)]).collect::<Vec<_>>());
        let cells = ComplaintCells::of(&columns);
        let mercator: Vec<_> = places.iter().map(|&p| WorldPoint::of(p).to_lattice()).collect();
        for resolution in Resolution::range(Resolution::Zero, ComplaintCells::FINEST) {
            let counted = cells.count(&columns.select(&Filter::default()), resolution);
            assert_eq!(counted.iter().map(|it| it.count).sum::<u64>(), 5000);
            let nested = |point: &LatticePoint| {
                cell_of(*point, ComplaintCells::FINEST).unwrap().parent(resolution).unwrap()
            };
            let mut expected: Vec<CellIndex> = mercator.iter().map(nested).collect();
            expected.sort_unstable();
            expected.dedup();
            assert_eq!(counted.iter().map(|it| it.cell).collect::<Vec<_>>(), expected);
        }
        let finest = cells.count(&columns.select(&Filter::default()), ComplaintCells::FINEST);
        assert_eq!(finest, counts_per_cell(&mercator, ComplaintCells::FINEST));
    }
}
