//! Complaints to buildings, and through them to areas.

use super::nearest::BuildingIndex;
use crate::coord::{Bounds, LatticePoint};
use crate::coverage::FaceId;
use crate::locate::GridIndex;
use crate::record::Footprints;
use rayon::prelude::*;

/// Places that one thread takes at a time.
const CHUNK: usize = 1 << 13;
/// Side of a neighbourhood in lattice steps, as a power of two: about 160 m.
const BLOCK_SHIFT: u32 = 14;

/// The building nearest to each place within a distance in metres; none for what has no place.
///
/// The buildings of a neighbourhood are looked up once for all places that follow each other there: places in the order of a
/// space-filling curve are answered several times faster than places in no order.
#[must_use]
pub fn nearest_buildings(
    index: &BuildingIndex,
    footprints: &Footprints,
    places: &[Option<LatticePoint>],
    within_metres: f64,
) -> Vec<Option<u32>> {
    let of_block = |block: &[Option<LatticePoint>]| {
        let around = Bounds::around(block.iter().copied().flatten());
        let nearby = around.map(|around| index.nearby(around, within_metres));
        let nearest = |place: &Option<LatticePoint>| {
            nearby.as_ref()?.nearest(footprints, (*place)?).map(|found| found.building as u32)
        };
        block.chunk_by(|a, b| a == b).flat_map(|same| vec![nearest(&same[0]); same.len()]).collect::<Vec<_>>()
    };
    let chunks = places.par_chunks(CHUNK);
    chunks.flat_map_iter(|chunk| chunk.chunk_by(|a, b| block(*a) == block(*b)).flat_map(of_block)).collect()
}

fn block(place: Option<LatticePoint>) -> Option<[i32; 2]> {
    place.map(|p| [p.x >> BLOCK_SHIFT, p.y >> BLOCK_SHIFT])
}

/// The area that a complaint counts for: that of the building nearest to it, since a complaint called in from the pavement belongs
/// to the house, even across a boundary. Where no building is near, or the nearest is in no area, the place itself decides. A
/// complaint without a place is [`FaceId::OUTSIDE`].
///
/// `building_faces` are the areas of the buildings, by their numbers.
///
/// # Panics
/// When there is no building with that number.
#[must_use]
pub fn complaint_face(
    index: &GridIndex,
    building_faces: &[FaceId],
    nearest: Option<u32>,
    place: Option<LatticePoint>,
) -> FaceId {
    let through_building = nearest.map(|building| building_faces[building as usize]);
    let found = through_building.filter(|&face| face != FaceId::OUTSIDE);
    found.or_else(|| index.locate(place?)).unwrap_or(FaceId::OUTSIDE)
}
