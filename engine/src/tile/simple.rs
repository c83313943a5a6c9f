//! Whether a small ring is simple as it is.

use super::grid::Unit;
use super::rings::{direction, doubled_area, turn};

/// Rings with more points are not looked at: comparing all pairs of sides would take longer than snapping them.
const MAX_POINTS: usize = 48;

/// Whether a ring has an area and its sides meet only at their common ends.
pub fn is_simple(ring: &[Unit]) -> bool {
    if !(3..=MAX_POINTS).contains(&ring.len()) || doubled_area(ring) == 0 {
        return false;
    }
    (0..ring.len()).all(|i| (i + 1..ring.len()).all(|j| compatible(ring, i, j)))
}

fn side(ring: &[Unit], i: usize) -> (Unit, Unit) {
    (ring[i], ring[(i + 1) % ring.len()])
}

fn compatible(ring: &[Unit], i: usize, j: usize) -> bool {
    let (s, t) = (side(ring, i), side(ring, j));
    if j == i + 1 {
        return !folds_back(s, t);
    }
    if i == 0 && j == ring.len() - 1 {
        return !folds_back(t, s);
    }
    !meet(s, t)
}

/// Whether the second of two joined sides runs back along the first.
fn folds_back(s: (Unit, Unit), t: (Unit, Unit)) -> bool {
    let ([ax, ay], [bx, by]) = (direction(s.0, s.1), direction(t.0, t.1));
    turn([ax, ay], [bx, by]) == 0 && i64::from(ax) * i64::from(bx) + i64::from(ay) * i64::from(by) < 0
}

/// Whether two segments have a point in common.
fn meet((a, b): (Unit, Unit), (c, d): (Unit, Unit)) -> bool {
    let apart = |i: usize| a[i].max(b[i]) < c[i].min(d[i]) || c[i].max(d[i]) < a[i].min(b[i]);
    let side = |a: Unit, b: Unit, p: Unit| turn(direction(a, b), direction(a, p)).signum();
    !(apart(0) || apart(1)) && side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rings_that_do_not_touch_themselves_are_simple() {
        assert!(is_simple(&[[0, 0], [8, 0], [8, 8], [0, 8]]));
        assert!(is_simple(&[[0, 0], [4, 0], [8, 0], [8, 8]]));
        let bow_tie = [[0, 0], [8, 8], [8, 0], [0, 8]];
        let spike = [[0, 0], [8, 0], [8, 8], [8, 16], [8, 8], [0, 8]];
        let pinched = [[0, 0], [4, 4], [8, 0], [8, 8], [4, 4], [0, 8]];
        let flat = [[0, 0], [4, 0], [8, 0]];
        assert!(![&bow_tie[..], &spike, &pinched, &flat, &[]].into_iter().any(is_simple));
    }
}
