//! Circles as polygons.

use super::{LatticePoint, LocalPlane, MultiPolygon, Polygon};
use std::f64::consts::TAU;

/// Corners of a circle.
const CORNERS: u32 = 64;

/// A polygon of 64 corners that are so many metres from a place, in the plane that touches the ellipsoid there.
#[must_use]
pub fn circle(centre: LatticePoint, radius_m: f64) -> MultiPolygon {
    let plane = LocalPlane::at(centre);
    let (east, north) = plane.to_metres(centre);
    let corner = |number: u32| {
        let (sine, cosine) = (TAU * f64::from(number) / f64::from(CORNERS)).sin_cos();
        plane.from_metres(east + radius_m * cosine, north + radius_m * sine)
    };
    Polygon { shell: (0..CORNERS).map(corner).collect(), holes: Vec::new() }.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coord::distance_m;

    #[test]
    fn corners_are_as_far_from_the_middle_as_asked() {
        let centre = LatticePoint::new(1_173_000_000, 318_000_000);
        let corners = &circle(centre, 500.0).0[0].shell;
        assert!(corners.len() == 64 && corners.iter().all(|&it| (distance_m(centre, it) - 500.0).abs() < 0.5));
    }
}
