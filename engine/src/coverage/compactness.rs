//! How compact a shape is: two measures, each 1 for a disc and towards 0 for what is long or ragged.

use crate::coord::area::shape_area_m2;
use crate::coord::{LatticePoint, LocalPlane, MultiPolygon, length_m};
use std::f64::consts::PI;

/// 4π times the area over the square of the perimeter, holes included; 0 for a shape without area.
///
/// Polsby & Popper 1991, "The third criterion: compactness as a procedural safeguard against partisan gerrymandering".
#[must_use]
pub fn polsby_popper(shape: &MultiPolygon) -> f64 {
    let closed = |ring: &Vec<LatticePoint>| {
        let ring: Vec<_> = ring.iter().chain(ring.first()).copied().collect();
        length_m(&ring)
    };
    let perimeter: f64 = shape.rings().map(closed).sum();
    if perimeter > 0.0 { 4.0 * PI * shape_area_m2(shape) / (perimeter * perimeter) } else { 0.0 }
}

/// The area over that of the smallest circle around the shape; 0 for a shape without area.
///
/// Reock 1961, "A note: measuring compactness as a requirement of legislative apportionment".
#[must_use]
pub fn reock(shape: &MultiPolygon) -> f64 {
    let Some(bounds) = shape.bounds() else { return 0.0 };
    let middle =
        LatticePoint::new(i32::midpoint(bounds.min.x, bounds.max.x), i32::midpoint(bounds.min.y, bounds.max.y));
    let plane = LocalPlane::at(middle);
    let points: Vec<(f64, f64)> = shape.points().map(|p| plane.to_metres(p)).collect();
    let radius = smallest_circle(&points).radius;
    if radius > 0.0 { shape_area_m2(shape) / (PI * radius * radius) } else { 0.0 }
}

#[derive(Clone, Copy, Debug)]
struct Circle {
    centre: (f64, f64),
    radius: f64,
}

/// Points so little outside are on the circle: what rounding moves them, relative to the radius.
const SLACK: f64 = 1e-12;

impl Circle {
    const NONE: Self = Self { centre: (0.0, 0.0), radius: -1.0 };

    fn holds(&self, p: (f64, f64)) -> bool {
        (p.0 - self.centre.0).hypot(p.1 - self.centre.1) <= self.radius * (1.0 + SLACK)
    }

    fn across(a: (f64, f64), b: (f64, f64)) -> Self {
        let centre = (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1));
        Self { centre, radius: (a.0 - b.0).hypot(a.1 - b.1) / 2.0 }
    }

    /// The circle through three points; of three in a line, the one across the farthest two.
    fn through(a: (f64, f64), b: (f64, f64), c: (f64, f64)) -> Self {
        let (bx, by, cx, cy) = (b.0 - a.0, b.1 - a.1, c.0 - a.0, c.1 - a.1);
        let doubled = 2.0 * (bx * cy - by * cx);
        if doubled == 0.0 {
            let pairs = [Self::across(a, b), Self::across(a, c), Self::across(b, c)];
            return pairs
                .into_iter()
                .fold(Self::NONE, |best, it| if it.radius > best.radius { it } else { best });
        }
        let (b2, c2) = (bx * bx + by * by, cx * cx + cy * cy);
        let (x, y) = ((cy * b2 - by * c2) / doubled, (bx * c2 - cx * b2) / doubled);
        Self { centre: (a.0 + x, a.1 + y), radius: x.hypot(y) }
    }
}

/// The smallest circle that holds all points: each point outside the circle so far lies on that of all points up to it.
///
/// Welzl 1991, "Smallest enclosing disks"; here without recursion, after de Berg et al., *Computational Geometry*, 4.7.
fn smallest_circle(points: &[(f64, f64)]) -> Circle {
    let mut circle = Circle::NONE;
    for (i, &p) in points.iter().enumerate() {
        if !circle.holds(p) {
            circle = with_one(&points[..i], p);
        }
    }
    circle
}

fn with_one(points: &[(f64, f64)], p: (f64, f64)) -> Circle {
    let mut circle = Circle { centre: p, radius: 0.0 };
    for (i, &q) in points.iter().enumerate() {
        if !circle.holds(q) {
            circle = with_two(&points[..i], p, q);
        }
    }
    circle
}

fn with_two(points: &[(f64, f64)], p: (f64, f64), q: (f64, f64)) -> Circle {
    points.iter().fold(
        Circle::across(p, q),
        |circle, &r| {
            if circle.holds(r) { circle } else { Circle::through(p, q, r) }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coord::Polygon;
    use proptest::prelude::*;

    /// A polygon in metres around a place near Hefei.
    fn shape(points: &[(f64, f64)]) -> MultiPolygon {
        let plane = LocalPlane::at(LatticePoint::new(1_173_000_000, 318_000_000));
        let shell = points.iter().map(|&(x, y)| plane.from_metres(x, y)).collect();
        Polygon { shell, holes: Vec::new() }.into()
    }

    fn close(value: f64, expected: f64) {
        assert!((value / expected - 1.0).abs() < 1e-4, "{value} is not {expected}");
    }

    #[test]
    fn a_square_has_the_measures_of_the_closed_forms() {
        let square = shape(&[(0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (0.0, 1000.0)]);
        close(polsby_popper(&square), PI / 4.0);
        close(reock(&square), 2.0 / PI);
    }

    #[test]
    fn an_equilateral_triangle_has_the_measures_of_the_closed_forms() {
        let triangle = shape(&[(0.0, 0.0), (1000.0, 0.0), (500.0, 500.0 * 3f64.sqrt())]);
        close(polsby_popper(&triangle), PI / (3.0 * 3f64.sqrt()));
        close(reock(&triangle), 3.0 * 3f64.sqrt() / (4.0 * PI));
    }

    #[test]
    fn a_disc_is_as_compact_as_can_be() {
        let at = |i: i32| f64::from(i) * PI / 360.0;
        let disc: Vec<_> = (0..720).map(|i| (800.0 * at(i).cos(), 800.0 * at(i).sin())).collect();
        close(polsby_popper(&shape(&disc)), 1.0);
        close(reock(&shape(&disc)), 1.0);
    }

    #[test]
    fn a_hole_counts_and_nothing_has_no_measure() {
        let with_hole = MultiPolygon(vec![Polygon {
            shell: shape(&[(0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (0.0, 1000.0)]).0[0].shell.clone(),
            holes: vec![
                shape(&[(250.0, 250.0), (250.0, 750.0), (750.0, 750.0), (750.0, 250.0)]).0[0].shell.clone(),
            ],
        }]);
        close(polsby_popper(&with_hole), 4.0 * PI * 0.75 / 36.0);
        close(reock(&with_hole), 1.5 / PI);
        assert_eq!((polsby_popper(&MultiPolygon::default()), reock(&MultiPolygon::default())), (0.0, 0.0));
    }

    proptest! {
        /// By trying every pair and every three of the points.
        #[test]
        fn no_smaller_circle_holds_all_points(points in proptest::collection::vec((-999..999_i32, -999..999_i32), 2..12)) {
            let points: Vec<_> = points.iter().map(|&(x, y)| (f64::from(x), f64::from(y))).collect();
            let found = smallest_circle(&points);
            let holds_all = |circle: &Circle| points.iter().all(|p| (p.0 - circle.centre.0).hypot(p.1 - circle.centre.1) <= circle.radius + 1e-6);
            prop_assert!(holds_all(&found));
            let mut best = f64::INFINITY;
            for &a in &points { for &b in &points { for &c in &points {
                for circle in [Circle::across(a, b), Circle::through(a, b, c)] {
                    if holds_all(&circle) { best = best.min(circle.radius); }
                }
            } } }
            prop_assert!((found.radius - best).abs() < 1e-6, "{} {}", found.radius, best);
        }
    }
}
