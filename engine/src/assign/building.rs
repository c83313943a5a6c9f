//! Which grid does a building belong to, and which buildings are cut by a boundary?

use super::inner_point::footprint_point;
use super::overlap::Outline;
use crate::coverage::FaceId;
use crate::locate::GridIndex;
use crate::record::{FootprintRef, Footprints};
use rayon::prelude::*;

/// The least share of a building in a face that counts: below it, outlines only touch.
const LEAST_SHARE: f64 = 1e-6;

/// How a building with an outline is given to a grid. A building with a point goes where its point is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BuildingRule {
    /// Where a representative point inside its outline is.
    #[default]
    InnerPoint,
    /// Where the largest part of its area is; of equal parts, that in the face of the lower number. A building that
    /// covers no area in any grid goes where its inner point is.
    LargestOverlap,
}

/// The part of a building's area that lies in one face, in (0, 1].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// [`FaceId::OUTSIDE`] for the part in no grid.
    pub face: FaceId,
    pub share: f64,
}

/// A building cut by a boundary.
#[derive(Clone, Debug, PartialEq)]
pub struct Straddle {
    /// Its place in the input.
    pub building: usize,
    /// Largest first, then by face; they sum to 1.
    pub shares: Vec<Share>,
}

/// The face of every building, [`FaceId::OUTSIDE`] where no grid has it.
#[must_use]
pub fn assign_buildings(index: &GridIndex, buildings: &Footprints, rule: BuildingRule) -> Vec<FaceId> {
    buildings.par_iter().with_min_len(64).map(|footprint| face_of(index, footprint, rule)).collect()
}

/// The buildings with area in more than one face, the outside included, in the order of the input.
#[must_use]
pub fn straddling(index: &GridIndex, buildings: &Footprints) -> Vec<Straddle> {
    let straddle = |(building, footprint)| {
        let shares = shares(index, footprint);
        (shares.len() > 1).then_some(Straddle { building, shares })
    };
    buildings.par_iter().enumerate().with_min_len(64).filter_map(straddle).collect()
}

fn face_of(index: &GridIndex, footprint: FootprintRef<'_>, rule: BuildingRule) -> FaceId {
    let by_point = || footprint_point(footprint).and_then(|p| index.locate(p)).unwrap_or(FaceId::OUTSIDE);
    match rule {
        BuildingRule::InnerPoint => by_point(),
        BuildingRule::LargestOverlap => largest_grid(&shares(index, footprint)).unwrap_or_else(by_point),
    }
}

fn largest_grid(shares: &[Share]) -> Option<FaceId> {
    shares.iter().map(|share| share.face).find(|&face| face != FaceId::OUTSIDE)
}

/// What part of a building lies in each face, largest first, then by face. Empty for one without area.
fn shares(index: &GridIndex, footprint: FootprintRef<'_>) -> Vec<Share> {
    let Some(outline) = Outline::new(footprint) else { return Vec::new() };
    if let Some(face) = index.filling(outline.bounds()) {
        return vec![Share { face, share: 1.0 }];
    }
    let area = outline.area();
    if area <= 0.0 {
        return Vec::new();
    }
    let near = index.near(outline.bounds()).into_iter();
    let parts = near.map(|(face, edges)| Share { face, share: outline.shared_with(face, edges) / area });
    with_outside(parts.filter(|part| part.share >= LEAST_SHARE).collect())
}

/// Adds what is in no grid, and puts the parts in order.
fn with_outside(mut parts: Vec<Share>) -> Vec<Share> {
    let inside: f64 = parts.iter().map(|part| part.share).sum();
    if 1.0 - inside >= LEAST_SHARE {
        parts.push(Share { face: FaceId::OUTSIDE, share: 1.0 - inside });
    }
    let total: f64 = parts.iter().map(|part| part.share).sum();
    parts.iter_mut().for_each(|part| part.share /= total);
    parts.sort_by(|a, b| rank(b.share).cmp(&rank(a.share)).then(a.face.cmp(&b.face)));
    parts
}

/// Shares that differ by less than adding doubles can err are equal.
fn rank(share: f64) -> i64 {
    (share * 1e9).round() as i64
}
