//! One area shared out among grids.

use super::cells::{Cells, NONE};
use super::graph::{BorderKind, Graph, kind};
use super::ground::Ground;
use super::groups::{Group, groups};
use super::mosaic::Edge;
use super::objective::Options;
use super::search::Search;
use super::segments::Source;
use crate::coord::length_m;
use crate::coverage::{Coverage, FaceId, ordered};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Why a grid cannot be in range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// So many households that hang together cannot be shared out among grids in range.
    Total { households: f64 },
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
    let graph = Graph::of(ground, &cells);
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

/// The part of each node of a group, and the parts. Of the numbers of grids that are possible the first is taken that puts all in
/// range, tried anew where none does at first; else what costs least.
fn solve(group: &Group, whole: &Graph, options: &Options, rng: &mut ChaCha8Rng) -> (Vec<u32>, Vec<Part>) {
    const MOST_COUNTS: usize = 3;
    const MOST_ATTEMPTS: usize = 3;
    let graph = group.graph(whole);
    let guess = [((group.households / options.target).round() as u32).max(1)];
    let counts =
        if group.counts.is_empty() { &guess[..] } else { &group.counts[..group.counts.len().min(MOST_COUNTS)] };
    let mut best: Option<Search<'_>> = None;
    for &count in counts.iter().cycle().take(MOST_ATTEMPTS * counts.len()) {
        let search = Search::run(&graph, options, count, rng);
        let in_range = search.households().all(|households| options.allows(households));
        if in_range || best.as_ref().is_none_or(|best| search.cost() < best.cost()) {
            best = Some(search);
        }
        if in_range {
            break;
        }
    }
    let search = best.expect("there is at least one number of grids");
    let mut parts: Vec<Part> = search
        .households()
        .map(|households| Part { households, infeasible: group.reason(), ..Part::default() })
        .collect();
    for (&part, &households) in search.part_of().iter().zip(&graph.households) {
        if households > options.max {
            parts[part as usize].infeasible = Some(Reason::Building { households });
        }
    }
    (search.part_of().to_vec(), parts)
}

impl Group {
    fn reason(&self) -> Option<Reason> {
        self.counts.is_empty().then_some(Reason::Total { households: self.households })
    }
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
