//! Cells that can be walked from one to the other, and how many grids they can become.

use super::cells::NONE;
use super::graph::{Border, Graph};
use super::objective::Options;
use super::parcels::root;
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

/// The parts of a graph that open borders hold together. One that cannot be shared out by itself is joined across a barrier to the
/// one it borders on most, as long as there is one.
pub(super) fn groups(graph: &Graph, options: &Options) -> Vec<Group> {
    let mut parent: Vec<u32> = (0..graph.len() as u32).collect();
    unite(graph, &mut parent, |border| border.is_open);
    let roots =
        |parent: &mut [u32]| (0..graph.len() as u32).map(|node| root(parent, node)).collect::<Vec<u32>>();
    let walked = roots(&mut parent);
    loop {
        let of_node = roots(&mut parent);
        let mut sets: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        (0..graph.len() as u32).for_each(|node| sets.entry(of_node[node as usize]).or_default().push(node));
        let stuck = sets.iter().filter(|(_, nodes)| counts(graph, options, nodes).is_empty());
        let join = stuck.filter_map(|(&set, nodes)| Some((set, beside(graph, nodes, &of_node, set)?))).next();
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
        households: nodes.iter().map(|&node| graph.households[node as usize]).sum(),
        nodes,
    }
}

fn unite(graph: &Graph, parent: &mut [u32], joins: impl Fn(&Border) -> bool) {
    for node in 0..graph.len() as u32 {
        for border in graph.borders(node).iter().filter(|border| joins(border)) {
            let [a, b] = [node, border.to].map(|node| root(parent, node));
            parent[a.max(b) as usize] = a.min(b);
        }
    }
}

/// How many grids some cells can become. A cell with more households than a grid may have is a grid of its own.
fn counts(graph: &Graph, options: &Options, nodes: &[u32]) -> Vec<u32> {
    let households = || nodes.iter().map(|&node| graph.households[node as usize]);
    let giants = households().filter(|&h| h > options.max).count() as u32;
    let rest: f64 = households().filter(|&h| h <= options.max).sum();
    match (giants, rest > 0.0) {
        (0, false) => Vec::new(),
        (_, false) => vec![giants],
        (_, true) => options.counts(rest).into_iter().map(|count| count + giants).collect(),
    }
}

/// The set that one borders on most.
fn beside(graph: &Graph, nodes: &[u32], of_node: &[u32], set: u32) -> Option<u32> {
    let mut shared: BTreeMap<u32, f64> = BTreeMap::new();
    for border in nodes.iter().flat_map(|&node| graph.borders(node)) {
        let other = of_node[border.to as usize];
        if other != set {
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
        Graph::new(of(&whole.households), of(&whole.area_m2), rim_m, &borders).with_homes(home)
    }
}
