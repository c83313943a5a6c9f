//! Undirected edges, each stored once with the polygon parts that change from covering to not covering across it.

use crate::coord::{LatticePoint, MultiPolygon, predicate};
use rayon::prelude::*;

/// One straight edge, its ends in lexicographic order.
pub(crate) type Ends = [LatticePoint; 2];

/// One use of an edge by the boundary of one part. Two uses by the same part cancel (even–odd).
pub(crate) type Use = (Ends, u32);

/// Distinct edges in lexicographic order, and for each the parts on exactly one of its sides.
#[derive(Debug, Default)]
pub(crate) struct Edges {
    pub(crate) ends: Vec<Ends>,
    starts: Vec<u32>,
    parts: Vec<u32>,
}

impl Edges {
    /// The edges that are used an odd number of times by at least one part.
    pub(crate) fn from_uses(mut uses: Vec<Use>) -> Self {
        sort_by_edge(&mut uses);
        let mut edges = Self::default();
        for same_edge in uses.chunk_by(|a, b| a.0 == b.0) {
            let before = edges.parts.len();
            let odd = same_edge.chunk_by(|a, b| a == b).filter(|same| same.len() % 2 == 1);
            edges.parts.extend(odd.map(|same| same[0].1));
            if edges.parts.len() > before {
                edges.ends.push(same_edge[0].0);
                edges.starts.push(before as u32);
            }
        }
        edges.starts.push(edges.parts.len() as u32);
        edges
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The parts on exactly one side of an edge, ascending.
    pub(crate) fn parts(&self, edge: usize) -> &[u32] {
        &self.parts[self.starts[edge] as usize..self.starts[edge + 1] as usize]
    }
}

/// Sorts uses of edges: by the first end on all threads, and what begins in one point, which is little, where it lies.
pub(crate) fn sort_by_edge<U: Copy + Ord + Send>(uses: &mut [(Ends, U)]) {
    uses.par_sort_unstable_by_key(|(ends, _)| ends[0]);
    uses.chunk_by_mut(|(a, _), (b, _)| a[0] == b[0]).for_each(<[_]>::sort_unstable);
}

/// An edge with its ends in order.
pub(crate) fn ordered([a, b]: [LatticePoint; 2]) -> Ends {
    if a <= b { [a, b] } else { [b, a] }
}

/// The parts of many shapes under one numbering: part `i` belongs to polygon `polygon_of[i]`.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) polygon_of: Vec<u32>,
    pub(crate) uses: Vec<Use>,
}

impl Parts {
    /// Takes numbered shapes apart.
    pub(crate) fn of<'a>(shapes: impl Iterator<Item = (u32, &'a MultiPolygon)>) -> Self {
        let mut parts = Self::default();
        for (polygon, shape) in shapes {
            for part in &shape.0 {
                let number = parts.polygon_of.len() as u32;
                parts.polygon_of.push(polygon);
                let edges = part.rings().flat_map(|ring| predicate::edges(ring));
                parts.uses.extend(edges.filter(|[a, b]| a != b).map(|edge| (ordered(edge), number)));
            }
        }
        parts
    }
}
