//! Which face is here, asked once.

use super::arrange::is_above;
use super::edges::{Ends, ordered};
use super::model::{Arc, Coverage, FaceId};
use crate::coord::LatticePoint;
use crate::coord::predicate::orientation;

impl Coverage {
    /// The face around a point that lies on no edge. Looks at every edge; for many points, or points on edges, there is
    /// `GridIndex`.
    #[must_use]
    pub fn face_around(&self, p: LatticePoint) -> FaceId {
        // The left side of an edge that runs east is the upper one.
        let upper = |arc: &Arc, pair: &[LatticePoint]| if pair[0] < pair[1] { arc.left } else { arc.right };
        let edges = self.arcs().iter().flat_map(|arc| {
            arc.points.windows(2).map(move |pair| (ordered([pair[0], pair[1]]), upper(arc, pair)))
        });
        next_below(edges, p).unwrap_or(FaceId::OUTSIDE)
    }
}

/// What is said of the edge right below a point that lies on none; edges have their ends in order and do not cross.
pub(crate) fn next_below<T>(edges: impl Iterator<Item = (Ends, T)>, p: LatticePoint) -> Option<T> {
    let mut below: Option<(Ends, T)> = None;
    for (edge, says) in edges {
        let under = edge[0].x <= p.x && p.x < edge[1].x && orientation(edge[0], edge[1], p).is_gt();
        if under && below.as_ref().is_none_or(|(other, _)| is_above(edge, *other)) {
            below = Some((edge, says));
        }
    }
    below.map(|(_, says)| says)
}
