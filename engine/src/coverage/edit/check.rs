//! What every edit must hold, whatever it is.

use super::Edit;
use super::delta::Delta;
use super::refusal::{Reason, Refusal};
use crate::coord::area::polygon_area_m2;
use crate::coord::{LatticePoint, MultiPolygon};
use crate::coverage::{Coverage, FaceId, inner_point};

/// The edit that a change makes, if every changed face keeps a place and none falls into more pieces than it had.
pub(super) fn checked(before: &Coverage, delta: Delta, changed: Vec<FaceId>) -> Result<Edit, Refusal> {
    checked_for(before, delta, changed, &[])
}

/// The same, where some faces give up all they have.
pub(super) fn checked_for(
    before: &Coverage,
    delta: Delta,
    changed: Vec<FaceId>,
    given_up: &[FaceId],
) -> Result<Edit, Refusal> {
    // Where nobody loses or gains, a drawn line has only left vertices behind.
    if delta.is_empty() || changed.is_empty() {
        return Err(Reason::ChangesNothing.nowhere());
    }
    let after = before.apply(&delta).expect("a change of a coverage applies to it");
    for &face in changed.iter().filter(|&&face| face != FaceId::OUTSIDE && !given_up.contains(&face)) {
        let (old, new) = (before.polygon(face), after.polygon(face));
        if new.0.is_empty() {
            return Err(Refusal { reason: Reason::NothingLeft, place: inner_point(&old) });
        }
        if new.0.len() > old.0.len().max(1) {
            return Err(Refusal { reason: Reason::Disconnects, place: smallest_piece(new) });
        }
    }
    Ok(Edit { coverage: after, delta, changed })
}

/// A place in the smallest piece of a shape.
fn smallest_piece(shape: MultiPolygon) -> Option<LatticePoint> {
    let area = polygon_area_m2;
    let smallest = shape.0.into_iter().min_by(|a, b| area(a).total_cmp(&area(b)))?;
    inner_point(&smallest.into())
}
