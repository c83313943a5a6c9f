//! One area shared out among grids.

use super::cells::{Cells, NONE};
use super::graph::{BorderKind, Graph, kind};
use super::ground::Ground;
use super::groups::groups;
use super::mosaic::Edge;
use super::objective::Options;
use super::segments::Source;
use super::solve::solve;
use crate::coord::length_m;
use crate::coverage::{Coverage, FaceId, ordered};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Why a grid cannot be in range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// So many households that hang together cannot be shared out among grids in range.
    Total { households: f64 },
    /// The buildings of a group with so many households are too large for any way of sharing them out to have all in range.
    Buildings { households: f64 },
    /// The households of one building are more than a grid may have.
    Building { households: f64 },
}

/// One grid of a proposal.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    pub households: f64,
    /// `None` where it can be in range.
    pub infeasible: Option<Reason>,
    /// Length of its boundary inside the area, and of that what runs along roads, water and outlines of compounds, or midway
    /// between two compounds.
    pub inner_m: f64,
    pub along_m: f64,
}

/// An area with its grids.
#[derive(Clone, Debug, Default)]
pub struct Shares {
    pub parts: Vec<Part>,
    /// The grid of each building, by its place in the ground; none for one that stands outside the area.
    pub of_building: Vec<Option<u32>>,
    pub(super) edges: Vec<Edge>,
}

/// Shares out an area. The same ground and options give the same, on any number of threads.
#[must_use]
pub fn share_out(ground: &Ground, options: &Options) -> Shares {
    let cells = Cells::new(ground);
    if cells.count == 0 {
        return Shares::default();
    }
    let graph = Graph::of(ground, &cells).with_workload(workload(ground, &cells, options));
    let mut rng = ChaCha8Rng::seed_from_u64(seed_of(ground, options.seed));
    let mut parts: Vec<Part> = Vec::new();
    let mut part_of = vec![NONE; cells.count];
    for group in groups(&graph, options) {
        let first = parts.len() as u32;
        let (own, of_group) = solve(&group, &graph, options, &mut rng);
        group.nodes.iter().zip(own).for_each(|(&node, part)| part_of[node as usize] = first + part);
        parts.extend(of_group);
    }
    let edges = edges(&cells, &part_of, &mut parts);
    let of_building = cells.of_building.iter().map(|&cell| part_of.get(cell as usize).copied()).collect();
    Shares { parts, of_building, edges }
}

/// By cell, its complaints, in grids that have as many as the target's households have on the average of the area.
fn workload(ground: &Ground, cells: &Cells, options: &Options) -> Vec<f64> {
    let complaints = cells.sum(ground, |building| building.complaints);
    let households: f64 = ground.buildings.iter().map(|building| building.households).sum();
    let of_grid = complaints.iter().sum::<f64>() / households.max(1.0) * options.target;
    complaints.into_iter().map(|complaints| complaints / of_grid.max(f64::MIN_POSITIVE)).collect()
}

/// The atoms of an area, as if each were a grid: what [`share_out`] shares out and never cuts.
#[must_use]
pub fn atoms(ground: &Ground) -> Shares {
    let cells = Cells::new(ground);
    let households = Graph::of(ground, &cells).households;
    let mut parts: Vec<Part> =
        households.into_iter().map(|households| Part { households, ..Part::default() }).collect();
    let own: Vec<u32> = (0..cells.count as u32).collect();
    let edges = edges(&cells, &own, &mut parts);
    let of_building = cells.of_building.iter().map(|&cell| own.get(cell as usize).copied()).collect();
    Shares { parts, of_building, edges }
}

impl Shares {
    /// Grids of a coverage as they are, with their households; what can be said of their boundaries is not.
    #[must_use]
    pub fn kept(coverage: &Coverage, faces: &[FaceId], households: &[f64]) -> Self {
        let number = |face: FaceId| faces.iter().position(|&kept| kept == face).map_or(NONE, |i| i as u32);
        let mut edges = Vec::new();
        for (&face, own) in faces.iter().zip(0u32..) {
            for arc in coverage.arcs_of(face) {
                let sides = [number(arc.left), number(arc.right)];
                // Between two of them an arc is that of the first.
                if sides.iter().any(|&side| side < own) {
                    continue;
                }
                for pair in arc.points.windows(2) {
                    let ends = ordered([pair[0], pair[1]]);
                    let sides = if ends[0] == pair[0] { sides } else { [sides[1], sides[0]] };
                    edges.push(Edge { ends, sides, border: Some(ends) });
                }
            }
        }
        let parts = households.iter().map(|&households| Part { households, ..Part::default() }).collect();
        Self { parts, of_building: Vec::new(), edges }
    }
}

/// Every area draws other numbers, whichever areas it is asked about with.
fn seed_of(ground: &Ground, seed: u64) -> u64 {
    let corner = ground.shape.bounds().map_or(0, |b| (b.min.x as u32 as u64) << 32 | b.min.y as u32 as u64);
    seed ^ corner.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The edges between parts and around all of them.
fn edges(cells: &Cells, part_of: &[u32], parts: &mut [Part]) -> Vec<Edge> {
    let part = |side: u32| part_of.get(cells.of_region[side as usize] as usize).copied().unwrap_or(NONE);
    let mut edges = Vec::new();
    for seam in cells.linework.seams() {
        let [left, right] = seam.sides.map(part);
        if left == right {
            continue;
        }
        let is_border = |segment: &&u32| cells.segments.sources[**segment as usize] == Source::Border;
        let border = seam.segments.iter().find(is_border).map(|&segment| cells.segments.ends[segment as usize]);
        if left != NONE && right != NONE {
            let pair = seam.sides.map(|side| cells.of_region[side as usize]);
            let (length_m, kind) = (length_m(&seam.ends), kind(&seam, cells, (pair[0], pair[1])));
            for side in [left, right] {
                parts[side as usize].inner_m += length_m;
                parts[side as usize].along_m += if kind == BorderKind::Inside { 0.0 } else { length_m };
            }
        }
        edges.push(Edge { ends: seam.ends, sides: [left, right], border });
    }
    edges
}
