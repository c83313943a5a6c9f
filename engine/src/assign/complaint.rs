//! Complaints to buildings and grids.

use super::nearest::{BuildingIndex, Nearest};
use crate::coord::LatticePoint;
use crate::coverage::FaceId;
use crate::locate::GridIndex;
use crate::record::Building;
use rayon::prelude::*;

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
    let assign = |place: &Option<LatticePoint>| {
        let Some(p) = *place else { return Assigned { building: None, face: FaceId::OUTSIDE } };
        let building = building_index.nearest(buildings, p, within_metres);
        let through_building =
            building.map(|it| building_faces[it.building]).filter(|&face| face != FaceId::OUTSIDE);
        let face = through_building.or_else(|| index.locate(p)).unwrap_or(FaceId::OUTSIDE);
        Assigned { building, face }
    };
    places.par_iter().with_min_len(256).map(assign).collect()
}
