//! Points into H3 cells.

use crate::coord::{LatticePoint, MultiPolygon, Polygon};
use h3o::{CellIndex, LatLng, Resolution};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// An H3 cell and how many points lie in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellCount {
    pub cell: CellIndex,
    pub count: u64,
}

/// Points handled by one task at least; below, threads cost more than they save.
const TASK_POINTS: usize = 16_384;

/// How many of the points lie in each H3 cell of a resolution; cells without points are left out. Ordered by cell index, the
/// same on any number of threads.
///
/// ```
/// use onemap_engine::{coord::LatticePoint, hotspot::{Resolution, counts_per_cell}};
/// let hefei = LatticePoint::new(1_173_000_000, 318_000_000);
/// let cells = counts_per_cell(&[hefei, hefei], Resolution::Nine);
/// assert_eq!((cells.len(), cells[0].count), (1, 2));
/// ```
#[must_use]
pub fn counts_per_cell(points: &[LatticePoint], resolution: Resolution) -> Vec<CellCount> {
    let tallies =
        points.par_chunks(TASK_POINTS).map(|chunk| tally(chunk, resolution)).reduce(FxHashMap::default, merged);
    let mut cells: Vec<CellCount> =
        tallies.into_iter().map(|(cell, count)| CellCount { cell, count }).collect();
    cells.par_sort_unstable_by_key(|it| it.cell);
    cells
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

fn tally(points: &[LatticePoint], resolution: Resolution) -> FxHashMap<CellIndex, u64> {
    let mut counts = FxHashMap::default();
    for cell in points.iter().filter_map(|&point| cell_of(point, resolution)) {
        *counts.entry(cell).or_default() += 1;
    }
    counts
}

/// Every lattice point on Earth has a cell.
fn cell_of(point: LatticePoint, resolution: Resolution) -> Option<CellIndex> {
    LatLng::new(point.lat(), point.lon()).ok().map(|place| place.to_cell(resolution))
}

fn merged(a: FxHashMap<CellIndex, u64>, b: FxHashMap<CellIndex, u64>) -> FxHashMap<CellIndex, u64> {
    let (mut large, small) = if a.len() < b.len() { (b, a) } else { (a, b) };
    for (cell, count) in small {
        *large.entry(cell).or_default() += count;
    }
    large
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
    fn counts_add_up_and_do_not_depend_on_threads() {
        let points: Vec<LatticePoint> = (0..100_000)
            .map(|i| LatticePoint::new(1_173_000_000 + i % 1000 * 997, 318_000_000 + i / 1000 * 1013))
            .collect();
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let many = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
        let cells = one.install(|| counts_per_cell(&points, Resolution::Nine));
        assert_eq!(cells, many.install(|| counts_per_cell(&points, Resolution::Nine)));
        assert_eq!(cells.iter().map(|it| it.count).sum::<u64>(), 100_000);
        assert!(cells.len() > 10);
    }

    #[test]
    fn a_cell_holds_its_center_and_corners_go_around_it() {
        let cell = cell_of(LatticePoint::new(1_173_000_000, 318_000_000), Resolution::Nine).unwrap();
        assert_eq!(cell_of(cell_center(cell), Resolution::Nine), Some(cell));
        assert_eq!(cell_boundary(cell).points().count(), 6);
        assert!(cell_boundary(cell).bounds().unwrap().contains(cell_center(cell)));
    }
}
