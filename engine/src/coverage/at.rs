//! Which face is here, asked once.

use super::arrange::is_above;
use super::edges::{Ends, ordered};
use super::model::{Coverage, FaceId};
use crate::coord::LatticePoint;
use crate::coord::predicate::orientation;

impl Coverage {
    /// The face around a point that lies on no edge. Looks at every edge; for many points, or points on edges, there is
    /// `GridIndex`.
    #[must_use]
    pub fn face_around(&self, p: LatticePoint) -> FaceId {
        let mut below: Option<(Ends, FaceId)> = None;
        for arc in self.arcs() {
            for pair in arc.points.windows(2) {
                let edge = ordered([pair[0], pair[1]]);
                let under = edge[0].x <= p.x && p.x < edge[1].x && orientation(edge[0], edge[1], p).is_gt();
                if under && below.is_none_or(|(other, _)| is_above(edge, other)) {
                    // The left side of an edge that runs east is the upper one.
                    let face = if pair[0] < pair[1] { arc.left } else { arc.right };
                    below = Some((edge, face));
                }
            }
        }
        below.map_or(FaceId::OUTSIDE, |(_, face)| face)
    }
}
