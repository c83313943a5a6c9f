//! H3 cells: hexagons (and twelve pentagons) that tile the globe at sixteen resolutions.
//!
//! A cell here is never a grid: grids are drawn by people, cells by a formula. See <https://h3geo.org>.

use super::{Bounds, LatticePoint, LocalPlane, MultiPolygon, Polygon};
use h3o::LatLng;
use std::collections::BTreeSet;

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

/// The cells whose centre lies in a box that is far smaller than a hemisphere and holds no pole, in no particular order. Takes as long
/// as there are such cells, or a little more.
pub fn cells_with_centre_in(bounds: Bounds, resolution: Resolution) -> impl Iterator<Item = CellIndex> {
    let above = Resolution::try_from(u8::from(resolution).saturating_sub(STEPS_UP)).unwrap_or(Resolution::Zero);
    let parents = cells_about(bounds, above).into_iter();
    parents.flat_map(move |it| it.children(resolution)).filter(move |&cell| bounds.contains(cell_center(cell)))
}

/// How many resolutions coarser the cells are that cover a box first: each has about 7³ of the finer ones.
const STEPS_UP: u8 = 3;

/// All cells that meet a box or whose descendants do, and some around them.
fn cells_about(bounds: Bounds, resolution: Resolution) -> BTreeSet<CellIndex> {
    // Half an edge apart, places hit all cells but some that only a corner of the box reaches into; those touch the others.
    let apart = resolution.edge_length_m() / 2.0;
    let plane = LocalPlane::at(bounds.min);
    let steps = |length: i64, metres: f64| (length as f64 * metres / apart).ceil().max(1.0) as i64;
    let (width, height) = super::predicate::step(bounds.min, bounds.max);
    let (columns, rows) = (steps(width, plane.metres_per_x()), steps(height, plane.metres_per_y()));
    let at = |from: i32, length: i64, part: i64, of: i64| (i64::from(from) + length * part / of) as i32;
    let places = (0..=rows).flat_map(|row| (0..=columns).map(move |column| (column, row)));
    let place = |(column, row)| {
        LatticePoint::new(at(bounds.min.x, width, column, columns), at(bounds.min.y, height, row, rows))
    };
    let hit: BTreeSet<CellIndex> = places.filter_map(|it| cell_of(place(it), resolution)).collect();
    hit.into_iter().flat_map(|cell| cell.grid_disk::<Vec<CellIndex>>(1)).collect()
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
    fn the_cells_of_a_box_are_those_of_all_the_world_with_their_centre_in_it() {
        let resolution = Resolution::Five;
        let all: Vec<_> = CellIndex::base_cells().flat_map(|base| base.children(resolution)).collect();
        for (x, y, width, height) in
            [(117, 31, 3, 2), (-123, 37, 1, 1), (-1, -1, 2, 2), (20, 65, 9, 4), (5, 5, 0, 0)]
        {
            let corner = |x: i32, y: i32| LatticePoint::new(x * 10_000_000, y * 10_000_000);
            let bounds = Bounds { min: corner(x, y), max: corner(x + width, y + height) };
            let mut found: Vec<_> = cells_with_centre_in(bounds, resolution).collect();
            found.sort_unstable();
            let mut expected: Vec<_> =
                all.iter().copied().filter(|&cell| bounds.contains(cell_center(cell))).collect();
            expected.sort_unstable();
            assert_eq!(found, expected);
            assert!(found.len() > 25 || width == 0, "{}", found.len());
        }
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
