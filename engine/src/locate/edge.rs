//! The arcs of a coverage as single edges, all pointing the same way.

use crate::coord::predicate::orientation;
use crate::coord::{Bounds, LatticePoint};
use crate::coverage::{Coverage, FaceId};
use std::cmp::Ordering;

/// One straight piece of an arc with two different faces. It points down, or east where it is level, so that its left
/// hand is the side to which the half-open rule moves a point on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub from: LatticePoint,
    pub to: LatticePoint,
    pub left: FaceId,
    pub right: FaceId,
}

impl Edge {
    fn new(from: LatticePoint, to: LatticePoint, left: FaceId, right: FaceId) -> Self {
        let points_down = (to.y, from.x) < (from.y, to.x);
        if points_down {
            Self { from, to, left, right }
        } else {
            Self { from: to, to: from, left: right, right: left }
        }
    }

    /// What crossing the edge does to a face number, in either direction.
    pub fn flip(&self) -> u32 {
        self.left.0 ^ self.right.0
    }

    /// Positive for places left of the edge, zero on its line.
    ///
    /// Exact where the edge touches a cell that holds the place: no value there exceeds (|Δx| + |Δy|) · side < 2³³ · 2²⁸.
    /// The products on the way may wrap; their difference does not.
    pub fn offset(&self, x: i64, y: i64) -> i64 {
        let [x0, y0, x1, y1] = [self.from.x, self.from.y, self.to.x, self.to.y].map(i64::from);
        (x1 - x0).wrapping_mul(y - y0).wrapping_sub((y1 - y0).wrapping_mul(x - x0))
    }

    /// Whether a walk just above the level can cross it.
    pub fn meets_level(&self, y: i64) -> bool {
        (i64::from(self.to.y) <= y) & (y < i64::from(self.from.y))
    }

    /// Whether a walk just right of the column can cross it.
    pub fn meets_column(&self, x: i64) -> bool {
        (i64::from(self.from.x) <= x) != (i64::from(self.to.x) <= x)
    }

    /// Whether it bounds the whole (or a gap in it).
    pub fn is_rim(&self) -> bool {
        self.left == FaceId::OUTSIDE || self.right == FaceId::OUTSIDE
    }

    pub fn bounds(&self) -> Bounds {
        Bounds { min: self.from, max: self.from }.with(self.to)
    }

    /// Whether the point lies on the edge, ends included.
    pub fn holds(&self, p: LatticePoint) -> bool {
        self.bounds().contains(p) && orientation(self.from, self.to, p) == Ordering::Equal
    }

    /// Whether the edge and the segment from `a` to `b` share a point, ends included.
    pub fn meets(&self, a: LatticePoint, b: LatticePoint) -> bool {
        let apart = |s: Ordering, t: Ordering| s == t && s != Ordering::Equal;
        self.bounds().meets(&Bounds { min: a, max: a }.with(b))
            && !apart(orientation(self.from, self.to, a), orientation(self.from, self.to, b))
            && !apart(orientation(a, b, self.from), orientation(a, b, self.to))
    }
}

/// The edges of a coverage that separate two faces.
pub(super) fn edges(coverage: &Coverage) -> Vec<Edge> {
    let arcs = coverage.arcs().iter().filter(|arc| arc.left != arc.right);
    arcs.flat_map(|arc| arc.points.windows(2).map(|ends| Edge::new(ends[0], ends[1], arc.left, arc.right)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(x: i32, y: i32) -> LatticePoint {
        LatticePoint::new(x, y)
    }

    #[test]
    fn every_edge_points_down_or_east() {
        for (from, to) in [(p(0, 5), p(3, 0)), (p(0, 0), p(3, 0)), (p(2, 9), p(2, -9))] {
            let same = Edge::new(from, to, FaceId(1), FaceId(2));
            assert_eq!((same.from, same.left), (from, FaceId(1)));
            assert_eq!(Edge::new(to, from, FaceId(2), FaceId(1)), same);
        }
    }

    #[test]
    fn holding_is_exact_over_the_whole_range() {
        let edge = Edge::new(p(i32::MIN, i32::MAX), p(i32::MAX, i32::MIN), FaceId(1), FaceId(0));
        assert!(edge.holds(p(i32::MIN, i32::MAX)) && edge.holds(p(-1, 0)) && edge.holds(p(0, -1)));
        assert!(!edge.holds(p(0, 0)));
    }
}
