//! The cells of an area as a graph: which lie side by side, and along what.

use super::cells::{Cells, NONE};
use super::ground::{Divider, Ground};
use super::segments::Source;
use crate::coord::length_m;
use crate::coverage::Seam;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// What lies along the border of two cells, what should be a boundary first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BorderKind {
    Barrier,
    Road,
    /// The outline of a compound.
    Wall,
    /// Midway between two compounds of one block.
    Gap,
    /// Midway between two buildings that belong together.
    Inside,
}

/// Nodes with what they carry, and their borders by node.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    pub households: Vec<f64>,
    pub area_m2: Vec<f64>,
    /// Length of the area's own boundary along each node.
    pub rim_m: Vec<f64>,
    /// The grid in force that each node is in, counted from 0.
    pub home: Vec<u32>,
    /// Complaints of each node, in grids that have as many as the target's households have on the average.
    pub workload: Vec<f64>,
    starts: Vec<u32>,
    borders: Vec<Border>,
}

/// What one node shares with another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Border {
    pub to: u32,
    pub length_m: f64,
    /// Length that cuts through what belongs together.
    pub inside_m: f64,
    /// Whether there is a way across.
    pub is_open: bool,
}

/// A border shorter than this is a corner: nobody passes there.
const CORNER_M: f64 = 1.0;

impl Graph {
    /// A graph from its nodes and from borders that are given once, the lower node first.
    #[must_use]
    pub fn new(households: Vec<f64>, area_m2: Vec<f64>, rim_m: Vec<f64>, borders: &[(u32, Border)]) -> Self {
        let mut both: Vec<(u32, Border)> = borders
            .iter()
            .flat_map(|&(from, border)| [(from, border), (border.to, Border { to: from, ..border })])
            .collect();
        both.sort_by_key(|(from, border)| (*from, border.to));
        let mut starts = vec![0u32; households.len() + 1];
        both.iter().for_each(|(from, _)| starts[*from as usize + 1] += 1);
        (1..starts.len()).for_each(|i| starts[i] += starts[i - 1]);
        let (home, workload) = (vec![0; households.len()], vec![0.0; households.len()]);
        Self {
            households,
            area_m2,
            rim_m,
            home,
            workload,
            starts,
            borders: both.into_iter().map(|(_, border)| border).collect(),
        }
    }

    /// The graph with the grid in force of each node.
    #[must_use]
    pub fn with_homes(self, home: Vec<u32>) -> Self {
        Self { home, ..self }
    }

    /// The graph with the complaints of each node.
    #[must_use]
    pub fn with_workload(self, workload: Vec<f64>) -> Self {
        Self { workload, ..self }
    }

    pub(super) fn of(ground: &Ground, cells: &Cells) -> Self {
        let households = cells.sum(ground, |building| building.households);
        let (mut area_m2, mut rim_m) = (vec![0.0; cells.count], vec![0.0; cells.count]);
        let square = cells.plane.metres_per_x() * cells.plane.metres_per_y() / 2.0;
        for (&cell, doubled) in cells.of_region.iter().zip(cells.linework.doubled_areas()) {
            if cell != NONE {
                area_m2[cell as usize] += doubled as f64 * square;
            }
        }
        let mut shared: BTreeMap<(u32, u32), Shared> = BTreeMap::new();
        for seam in cells.linework.seams() {
            let [a, b] = seam.sides.map(|side| cells.of_region[side as usize]);
            if a == b {
                continue;
            }
            let length_m = length_m(&seam.ends);
            match (a.min(b), a.max(b)) {
                (cell, NONE) => rim_m[cell as usize] += length_m,
                pair => shared.entry(pair).or_default().add(kind(&seam, cells, pair), length_m),
            }
        }
        let borders: Vec<(u32, Border)> =
            shared.iter().map(|(&(from, to), shared)| (from, shared.border(to))).collect();
        Self::new(households, area_m2, rim_m, &borders).with_homes(cells.home.clone())
    }

    /// How many grids in force its nodes are in.
    pub(super) fn homes(&self) -> u32 {
        self.home.iter().collect::<FxHashSet<_>>().len() as u32
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.households.len()
    }

    /// What a node shares with others, by their numbers.
    #[must_use]
    pub fn borders(&self, node: u32) -> &[Border] {
        &self.borders[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }
}

/// What lies along an edge between two cells.
pub(super) fn kind(seam: &Seam<'_>, cells: &Cells, (a, b): (u32, u32)) -> BorderKind {
    let of_source = |segment: &u32| match cells.segments.sources[*segment as usize] {
        Source::Divider(Divider::Barrier) => BorderKind::Barrier,
        Source::Divider(Divider::Road) => BorderKind::Road,
        Source::Divider(Divider::Wall) => BorderKind::Wall,
        Source::Divider(Divider::Present) => BorderKind::Inside,
        _ if cells.lot[a as usize] != cells.lot[b as usize] => BorderKind::Gap,
        _ => BorderKind::Inside,
    };
    seam.segments.iter().map(of_source).min().unwrap_or(BorderKind::Inside)
}

/// Lengths along the border of two cells.
#[derive(Default)]
struct Shared {
    length_m: f64,
    inside_m: f64,
    open_m: f64,
}

impl Shared {
    fn add(&mut self, kind: BorderKind, length_m: f64) {
        self.length_m += length_m;
        self.inside_m += if kind == BorderKind::Inside { length_m } else { 0.0 };
        self.open_m += if kind == BorderKind::Barrier { 0.0 } else { length_m };
    }

    fn border(&self, to: u32) -> Border {
        Border { to, length_m: self.length_m, inside_m: self.inside_m, is_open: self.open_m >= CORNER_M }
    }
}
