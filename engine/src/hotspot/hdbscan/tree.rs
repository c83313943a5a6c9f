//! A kd-tree over points with their core distances.

use rayon::prelude::*;
use std::ops::Range;

/// Points that are not parted further.
const LEAF: usize = 16;

/// Points in the order of the tree, halved by number until few are left, so that those at one place are parted too.
pub(super) struct Tree {
    /// By point: its place in the input.
    pub order: Vec<u32>,
    pub points: Vec<[f64; 2]>,
    /// By point: the square of its core distance.
    pub core2: Vec<f64>,
    /// The root first, children after their parents.
    pub nodes: Vec<Node>,
}

pub(super) struct Node {
    pub points: Range<usize>,
    /// The two halves; `None` for a leaf.
    pub halves: Option<[usize; 2]>,
    min: [f64; 2],
    max: [f64; 2],
    /// The least square of a core distance.
    pub core2: f64,
}

impl Tree {
    /// A point's core distance is the one to its `neighbours`-th nearest point, itself counting as the first; there must be as many.
    pub fn new(sites: &[[f64; 2]], neighbours: usize) -> Self {
        let mut order: Vec<u32> = (0..sites.len() as u32).collect();
        let mut nodes = Vec::new();
        part(&mut order, 0, sites, &mut nodes);
        let points: Vec<[f64; 2]> = order.iter().map(|&index| sites[index as usize]).collect();
        let mut tree = Self { order, points, core2: Vec::new(), nodes };
        let core = |near: &mut Vec<f64>, point: usize| tree.core(point, neighbours, near);
        let core2 = (0..tree.points.len()).into_par_iter().with_min_len(256).map_init(Vec::new, core).collect();
        tree.core2 = core2;
        for node in (0..tree.nodes.len()).rev() {
            tree.nodes[node].core2 = match tree.nodes[node].halves {
                Some(halves) => halves.iter().map(|&half| tree.nodes[half].core2).fold(f64::INFINITY, f64::min),
                None => {
                    tree.core2[tree.nodes[node].points.clone()].iter().copied().fold(f64::INFINITY, f64::min)
                }
            };
        }
        tree
    }

    fn core(&self, point: usize, neighbours: usize, near: &mut Vec<f64>) -> f64 {
        near.clear();
        near.resize(neighbours, f64::INFINITY);
        self.nearest(0, self.points[point], near);
        near[neighbours - 1]
    }

    /// Squares of the distances to the nearest points, ascending.
    fn nearest(&self, node: usize, from: [f64; 2], near: &mut [f64]) {
        let last = near.len() - 1;
        let node = &self.nodes[node];
        if let Some(halves) = node.halves {
            for (distance2, half) in self.by_distance(halves, from) {
                if distance2 < near[last] {
                    self.nearest(half, from, near);
                }
            }
            return;
        }
        for &point in &self.points[node.points.clone()] {
            let distance2 = distance2(from, point);
            if distance2 < near[last] {
                let place = near.partition_point(|&other| other <= distance2);
                near.copy_within(place..last, place + 1);
                near[place] = distance2;
            }
        }
    }

    /// Both halves with the square of the least distance of their points from one, the nearer first.
    pub fn by_distance(&self, [a, b]: [usize; 2], from: [f64; 2]) -> [(f64, usize); 2] {
        let (to_a, to_b) = (self.nodes[a].distance2(from), self.nodes[b].distance2(from));
        if to_a <= to_b { [(to_a, a), (to_b, b)] } else { [(to_b, b), (to_a, a)] }
    }
}

impl Node {
    fn distance2(&self, from: [f64; 2]) -> f64 {
        let gap = |axis: usize| (self.min[axis] - from[axis]).max(from[axis] - self.max[axis]).max(0.0);
        let (east, north) = (gap(0), gap(1));
        east * east + north * north
    }
}

pub(super) fn distance2(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (east, north) = (a[0] - b[0], a[1] - b[1]);
    east * east + north * north
}

/// Makes the nodes of some points, whose first is at `start`; the number of the first node.
fn part(order: &mut [u32], start: usize, sites: &[[f64; 2]], nodes: &mut Vec<Node>) -> usize {
    let at = |index: u32, axis: usize| sites[index as usize][axis];
    let of =
        |axis: usize, fold: fn(f64, f64) -> f64, from: f64| order.iter().map(|&i| at(i, axis)).fold(from, fold);
    let min = [0, 1].map(|axis| of(axis, f64::min, f64::INFINITY));
    let max = [0, 1].map(|axis| of(axis, f64::max, f64::NEG_INFINITY));
    let node = nodes.len();
    nodes.push(Node { points: start..start + order.len(), halves: None, min, max, core2: 0.0 });
    if order.len() > LEAF {
        let axis = usize::from(max[1] - min[1] > max[0] - min[0]);
        let middle = order.len() / 2;
        order.select_nth_unstable_by(middle, |&a, &b| at(a, axis).total_cmp(&at(b, axis)).then(a.cmp(&b)));
        let (low, high) = order.split_at_mut(middle);
        let halves = [part(low, start, sites, nodes), part(high, start + middle, sites, nodes)];
        nodes[node].halves = Some(halves);
    }
    node
}
