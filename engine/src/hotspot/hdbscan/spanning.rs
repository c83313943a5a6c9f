//! The minimum spanning tree of mutual reachability (Borůvka 1926): in each round every component gets the shortest edge that leaves it.

use super::tree::{Tree, distance2};
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// An edge between two points, by the order of the tree; squares order as distances do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub distance2: f64,
    pub ends: [u32; 2],
}

impl Edge {
    const NONE: Self = Self { distance2: f64::INFINITY, ends: [u32::MAX; 2] };

    /// All edges are different in this order, so that there is one tree, whatever the order of work.
    fn is_before(&self, other: &Self) -> bool {
        self.key() < other.key()
    }

    /// Squares are not negative: their bits order as they do.
    pub fn key(&self) -> (u64, u32, u32) {
        (self.distance2.to_bits(), self.ends[0].min(self.ends[1]), self.ends[0].max(self.ends[1]))
    }
}

/// The edges of the tree, the shortest first.
pub(super) fn minimum(tree: &Tree) -> Vec<Edge> {
    let n = tree.points.len();
    let mut forest = Forest {
        component: (0..n as u32).collect(),
        of_node: vec![MIXED; tree.nodes.len()],
        next: vec![Edge::NONE; n],
        least: tree.core2.clone(),
    };
    let mut edges = Vec::with_capacity(n.saturating_sub(1));
    while edges.len() + 1 < n {
        forest.mark_nodes(tree);
        forest.search(tree);
        forest.join(&mut edges);
    }
    edges.par_sort_unstable_by_key(Edge::key);
    edges
}

/// Of a node whose points are in several components.
const MIXED: u32 = u32::MAX;

struct Forest {
    /// By point: the first point of its component.
    component: Vec<u32>,
    /// By node of the tree: the component of all its points.
    of_node: Vec<u32>,
    /// By point: the shortest edge to another component, as far as known; it stays that until its other end is in the component.
    next: Vec<Edge>,
    /// By point: no edge to another component is shorter.
    least: Vec<f64>,
}

impl Forest {
    fn mark_nodes(&mut self, tree: &Tree) {
        for (number, node) in tree.nodes.iter().enumerate().rev() {
            self.of_node[number] = match node.halves {
                Some([a, b]) if self.of_node[a] == self.of_node[b] => self.of_node[a],
                Some(_) => MIXED,
                None => {
                    let component = &self.component[node.points.clone()];
                    if component.iter().all(|it| *it == component[0]) { component[0] } else { MIXED }
                }
            };
        }
    }

    /// Finds the shortest edge of each component. An edge longer than one that is known for the component is not looked for.
    fn search(&mut self, tree: &Tree) {
        let shortest: Vec<AtomicU64> =
            (0..self.component.len()).map(|_| AtomicU64::new(f64::INFINITY.to_bits())).collect();
        let component = &self.component;
        let is_known =
            |edge: &Edge, own: u32| edge.ends[1] != u32::MAX && component[edge.ends[1] as usize] != own;
        for (edge, &own) in self.next.iter().zip(component) {
            if is_known(edge, own) {
                shortest[own as usize].fetch_min(edge.distance2.to_bits(), Relaxed);
            }
        }
        let of_node = &self.of_node;
        let points = self.next.par_iter_mut().zip(&mut self.least).enumerate().with_min_len(256);
        points.for_each(|(point, (edge, least))| {
            let own = component[point];
            if is_known(edge, own) {
                return;
            }
            *edge = Edge::NONE;
            let shortest = &shortest[own as usize];
            if *least > f64::from_bits(shortest.load(Relaxed)) {
                return;
            }
            let mut search = Search { tree, component, of_node, shortest, own, point, best: Edge::NONE };
            search.visit(0, 0.0);
            let (found, bound) = (search.best, f64::from_bits(shortest.load(Relaxed)));
            *least = least.max(found.distance2.min(bound));
            // A longer one may not be the shortest of this point: the search left out what is longer than the bound.
            if found.distance2 <= bound {
                *edge = found;
            }
        });
    }

    /// Joins components along their shortest edges.
    fn join(&mut self, edges: &mut Vec<Edge>) {
        let mut best = vec![Edge::NONE; self.component.len()];
        for (edge, &own) in self.next.iter().zip(&self.component) {
            let foreign = edge.ends[1] != u32::MAX && self.component[edge.ends[1] as usize] != own;
            if foreign && edge.is_before(&best[own as usize]) {
                best[own as usize] = *edge;
            }
        }
        let mut above: Vec<u32> = (0..self.component.len() as u32).collect();
        for edge in best.iter().filter(|edge| edge.ends[0] != u32::MAX) {
            let [a, b] = edge.ends.map(|end| root(&mut above, self.component[end as usize]));
            if a != b {
                above[a.max(b) as usize] = a.min(b);
                edges.push(*edge);
            }
        }
        for component in &mut self.component {
            *component = root(&mut above, *component);
        }
    }
}

fn root(above: &mut [u32], mut at: u32) -> u32 {
    while above[at as usize] != at {
        above[at as usize] = above[above[at as usize] as usize];
        at = above[at as usize];
    }
    at
}

/// The search for the shortest edge that leaves a point's component from this point.
struct Search<'a> {
    tree: &'a Tree,
    component: &'a [u32],
    of_node: &'a [u32],
    /// The square of the shortest edge found for the component, as bits.
    shortest: &'a AtomicU64,
    own: u32,
    point: usize,
    best: Edge,
}

impl Search<'_> {
    /// Visits a node whose points are at least so far away.
    fn visit(&mut self, node: usize, away2: f64) {
        let tree = self.tree;
        let own_core = tree.core2[self.point];
        let at_least = away2.max(own_core).max(tree.nodes[node].core2);
        let bound = self.best.distance2.min(f64::from_bits(self.shortest.load(Relaxed)));
        // Edges as long are looked at: of those the first in order counts.
        if self.of_node[node] == self.own || at_least > bound {
            return;
        }
        if let Some(halves) = tree.nodes[node].halves {
            for (away2, half) in tree.by_distance(halves, tree.points[self.point]) {
                self.visit(half, away2);
            }
            return;
        }
        for other in tree.nodes[node].points.clone().filter(|&other| self.component[other] != self.own) {
            let distance2 = distance2(tree.points[self.point], tree.points[other]);
            let distance2 = distance2.max(own_core).max(tree.core2[other]);
            let edge = Edge { distance2, ends: [self.point as u32, other as u32] };
            if edge.is_before(&self.best) {
                self.best = edge;
                self.shortest.fetch_min(distance2.to_bits(), Relaxed);
            }
        }
    }
}
