//! Whether a circle fits into a shape.

use crate::coord::predicate::edges;
use crate::coord::{LocalPlane, MultiPolygon, Polygon};

type Point = (f64, f64);
type Segment = [Point; 2];

/// A square that may hold the centre of the circle.
struct Square {
    centre: Point,
    half: f64,
    /// The edges that can be nearest to any point of it.
    near: Vec<u32>,
}

/// Squares this small, against the circle's diameter, are not looked into: the answer is right within 1 in 1000.
const FINEST: f64 = 1e-3;

/// Whether a circle of a diameter in metres fits into one of the polygons of a shape.
///
/// The search of the pole of inaccessibility (Garcia-Castellanos & Lombardo 2007) over a quadtree, cut off at the
/// radius asked for: a square is divided only where a centre could lie in it. One without extent fits anywhere.
pub(super) fn fits(shape: &MultiPolygon, diameter_m: f64) -> bool {
    diameter_m <= 0.0 || shape.0.iter().any(|polygon| fits_polygon(polygon, diameter_m))
}

fn fits_polygon(polygon: &Polygon, diameter_m: f64) -> bool {
    let segments = in_metres(polygon);
    let Some(whole) = Square::around(&segments) else { return false };
    let radius = diameter_m / 2.0;
    let mut open = vec![whole];
    while let Some(square) = open.pop() {
        let clearance = square.clearance(&segments);
        let inside = is_inside(&segments, square.centre);
        if inside && clearance >= radius {
            return true;
        }
        let (reach, best) =
            (square.half * std::f64::consts::SQRT_2, if inside { clearance } else { -clearance });
        if best + reach >= radius && square.half > diameter_m * FINEST {
            open.extend(square.quarters(&segments, clearance));
        }
    }
    false
}

fn in_metres(polygon: &Polygon) -> Vec<Segment> {
    let Some(&origin) = polygon.shell.first() else { return Vec::new() };
    let plane = LocalPlane::at(origin);
    let of_ring = |ring| edges(ring).map(|edge| edge.map(|p| plane.to_metres(p))).collect::<Vec<Segment>>();
    polygon.rings().flat_map(|ring| of_ring(ring)).collect()
}

impl Square {
    fn around(segments: &[Segment]) -> Option<Self> {
        let first = segments.first()?[0];
        let grown = |(low, high): (Point, Point), p: Point| {
            ((low.0.min(p.0), low.1.min(p.1)), (high.0.max(p.0), high.1.max(p.1)))
        };
        let (low, high) = segments.iter().map(|segment| segment[0]).fold((first, first), grown);
        let centre = ((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0);
        let half = ((high.0 - low.0).max(high.1 - low.1) / 2.0).max(f64::MIN_POSITIVE);
        Some(Self { centre, half, near: (0..segments.len() as u32).collect() })
    }

    /// Distance from the centre to the nearest edge.
    fn clearance(&self, segments: &[Segment]) -> f64 {
        let distances = self.near.iter().map(|&i| distance(segments[i as usize], self.centre));
        distances.fold(f64::INFINITY, f64::min)
    }

    fn quarters(&self, segments: &[Segment], clearance: f64) -> [Self; 4] {
        // From any point of the square the nearest edge is within the clearance and the way to the centre.
        let reach = clearance + 2.0 * self.half * std::f64::consts::SQRT_2;
        let is_near = |i: &u32| distance(segments[*i as usize], self.centre) <= reach;
        let near: Vec<u32> = self.near.iter().copied().filter(is_near).collect();
        let half = self.half / 2.0;
        [(-half, -half), (half, -half), (-half, half), (half, half)].map(|(dx, dy)| Self {
            centre: (self.centre.0 + dx, self.centre.1 + dy),
            half,
            near: near.clone(),
        })
    }
}

/// Distance from a point to a segment.
pub(super) fn distance([a, b]: Segment, p: Point) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length2 = dx * dx + dy * dy;
    let along = if length2 > 0.0 { ((p.0 - a.0) * dx + (p.1 - a.1) * dy) / length2 } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    (a.0 + along * dx - p.0).hypot(a.1 + along * dy - p.1)
}

fn is_inside(segments: &[Segment], p: Point) -> bool {
    let crosses =
        |[a, b]: &Segment| (a.1 > p.1) != (b.1 > p.1) && p.0 < a.0 + (p.1 - a.1) * (b.0 - a.0) / (b.1 - a.1);
    segments.iter().filter(|segment| crosses(segment)).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coord::LatticePoint;

    /// A shape given in metres near Hefei.
    fn shape(xy: &[(f64, f64)]) -> MultiPolygon {
        let plane = LocalPlane::at(LatticePoint::new(1_173_000_000, 318_000_000));
        let shell = xy.iter().map(|&(x, y)| plane.from_metres(x, y)).collect();
        Polygon { shell, holes: Vec::new() }.into()
    }

    fn check(shape: &MultiPolygon, diameter_m: f64) {
        assert!(fits(shape, diameter_m * 0.995), "{diameter_m}");
        assert!(!fits(shape, diameter_m * 1.005), "{diameter_m}");
    }

    /// Closed forms: the side of a square, the inradius r = (a + b − c) / 2 of a right triangle.
    #[test]
    fn the_circle_inscribed_in_a_simple_shape_has_its_known_diameter() {
        check(&shape(&[(0.0, 0.0), (40.0, 0.0), (40.0, 40.0), (0.0, 40.0)]), 40.0);
        check(&shape(&[(0.0, 0.0), (300.0, 0.0), (300.0, 5.0), (0.0, 5.0)]), 5.0);
        check(&shape(&[(0.0, 0.0), (30.0, 0.0), (0.0, 40.0)]), 20.0);
    }

    #[test]
    fn a_hole_takes_its_place() {
        let mut ring = shape(&[(0.0, 0.0), (30.0, 0.0), (30.0, 30.0), (0.0, 30.0)]);
        ring.0[0].holes =
            vec![shape(&[(10.0, 10.0), (20.0, 10.0), (20.0, 20.0), (10.0, 20.0)]).0.remove(0).shell];
        // In a corner, the circle touches two sides and the hole's vertex: r (1 + √2) = 10 √2.
        check(&ring, 2.0 * 10.0 * std::f64::consts::SQRT_2 / (1.0 + std::f64::consts::SQRT_2));
    }

    #[test]
    fn a_circle_without_extent_fits_anywhere() {
        assert!(fits(&shape(&[(0.0, 0.0), (30.0, 0.0), (0.0, 40.0)]), 0.0));
    }

    #[test]
    fn nothing_fits_into_nothing() {
        assert!(!fits(&MultiPolygon::default(), 1.0));
        assert!(!fits(&shape(&[(0.0, 0.0), (10.0, 0.0)]), 0.1));
    }
}
