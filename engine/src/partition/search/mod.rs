//! From one connected group of cells to its grids: cut in two again and again, then pairs of neighbours merged and split anew, then
//! cell by cell across the boundaries, as long as that is for the better.

mod mend;
mod moves;

use super::cells::NONE;
use super::graph::Graph;
use super::objective::{Figures, Options};
use super::tree::{Patch, figures_of, more};
use rand::{Rng, RngExt};

/// Trees that a cut into several grids is chosen from, and one into two.
const SEED_TREES: u32 = 12;
const PAIR_TREES: u32 = 4;
/// What counts as better.
const GAIN: f64 = 1e-9;

/// A way of sharing out cells, and what it costs.
pub(super) struct Search<'g> {
    graph: &'g Graph,
    options: Options,
    /// By node.
    part: Vec<u32>,
    parts: Vec<Figures>,
    /// The part that each node is in at first, where households that leave it are counted.
    home: Option<Vec<u32>>,
    /// The side of a square of the size of a grid, metres.
    side_m: f64,
    /// Scratch: by node, [`NONE`] or place in a set.
    local: Vec<u32>,
}

impl<'g> Search<'g> {
    /// Shares a connected graph out among so many grids, beginning with those in force where there are as many.
    pub(super) fn run(graph: &'g Graph, options: &Options, grids: u32, rng: &mut impl Rng) -> Self {
        let mut search = Self::new(graph, options, grids);
        if !search.begin_with_homes(grids) {
            search.seed(grids, rng);
        }
        search.improve(rng);
        search
    }

    /// Begins with some grids, given by their nodes, and makes them better.
    pub(super) fn of(graph: &'g Graph, options: &Options, grids: &[Vec<u32>], rng: &mut impl Rng) -> Self {
        let mut search = Self::new(graph, options, grids.len() as u32);
        for (nodes, part) in grids.iter().zip(0..) {
            nodes.iter().for_each(|&node| search.part[node as usize] = part);
        }
        search.parts = vec![Figures::default(); grids.len()];
        search.parts = search.measured();
        search.improve(rng);
        search
    }

    fn new(graph: &'g Graph, options: &Options, grids: u32) -> Self {
        let area: f64 = graph.area_m2.iter().sum();
        Self {
            graph,
            options: *options,
            part: vec![0; graph.len()],
            parts: Vec::new(),
            home: None,
            side_m: (area / f64::from(grids)).sqrt().max(1.0),
            local: vec![NONE; graph.len()],
        }
    }

    pub(super) fn part_of(&self) -> &[u32] {
        &self.part
    }

    /// Whether all grids are in range.
    pub(super) fn is_solved(&self) -> bool {
        self.households().all(|households| self.options.allows(households))
    }

    pub(super) fn households(&self) -> impl Iterator<Item = f64> + '_ {
        self.parts.iter().map(|part| part.households)
    }

    /// Cost of all grids and the boundaries between them.
    pub(super) fn cost(&self) -> f64 {
        let grids: f64 = self.parts.iter().map(|part| self.options.cost(part, 1)).sum();
        let moved: f64 =
            (0..self.graph.len() as u32).map(|node| self.moved(node, self.part[node as usize])).sum();
        grids + self.options.weights.roads * self.inside_m() / self.side_m + moved
    }

    /// What it costs that a node is in a part.
    fn moved(&self, node: u32, part: u32) -> f64 {
        match &self.home {
            Some(home) if home[node as usize] != part => {
                self.options.weights.moved * self.graph.households[node as usize] / self.options.target
            }
            _ => 0.0,
        }
    }

    /// Length of boundaries inside what belongs together.
    fn inside_m(&self) -> f64 {
        let nodes = 0..self.graph.len() as u32;
        let cut = |node: u32| {
            let apart = self
                .graph
                .borders(node)
                .iter()
                .filter(move |b| self.part[b.to as usize] != self.part[node as usize]);
            apart.map(|border| border.inside_m).sum::<f64>()
        };
        nodes.map(cut).sum::<f64>() / 2.0
    }

    /// Begins with the grids in force, where there are as many of them as are asked for and each is in one piece.
    fn begin_with_homes(&mut self, grids: u32) -> bool {
        let mut homes: Vec<u32> = self.graph.home.clone();
        homes.sort_unstable();
        homes.dedup();
        if grids < 2 || homes.len() != grids as usize {
            return false;
        }
        let number = |home: &u32| homes.binary_search(home).unwrap_or(0) as u32;
        self.part = self.graph.home.iter().map(number).collect();
        self.parts = vec![Figures::default(); homes.len()];
        self.parts = self.measured();
        if !(0..grids).all(|part| self.is_connected(part)) {
            self.parts.clear();
            return false;
        }
        self.home = Some(self.part.clone());
        true
    }

    fn is_connected(&self, part: u32) -> bool {
        let all: Vec<u32> =
            (0..self.graph.len() as u32).filter(|&node| self.part[node as usize] == part).collect();
        let (mut seen, mut next) = (vec![all[0]], 0);
        let mut is_seen = rustc_hash::FxHashSet::from_iter([all[0]]);
        while let Some(&at) = seen.get(next) {
            let open = self.graph.borders(at).iter().filter(|border| border.is_open);
            let within = open.filter(|border| self.part[border.to as usize] == part);
            seen.extend(within.map(|border| border.to).filter(|&to| is_seen.insert(to)));
            next += 1;
        }
        seen.len() == all.len()
    }

    /// Cuts the whole in two until there are so many parts.
    fn seed(&mut self, grids: u32, rng: &mut impl Rng) {
        let mut open = vec![((0..self.graph.len() as u32).collect::<Vec<u32>>(), grids)];
        while let Some((nodes, grids)) = open.pop() {
            let patch = (grids > 1 && nodes.len() > 1).then(|| self.patch(nodes.clone()));
            let cut = patch.and_then(|patch| patch.cut(&self.options, grids, SEED_TREES, self.side_m, rng));
            let Some(cut) = cut else {
                let number = self.parts.len() as u32;
                nodes.iter().for_each(|&node| self.part[node as usize] = number);
                self.parts.push(Figures::default());
                continue;
            };
            cut.nodes.iter().for_each(|&node| self.local[node as usize] = 0);
            let rest = nodes.into_iter().filter(|&node| self.local[node as usize] == NONE).collect();
            cut.nodes.iter().for_each(|&node| self.local[node as usize] = NONE);
            open.push((rest, grids - cut.grids));
            open.push((cut.nodes, cut.grids));
        }
        self.parts = self.measured();
    }

    fn patch(&mut self, nodes: Vec<u32>) -> Patch {
        Patch::new(self.graph, nodes, &mut self.local)
    }

    /// The figures of all parts.
    fn measured(&self) -> Vec<Figures> {
        let mut parts = vec![Figures::default(); self.parts.len()];
        for node in 0..self.graph.len() as u32 {
            let own = self.part[node as usize];
            let mut figures = figures_of(self.graph, node);
            let apart = self.graph.borders(node).iter().filter(|border| self.part[border.to as usize] != own);
            figures.perimeter_m += apart.map(|border| border.length_m).sum::<f64>();
            parts[own as usize] = more(&parts[own as usize], &figures);
        }
        parts
    }

    fn improve(&mut self, rng: &mut impl Rng) {
        let count = self.parts.len() as u32;
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); count as usize];
        self.part.iter().zip(0..).for_each(|(&part, node)| members[part as usize].push(node));
        let all: Vec<u32> = (0..self.graph.len() as u32).collect();
        if self.home.is_some() {
            self.move_best_first(&all);
        }
        self.sweep(&all);
        self.collect(&mut members, &all);
        if count < 2 {
            return;
        }
        for _ in 0..count * self.options.rounds {
            let one = self.worse(rng.random_range(0..count), rng.random_range(0..count));
            let Some(other) = self.neighbour(&members[one as usize], rng) else { continue };
            self.resplit(one, other, &mut members, rng);
        }
        self.sweep(&all);
    }

    fn collect(&self, members: &mut [Vec<u32>], nodes: &[u32]) {
        members.iter_mut().for_each(Vec::clear);
        nodes.iter().for_each(|&node| members[self.part[node as usize] as usize].push(node));
    }

    /// The one of two parts that costs more.
    fn worse(&self, a: u32, b: u32) -> u32 {
        let cost = |part: u32| self.options.cost(&self.parts[part as usize], 1);
        if cost(a) >= cost(b) { a } else { b }
    }

    /// Another part that one has an open border with, by chance.
    fn neighbour(&self, members: &[u32], rng: &mut impl Rng) -> Option<u32> {
        let own = self.part[members[0] as usize];
        any(&self.beside(members, |part| part == own), rng)
    }

    /// The parts that some nodes have open borders with, but for some.
    fn beside(&self, nodes: &[u32], but: impl Fn(u32) -> bool) -> Vec<u32> {
        let borders = nodes.iter().flat_map(|&node| self.graph.borders(node)).filter(|border| border.is_open);
        let mut others: Vec<u32> =
            borders.map(|border| self.part[border.to as usize]).filter(|&part| !but(part)).collect();
        others.sort_unstable();
        others.dedup();
        others
    }

    /// Merges two parts and splits them anew, if that is for the better.
    fn resplit(&mut self, one: u32, other: u32, members: &mut [Vec<u32>], rng: &mut impl Rng) {
        let mut nodes = members[one as usize].clone();
        nodes.extend(&members[other as usize]);
        nodes.sort_unstable();
        let before = self.cost_of_pair(one, other, &nodes);
        let kept: Vec<u32> = nodes.iter().map(|&node| self.part[node as usize]).collect();
        let figures = [self.parts[one as usize], self.parts[other as usize]];
        let patch = self.patch(nodes.clone());
        let Some(cut) = patch.cut(&self.options, 2, PAIR_TREES, self.side_m, rng) else { return };
        cut.nodes.iter().for_each(|&node| self.local[node as usize] = 0);
        let moved = |[inside, outside]: [u32; 2]| -> f64 {
            let part = |node: u32| if self.local[node as usize] == NONE { outside } else { inside };
            nodes.iter().map(|&node| self.moved(node, part(node))).sum()
        };
        let [inside, outside] =
            if moved([one, other]) <= moved([other, one]) { [one, other] } else { [other, one] };
        nodes.iter().for_each(|&node| self.part[node as usize] = outside);
        for &node in &cut.nodes {
            self.part[node as usize] = inside;
            self.local[node as usize] = NONE;
        }
        for part in [one, other] {
            let own = nodes.iter().copied().filter(|&node| self.part[node as usize] == part);
            self.parts[part as usize] = self.figures_of_set(own);
        }
        self.sweep(&nodes);
        if self.cost_of_pair(one, other, &nodes) < before - GAIN {
            for part in [one, other] {
                let own = nodes.iter().copied().filter(|&node| self.part[node as usize] == part);
                members[part as usize] = own.collect();
            }
        } else {
            nodes.iter().zip(kept).for_each(|(&node, part)| self.part[node as usize] = part);
            [self.parts[one as usize], self.parts[other as usize]] = figures;
        }
    }

    fn figures_of_set(&self, nodes: impl Iterator<Item = u32>) -> Figures {
        nodes.fold(Figures::default(), |sum, node| {
            let own = self.part[node as usize];
            let apart = self.graph.borders(node).iter().filter(|border| self.part[border.to as usize] != own);
            let mut figures = figures_of(self.graph, node);
            figures.perimeter_m += apart.map(|border| border.length_m).sum::<f64>();
            more(&sum, &figures)
        })
    }

    fn cost_of_pair(&self, one: u32, other: u32, nodes: &[u32]) -> f64 {
        let inside: f64 = nodes
            .iter()
            .filter(|&&node| self.part[node as usize] == one)
            .flat_map(|&node| self.graph.borders(node))
            .filter(|border| self.part[border.to as usize] == other)
            .map(|border| border.inside_m)
            .sum();
        let cost = |part: u32| self.options.cost(&self.parts[part as usize], 1);
        let moved: f64 = nodes.iter().map(|&node| self.moved(node, self.part[node as usize])).sum();
        cost(one) + cost(other) + self.options.weights.roads * inside / self.side_m + moved
    }
}

/// One of some parts, by chance.
fn any(parts: &[u32], rng: &mut impl Rng) -> Option<u32> {
    (!parts.is_empty()).then(|| parts[rng.random_range(0..parts.len())])
}
