//! Spatial weights: which units are neighbours, and how much each counts.

use crate::coord::h3::CellIndex;
use crate::coord::{Bounds, LatticePoint, LocalPlane};
use crate::coverage::{Coverage, FaceId};
use rayon::prelude::*;
use rstar::{PointDistance, RTree, primitives::GeomWithData};
use rustc_hash::FxHashMap;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// A unit's number with its place in metres.
type Site = GeomWithData<[f64; 2], u32>;

/// Neighbours of each unit in compressed rows, and what each of them counts. No unit is its own neighbour before
/// [`with_self`](Self::with_self).
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    starts: Vec<usize>,
    neighbours: Vec<u32>,
    /// By unit: the weight of each of its neighbours.
    weight: Vec<f64>,
}

impl Weights {
    /// Binary weights: for each unit its neighbours, in any order. Repeats and the unit itself are left out.
    #[must_use]
    pub fn binary(rows: Vec<Vec<u32>>) -> Self {
        Self::of_rows((0u32..).zip(rows).map(|(unit, mut row)| {
            row.retain(|&other| other != unit);
            row
        }))
    }

    fn of_rows(rows: impl Iterator<Item = Vec<u32>>) -> Self {
        let (mut starts, mut neighbours) = (vec![0], Vec::new());
        for mut row in rows {
            row.sort_unstable();
            row.dedup();
            neighbours.append(&mut row);
            starts.push(neighbours.len());
        }
        Self { weight: vec![1.0; starts.len() - 1], starts, neighbours }
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

    /// Contiguity of squares known by their column and row, in the order given: across sides, and for a queen across corners.
    #[must_use]
    pub fn squares(places: &[[i32; 2]], queen: bool) -> Self {
        let number: FxHashMap<[i32; 2], u32> = places.iter().copied().zip(0..).collect();
        let steps = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| [dx, dy]));
        let steps: Vec<[i32; 2]> = steps.filter(|[dx, dy]| queen || (dx + dy) % 2 != 0).collect();
        let row = |&[x, y]: &[i32; 2]| {
            steps.iter().filter_map(|[dx, dy]| number.get(&[x + dx, y + dy]).copied()).collect()
        };
        Self::binary(places.iter().map(row).collect())
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

    /// Places at most so many metres apart, measured in the plane that touches the ellipsoid amid all of them; `None` where these are
    /// more than so many pairs, each counted from both ends.
    #[must_use]
    pub fn band(places: &[LatticePoint], metres: f64, most_pairs: usize) -> Option<Self> {
        let (sites, tree) = planted(places);
        let pairs = AtomicUsize::new(0);
        let row = |site: &Site| {
            if pairs.load(Relaxed) > most_pairs {
                return Vec::new();
            }
            let within = tree.locate_within_distance(*site.geom(), metres * metres);
            let row: Vec<u32> = within.map(|other| other.data).collect();
            pairs.fetch_add(row.len() - 1, Relaxed);
            row
        };
        let rows = sites.par_iter().map(row).collect();
        (pairs.into_inner() <= most_pairs).then(|| Self::binary(rows))
    }

    /// The `k` nearest other places of each; of equally near ones, those of the lower number.
    #[must_use]
    pub fn nearest(places: &[LatticePoint], k: usize) -> Self {
        let (sites, tree) = planted(places);
        let row = |site: &Site| {
            let here = *site.geom();
            let mut near: Vec<(f64, u32)> = Vec::with_capacity(k + 1);
            for other in tree.nearest_neighbor_iter(&here).filter(|other| other.data != site.data) {
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

    /// The same neighbours, and each unit its own neighbour, all with weight 1.
    #[must_use]
    pub fn with_self(&self) -> Self {
        let row = |unit: usize| self.neighbours(unit).iter().copied().chain([unit as u32]).collect();
        Self::of_rows((0..self.len()).map(row))
    }

    /// The same neighbours, each weighing the same part of 1.
    #[must_use]
    pub fn row_standardised(mut self) -> Self {
        let weight = |unit: usize| 1.0 / self.neighbours(unit).len().max(1) as f64;
        self.weight = (0..self.len()).map(weight).collect();
        self
    }

    /// Number of units.
    #[must_use]
    pub fn len(&self) -> usize {
        self.weight.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.weight.is_empty()
    }

    /// The neighbours of a unit, ascending.
    #[must_use]
    pub fn neighbours(&self, unit: usize) -> &[u32] {
        &self.neighbours[self.starts[unit]..self.starts[unit + 1]]
    }

    /// What each neighbour of a unit counts.
    #[must_use]
    pub fn weight(&self, unit: usize) -> f64 {
        self.weight[unit]
    }

    /// Sum of the values of a unit's neighbours.
    pub(super) fn sum(&self, unit: usize, values: &[f64]) -> f64 {
        self.neighbours(unit).iter().map(|&other| values[other as usize]).sum()
    }

    /// The same, weighted.
    pub(super) fn lag(&self, unit: usize, values: &[f64]) -> f64 {
        self.weight[unit] * self.sum(unit, values)
    }

    /// Whether a unit is its own neighbour.
    pub(super) fn holds_self(&self, unit: usize) -> bool {
        self.neighbours(unit).binary_search(&(unit as u32)).is_ok()
    }

    /// Units without any neighbour.
    pub fn islands(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len()).filter(|&unit| self.neighbours(unit).is_empty())
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
    let middle = Bounds::around(places.iter().copied()).map_or_else(LatticePoint::default, Bounds::middle);
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
        let row = |unit| weights.neighbours(unit).iter().map(|&other| other as usize).collect();
        (0..weights.len()).map(row).collect()
    }

    #[test]
    fn queens_move_across_corners_and_rooks_do_not() {
        let board =
            Coverage::build(&[square(0, 0), square(10, 0), square(0, 10), square(10, 10), square(90, 0)]);
        let rook = Weights::rook(&board.coverage);
        assert_eq!(neighbours(&rook), [vec![1, 2], vec![0, 3], vec![0, 3], vec![1, 2], vec![]]);
        let queen = Weights::queen(&board.coverage);
        assert_eq!(neighbours(&queen), [vec![1, 2, 3], vec![0, 2, 3], vec![0, 1, 3], vec![0, 1, 2], vec![]]);
        assert_eq!([rook.islands().collect::<Vec<_>>(), queen.islands().collect()], [[4], [4]]);
        let squares = [[0, 0], [1, 0], [0, 1], [1, 1], [8, 0]];
        assert_eq!([Weights::squares(&squares, false), Weights::squares(&squares, true)], [rook, queen]);
    }

    #[test]
    fn distances_are_in_metres() {
        // 1,000 steps are 11.06 m to the north at this latitude, and 9.46 m to the east.
        let places = [(0, 0), (0, 1_000), (1_000, 0), (9_000, 9_000)]
            .map(|(x, y)| LatticePoint::new(1_173_000_000 + x, 318_000_000 + y));
        let band = |metres, most_pairs| Weights::band(&places, metres, most_pairs).map(|it| neighbours(&it));
        assert_eq!(band(11.0, 2), Some(vec![vec![2], vec![], vec![0], vec![]]));
        assert_eq!(band(11.2, 4), Some(vec![vec![1, 2], vec![0], vec![0], vec![]]));
        assert_eq!(band(11.2, 3), None);
        assert_eq!(neighbours(&Weights::nearest(&places, 1)), [vec![2], vec![0], vec![0], vec![1]]);
        assert_eq!(neighbours(&Weights::nearest(&places, 9))[3], [0, 1, 2]);
        let same = [places[0]; 3];
        assert_eq!(
            neighbours(&Weights::nearest(&same, 1)),
            [vec![1], vec![0], vec![0]],
            "the lower number first"
        );
    }

    #[test]
    fn a_cell_has_six_neighbours_of_those_there_are() {
        let cell = cell_of(LatticePoint::new(1_173_000_000, 318_000_000), Resolution::Nine).unwrap();
        let cells: Vec<CellIndex> = cell.grid_disk(1);
        let weights = Weights::rings(&cells, 1);
        let middle = cells.iter().position(|&other| other == cell).unwrap();
        let count = |unit: usize| weights.neighbours(unit).len();
        assert_eq!(count(middle), 6);
        assert!((0..cells.len()).filter(|&unit| unit != middle).all(|unit| count(unit) == 3));
        let with_self = weights.with_self();
        assert_eq!((with_self.neighbours(middle).len(), with_self.weight(middle)), (7, 1.0));
        assert!((with_self.row_standardised().weight(middle) * 7.0 - 1.0).abs() < 1e-15);
    }
}
