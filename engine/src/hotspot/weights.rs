//! Spatial weights: which units are neighbours, and how much each counts.

use crate::coord::h3::CellIndex;
use crate::coord::{Bounds, LatticePoint, LocalPlane};
use crate::coverage::{Coverage, FaceId};
use rayon::prelude::*;
use rstar::{PointDistance, RTree, primitives::GeomWithData};
use rustc_hash::FxHashMap;

/// A unit's number with its place in metres.
type Site = GeomWithData<[f64; 2], u32>;

/// Neighbours of each unit with their weights, in compressed rows. No unit is its own neighbour.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights {
    starts: Vec<usize>,
    neighbours: Vec<u32>,
    values: Vec<f64>,
}

impl Weights {
    /// Binary weights: for each unit its neighbours, in any order. Repeats and the unit itself are left out.
    #[must_use]
    pub fn binary(rows: Vec<Vec<u32>>) -> Self {
        let mut weights = Self { starts: vec![0], ..Self::default() };
        for (unit, mut row) in (0u32..).zip(rows) {
            row.retain(|&other| other != unit);
            row.sort_unstable();
            row.dedup();
            weights.neighbours.extend(row);
            weights.starts.push(weights.neighbours.len());
        }
        weights.values = vec![1.0; weights.neighbours.len()];
        weights
    }

    /// Rook contiguity of a coverage's inner faces, in their order: neighbours share a boundary line.
    #[must_use]
    pub fn rook(coverage: &Coverage) -> Self {
        let mut rows = vec![Vec::new(); coverage.faces().len()];
        for arc in coverage.arcs() {
            join(&mut rows, arc.left, arc.right);
        }
        Self::binary(rows)
    }

    /// Queen contiguity: neighbours share a boundary line or at least a point of one. Exact: boundaries meet at nodes only.
    #[must_use]
    pub fn queen(coverage: &Coverage) -> Self {
        let mut at_node: FxHashMap<LatticePoint, Vec<FaceId>> = FxHashMap::default();
        for arc in coverage.arcs() {
            for node in [arc.points[0], arc.points[arc.points.len() - 1]] {
                at_node.entry(node).or_default().extend([arc.left, arc.right]);
            }
        }
        let mut rows = vec![Vec::new(); coverage.faces().len()];
        for mut faces in at_node.into_values() {
            faces.sort_unstable();
            faces.dedup();
            for (i, &face) in faces.iter().enumerate() {
                faces[i + 1..].iter().for_each(|&other| join(&mut rows, face, other));
            }
        }
        Self::binary(rows)
    }

    /// H3 cells within so many rings of each other, in the order given.
    #[must_use]
    pub fn rings(cells: &[CellIndex], rings: u32) -> Self {
        let number: FxHashMap<CellIndex, u32> = cells.iter().copied().zip(0..).collect();
        let row = |cell: &CellIndex| {
            let disk = cell.grid_disk::<Vec<CellIndex>>(rings);
            disk.iter().filter_map(|other| number.get(other).copied()).collect()
        };
        Self::binary(cells.par_iter().map(row).collect())
    }

    /// Places at most so many metres apart, measured in the plane that touches the ellipsoid amid all of them.
    #[must_use]
    pub fn band(places: &[LatticePoint], metres: f64) -> Self {
        let (sites, tree) = planted(places);
        let row = |site: &Site| {
            let within = tree.locate_within_distance(*site.geom(), metres * metres);
            within.map(|other| other.data).collect()
        };
        Self::binary(sites.par_iter().map(row).collect())
    }

    /// The `k` nearest other places of each; of equally near ones, those of the lower number.
    #[must_use]
    pub fn nearest(places: &[LatticePoint], k: usize) -> Self {
        let (sites, tree) = planted(places);
        let row = |site: &Site| {
            let here = *site.geom();
            let mut near: Vec<(f64, u32)> = Vec::with_capacity(k + 1);
            for other in tree.nearest_neighbor_iter(here).filter(|other| other.data != site.data) {
                let distance = other.distance_2(&here);
                if near.len() >= k && distance > near[k - 1].0 {
                    break;
                }
                near.push((distance, other.data));
            }
            near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            near.into_iter().take(k).map(|(_, other)| other).collect()
        };
        Self::binary(sites.par_iter().map(row).collect())
    }

    /// The same weights, each row divided by its sum.
    #[must_use]
    pub fn row_standardised(mut self) -> Self {
        for unit in 0..self.len() {
            let row = self.starts[unit]..self.starts[unit + 1];
            let sum: f64 = self.values[row.clone()].iter().sum();
            self.values[row].iter_mut().for_each(|value| *value /= sum);
        }
        self
    }

    /// Number of units.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The neighbours of a unit, ascending, each with its weight.
    pub fn row(&self, unit: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let row = self.starts[unit]..self.starts[unit + 1];
        self.neighbours[row.clone()].iter().map(|&other| other as usize).zip(self.values[row].iter().copied())
    }

    /// Units without any neighbour.
    #[must_use]
    pub fn islands(&self) -> usize {
        self.starts.windows(2).filter(|row| row[0] == row[1]).count()
    }
}

fn join(rows: &mut [Vec<u32>], a: FaceId, b: FaceId) {
    if let (Some(a), Some(b)) = (a.polygon(), b.polygon()) {
        rows[a].push(b as u32);
        rows[b].push(a as u32);
    }
}

/// Places in metres, as they are and in a tree.
fn planted(places: &[LatticePoint]) -> (Vec<Site>, RTree<Site>) {
    let middle = Bounds::around(places.iter().copied()).map_or_else(LatticePoint::default, |bounds| {
        LatticePoint::new(i32::midpoint(bounds.min.x, bounds.max.x), i32::midpoint(bounds.min.y, bounds.max.y))
    });
    let plane = LocalPlane::at(middle);
    let site = |(&place, number): (&LatticePoint, u32)| Site::new(plane.to_metres(place).into(), number);
    let sites: Vec<Site> = places.iter().zip(0..).map(site).collect();
    (sites.clone(), RTree::bulk_load(sites))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coord::h3::{Resolution, cell_of};
    use crate::coord::{MultiPolygon, Polygon};

    fn square(x: i32, y: i32) -> MultiPolygon {
        let shell = [(x, y), (x + 10, y), (x + 10, y + 10), (x, y + 10)].map(|(x, y)| LatticePoint::new(x, y));
        Polygon { shell: shell.into(), holes: Vec::new() }.into()
    }

    fn neighbours(weights: &Weights) -> Vec<Vec<usize>> {
        (0..weights.len()).map(|unit| weights.row(unit).map(|(other, _)| other).collect()).collect()
    }

    #[test]
    fn queens_move_across_corners_and_rooks_do_not() {
        let board = Coverage::build(&[square(0, 0), square(10, 0), square(0, 10), square(10, 10), square(90, 0)]);
        let rook = Weights::rook(&board.coverage);
        assert_eq!(neighbours(&rook), [vec![1, 2], vec![0, 3], vec![0, 3], vec![1, 2], vec![]]);
        let queen = Weights::queen(&board.coverage);
        assert_eq!(neighbours(&queen), [vec![1, 2, 3], vec![0, 2, 3], vec![0, 1, 3], vec![0, 1, 2], vec![]]);
        assert_eq!((rook.islands(), queen.islands()), (1, 1));
    }

    #[test]
    fn distances_are_in_metres() {
        // 1,000 steps are 11.06 m to the north at this latitude, and 9.46 m to the east.
        let places = [(0, 0), (0, 1_000), (1_000, 0), (9_000, 9_000)]
            .map(|(x, y)| LatticePoint::new(1_173_000_000 + x, 318_000_000 + y));
        assert_eq!(neighbours(&Weights::band(&places, 11.0)), [vec![2], vec![], vec![0], vec![]]);
        assert_eq!(neighbours(&Weights::band(&places, 11.2)), [vec![1, 2], vec![0], vec![0], vec![]]);
        assert_eq!(neighbours(&Weights::nearest(&places, 1)), [vec![2], vec![0], vec![0], vec![1]]);
        assert_eq!(neighbours(&Weights::nearest(&places, 9))[3], [0, 1, 2]);
        let same = [places[0]; 3];
        assert_eq!(neighbours(&Weights::nearest(&same, 1)), [vec![1], vec![0], vec![0]], "the lower number first");
    }

    #[test]
    fn a_cell_has_six_neighbours_of_those_there_are() {
        let cell = cell_of(LatticePoint::new(1_173_000_000, 318_000_000), Resolution::Nine).unwrap();
        let cells: Vec<CellIndex> = cell.grid_disk(1);
        let weights = Weights::rings(&cells, 1);
        let middle = cells.iter().position(|&other| other == cell).unwrap();
        assert_eq!(weights.row(middle).count(), 6);
        assert!((0..cells.len()).filter(|&unit| unit != middle).all(|unit| weights.row(unit).count() == 3));
        let standard = weights.row_standardised();
        assert!((0..cells.len()).all(|unit| (standard.row(unit).map(|(_, w)| w).sum::<f64>() - 1.0).abs() < 1e-12));
    }
}
