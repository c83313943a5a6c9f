//! Cells that can be walked from one to the other, and how many grids they can become.

use super::cells::NONE;
use super::graph::{Border, Graph};
use super::objective::Options;
use super::parcels::root;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Cells that are shared out among grids of their own.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    /// Ascending.
    pub(super) nodes: Vec<u32>,
    /// Whether people have to cross a barrier between them.
    pub(super) crosses: bool,
    /// How many grids it can become, the best number first; none where there is no number that puts all in range.
    pub(super) counts: Vec<u32>,
    pub(super) households: f64,
}

/// The parts of a graph that open borders hold together; a cell with more households than a grid may have is a part of its own. One
/// that cannot be shared out by itself is joined across a barrier to the one it borders on most, as long as there is one.
pub(super) fn groups(graph: &Graph, options: &Options) -> Vec<Group> {
    let is_giant = |node: u32| graph.households[node as usize] > options.max;
    let mut parent: Vec<u32> = (0..graph.len() as u32).collect();
    unite(graph, &mut parent, |from, border| border.is_open && !is_giant(from) && !is_giant(border.to));
    let roots =
        |parent: &mut [u32]| (0..graph.len() as u32).map(|node| root(parent, node)).collect::<Vec<u32>>();
    let walked = roots(&mut parent);
    loop {
        let of_node = roots(&mut parent);
        let mut sets: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        (0..graph.len() as u32).for_each(|node| sets.entry(of_node[node as usize]).or_default().push(node));
        let stuck = sets.iter().filter(|(_, nodes)| counts(graph, options, nodes).is_empty());
        // Where nobody lives may go to a giant; other households make its grid no better.
        let giants: FxHashSet<u32> =
            sets.keys().copied().filter(|set| sets[set].iter().any(|&node| is_giant(node))).collect();
        let may_join = |nodes: &[u32], other: u32| !giants.contains(&other) || households(graph, nodes) <= 0.0;
        let beside =
            |set, nodes: &[u32]| beside(graph, nodes, &of_node, |other| other != set && may_join(nodes, other));
        let join = stuck.filter_map(|(&set, nodes)| Some((set, beside(set, nodes)?))).next();
        let Some((set, other)) = join else {
            return sets.into_values().map(|nodes| group(graph, options, nodes, &walked)).collect();
        };
        parent[set.max(other) as usize] = set.min(other);
    }
}

fn group(graph: &Graph, options: &Options, nodes: Vec<u32>, walked: &[u32]) -> Group {
    Group {
        crosses: nodes.iter().any(|&node| walked[node as usize] != walked[nodes[0] as usize]),
        counts: counts(graph, options, &nodes),
        households: households(graph, &nodes),
        nodes,
    }
}

fn households(graph: &Graph, nodes: &[u32]) -> f64 {
    nodes.iter().map(|&node| graph.households[node as usize]).sum()
}

fn unite(graph: &Graph, parent: &mut [u32], joins: impl Fn(u32, &Border) -> bool) {
    for node in 0..graph.len() as u32 {
        for border in graph.borders(node).iter().filter(|border| joins(node, border)) {
            let [a, b] = [node, border.to].map(|node| root(parent, node));
            parent[a.max(b) as usize] = a.min(b);
        }
    }
}

/// How many grids some cells can become. A cell with more households than a grid may have is one with all that goes with it.
fn counts(graph: &Graph, options: &Options, nodes: &[u32]) -> Vec<u32> {
    if nodes.iter().any(|&node| graph.households[node as usize] > options.max) {
        return vec![1];
    }
    options.counts(households(graph, nodes))
}

/// Of the sets that one may join, the one that it borders on most.
fn beside(graph: &Graph, nodes: &[u32], of_node: &[u32], may_join: impl Fn(u32) -> bool) -> Option<u32> {
    let mut shared: BTreeMap<u32, f64> = BTreeMap::new();
    for border in nodes.iter().flat_map(|&node| graph.borders(node)) {
        let other = of_node[border.to as usize];
        if may_join(other) {
            *shared.entry(other).or_default() += border.length_m;
        }
    }
    shared.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(other, _)| other)
}

impl Group {
    /// The graph of the group alone. Borders on others are its rim.
    pub(super) fn graph(&self, whole: &Graph) -> Graph {
        let mut local = vec![NONE; whole.len()];
        self.nodes.iter().zip(0..).for_each(|(&node, i)| local[node as usize] = i);
        let of = |figures: &[f64]| self.nodes.iter().map(|&node| figures[node as usize]).collect::<Vec<f64>>();
        let mut rim_m = of(&whole.rim_m);
        let mut borders = Vec::new();
        for (&node, here) in self.nodes.iter().zip(0u32..) {
            for border in whole.borders(node) {
                let there = local[border.to as usize];
                if there == NONE {
                    rim_m[here as usize] += border.length_m;
                } else if here < there {
                    borders
                        .push((here, Border { to: there, is_open: border.is_open || self.crosses, ..*border }));
                }
            }
        }
        let home = self.nodes.iter().map(|&node| whole.home[node as usize]).collect();
        Graph::new(of(&whole.households), of(&whole.area_m2), rim_m, &borders)
            .with_homes(home)
            .with_workload(of(&whole.workload))
    }
}
