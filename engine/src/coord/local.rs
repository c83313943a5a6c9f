//! Metres around a place: the plane that touches the WGS 84 ellipsoid there.

use super::LatticePoint;

/// Equatorial radius of WGS 84, metres.
pub(crate) const SEMI_MAJOR_M: f64 = 6_378_137.0;
/// First eccentricity of WGS 84, squared.
pub(crate) const ECCENTRICITY_2: f64 = 0.006_694_379_990_141_316_5;

/// East and north in metres from an origin. Lengths are right within 1 in 10⁵ over 10 km in latitudes up to 60°;
/// straight lines on the lattice stay straight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalPlane {
    origin: LatticePoint,
    metres_per_x: f64,
    metres_per_y: f64,
}

impl LocalPlane {
    /// The plane that touches the ellipsoid at a place.
    #[must_use]
    pub fn at(origin: LatticePoint) -> Self {
        let (metres_per_x, metres_per_y) = metres_per_step(origin.lat());
        Self { origin, metres_per_x, metres_per_y }
    }

    /// Length of one lattice step to the east, metres.
    #[must_use]
    pub const fn metres_per_x(&self) -> f64 {
        self.metres_per_x
    }

    /// Length of one lattice step to the north, metres.
    #[must_use]
    pub const fn metres_per_y(&self) -> f64 {
        self.metres_per_y
    }

    /// (east, north) of a lattice point in metres.
    #[must_use]
    pub fn to_metres(&self, p: LatticePoint) -> (f64, f64) {
        let (dx, dy) = super::predicate::step(self.origin, p);
        (dx as f64 * self.metres_per_x, dy as f64 * self.metres_per_y)
    }

    /// The lattice point nearest to (east, north) metres; places beyond the lattice are held at its edge.
    #[must_use]
    pub fn from_metres(&self, east: f64, north: f64) -> LatticePoint {
        let x = f64::from(self.origin.x) + east / self.metres_per_x;
        let y = f64::from(self.origin.y) + north / self.metres_per_y;
        LatticePoint::new(x.round() as i32, y.round() as i32)
    }
}

/// Distance between two places in metres, in the plane that touches midway: within 1 in 10⁶ of the geodesic up to
/// 10 km, 1 in 10⁴ up to 100 km, in latitudes up to 60°.
#[must_use]
pub fn distance_m(a: LatticePoint, b: LatticePoint) -> f64 {
    let (metres_per_x, metres_per_y) = metres_per_step((a.lat() + b.lat()) / 2.0);
    let (dx, dy) = super::predicate::step(a, b);
    (dx as f64 * metres_per_x).hypot(dy as f64 * metres_per_y)
}

/// Length of a polyline in metres.
#[must_use]
pub fn length_m(line: &[LatticePoint]) -> f64 {
    line.windows(2).map(|pair| distance_m(pair[0], pair[1])).sum()
}

/// Length of one lattice step to the east and to the north, from the radii of curvature N cos φ and M.
fn metres_per_step(lat: f64) -> (f64, f64) {
    let (sin, cos) = lat.to_radians().sin_cos();
    let w = 1.0 - ECCENTRICITY_2 * sin * sin;
    let prime_vertical = SEMI_MAJOR_M / w.sqrt();
    let meridian = prime_vertical * (1.0 - ECCENTRICITY_2) / w;
    let radians_per_step = (1.0 / LatticePoint::PER_DEGREE).to_radians();
    (prime_vertical * cos * radians_per_step, meridian * radians_per_step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn degrees(lon: f64, lat: f64) -> LatticePoint {
        LatticePoint::from_degrees(lon, lat).unwrap()
    }

    /// Lengths of a degree: NGA, "Length of a degree of latitude and longitude" (WGS 84).
    #[test]
    fn a_degree_has_the_published_length() {
        let equator = distance_m(degrees(10.0, 0.0), degrees(11.0, 0.0));
        assert!((equator - 111_319.49).abs() < 0.01, "{equator}");
        let meridian = distance_m(degrees(10.0, -0.5), degrees(10.0, 0.5));
        assert!((meridian - 110_574.3).abs() < 0.3, "{meridian}");
        let pole = distance_m(degrees(10.0, 89.0), degrees(10.0, 90.0));
        assert!((pole - 111_693.9).abs() < 0.3, "{pole}");
    }

    #[test]
    fn a_plane_and_its_inverse_agree() {
        let plane = LocalPlane::at(degrees(117.3, 31.8));
        let there = degrees(117.345_678_9, 31.834_567_8);
        let (east, north) = plane.to_metres(there);
        assert_eq!(plane.from_metres(east, north), there);
        assert_eq!(plane.from_metres(f64::MAX, 0.0).x, i32::MAX);
    }
}
