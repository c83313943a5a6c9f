//! Areas on the WGS 84 ellipsoid.
//!
//! Edges are straight in longitude and latitude, as everywhere on the lattice. With A(φ) the area between the equator
//! and latitude φ per radian of longitude, Green's theorem gives a ring's area as −∮ A(φ) dλ: one term per edge,
//! antisymmetric in its direction, so that areas of neighbours add up to the area of their union.

use super::local::{ECCENTRICITY_2, SEMI_MAJOR_M};
use super::predicate::edges;
use super::{LatticePoint, MultiPolygon, Polygon};

/// Signed area of a closed ring in m², positive where it runs counter-clockwise.
///
/// Error: below 1 part in 10¹² of A(φ)·Δλ for each edge, that is about 10⁻⁶ m² for a ring 1 km across.
///
/// Snyder 1987, *Map Projections: A Working Manual*, p. 16 (authalic q), integrated along each edge.
#[must_use]
pub fn ring_area_m2(ring: &[LatticePoint]) -> f64 {
    edges(ring).map(|[a, b]| area_under_m2(a, b)).sum()
}

/// Area of a polygon in m²: its shell less its holes, whatever their directions.
#[must_use]
pub fn polygon_area_m2(polygon: &Polygon) -> f64 {
    let holes: f64 = polygon.holes.iter().map(|hole| ring_area_m2(hole).abs()).sum();
    ring_area_m2(&polygon.shell).abs() - holes
}

/// Area of a shape in m², the sum of its polygons.
#[must_use]
pub fn shape_area_m2(shape: &MultiPolygon) -> f64 {
    shape.0.iter().map(polygon_area_m2).sum()
}

/// One edge's term −∫ A(φ) dλ in m². `area_under_m2(a, b) == -area_under_m2(b, a)` to the last bit.
#[must_use]
pub fn area_under_m2(a: LatticePoint, b: LatticePoint) -> f64 {
    if a <= b { -strip_m2(a, b) } else { strip_m2(b, a) }
}

/// ∫ A(φ) dλ from `a` to `b` by three-point Gauss–Legendre in panels of at most 3° of latitude (relative error 10⁻¹⁵).
fn strip_m2(a: LatticePoint, b: LatticePoint) -> f64 {
    const PANEL_RADIANS: f64 = 0.05;
    /// (place in [0, 1], weight): (1 ∓ √(3/5)) / 2 and 5/18, ½ and 8/18.
    const NODES: [(f64, f64); 3] =
        [(0.112_701_665_379_258_31, 5.0 / 18.0), (0.5, 8.0 / 18.0), (0.887_298_334_620_741_7, 5.0 / 18.0)];
    let (from, to) = (a.lat().to_radians(), b.lat().to_radians());
    let width = (f64::from(b.x) - f64::from(a.x)).to_radians() / LatticePoint::PER_DEGREE;
    let panels = ((to - from).abs() / PANEL_RADIANS).ceil().max(1.0);
    let height = (to - from) / panels;
    let panel = |i: u32| {
        let low = from + height * f64::from(i);
        NODES.iter().map(|(at, weight)| weight * zone_m2(low + height * at)).sum::<f64>()
    };
    (0..panels as u32).map(panel).sum::<f64>() * width / panels
}

/// A(φ): the area between the equator and a latitude (radians) per radian of longitude, in m².
///
/// The series of `∫ cos φ / (1 − e² sin² φ)² dφ` in sin φ, seven terms: the next is below 10⁻¹⁵ of the sum.
fn zone_m2(latitude: f64) -> f64 {
    const TERMS: [f64; 7] = [1.0, 2.0 / 3.0, 3.0 / 5.0, 4.0 / 7.0, 5.0 / 9.0, 6.0 / 11.0, 7.0 / 13.0];
    let sin = latitude.sin();
    let u = ECCENTRICITY_2 * sin * sin;
    let sum = TERMS.iter().rev().fold(0.0, |sum, term| sum * u + term);
    SEMI_MAJOR_M * SEMI_MAJOR_M * (1.0 - ECCENTRICITY_2) * sin * sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Snyder's closed form of A(φ), with logarithms instead of a series.
    fn closed_form(latitude: f64) -> f64 {
        let (sin, e) = (latitude.sin(), ECCENTRICITY_2.sqrt());
        let q = sin / (1.0 - ECCENTRICITY_2 * sin * sin) + (e * sin).atanh() / e;
        SEMI_MAJOR_M * SEMI_MAJOR_M * (1.0 - ECCENTRICITY_2) * q / 2.0
    }

    fn point(lon: f64, lat: f64) -> LatticePoint {
        LatticePoint::from_degrees(lon, lat).unwrap()
    }

    fn boxed(west: f64, south: f64, east: f64, north: f64) -> [LatticePoint; 4] {
        [point(west, south), point(east, south), point(east, north), point(west, north)]
    }

    #[test]
    fn zones_agree_with_the_closed_form() {
        for degrees in -90..=90 {
            let latitude = f64::from(degrees).to_radians();
            assert!((zone_m2(latitude) - closed_form(latitude)).abs() < 0.1, "{degrees}°");
        }
    }

    #[test]
    fn the_whole_earth_has_the_area_of_wgs_84() {
        let earth = ring_area_m2(&boxed(-180.0, -90.0, 180.0, 90.0));
        assert!((earth / 5.100_656_217_240_886e14 - 1.0).abs() < 1e-12, "{earth}");
    }

    #[test]
    fn a_box_agrees_with_the_closed_form() {
        let (south, north) = (31.8f64, 31.805f64);
        let expected =
            0.006f64.to_radians() * (closed_form(north.to_radians()) - closed_form(south.to_radians()));
        let area = ring_area_m2(&boxed(117.3, south, 117.306, north));
        assert!((area - expected).abs() < 1e-4, "{area} {expected}");
        assert!((area - 568.0 * 554.5).abs() < 500.0, "about 568 m by 554 m: {area}");
    }

    #[test]
    fn holes_are_taken_out_whatever_their_direction() {
        let shell = boxed(117.0, 31.0, 117.1, 31.1).to_vec();
        let hole = boxed(117.02, 31.02, 117.04, 31.04).to_vec();
        let expected = ring_area_m2(&shell) - ring_area_m2(&hole);
        let turned = hole.iter().rev().copied().collect();
        for hole in [hole, turned] {
            let polygon = Polygon { shell: shell.clone(), holes: vec![hole] };
            assert!((polygon_area_m2(&polygon) - expected).abs() < 1e-3);
        }
    }

    proptest! {
        #[test]
        fn an_edge_counts_once_for_each_side(c in proptest::array::uniform4(-900_000_000i32..900_000_000)) {
            let (a, b) = (LatticePoint::new(c[0], c[1]), LatticePoint::new(c[2], c[3]));
            prop_assert_eq!(area_under_m2(a, b), -area_under_m2(b, a));
        }

        /// Cutting an edge changes nothing: the panels integrate exactly enough.
        #[test]
        fn cutting_an_edge_keeps_the_area(c in proptest::array::uniform4(-400_000_000i32..400_000_000)) {
            let (a, b) = (LatticePoint::new(2 * c[0], 2 * c[1]), LatticePoint::new(2 * c[2], 2 * c[3]));
            let middle = LatticePoint::new(c[0] + c[2], c[1] + c[3]);
            let (whole, cut) = (area_under_m2(a, b), area_under_m2(a, middle) + area_under_m2(middle, b));
            prop_assert!((whole - cut).abs() <= 1e-13 * SEMI_MAJOR_M * SEMI_MAJOR_M * 8.0, "{} {}", whole, cut);
        }
    }
}
