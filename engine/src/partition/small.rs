//! Few cells shared out by trying everything: where a grid is made of a handful of buildings, chance does not find what there is.

use super::graph::Graph;
use super::objective::Options;
use rand::{Rng, RngExt};
use rustc_hash::{FxHashMap, FxHashSet};

/// Whether cells can be shared out so that all grids are in range.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// The nodes of each grid.
    Found(Vec<Vec<u32>>),
    Impossible,
    /// Not known after so many steps.
    Unknown,
}

/// Cells with households, and all that goes with them.
pub(super) struct Small {
    /// By place: the node with households.
    own: Vec<u32>,
    households: Vec<f64>,
    /// Sets of places, as bits.
    beside: Vec<u128>,
    /// The nodes at each place.
    nodes: Vec<Vec<u32>>,
}

/// As many cells with households can be looked at, one bit each.
const MOST: usize = u128::BITS as usize;

impl Small {
    /// Some nodes of a graph that hang together. A node without households goes with one of those around it, by chance. `None` where
    /// too many nodes have households, or none has.
    pub(super) fn owned(graph: &Graph, nodes: &[u32], rng: &mut impl Rng) -> Option<Self> {
        let mut small = Self::lived_in(graph, nodes)?;
        let places = small.grown(graph, nodes, rng);
        for &node in nodes {
            let Some(&here) = places.get(&node) else { continue };
            small.nodes[here as usize].push(node);
            open(graph, node).filter_map(|to| places.get(&to)).for_each(|&there| small.join(here, there));
        }
        Some(small)
    }

    /// As [`Self::owned`], but all may pass through a node without households, each as if it were its own: what is impossible then is
    /// impossible.
    pub(super) fn shared(graph: &Graph, nodes: &[u32]) -> Option<Self> {
        let mut small = Self::lived_in(graph, nodes)?;
        let within: FxHashSet<u32> = nodes.iter().copied().collect();
        let own: FxHashMap<u32, u32> = small.own.iter().copied().zip(0..).collect();
        for here in 0..small.own.len() as u32 {
            let start = small.own[here as usize];
            small.nodes[here as usize].push(start);
            let (mut seen, mut queue) = (FxHashSet::from_iter([start]), vec![start]);
            while let Some(at) = queue.pop() {
                for to in open(graph, at).filter(|to| within.contains(to)) {
                    match own.get(&to) {
                        _ if !seen.insert(to) => {}
                        Some(&there) => small.join(here, there),
                        None => queue.push(to),
                    }
                }
            }
        }
        Some(small)
    }

    /// The nodes with households, side by side with nothing yet.
    fn lived_in(graph: &Graph, nodes: &[u32]) -> Option<Self> {
        let own: Vec<u32> =
            nodes.iter().copied().filter(|&node| graph.households[node as usize] > 0.0).collect();
        let households = own.iter().map(|&node| graph.households[node as usize]).collect();
        let count = own.len();
        (1..=MOST).contains(&count).then(|| Self {
            own,
            households,
            beside: vec![0; count],
            nodes: vec![Vec::new(); count],
        })
    }

    /// The place of each node that is reached from one with households; which of several is first is a matter of chance.
    fn grown(&self, graph: &Graph, nodes: &[u32], rng: &mut impl Rng) -> FxHashMap<u32, u32> {
        let within: FxHashSet<u32> = nodes.iter().copied().collect();
        let mut places: FxHashMap<u32, u32> = self.own.iter().copied().zip(0..).collect();
        let mut rim: Vec<(u32, u32)> = self.own.iter().copied().zip(0..).collect();
        while !rim.is_empty() {
            let (at, place) = rim.swap_remove(rng.random_range(0..rim.len()));
            if *places.entry(at).or_insert(place) == place {
                let beside = open(graph, at).filter(|to| within.contains(to) && !places.contains_key(to));
                rim.extend(beside.map(|to| (to, place)));
            }
        }
        places
    }

    fn join(&mut self, one: u32, other: u32) {
        if one != other {
            self.beside[one as usize] |= bit(other);
            self.beside[other as usize] |= bit(one);
        }
    }

    /// Looks for grids in range, so many of them if a number is given, in at most so many steps.
    pub(super) fn share_out(&self, options: &Options, grids: Option<u32>, steps: u32) -> Outcome {
        let mut attempt = Attempt {
            small: self,
            options,
            is_counted: grids.is_some(),
            steps,
            failed: FxHashSet::default(),
            parts: Vec::new(),
        };
        let all = u128::MAX >> (MOST - self.households.len());
        if attempt.cover(all, grids.unwrap_or(0)) {
            let nodes =
                |&part: &u128| places_of(part).flat_map(|place| self.nodes[place as usize].clone()).collect();
            return Outcome::Found(attempt.parts.iter().map(nodes).collect());
        }
        if attempt.steps > 0 { Outcome::Impossible } else { Outcome::Unknown }
    }
}

fn open(graph: &Graph, node: u32) -> impl Iterator<Item = u32> + '_ {
    graph.borders(node).iter().filter(|border| border.is_open).map(|border| border.to)
}

const fn bit(place: u32) -> u128 {
    1 << place
}

fn places_of(mut set: u128) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let place = (set != 0).then(|| set.trailing_zeros())?;
        set &= set - 1;
        Some(place)
    })
}

/// A search through all ways of sharing out, grid by grid: each next grid holds the cell that has the fewest neighbours left.
struct Attempt<'s> {
    small: &'s Small,
    options: &'s Options,
    is_counted: bool,
    /// As many are left.
    steps: u32,
    /// What cannot be shared out, with the number of grids.
    failed: FxHashSet<(u128, u32)>,
    parts: Vec<u128>,
}

impl Attempt<'_> {
    fn cover(&mut self, left: u128, grids: u32) -> bool {
        if left == 0 {
            return grids == 0;
        }
        if !self.may_cover(left, grids) || self.failed.contains(&(left, grids)) {
            return false;
        }
        let neighbours = |place: &u32| (self.small.beside[*place as usize] & left).count_ones();
        let start = places_of(left).min_by_key(neighbours).unwrap_or_default();
        if self.extend(left, 0, 0.0, bit(start), left, grids) {
            return true;
        }
        if self.steps > 0 {
            self.failed.insert((left, grids));
        }
        false
    }

    /// Takes cells of `next` into a part, each once with all that follows and never again; `free` are those that are left for that.
    fn extend(
        &mut self,
        left: u128,
        part: u128,
        households: f64,
        mut next: u128,
        mut free: u128,
        grids: u32,
    ) -> bool {
        if self.steps == 0 {
            return false;
        }
        self.steps -= 1;
        if self.options.allows(households) {
            self.parts.push(part);
            if self.cover(left & !part, grids.saturating_sub(1)) {
                return true;
            }
            self.parts.pop();
        }
        while next != 0 {
            let place = next.trailing_zeros();
            next &= !bit(place);
            free &= !bit(place);
            let more = households + self.small.households[place as usize];
            let beside = next | (self.small.beside[place as usize] & free);
            if more <= self.options.max && self.extend(left, part | bit(place), more, beside, free, grids) {
                return true;
            }
        }
        false
    }

    /// Whether each connected piece of what is left has households for some number of grids, and all together for as many as wanted.
    fn may_cover(&self, mut left: u128, grids: u32) -> bool {
        let (mut fewest, mut most) = (0.0, 0.0);
        while left != 0 {
            let piece = self.connected(left);
            left &= !piece;
            let households: f64 = places_of(piece).map(|place| self.small.households[place as usize]).sum();
            let (few, many) = self.options.grids_for(households);
            if few > many {
                return false;
            }
            fewest += few;
            most += many;
        }
        !self.is_counted || (fewest..=most).contains(&f64::from(grids))
    }

    /// The places of a set that hang together with its first.
    fn connected(&self, set: u128) -> u128 {
        let mut found = set & set.wrapping_neg();
        let mut open = found;
        while open != 0 {
            let beside = places_of(open).fold(0, |all, place| all | self.small.beside[place as usize]);
            open = beside & set & !found;
            found |= open;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::partition::graph::Border;
    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    const SIDE: usize = 3;

    /// A net of cells, three by three.
    fn net(households: &[u32]) -> Graph {
        let border = |to: usize| Border { to: to as u32, length_m: 10.0, inside_m: 0.0, is_open: true };
        let east = (0..SIDE * SIDE).filter(|i| i % SIDE + 1 < SIDE).map(|i| (i as u32, border(i + 1)));
        let north = (0..SIDE * (SIDE - 1)).map(|i| (i as u32, border(i + SIDE)));
        let all = households.iter().map(|&h| f64::from(h)).collect();
        let none = vec![0.0; SIDE * SIDE];
        Graph::new(all, none.clone(), none, &east.chain(north).collect::<Vec<_>>())
    }

    fn is_grid(graph: &Graph, nodes: &[u32], options: &Options) -> bool {
        let households: f64 = nodes.iter().map(|&node| graph.households[node as usize]).sum();
        let (mut seen, mut next) = (vec![nodes[0]], 0);
        while let Some(&at) = seen.get(next) {
            seen.extend(
                open(graph, at).filter(|to| nodes.contains(to) && !seen.contains(to)).collect::<Vec<_>>(),
            );
            next += 1;
        }
        options.allows(households) && seen.len() == nodes.len()
    }

    /// Whether there is a way, found by looking at every way of sharing out nine cells.
    fn is_possible(graph: &Graph, options: &Options, next: u32, parts: &mut Vec<Vec<u32>>) -> bool {
        if next as usize == graph.len() {
            return parts.iter().all(|part| is_grid(graph, part, options));
        }
        for part in 0..=parts.len() {
            if part == parts.len() {
                parts.push(Vec::new());
            }
            parts[part].push(next);
            let found = is_possible(graph, options, next + 1, parts);
            parts[part].pop();
            if parts[part].is_empty() {
                parts.pop();
            }
            if found {
                return true;
            }
        }
        false
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn what_is_found_holds_and_what_is_called_impossible_is(
            households in proptest::collection::vec(prop_oneof![1 => Just(0u32), 4 => 40..200u32], SIDE * SIDE),
        ) {
            let graph = net(&households);
            let options = Options { min: 200.0, max: 260.0, target: 230.0, ..Options::default() };
            let all: Vec<u32> = (0..graph.len() as u32).collect();
            let mut rng = ChaCha8Rng::seed_from_u64(0);
            let owned = Small::owned(&graph, &all, &mut rng).unwrap().share_out(&options, None, 1_000_000);
            let shared = Small::shared(&graph, &all).unwrap().share_out(&options, None, 1_000_000);
            let possible = is_possible(&graph, &options, 0, &mut Vec::new());
            if let Outcome::Found(sets) = &owned {
                prop_assert!(sets.iter().all(|set| is_grid(&graph, set, &options)));
                let mut nodes = sets.concat();
                nodes.sort_unstable();
                prop_assert_eq!(nodes, all);
            }
            prop_assert!(!possible || shared != Outcome::Impossible);
            if !households.contains(&0) {
                prop_assert_eq!(matches!(owned, Outcome::Found(_)), possible);
            }
        }
    }

    #[test]
    fn the_number_of_grids_is_kept_to() {
        let graph = net(&[100; SIDE * SIDE]);
        let options = Options { min: 200.0, max: 500.0, target: 300.0, ..Options::default() };
        let all: Vec<u32> = (0..graph.len() as u32).collect();
        let small = Small::owned(&graph, &all, &mut ChaCha8Rng::seed_from_u64(0)).unwrap();
        for grids in 2..=4 {
            assert!(
                matches!(small.share_out(&options, Some(grids), 1_000_000), Outcome::Found(sets) if sets.len() == grids as usize)
            );
        }
        assert_eq!(small.share_out(&options, Some(5), 1_000_000), Outcome::Impossible);
        assert_eq!(small.share_out(&options, Some(3), 1), Outcome::Unknown);
    }

    #[test]
    fn a_giant_that_parts_the_rest_makes_it_impossible() {
        // 150 and 150 on either side of what nobody may join.
        let graph = net(&[150, 900, 150, 0, 900, 0, 0, 900, 0]);
        let options = Options { min: 250.0, max: 350.0, target: 300.0, ..Options::default() };
        let sides = [0, 2, 3, 5, 6, 8];
        let small = Small::shared(&graph, &sides).unwrap();
        assert_eq!(small.share_out(&options, None, 1000), Outcome::Impossible);
    }
}
