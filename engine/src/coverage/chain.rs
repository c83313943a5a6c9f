//! Edges between two faces, joined into arcs from node to node.

use super::arrange::{around_vertices, origin};
use super::edges::Ends;
use super::model::{Arc, FaceId};
use crate::coord::LatticePoint;

/// Joins edges into arcs. `faces` gives each edge's left and right face, which differ, seen from its first end.
///
/// A node is where other than two edges meet, or where `is_node` says that an edge not given ends. An arc between nodes
/// runs from its lexicographically lower end, a loop without a node from its lowest point, and arcs are in the
/// lexicographic order of their points. So geometry alone decides, not the order of the input.
pub(crate) fn arcs(
    ends: &[Ends],
    faces: &[(FaceId, FaceId)],
    is_node: impl Fn(LatticePoint) -> bool,
) -> Vec<Arc> {
    let mut arcs = Chaining::new(ends, faces, is_node).run();
    arcs.sort_unstable_by(|a, b| a.points.cmp(&b.points));
    arcs
}

struct Chaining<'a> {
    ends: &'a [Ends],
    faces: &'a [(FaceId, FaceId)],
    /// Half edges by origin and angle.
    order: Vec<u32>,
    /// For each half edge that ends where exactly two edges meet, the half edge that goes on.
    onward: Vec<Option<u32>>,
    used: Vec<bool>,
}

impl<'a> Chaining<'a> {
    fn new(ends: &'a [Ends], faces: &'a [(FaceId, FaceId)], is_node: impl Fn(LatticePoint) -> bool) -> Self {
        let order = around_vertices(ends);
        let mut onward = vec![None; order.len()];
        for fan in order.chunk_by(|&g, &h| origin(ends, g) == origin(ends, h)) {
            if let &[g, h] = fan
                && !is_node(origin(ends, g))
            {
                onward[(g ^ 1) as usize] = Some(h);
                onward[(h ^ 1) as usize] = Some(g);
            }
        }
        Self { ends, faces, order, onward, used: vec![false; ends.len()] }
    }

    fn run(mut self) -> Vec<Arc> {
        let order = std::mem::take(&mut self.order);
        let mut arcs = Vec::new();
        // Half edges that leave a node first; what is then left over belongs to loops without one.
        let leaves_node = |half: u32, onward: &[Option<u32>]| onward[(half ^ 1) as usize].is_none();
        for from_node in [true, false] {
            for &half in &order {
                if !self.used[half as usize / 2] && leaves_node(half, &self.onward) == from_node {
                    arcs.push(self.follow(half));
                }
            }
        }
        arcs
    }

    fn follow(&mut self, start: u32) -> Arc {
        let mut points = vec![origin(self.ends, start)];
        let mut next = Some(start);
        while let Some(half) = next.filter(|half| !self.used[*half as usize / 2]) {
            self.used[half as usize / 2] = true;
            points.push(origin(self.ends, half ^ 1));
            next = self.onward[half as usize];
        }
        let (first, second) = self.faces[start as usize / 2];
        let (left, right) = if start & 1 == 0 { (first, second) } else { (second, first) };
        Arc { points: points.into(), left, right }
    }
}
