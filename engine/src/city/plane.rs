//! The flat plane the city is designed on: local metres, and their way to the lattice.

use crate::coord::{LatticePoint, Ring};
use std::ops::{Add, Mul, Sub};

/// A place or a vector in local metres: x to the east, y to the north.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Xy {
    pub x: f64,
    pub y: f64,
}

pub(super) const fn xy(x: f64, y: f64) -> Xy {
    Xy { x, y }
}

impl Add for Xy {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        xy(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Xy {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        xy(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Xy {
    type Output = Self;
    fn mul(self, k: f64) -> Self {
        xy(self.x * k, self.y * k)
    }
}

impl Xy {
    /// The unit vector at an angle in radians, counter-clockwise from east.
    pub fn at_angle(angle: f64) -> Self {
        xy(angle.cos(), angle.sin())
    }

    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// Twice the area of the triangle 0, self, other; positive when `other` is to the left.
    pub fn cross(self, other: Self) -> f64 {
        self.x * other.y - self.y * other.x
    }

    pub fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    pub fn distance(self, other: Self) -> f64 {
        (self - other).length()
    }

    pub fn angle(self) -> f64 {
        self.y.atan2(self.x)
    }

    /// This vector with length 1; east where it has no length.
    pub fn unit(self) -> Self {
        let length = self.length();
        if length > 0.0 { self * (1.0 / length) } else { xy(1.0, 0.0) }
    }

    /// Turned a quarter to the left.
    pub fn left(self) -> Self {
        xy(-self.y, self.x)
    }

    /// Turned by an angle in radians, counter-clockwise.
    pub fn turned(self, angle: f64) -> Self {
        let (sin, cos) = angle.sin_cos();
        xy(self.x * cos - self.y * sin, self.x * sin + self.y * cos)
    }

    pub fn mid(self, other: Self) -> Self {
        (self + other) * 0.5
    }
}

/// Distance in metres from a point to a segment.
pub(super) fn distance_to_segment(p: Xy, (a, b): (Xy, Xy)) -> f64 {
    let (along, to) = (b - a, p - a);
    let t = (to.dot(along) / along.dot(along).max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
    p.distance(a + along * t)
}

/// Where the segments p–q and a–b cross, as the fraction of the way from p to q and from a to b.
pub(super) fn crossing((p, q): (Xy, Xy), (a, b): (Xy, Xy)) -> Option<(f64, f64)> {
    let (d, e) = (q - p, b - a);
    let slope = d.cross(e);
    if slope == 0.0 {
        return None;
    }
    let (t, u) = ((a - p).cross(e) / slope, (a - p).cross(d) / slope);
    ((0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u)).then_some((t, u))
}

/// The sides of a closed ring.
pub(super) fn sides(ring: &[Xy]) -> impl Iterator<Item = (Xy, Xy)> + Clone + '_ {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// Signed area in m²; positive for a counter-clockwise ring.
pub(super) fn area(ring: &[Xy]) -> f64 {
    let Some(&origin) = ring.first() else { return 0.0 };
    sides(ring).map(|(a, b)| (a - origin).cross(b - origin)).sum::<f64>() / 2.0
}

/// Whether a point lies inside a ring, by crossing parity.
pub(super) fn inside(p: Xy, ring: &[Xy]) -> bool {
    sides(ring)
        .filter(|(a, b)| (a.y > p.y) != (b.y > p.y))
        .filter(|(a, b)| p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x))
        .count()
        % 2
        == 1
}

/// Lower left and upper right corner of the box around points.
pub(super) fn corners(points: &[Xy]) -> (Xy, Xy) {
    let far = f64::INFINITY;
    points.iter().fold((xy(far, far), xy(-far, -far)), |(low, high), p| {
        (xy(low.x.min(p.x), low.y.min(p.y)), xy(high.x.max(p.x), high.y.max(p.y)))
    })
}

/// The centre of mass of a ring.
pub(super) fn centroid(ring: &[Xy]) -> Xy {
    let origin = ring.first().copied().unwrap_or_default();
    let (sum, twice) = sides(ring).fold((xy(0.0, 0.0), 0.0), |(sum, twice), (a, b)| {
        let (a, b) = (a - origin, b - origin);
        let weight = a.cross(b);
        (sum + (a + b) * weight, twice + weight)
    });
    if twice == 0.0 { origin } else { origin + sum * (1.0 / (3.0 * twice)) }
}

/// A smooth curve through points (Catmull–Rom), sampled about every `step` metres; both ends are kept.
pub(super) fn smooth(points: &[Xy], step: f64) -> Vec<Xy> {
    let at = |i: usize| points[i.min(points.len() - 1)];
    let mut curve = Vec::new();
    for i in 0..points.len().saturating_sub(1) {
        let (before, a, b, after) = (at(i.saturating_sub(1)), at(i), at(i + 1), at(i + 2));
        let pieces = (a.distance(b) / step).ceil().max(1.0) as usize;
        curve.extend((0..pieces).map(|k| spline(before, a, b, after, k as f64 / pieces as f64)));
    }
    curve.extend(points.last());
    curve
}

fn spline(before: Xy, a: Xy, b: Xy, after: Xy, t: f64) -> Xy {
    let (u, v) = ((b - before) * 0.5, (after - a) * 0.5);
    let (t2, t3) = (t * t, t * t * t);
    a * (2.0 * t3 - 3.0 * t2 + 1.0) + u * (t3 - 2.0 * t2 + t) + b * (3.0 * t2 - 2.0 * t3) + v * (t3 - t2)
}

/// Longitude and latitude of the plane's origin.
const ORIGIN: (f64, f64) = (117.305, 31.775);

/// Metres per degree of longitude and latitude at the origin on the WGS 84 ellipsoid (series of the meridian and
/// parallel arcs; Snyder 1987, p. 25, to a few centimetres per degree).
fn metres_per_degree() -> Xy {
    let phi = ORIGIN.1.to_radians();
    xy(
        111_412.84 * phi.cos() - 93.5 * (3.0 * phi).cos() + 0.118 * (5.0 * phi).cos(),
        111_132.92 - 559.82 * (2.0 * phi).cos() + 1.175 * (4.0 * phi).cos(),
    )
}

/// The lattice point nearest to a place of the plane.
pub(super) fn to_lattice(p: Xy) -> LatticePoint {
    let scale = metres_per_degree();
    let steps = |degrees: f64| (degrees * LatticePoint::PER_DEGREE).round() as i32;
    LatticePoint::new(steps(ORIGIN.0 + p.x / scale.x), steps(ORIGIN.1 + p.y / scale.y))
}

/// The place of the plane a lattice point stands for.
pub(super) fn from_lattice(p: LatticePoint) -> Xy {
    let scale = metres_per_degree();
    xy((p.lon() - ORIGIN.0) * scale.x, (p.lat() - ORIGIN.1) * scale.y)
}

pub(super) fn ring_to_lattice(ring: &[Xy]) -> Ring {
    let mut points: Ring = ring.iter().map(|&p| to_lattice(p)).collect();
    points.dedup();
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn square_has_its_area_centre_and_inside() {
        let square = [xy(0.0, 0.0), xy(4.0, 0.0), xy(4.0, 2.0), xy(0.0, 2.0)];
        assert_eq!(area(&square), 8.0);
        assert_eq!(centroid(&square), xy(2.0, 1.0));
        assert!(inside(xy(3.9, 1.0), &square) && !inside(xy(4.1, 1.0), &square));
    }

    #[test]
    fn diagonals_cross_in_the_middle() {
        let cross = crossing((xy(0.0, 0.0), xy(2.0, 2.0)), (xy(0.0, 2.0), xy(2.0, 0.0)));
        assert_eq!(cross, Some((0.5, 0.5)));
    }

    #[test]
    fn a_smooth_curve_passes_its_points() {
        let points = [xy(0.0, 0.0), xy(10.0, 5.0), xy(20.0, 0.0)];
        let curve = smooth(&points, 3.0);
        assert!(points.iter().all(|p| curve.iter().any(|q| q.distance(*p) < 1e-9)));
    }

    #[test]
    fn a_degree_of_latitude_is_110_9_km() {
        // Geodesic length of the meridian from 31.275 to 32.275 by GeographicLib: 110 883.5 m.
        assert!((metres_per_degree().y - 110_883.0).abs() < 5.0);
    }
}
