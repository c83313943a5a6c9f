//! One group of cells shared out among grids: as chance finds it, then by trying everything, and why not where there is no way.

use super::graph::Graph;
use super::groups::Group;
use super::objective::Options;
use super::search::Search;
use super::share::{Part, Reason};
use super::small::{Outcome, Small};
use rand_chacha::ChaCha8Rng;

/// The part of each node of a group, and the parts.
pub(super) fn solve(
    group: &Group,
    whole: &Graph,
    options: &Options,
    rng: &mut ChaCha8Rng,
) -> (Vec<u32>, Vec<Part>) {
    let graph = group.graph(whole);
    let mut search = group.search(&graph, options, rng);
    search.mend(rng);
    let mut is_possible = true;
    if !search.is_solved() && !group.counts.is_empty() {
        is_possible = may_be_solved(&graph, options);
        let found = if is_possible { solved(&graph, options, rng) } else { None };
        search = found.map_or(search, |grids| Search::of(&graph, options, &grids, rng));
    }
    let reason = |households| match group.counts[..] {
        [] => Some(Reason::Total { households: group.households }),
        _ if is_possible || options.allows(households) => None,
        _ => Some(Reason::Buildings { households: group.households }),
    };
    let part = |households| Part { households, infeasible: reason(households), ..Part::default() };
    let mut parts: Vec<Part> = search.households().map(part).collect();
    for (&part, &households) in search.part_of().iter().zip(&graph.households) {
        if households > options.max {
            parts[part as usize].infeasible = Some(Reason::Building { households });
        }
    }
    (search.part_of().to_vec(), parts)
}

/// `false` where trying everything shows that there is no way of having all in range.
fn may_be_solved(graph: &Graph, options: &Options) -> bool {
    const STEPS: u32 = 100_000;
    let all: Vec<u32> = (0..graph.len() as u32).collect();
    let small = Small::shared(graph, &all);
    small.is_none_or(|small| small.share_out(options, None, STEPS) != Outcome::Impossible)
}

/// Any number of grids in range, where there are few enough cells to try everything, whichever way those without households go.
fn solved(graph: &Graph, options: &Options, rng: &mut ChaCha8Rng) -> Option<Vec<Vec<u32>>> {
    const ATTEMPTS: u32 = 30;
    const STEPS: u32 = 20_000;
    let all: Vec<u32> = (0..graph.len() as u32).collect();
    (0..ATTEMPTS).find_map(|_| match Small::owned(graph, &all, rng)?.share_out(options, None, STEPS) {
        Outcome::Found(grids) => Some(grids),
        _ => None,
    })
}

impl Group {
    /// Of the numbers of grids that are possible the first is taken that puts all in range, tried anew where none does at first; else
    /// what costs least. Beginning with a plan in force, of several that do the one that costs least.
    fn search<'g>(&self, graph: &'g Graph, options: &Options, rng: &mut ChaCha8Rng) -> Search<'g> {
        const MOST_COUNTS: usize = 3;
        const MOST_ATTEMPTS: usize = 3;
        let homes = graph.homes();
        if homes > 1 && self.counts.contains(&homes) {
            return least_moved(graph, options, homes, rng);
        }
        let guess = [((self.households / options.target).round() as u32).max(1)];
        let counts = if self.counts.is_empty() { &guess } else { &self.counts[..] };
        let counts = &counts[..counts.len().min(MOST_COUNTS)];
        let mut best: Option<Search<'_>> = None;
        for &count in counts.iter().cycle().take(MOST_ATTEMPTS * counts.len()) {
            let search = Search::run(graph, options, count, rng);
            let is_solved = search.is_solved();
            if is_solved || best.as_ref().is_none_or(|best| search.cost() < best.cost()) {
                best = Some(search);
            }
            if is_solved {
                break;
            }
        }
        best.expect("there is at least one number of grids")
    }
}

/// Beginning with the plan in force, the search that costs least: chance decides which households move.
fn least_moved<'g>(graph: &'g Graph, options: &Options, grids: u32, rng: &mut ChaCha8Rng) -> Search<'g> {
    const SEARCHES: usize = 6;
    let searches = (0..SEARCHES).map(|_| Search::run(graph, options, grids, rng));
    let cheapest = searches.min_by(|a, b| a.cost().total_cmp(&b.cost()));
    cheapest.expect("there is at least one search")
}
