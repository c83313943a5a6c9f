//! Complaints to buildings and grids.

use super::nearest::{BuildingIndex, Nearest};
use crate::coord::LatticePoint;
use crate::coverage::FaceId;
use crate::locate::GridIndex;
use crate::record::Building;
use rayon::prelude::*;

/// Places that are put in order at once.
const CHUNK: usize = 1 << 18;
/// Side of a neighbourhood in lattice steps, as a power of two: about 160 m.
const BLOCK_SHIFT: u32 = 14;

/// Where a complaint belongs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assigned {
    /// The nearest building within the distance, if there is one.
    pub building: Option<Nearest>,
    /// The building's grid, else the grid that holds the place, else [`FaceId::OUTSIDE`].
    pub face: FaceId,
}

/// Gives every complaint to the nearest building within a distance in metres, and through it to a grid: a complaint
/// called in from the pavement belongs to the house, even across a boundary. Where no building is near, or the nearest is in no
/// grid, the place itself decides. A complaint without a place belongs nowhere.
///
/// `building_faces` are the faces of the buildings, in their order.
#[must_use]
pub fn assign_complaints(
    index: &GridIndex,
    building_index: &BuildingIndex,
    buildings: &[Building],
    building_faces: &[FaceId],
    places: &[Option<LatticePoint>],
    within_metres: f64,
) -> Vec<Assigned> {
    let assign = |p: LatticePoint| {
        let building = building_index.nearest(buildings, p, within_metres);
        let through_building =
            building.map(|it| building_faces[it.building]).filter(|&face| face != FaceId::OUTSIDE);
        let face = through_building.or_else(|| index.locate(p)).unwrap_or(FaceId::OUTSIDE);
        Assigned { building, face }
    };
    places.par_chunks(CHUNK).flat_map_iter(|places| in_order_of_place(places, assign)).collect()
}

/// Places are taken neighbourhood by neighbourhood, each once: the same buildings are looked at again while they are at hand.
fn in_order_of_place(
    places: &[Option<LatticePoint>],
    assign: impl Fn(LatticePoint) -> Assigned,
) -> Vec<Assigned> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_unstable_by_key(|&i| places[i].map(|p| (p.y >> BLOCK_SHIFT, p.x >> BLOCK_SHIFT, p)));
    let mut assigned = vec![Assigned { building: None, face: FaceId::OUTSIDE }; places.len()];
    for of_place in order.chunk_by(|&a, &b| places[a] == places[b]) {
        if let Some(p) = places[of_place[0]] {
            let found = assign(p);
            of_place.iter().for_each(|&i| assigned[i] = found);
        }
    }
    assigned
}
