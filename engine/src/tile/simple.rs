//! Whether a small ring is simple as it is.

use super::grid::Unit;
use super::rings::{direction, doubled_area, turn};

/// Rings with more points are not looked at: comparing all pairs of sides would take longer than snapping them.
const MAX_POINTS: usize = 48;

/// Whether a ring has an area and its sides meet only at their common ends.
pub fn is_simple(ring: &[Unit]) -> bool {
    is_convex(ring) || (ring.len() <= MAX_POINTS && doubled_area(ring) != 0 && no_sides_meet(ring))
}

/// Whether a ring turns the same way at every corner, and once round in all: most buildings do.
fn is_convex(ring: &[Unit]) -> bool {
    let [.., before, last] = *ring else { return false };
    let (mut along, mut from) = (direction(before, last), last);
    let (mut turned, mut heading, mut reversals) = (0, 0, 0);
    for &to in ring {
        let next = direction(from, to);
        let turn = turn(along, next).signum();
        if turn == 0 || turn == -turned {
            return false;
        }
        if next[0] != 0 {
            reversals += u32::from(next[0].signum() == -heading);
            heading = next[0].signum();
        }
        (along, from, turned) = (next, to, turn);
    }
    reversals <= 2
}

/// The least distance from a corner of a simple ring to a side that does not end there, in the units of its points; 0 where it is
/// not known. Corners may move by less than half of it, each as it likes, and the ring stays simple: two sides without a common
/// end are nearest to each other at an end of one, and two with a common end fold onto each other only where a far end meets the
/// other side.
pub fn clearance(ring: &[Unit]) -> f64 {
    if ring.len() > MAX_POINTS || !is_simple(ring) {
        return 0.0;
    }
    let from_side = |i: usize| {
        let (a, b) = side(ring, i);
        ring.iter().filter(move |&&p| p != a && p != b).map(move |&p| distance(p, a, b))
    };
    (0..ring.len()).flat_map(from_side).fold(f64::INFINITY, f64::min)
}

/// From a point to a segment.
fn distance(p: Unit, a: Unit, b: Unit) -> f64 {
    let ([bx, by], [px, py]) = (direction(a, b).map(f64::from), direction(a, p).map(f64::from));
    let along = ((px * bx + py * by) / (bx * bx + by * by)).clamp(0.0, 1.0);
    let [dx, dy] = [px - along * bx, py - along * by];
    (dx * dx + dy * dy).sqrt()
}

fn no_sides_meet(ring: &[Unit]) -> bool {
    (0..ring.len()).all(|i| (i + 1..ring.len()).all(|j| compatible(ring, i, j)))
}

fn side(ring: &[Unit], i: usize) -> (Unit, Unit) {
    (ring[i], ring.get(i + 1).copied().unwrap_or(ring[0]))
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
    use proptest::prelude::*;

    #[test]
    fn only_rings_that_do_not_touch_themselves_are_simple() {
        assert!(is_simple(&[[0, 0], [8, 0], [8, 8], [0, 8]]));
        assert!(is_simple(&[[0, 0], [4, 0], [8, 0], [8, 8]]));
        let bow_tie = [[0, 0], [8, 8], [8, 0], [0, 8]];
        let spike = [[0, 0], [8, 0], [8, 8], [8, 16], [8, 8], [0, 8]];
        let pinched = [[0, 0], [4, 4], [8, 0], [8, 8], [4, 4], [0, 8]];
        let flat = [[0, 0], [4, 0], [8, 0]];
        assert!(![&bow_tie[..], &spike, &pinched, &flat, &[]].into_iter().any(is_simple));
        let pentagram = [[0, 0], [8, 6], [-2, 6], [6, 0], [3, 9]];
        assert!(!is_simple(&pentagram));
    }

    proptest! {
        #[test]
        fn a_ring_stays_simple_within_its_clearance(
            ring in proptest::collection::vec([-200..200, -200..200], 3..9),
            moves in proptest::collection::vec([-100..=100, -100..=100], 9),
        ) {
            let most = clearance(&ring) / 2.0;
            let moved = |(&[x, y], &[dx, dy]): (&Unit, &Unit)| {
                let part = most.min(100.0) / 100.0 / 2.0_f64.sqrt() * 0.999;
                [x + (f64::from(dx) * part) as i32, y + (f64::from(dy) * part) as i32]
            };
            let ring: Vec<Unit> = ring.iter().zip(&moves).map(moved).collect();
            prop_assert!(most == 0.0 || is_simple(&ring));
        }

        #[test]
        fn a_convex_ring_is_simple(ring in proptest::collection::vec([0..7, 0..7], 0..7)) {
            prop_assert!(!is_convex(&ring) || doubled_area(&ring) != 0 && no_sides_meet(&ring));
        }
    }
}
