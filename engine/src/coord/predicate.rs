//! Exact predicates on lattice points: integer arithmetic, no epsilon, right on the full `i32` range.
//!
//! Coordinate differences fit in 33 bits, so products of two need up to 66: each predicate tries `i64` and falls
//! back to `i128`, which never overflows here.

use super::LatticePoint;
use std::cmp::Ordering;

/// Where a point lies with regard to a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    Inside,
    Boundary,
    Outside,
}

/// How two segments meet, shared ends aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contact {
    /// The interiors cross in one point.
    Crossing,
    /// An end of one lies inside the other, or the two overlap along a line.
    Touch {
        /// An end of the second segment lies strictly inside the first.
        in_first: bool,
        /// An end of the first segment lies strictly inside the second.
        in_second: bool,
    },
}

/// On which side of the line from `a` to `b` the point `c` lies: `Greater` left, `Less` right, `Equal` on it.
#[must_use]
pub fn orientation(a: LatticePoint, b: LatticePoint, c: LatticePoint) -> Ordering {
    turn(step(a, b), step(a, c))
}

/// Compares two directions by angle, counter-clockwise from east, in [0, 2π). Both must have length.
#[must_use]
pub fn compare_angles(origin: LatticePoint, a: LatticePoint, b: LatticePoint) -> Ordering {
    let (u, v) = (step(origin, a), step(origin, b));
    in_lower_half(u).cmp(&in_lower_half(v)).then_with(|| turn(v, u))
}

/// Whether `p` lies on the segment from `a` to `b`, its ends left out.
#[must_use]
pub fn strictly_between(a: LatticePoint, b: LatticePoint, p: LatticePoint) -> bool {
    p != a && p != b && in_box(a, b, p) && orientation(a, b, p) == Ordering::Equal
}

/// How two segments meet, `None` where they are apart or share nothing but ends.
#[must_use]
pub fn contact(first: [LatticePoint; 2], second: [LatticePoint; 2]) -> Option<Contact> {
    let ([a, b], [c, d]) = (first, second);
    let (side_c, side_d) = (orientation(a, b, c), orientation(a, b, d));
    if side_c == side_d && side_c.is_ne() {
        return None;
    }
    let sides = [side_c, side_d, orientation(c, d, a), orientation(c, d, b)];
    if !sides.contains(&Ordering::Equal) {
        return (sides[0] != sides[1] && sides[2] != sides[3]).then_some(Contact::Crossing);
    }
    let inside =
        |side, [p, q]: [LatticePoint; 2], r| side == Ordering::Equal && r != p && r != q && in_box(p, q, r);
    let in_first = inside(sides[0], first, c) || inside(sides[1], first, d);
    let in_second = inside(sides[2], second, a) || inside(sides[3], second, b);
    (in_first || in_second).then_some(Contact::Touch { in_first, in_second })
}

/// The lattice point whose pixel `[x − ½, x + ½) × [y − ½, y + ½)` holds the crossing of two segments that cross in
/// one inner point.
///
/// # Panics
/// When the segments are parallel.
#[must_use]
pub fn rounded_crossing(first: [LatticePoint; 2], second: [LatticePoint; 2]) -> LatticePoint {
    let (along, across) = (step(first[0], first[1]), step(second[0], second[1]));
    let share = cross(step(first[0], second[0]), across);
    let whole = cross(along, across);
    let (share, whole) = if whole < 0 { (-share, -whole) } else { (share, whole) };
    let round = |from: i32, d: i64| {
        (i128::from(from) + (2 * i128::from(d) * share + whole).div_euclid(2 * whole)) as i32
    };
    LatticePoint::new(round(first[0].x, along.0), round(first[0].y, along.1))
}

/// Where a point lies with regard to a closed ring, even–odd: a ring that winds twice around a place leaves it
/// outside.
#[must_use]
pub fn position_in_ring(ring: &[LatticePoint], p: LatticePoint) -> Position {
    position_of_half_steps(ring, (2 * i64::from(p.x), 2 * i64::from(p.y)))
}

/// Whether a ring lies inside another that it touches but does not cross: the first of its vertices and of the
/// middles of its edges that is off the other's boundary decides.
#[must_use]
pub fn is_ring_inside(ring: &[LatticePoint], other: &[LatticePoint]) -> bool {
    let middle = |[a, b]: [LatticePoint; 2]| (i64::from(a.x) + i64::from(b.x), i64::from(a.y) + i64::from(b.y));
    let vertices = ring.iter().map(|&p| position_in_ring(other, p));
    let middles = edges(ring).map(|edge| position_of_half_steps(other, middle(edge)));
    vertices.chain(middles).find(|&at| at != Position::Boundary) == Some(Position::Inside)
}

fn position_of_half_steps(ring: &[LatticePoint], p: (i64, i64)) -> Position {
    let mut inside = false;
    for [a, b] in edges(ring) {
        let (low, high) = if a.y <= b.y { (a, b) } else { (b, a) };
        let (low, high) =
            ((2 * i64::from(low.x), 2 * i64::from(low.y)), (2 * i64::from(high.x), 2 * i64::from(high.y)));
        if !(low.1..=high.1).contains(&p.1) {
            continue;
        }
        let side = turn((high.0 - low.0, high.1 - low.1), (p.0 - low.0, p.1 - low.1));
        if side.is_eq() && (low.0.min(high.0)..=low.0.max(high.0)).contains(&p.0) {
            return Position::Boundary;
        }
        inside ^= side.is_gt() && p.1 < high.1;
    }
    if inside { Position::Inside } else { Position::Outside }
}

/// Twice the signed area of a closed ring in lattice steps², positive where it runs counter-clockwise.
#[must_use]
pub fn doubled_area(ring: &[LatticePoint]) -> i128 {
    edges(ring).map(|[a, b]| doubled_area_under(a, b)).sum()
}

/// One edge's part of a doubled area: antisymmetric, so that the two sides of a shared edge cancel.
#[must_use]
pub fn doubled_area_under(a: LatticePoint, b: LatticePoint) -> i128 {
    i128::from(a.x) * i128::from(b.y) - i128::from(b.x) * i128::from(a.y)
}

/// The edges of a closed ring, the closing one last.
pub fn edges(ring: &[LatticePoint]) -> impl Iterator<Item = [LatticePoint; 2]> + Clone + '_ {
    (0..ring.len()).map(|i| [ring[i], ring[if i + 1 == ring.len() { 0 } else { i + 1 }]])
}

/// The cross product of two steps, exact.
pub(crate) fn cross(u: (i64, i64), v: (i64, i64)) -> i128 {
    i128::from(u.0) * i128::from(v.1) - i128::from(u.1) * i128::from(v.0)
}

/// The step from one point to another.
pub(crate) fn step(a: LatticePoint, b: LatticePoint) -> (i64, i64) {
    (i64::from(b.x) - i64::from(a.x), i64::from(b.y) - i64::from(a.y))
}

/// The sign of the cross product: `Greater` where `v` turns left from `u`.
fn turn(u: (i64, i64), v: (i64, i64)) -> Ordering {
    match (u.0.checked_mul(v.1), u.1.checked_mul(v.0)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => cross(u, v).cmp(&0),
    }
}

fn in_lower_half((x, y): (i64, i64)) -> bool {
    y < 0 || (y == 0 && x < 0)
}

fn in_box(a: LatticePoint, b: LatticePoint, p: LatticePoint) -> bool {
    (a.x.min(b.x)..=a.x.max(b.x)).contains(&p.x) && (a.y.min(b.y)..=a.y.max(b.y)).contains(&p.y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MIN: i32 = i32::MIN;
    const MAX: i32 = i32::MAX;

    fn p(x: i32, y: i32) -> LatticePoint {
        LatticePoint::new(x, y)
    }

    #[test]
    fn orientation_is_exact_at_the_ends_of_the_range() {
        let (a, b) = (p(MIN, MIN), p(MAX, MAX));
        assert_eq!(orientation(a, b, p(0, 0)), Ordering::Equal);
        assert_eq!(orientation(a, b, p(0, 1)), Ordering::Greater);
        assert_eq!(orientation(a, b, p(MAX, MAX - 1)), Ordering::Less);
    }

    #[test]
    fn angles_run_counter_clockwise_from_east() {
        let around = [p(5, 0), p(5, 1), p(0, 3), p(-2, 1), p(-1, 0), p(-7, -1), p(0, -1), p(9, -1)];
        for (i, a) in around.iter().enumerate() {
            for (j, b) in around.iter().enumerate() {
                assert_eq!(compare_angles(p(0, 0), *a, *b), i.cmp(&j), "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn contacts_tell_crossings_touches_and_shared_ends_apart() {
        let s = [p(0, 0), p(10, 0)];
        let touch = |in_first, in_second| Some(Contact::Touch { in_first, in_second });
        assert_eq!(contact(s, [p(5, -5), p(5, 5)]), Some(Contact::Crossing));
        assert_eq!(contact(s, [p(5, 0), p(5, 5)]), touch(true, false));
        assert_eq!(contact([p(5, 0), p(5, 5)], s), touch(false, true));
        assert_eq!(contact(s, [p(10, 0), p(5, 5)]), None);
        assert_eq!(contact(s, [p(10, 0), p(20, 0)]), None);
        assert_eq!(contact(s, [p(11, 0), p(20, 0)]), None);
        assert_eq!(contact(s, [p(5, 0), p(20, 0)]), touch(true, true));
        assert_eq!(contact(s, [p(0, 0), p(20, 0)]), touch(false, true));
        assert_eq!(contact(s, [p(10, 0), p(0, 0)]), None, "the same segment shares both ends");
        assert_eq!(contact(s, [p(3, 1), p(7, 1)]), None);
    }

    #[test]
    fn crossings_round_into_the_half_open_pixel() {
        assert_eq!(rounded_crossing([p(0, 0), p(1, 1)], [p(0, 1), p(1, 0)]), p(1, 1), "½ rounds up");
        assert_eq!(rounded_crossing([p(-1, -1), p(0, 0)], [p(-1, 0), p(0, -1)]), p(0, 0), "and −½ too");
        assert_eq!(rounded_crossing([p(MIN, MIN), p(MAX, MAX)], [p(MIN, MAX), p(MAX, MIN)]), p(0, 0));
    }

    #[test]
    fn a_doubled_area_is_exact_for_the_largest_ring() {
        let ring = [p(MIN, MIN), p(MAX, MIN), p(MAX, MAX), p(MIN, MAX)];
        let side = i128::from(u32::MAX);
        assert_eq!(doubled_area(&ring), 2 * side * side);
    }

    #[test]
    fn a_ring_inside_may_touch_with_all_its_vertices() {
        let triangle = [p(0, 0), p(4, 0), p(0, 4)];
        let around = [p(0, 0), p(2, -1), p(4, 0), p(4, 4), p(0, 4), p(-1, 2)];
        assert!(is_ring_inside(&triangle, &around));
        assert!(!is_ring_inside(&around, &triangle));
    }

    #[test]
    fn a_ring_has_an_inside_a_boundary_and_an_outside() {
        let ring = [p(0, 0), p(4, 0), p(4, 4), p(2, 2), p(0, 4)];
        let expected = |x, y| match (x, y) {
            (2, 1) | (1, 1) | (3, 1) | (1, 2) | (3, 2) => Position::Inside,
            (0..=4, 0..=4) if y > (x - 2i32).abs() + 2 => Position::Outside,
            (0..=4, 0..=4) => Position::Boundary,
            _ => Position::Outside,
        };
        for (x, y) in (-1..=5).flat_map(|x| (-1..=5).map(move |y| (x, y))) {
            assert_eq!(position_in_ring(&ring, p(x, y)), expected(x, y), "({x}, {y})");
        }
    }

    proptest! {
        #[test]
        fn orientation_agrees_with_wide_arithmetic(c in proptest::array::uniform6(any::<i32>())) {
            let w = c.map(i128::from);
            let wide = (w[2] - w[0]) * (w[5] - w[1]) - (w[3] - w[1]) * (w[4] - w[0]);
            prop_assert_eq!(orientation(p(c[0], c[1]), p(c[2], c[3]), p(c[4], c[5])), wide.cmp(&0));
        }

        #[test]
        fn contact_is_symmetric(c in proptest::array::uniform8(-6i32..6)) {
            let (s, t) = ([p(c[0], c[1]), p(c[2], c[3])], [p(c[4], c[5]), p(c[6], c[7])]);
            prop_assume!(s[0] != s[1] && t[0] != t[1]);
            let swapped = contact(t, s).map(|found| match found {
                Contact::Touch { in_first, in_second } => Contact::Touch { in_first: in_second, in_second: in_first },
                crossing => crossing,
            });
            prop_assert_eq!(contact(s, t), swapped);
        }
    }
}
