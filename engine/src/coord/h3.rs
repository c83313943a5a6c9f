//! H3 cells: hexagons (and twelve pentagons) that tile the globe at sixteen resolutions.
//!
//! A cell here is never a grid: grids are drawn by people, cells by a formula. See <https://h3geo.org>.

use super::{LatticePoint, MultiPolygon, Polygon};
use h3o::LatLng;

pub use h3o::{CellIndex, Resolution};

/// The cell that holds a point; every lattice point on Earth has one.
#[must_use]
pub fn cell_of(point: LatticePoint, resolution: Resolution) -> Option<CellIndex> {
    LatLng::new(point.lat(), point.lon()).ok().map(|place| place.to_cell(resolution))
}

/// The centre of a cell.
#[must_use]
pub fn cell_center(cell: CellIndex) -> LatticePoint {
    lattice(LatLng::from(cell))
}

/// The outline of a cell: a hexagon (twelve cells in the world are pentagons), with H3's own extra points where it crosses
/// an edge of the icosahedron.
#[must_use]
pub fn cell_boundary(cell: CellIndex) -> MultiPolygon {
    let shell = cell.boundary().iter().map(|&corner| lattice(corner)).collect();
    Polygon { shell, holes: Vec::new() }.into()
}

/// No place in a cell is farther from another than this many metres: three mean edge lengths.
#[must_use]
pub fn cell_reach_m(resolution: Resolution) -> f64 {
    3.0 * resolution.edge_length_m()
}

fn lattice(place: LatLng) -> LatticePoint {
    let step = |degrees: f64| (degrees * LatticePoint::PER_DEGREE).round() as i32;
    LatticePoint::new(step(place.lng()), step(place.lat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against the H3 library's own Python binding: `fixtures/scripts/h3_cells.py`.
    #[test]
    fn cells_equal_those_of_h3() {
        let mut rows = 0;
        for line in onemap_fixtures::H3_CELLS.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let [lon, lat, resolution, expected] = cells[..] else { panic!("{line}") };
            let point = LatticePoint::from_degrees(lon.parse().unwrap(), lat.parse().unwrap()).unwrap();
            let resolution = Resolution::try_from(resolution.parse::<u8>().unwrap()).unwrap();
            assert_eq!(cell_of(point, resolution).unwrap().to_string(), expected, "{line}");
            rows += 1;
        }
        assert_eq!(rows, 250);
    }

    #[test]
    fn a_cell_holds_its_center_and_corners_go_around_it() {
        let cell = cell_of(LatticePoint::new(1_173_000_000, 318_000_000), Resolution::Nine).unwrap();
        assert_eq!(cell_of(cell_center(cell), Resolution::Nine), Some(cell));
        assert_eq!(cell_boundary(cell).points().count(), 6);
        assert!(cell_boundary(cell).bounds().unwrap().contains(cell_center(cell)));
    }

    #[test]
    fn no_corner_is_farther_from_its_center_than_half_the_reach() {
        for resolution in Resolution::range(Resolution::Zero, Resolution::Four) {
            for base in CellIndex::base_cells() {
                for cell in base.children(resolution) {
                    let center = LatLng::from(cell);
                    let farthest =
                        cell.boundary().iter().map(|corner| corner.distance_m(center)).fold(0.0, f64::max);
                    assert!(farthest <= cell_reach_m(resolution) / 2.0, "{cell}: {farthest} m");
                }
            }
        }
    }
}
