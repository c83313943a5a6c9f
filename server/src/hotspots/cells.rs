//! H3 cells as units.

use super::units::{areas_bounds, complaint_points, is_in_an_area};
use crate::snapshot::Snapshot;
use onemap_engine::coord::h3::{
    CellIndex, Resolution, cell_boundary, cell_center, cell_of, cells_with_centre_in,
};
use onemap_engine::coord::{Honeycomb, LatticePoint, MultiPolygon};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

pub struct Cells {
    resolution: Resolution,
    /// Ascending.
    pub all: Vec<CellIndex>,
    number: FxHashMap<CellIndex, u32>,
}

impl Cells {
    pub fn of(snapshot: &Snapshot, resolution: Resolution) -> Self {
        let of_areas =
            areas_bounds(snapshot).into_iter().flat_map(|bounds| cells_with_centre_in(bounds, resolution));
        let mut all: Vec<CellIndex> = of_areas.collect();
        all = all.into_par_iter().filter(|&cell| is_in_an_area(snapshot, cell_center(cell))).collect();
        let cell = |honeycomb: &mut Honeycomb, point| honeycomb.cell_of(point);
        all.par_extend(complaint_points(snapshot).map_init(|| Honeycomb::new(resolution), cell).flatten_iter());
        all.par_sort_unstable();
        all.dedup();
        Self { resolution, number: all.iter().copied().zip(0..).collect(), all }
    }

    pub fn holding(&self, place: LatticePoint) -> Option<u32> {
        self.number.get(&cell_of(place, self.resolution)?).copied()
    }

    pub fn centers(&self) -> Vec<LatticePoint> {
        self.all.iter().map(|&cell| cell_center(cell)).collect()
    }

    pub fn shape(&self, unit: usize) -> MultiPolygon {
        cell_boundary(self.all[unit])
    }
}
