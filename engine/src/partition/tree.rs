//! Connected sets of cells cut in two along random spanning trees.
//!
//! DeFord, Duchin & Solomon 2021, "Recombination: a family of Markov chains for redistricting": a spanning tree falls in two with
//! every edge that is taken away, and both sides are connected. Here every edge of a tree is looked at, and the best cut of several
//! trees is taken. Borders inside what belongs together are joined first, so that trees are cut along roads.

use super::cells::NONE;
use super::graph::Graph;
use super::objective::{Figures, Options};
use super::parcels::root;
use rand::{Rng, RngExt};

/// By how much less the borders inside what belongs together weigh than others, in one tree after the other: strictly, so that trees
/// are cut along roads, and less so, for where that cannot be in range.
const TOGETHER: [f64; 3] = [0.02, 0.1, 0.4];

/// A set of nodes under one local numbering, with the borders inside it.
pub(super) struct Patch {
    nodes: Vec<u32>,
    /// Local ends, length, length inside what belongs together; closed ones last.
    links: Vec<Link>,
    /// The links that may be walked.
    open: usize,
    own: Vec<Figures>,
}

#[derive(Clone, Copy)]
struct Link {
    ends: [u32; 2],
    length_m: f64,
    inside_m: f64,
}

/// The best cut found: one side of it.
pub(super) struct Cut {
    pub(super) cost: f64,
    pub(super) nodes: Vec<u32>,
    /// How many grids that side is to become.
    pub(super) grids: u32,
}

/// Sums over a subtree.
#[derive(Clone, Copy, Default)]
struct Sums {
    figures: Figures,
    /// Borders within the set that have an end in the subtree, counted for each end.
    ends_m: f64,
    ends_inside_m: f64,
    /// Those that have both.
    both_m: f64,
    both_inside_m: f64,
}

impl Patch {
    /// `local` maps nodes to their place in `nodes`; it is [`NONE`] everywhere before and after.
    pub(super) fn new(graph: &Graph, nodes: Vec<u32>, local: &mut [u32]) -> Self {
        nodes.iter().zip(0..).for_each(|(&node, i)| local[node as usize] = i);
        let (mut open, mut closed, mut own) = (Vec::new(), Vec::new(), Vec::with_capacity(nodes.len()));
        for &node in &nodes {
            let here = local[node as usize];
            let mut figures = figures_of(graph, node);
            for border in graph.borders(node) {
                let there = local[border.to as usize];
                if there == NONE {
                    figures.perimeter_m += border.length_m;
                } else if here < there {
                    let link =
                        Link { ends: [here, there], length_m: border.length_m, inside_m: border.inside_m };
                    if border.is_open { open.push(link) } else { closed.push(link) }
                }
            }
            own.push(figures);
        }
        nodes.iter().for_each(|&node| local[node as usize] = NONE);
        let count = open.len();
        open.extend(closed);
        Self { nodes, links: open, open: count, own }
    }

    /// The best cut of so many random trees into two sides that are to become `grids` grids together. `side_m` is the side of a
    /// square grid.
    pub(super) fn cut(
        &self,
        options: &Options,
        grids: u32,
        trees: u32,
        side_m: f64,
        rng: &mut impl Rng,
    ) -> Option<Cut> {
        let mut best: Option<Cut> = None;
        for together in TOGETHER.into_iter().cycle().take(trees as usize) {
            let tree = self.tree(together, rng);
            let Some((cost, at, count)) = self.best_edge(&tree, options, grids, side_m) else { continue };
            if best.as_ref().is_none_or(|best| cost < best.cost) {
                best = Some(Cut {
                    cost,
                    nodes: tree.below(at).map(|i| self.nodes[i as usize]).collect(),
                    grids: count,
                });
            }
        }
        best
    }

    /// A random spanning tree: Kruskal's, on random weights.
    fn tree(&self, together: f64, rng: &mut impl Rng) -> Tree {
        let key = |link: &Link| 1.0 - (1.0 - together) * link.inside_m / link.length_m.max(f64::MIN_POSITIVE);
        let mut order: Vec<(f32, u32)> = self.links[..self.open]
            .iter()
            .zip(0..)
            .map(|(link, i)| (rng.random::<f32>() * key(link) as f32, i))
            .collect();
        order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut parent: Vec<u32> = (0..self.nodes.len() as u32).collect();
        let mut beside: Vec<[u32; 2]> = Vec::with_capacity(self.nodes.len());
        for (_, i) in order {
            let ends = self.links[i as usize].ends;
            let [a, b] = ends.map(|end| root(&mut parent, end));
            if a != b {
                parent[a as usize] = b;
                beside.push(ends);
                if beside.len() + 1 == self.nodes.len() {
                    break;
                }
            }
        }
        Tree::new(self.nodes.len(), &beside)
    }

    /// The edge of a tree where cutting costs least: the cost, the place of the node below it, and the grids of that side.
    fn best_edge(&self, tree: &Tree, options: &Options, grids: u32, side_m: f64) -> Option<(f64, u32, u32)> {
        let sums = self.sums(tree);
        let whole = sums[0];
        let fair = whole.figures.households / f64::from(grids);
        let mut best: Option<(f64, u32, u32)> = None;
        for (place, below) in (0u32..).zip(&sums).skip(1) {
            let cut_m = below.ends_m - 2.0 * below.both_m;
            let cut_inside_m = below.ends_inside_m - 2.0 * below.both_inside_m;
            let mut one = below.figures;
            let mut other = less(&whole.figures, &one);
            one.perimeter_m += cut_m;
            other.perimeter_m += cut_m;
            let count = ((one.households / fair.max(1e-9)).round() as u32).clamp(1, grids - 1);
            let cost = options.cost(&one, count)
                + options.cost(&other, grids - count)
                + options.weights.roads * cut_inside_m / side_m;
            if best.is_none_or(|best| cost < best.0) {
                best = Some((cost, place, count));
            }
        }
        best
    }

    /// Sums over the subtree below each node, in the order of the tree.
    fn sums(&self, tree: &Tree) -> Vec<Sums> {
        let mut sums: Vec<Sums> = tree
            .order
            .iter()
            .map(|&node| Sums { figures: self.own[node as usize], ..Sums::default() })
            .collect();
        for link in &self.links {
            let [a, b] = link.ends.map(|end| tree.place[end as usize]);
            for end in [a, b] {
                sums[end as usize].ends_m += link.length_m;
                sums[end as usize].ends_inside_m += link.inside_m;
            }
            let above = tree.common(a, b);
            sums[above as usize].both_m += link.length_m;
            sums[above as usize].both_inside_m += link.inside_m;
        }
        for place in (1..sums.len()).rev() {
            let below = sums[place];
            let above = &mut sums[tree.above[place] as usize];
            above.figures = more(&above.figures, &below.figures);
            above.ends_m += below.ends_m;
            above.ends_inside_m += below.ends_inside_m;
            above.both_m += below.both_m;
            above.both_inside_m += below.both_inside_m;
        }
        sums
    }
}

/// What one node has; its perimeter is its part of the area's own boundary.
pub(super) fn figures_of(graph: &Graph, node: u32) -> Figures {
    let node = node as usize;
    Figures {
        households: graph.households[node],
        workload: graph.workload[node],
        area_m2: graph.area_m2[node],
        perimeter_m: graph.rim_m[node],
    }
}

pub(super) fn more(a: &Figures, b: &Figures) -> Figures {
    Figures {
        households: a.households + b.households,
        workload: a.workload + b.workload,
        area_m2: a.area_m2 + b.area_m2,
        perimeter_m: a.perimeter_m + b.perimeter_m,
    }
}

pub(super) fn less(a: &Figures, b: &Figures) -> Figures {
    Figures {
        households: a.households - b.households,
        workload: a.workload - b.workload,
        area_m2: a.area_m2 - b.area_m2,
        perimeter_m: a.perimeter_m - b.perimeter_m,
    }
}

/// A rooted tree; nodes go by their place in preorder, so that a subtree is a run of places.
struct Tree {
    order: Vec<u32>,
    place: Vec<u32>,
    /// By place: the place of the node above, the number of nodes below and including it, and the depth.
    above: Vec<u32>,
    size: Vec<u32>,
}

impl Tree {
    /// The tree of edges that reach all nodes from the first; nodes that they do not reach are left out.
    fn new(nodes: usize, edges: &[[u32; 2]]) -> Self {
        let mut starts = vec![0u32; nodes + 1];
        edges.iter().flatten().for_each(|&end| starts[end as usize + 1] += 1);
        (0..nodes).for_each(|i| starts[i + 1] += starts[i]);
        let (mut at, mut beside) = (starts.clone(), vec![0; 2 * edges.len()]);
        for &[a, b] in edges {
            for (from, to) in [(a, b), (b, a)] {
                beside[at[from as usize] as usize] = to;
                at[from as usize] += 1;
            }
        }
        let (mut order, mut above) = (Vec::with_capacity(nodes), Vec::with_capacity(nodes));
        let mut place = vec![NONE; nodes];
        let mut open = vec![(0u32, 0u32)];
        while let Some((node, from)) = open.pop() {
            place[node as usize] = order.len() as u32;
            above.push(from);
            order.push(node);
            let here = place[node as usize];
            let around = &beside[starts[node as usize] as usize..starts[node as usize + 1] as usize];
            open.extend(around.iter().filter(|&&to| place[to as usize] == NONE).map(|&to| (to, here)));
        }
        let mut size = vec![1; order.len()];
        (1..order.len()).rev().for_each(|i| size[above[i] as usize] += size[i]);
        Self { order, place, above, size }
    }

    /// The place of the lowest node above both.
    fn common(&self, a: u32, b: u32) -> u32 {
        // In preorder whoever comes first is above, or has to climb to come before.
        let (mut low, high) = (a.min(b), a.max(b));
        while high >= low + self.size[low as usize] {
            low = self.above[low as usize];
        }
        low
    }

    /// The nodes of the subtree at a place.
    fn below(&self, place: u32) -> impl Iterator<Item = u32> + '_ {
        self.order[place as usize..(place + self.size[place as usize]) as usize].iter().copied()
    }
}
