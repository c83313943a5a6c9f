//! Complaints by H3 cell, ready to be counted under any filter.

use super::CellCount;
use crate::coord::Honeycomb;
use crate::coord::h3::{CellIndex, Resolution};
use crate::heat::{ComplaintColumns, Selection};
use rayon::prelude::*;
use std::sync::OnceLock;

/// The H3 cells of all located complaints, resolution by resolution: a cell's children do not tile it, so that none can be put together
/// from finer ones. Each resolution is worked out when it is first asked for.
#[derive(Debug, Default)]
pub struct ComplaintCells([OnceLock<Places>; ComplaintCells::RESOLUTIONS]);

/// Where the complaints are at one resolution.
#[derive(Debug, Default)]
struct Places {
    /// Cells that hold complaints, ascending.
    cells: Vec<CellIndex>,
    /// By position in the columns: the place of its cell in `cells`. Complaints without a place have one that is not there.
    places: Vec<u32>,
}

impl ComplaintCells {
    /// The finest resolution that can be counted: cells of about 300 m².
    pub const FINEST: Resolution = Resolution::Twelve;
    const RESOLUTIONS: usize = Self::FINEST as usize + 1;

    /// How many of the selected complaints lie in each cell of a resolution, of those finer than [`FINEST`](Self::FINEST) that one; cells
    /// without any are left out. Ordered by cell index. All selections are of the same columns.
    #[must_use]
    pub fn count(
        &self,
        columns: &ComplaintColumns,
        selection: &Selection<'_>,
        resolution: Resolution,
    ) -> Vec<CellCount> {
        let Places { cells, places } = self.at(columns, resolution.min(Self::FINEST));
        let counts = selection.counts_by_key(places, cells.len());
        let counts = cells.iter().zip(counts).map(|(&cell, count)| CellCount { cell, count });
        counts.filter(|it| it.count > 0).collect()
    }

    /// Works out all resolutions; for those who are about to count on threads of rayon's, where none is to be worked out.
    pub fn prepare(&self, columns: &ComplaintColumns) {
        for resolution in Resolution::range(Resolution::Zero, Self::FINEST) {
            self.at(columns, resolution);
        }
    }

    fn at(&self, columns: &ComplaintColumns, resolution: Resolution) -> &Places {
        self.0[resolution as usize].get_or_init(|| Places::of(columns, resolution))
    }
}

impl Places {
    fn of(columns: &ComplaintColumns, resolution: Resolution) -> Self {
        let cell =
            |honeycomb: &mut Honeycomb, position| honeycomb.cell_of(columns.point(position).to_lattice());
        let positions = (0..columns.located()).into_par_iter().with_min_len(4096);
        let by_position: Vec<Option<CellIndex>> =
            positions.map_init(|| Honeycomb::new(resolution), cell).collect();
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
        let cells = ComplaintCells::default();
        for resolution in Resolution::range(Resolution::Zero, ComplaintCells::FINEST) {
            let counted = cells.count(&columns, &columns.select(&Filter::default()), resolution);
            assert_eq!(counted, counts_per_cell(&places, resolution), "{resolution}");
        }
    }
}
