//! One group of cells shared out among grids: as chance finds it, then by trying everything, and why not where there is no way.

use super::graph::Graph;
use super::groups::Group;
use super::objective::Options;
use super::search::Search;
use super::share::{Part, Reason};
use super::small::{Empty, Outcome, Small};
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
        match everything(&graph, options, Empty::Owned) {
            Outcome::Found(grids) => search = Search::of(&graph, options, &grids, rng),
            _ => is_possible = everything(&graph, options, Empty::Shared) != Outcome::Impossible,
        }
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

/// Any number of grids in range, where there are few enough cells to try everything.
fn everything(graph: &Graph, options: &Options, empty: Empty) -> Outcome {
    const STEPS: u32 = 100_000;
    let all: Vec<u32> = (0..graph.len() as u32).collect();
    let small = Small::new(graph, &all, empty);
    small.map_or(Outcome::Unknown, |small| small.share_out(options, None, STEPS))
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
