//! The arcs of a coverage as single edges, all pointing the same way.

use crate::coord::LatticePoint;
use crate::coverage::{Coverage, FaceId};
use std::cmp::Ordering;

/// One straight piece of an arc with two different faces. It points down, or east where it is level, so that its left
/// hand is the side to which the half-open rule moves a point on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
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

    /// Whether it bounds the whole (or a gap in it).
    pub fn is_rim(&self) -> bool {
        self.left == FaceId::OUTSIDE || self.right == FaceId::OUTSIDE
    }

    /// Whether the point lies on the edge, ends included.
    pub fn holds(&self, p: LatticePoint) -> bool {
        let (x_low, x_high) = (self.from.x.min(self.to.x), self.from.x.max(self.to.x));
        (x_low..=x_high).contains(&p.x)
            && (self.to.y..=self.from.y).contains(&p.y)
            && Way::between(self.from, self.to).turn(Way::between(self.from, p)) == Ordering::Equal
    }
}

/// The edges of a coverage that separate two faces.
pub(super) fn edges(coverage: &Coverage) -> Vec<Edge> {
    let arcs = coverage.arcs().iter().filter(|arc| arc.left != arc.right);
    arcs.flat_map(|arc| arc.points.windows(2).map(|ends| Edge::new(ends[0], ends[1], arc.left, arc.right)))
        .collect()
}

/// A direction from one lattice point to another; its components need 33 bits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    dx: i64,
    dy: i64,
}

impl Way {
    pub fn between(from: LatticePoint, to: LatticePoint) -> Self {
        Self { dx: i64::from(to.x) - i64::from(from.x), dy: i64::from(to.y) - i64::from(from.y) }
    }

    /// `Greater` where `other` is to the left of this direction, `Less` where it is to the right.
    fn turn(self, other: Self) -> Ordering {
        let cross = i128::from(self.dx) * i128::from(other.dy) - i128::from(self.dy) * i128::from(other.dx);
        cross.cmp(&0)
    }

    /// Order by the angle turned counter-clockwise from just north of east: due east itself comes last.
    pub fn by_angle(self, other: Self) -> Ordering {
        self.lower_half().cmp(&other.lower_half()).then_with(|| other.turn(self))
    }

    fn lower_half(self) -> bool {
        self.dy < 0 || (self.dy == 0 && self.dx > 0)
    }
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

    #[test]
    fn angles_run_counter_clockwise_and_end_with_east() {
        let around = [p(9, 1), p(1, 1), p(0, 5), p(-4, 1), p(-7, 0), p(-1, -1), p(0, -3), p(9, -1), p(2, 0)];
        let ways = around.map(|to| Way::between(p(0, 0), to));
        assert!(ways.is_sorted_by(|a, b| a.by_angle(*b) == Ordering::Less));
    }
}
