//! Whether a ring crosses or touches itself.

use crate::coord::LatticePoint;
use crate::coord::predicate::orientation;

/// Whether edges of the ring meet nowhere but at the point that neighbours share. Exact. Sweeps from west to east:
/// O(n log n) plus the pairs of edges whose longitudes overlap.
pub(super) fn is_simple(ring: &[LatticePoint]) -> bool {
    let n = ring.len();
    let mut edges: Vec<Edge> = (0..n).map(|i| Edge::new(i, ring[i], ring[(i + 1) % n])).collect();
    edges.sort_unstable_by_key(|edge| edge.west);
    let mut open: Vec<Edge> = Vec::new();
    for edge in edges {
        open.retain(|other| other.east >= edge.west);
        if open.iter().any(|other| other.meets(&edge, n)) {
            return false;
        }
        open.push(edge);
    }
    true
}

#[derive(Clone, Copy)]
struct Edge {
    index: usize,
    from: LatticePoint,
    to: LatticePoint,
    west: i32,
    east: i32,
}

impl Edge {
    fn new(index: usize, from: LatticePoint, to: LatticePoint) -> Self {
        Self { index, from, to, west: from.x.min(to.x), east: from.x.max(to.x) }
    }

    /// Whether the edges meet, the shared point of neighbours in a ring of `n` edges aside.
    fn meets(&self, other: &Self, n: usize) -> bool {
        if (self.index + 1) % n == other.index {
            return self.folds_back(other);
        }
        if (other.index + 1) % n == self.index {
            return other.folds_back(self);
        }
        self.overlaps_in_latitude(other) && self.crosses(other)
    }

    /// Whether the next edge runs back over this one.
    fn folds_back(&self, next: &Self) -> bool {
        side(self.from, self.to, next.to) == 0 && dot(self.from, self.to, next.to) < 0
    }

    fn overlaps_in_latitude(&self, other: &Self) -> bool {
        self.from.y.min(self.to.y) <= other.from.y.max(other.to.y)
            && other.from.y.min(other.to.y) <= self.from.y.max(self.to.y)
    }

    /// For edges whose boxes meet: neither lies strictly on one side of the other.
    fn crosses(&self, other: &Self) -> bool {
        let astride = |a: &Self, b: &Self| side(a.from, a.to, b.from) * side(a.from, a.to, b.to) <= 0;
        astride(self, other) && astride(other, self)
    }
}

fn side(a: LatticePoint, b: LatticePoint, p: LatticePoint) -> i32 {
    orientation(a, b, p) as i32
}

/// The sign of (b − a) · (p − b).
fn dot(a: LatticePoint, b: LatticePoint, p: LatticePoint) -> i32 {
    let dot = i128::from(i64::from(b.x) - i64::from(a.x)) * i128::from(i64::from(p.x) - i64::from(b.x))
        + i128::from(i64::from(b.y) - i64::from(a.y)) * i128::from(i64::from(p.y) - i64::from(b.y));
    dot.signum() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(points: &[(i32, i32)], simple: bool) {
        let ring: Vec<LatticePoint> = points.iter().map(|&(x, y)| LatticePoint::new(x, y)).collect();
        assert_eq!(is_simple(&ring), simple, "{points:?}");
    }

    #[test]
    fn crossing_touching_and_folding_are_seen() {
        check(&[(0, 0), (10, 0), (10, 10), (0, 10)], true);
        check(&[(0, 0), (4, 0), (4, 4), (3, 1)], true);
        check(&[(0, 0), (10, 10), (10, 0), (0, 10)], false);
        check(&[(0, 0), (10, 0), (10, 10), (5, 0), (0, 10)], false);
        check(&[(0, 0), (10, 0), (15, 0), (12, 0), (5, 5)], false);
        check(&[(0, 0), (5, 0), (10, 0), (10, 10)], true);
        check(&[(i32::MIN, i32::MIN), (i32::MAX, i32::MIN), (i32::MAX, i32::MAX), (i32::MIN, i32::MAX)], true);
        check(&[(0, 0), (6, 0), (6, 6), (3, 3), (0, 6), (3, 3)], false);
    }
}
