//! The measures of a grid's shape, taken when it is touched and kept until it is touched again.

use super::city::City;
use onemap_engine::coord::{Bounds, LatticePoint};
use onemap_engine::coverage::{FaceId, polsby_popper, reock};
use onemap_engine::plan::Plan;
use onemap_engine::record::AreaLevel;

/// One face, measured.
#[derive(Clone, Debug)]
pub struct Outline {
    /// m² on the ellipsoid.
    pub area_m2: f64,
    pub polsby_popper: f64,
    pub reock: f64,
    /// Number of connected pieces.
    pub pieces: usize,
    /// `None` for a face that covers nothing.
    pub bounds: Option<Bounds>,
    /// A point inside.
    pub point: Option<LatticePoint>,
    /// Code of the community that holds the point; else what the grid says.
    pub parent: Option<String>,
    /// Of the plan, when the face was touched last.
    pub revision: i64,
}

impl Outline {
    #[must_use]
    pub fn new(plan: &Plan, face: FaceId, city: &City, revision: i64) -> Self {
        let coverage = plan.coverage();
        let shape = coverage.polygon(face);
        let point = coverage.inner_point(face);
        Self {
            area_m2: coverage.area_m2(face),
            polsby_popper: polsby_popper(&shape),
            reock: reock(&shape),
            pieces: shape.0.len(),
            bounds: coverage.face_bounds(face),
            point,
            parent: community_at(city, point).or_else(|| plan.grid(face).and_then(|grid| grid.parent.clone())),
            revision,
        }
    }
}

fn community_at(city: &City, point: Option<LatticePoint>) -> Option<String> {
    let communities = &city.snapshot.levels[AreaLevel::Community];
    let community = communities.get(communities.face_at(point?))?;
    Some(community.code.clone())
}
