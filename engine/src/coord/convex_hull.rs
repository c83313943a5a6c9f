//! The convex hull of points, exact.

use super::predicate::orientation;
use super::{LatticePoint, Ring};
use std::cmp::Ordering;

/// The corners of the smallest convex shape around some points, counter-clockwise from the westernmost; points on its sides are left
/// out. Two points where all lie on a line, one where all are alike (Andrew 1979).
#[must_use]
pub fn convex_hull(mut points: Vec<LatticePoint>) -> Ring {
    points.sort_unstable();
    points.dedup();
    if points.len() < 3 {
        return points;
    }
    let mut hull = half(points.iter().copied());
    hull.append(&mut half(points.into_iter().rev()));
    hull
}

/// One side, without its last point, which begins the other.
fn half(points: impl Iterator<Item = LatticePoint>) -> Ring {
    let mut side = Ring::new();
    for point in points {
        while let [.., a, b] = side[..] {
            if orientation(a, b, point) == Ordering::Greater {
                break;
            }
            side.pop();
        }
        side.push(point);
    }
    side.pop();
    side
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coord::predicate::{Position, doubled_area, position_in_ring};
    use proptest::prelude::*;

    #[test]
    fn points_on_a_line_have_two_ends() {
        let at = |i: i32| LatticePoint::new(3 * i, 2 * i);
        assert_eq!(convex_hull(vec![at(2), at(0), at(5), at(0), at(3)]), [at(0), at(5)]);
        assert_eq!(convex_hull(vec![at(1); 4]), [at(1)]);
        assert_eq!(convex_hull(Vec::new()), []);
    }

    proptest! {
        #[test]
        fn it_is_convex_and_holds_all_points(points in prop::collection::vec((-9..9i32, -9..9i32), 3..40)) {
            let points: Vec<_> = points.into_iter().map(|(x, y)| LatticePoint::new(x, y)).collect();
            let hull = convex_hull(points.clone());
            prop_assume!(hull.len() > 2);
            prop_assert!(doubled_area(&hull) > 0);
            for i in 0..hull.len() {
                let [a, b, c] = [0, 1, 2].map(|j| hull[(i + j) % hull.len()]);
                prop_assert_eq!(orientation(a, b, c), Ordering::Greater);
            }
            prop_assert!(points.iter().all(|&point| position_in_ring(&hull, point) != Position::Outside));
            prop_assert!(hull.iter().all(|corner| points.contains(corner)));
        }
    }
}
