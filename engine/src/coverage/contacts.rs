//! Whether edges meet elsewhere than at ends that they share.

use super::box_index::{BoxIndex, segment_bounds};
use super::edges::Ends;
use crate::coord::Bounds;
use crate::coord::predicate::contact;
use rayon::prelude::*;

/// So many edges that follow each other share a box.
const RUN: usize = 16;

/// Edges that follow each other, and the box around them.
struct Run<'a> {
    edges: &'a [Ends],
    bounds: Bounds,
}

/// Whether any two edges cross or touch; `lines` are edges near each other.
pub(super) fn are_there(lines: &[Vec<Ends>]) -> bool {
    let runs: Vec<Run> =
        lines.par_iter().with_min_len(64).flat_map_iter(|line| line.chunks(RUN).map(Run::of)).collect();
    let boxes: Vec<Bounds> = runs.iter().map(|run| run.bounds).collect();
    let index = BoxIndex::new(&boxes);
    (0..runs.len()).into_par_iter().with_min_len(64).any(|i| {
        let run = &runs[i];
        let meets = |j: u32| j as usize > i && run.meets(&runs[j as usize]);
        run.meets_itself() || index.any(|b| b.meets(&run.bounds), meets)
    })
}

impl<'a> Run<'a> {
    fn of(edges: &'a [Ends]) -> Self {
        let bounds = edges.iter().map(|&ends| segment_bounds(ends)).reduce(Bounds::union);
        Self { edges, bounds: bounds.expect("chunks are never empty") }
    }

    fn meets_itself(&self) -> bool {
        (1..self.edges.len()).any(|i| meets_one_of(self.edges[i], &self.edges[..i]))
    }

    fn meets(&self, other: &Self) -> bool {
        let mut near = self.edges.iter().filter(|&&edge| segment_bounds(edge).meets(&other.bounds));
        near.any(|&edge| meets_one_of(edge, other.edges))
    }
}

fn meets_one_of(edge: Ends, others: &[Ends]) -> bool {
    let around = segment_bounds(edge);
    others.iter().any(|&other| around.meets(&segment_bounds(other)) && contact(edge, other).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::edges::ordered;
    use crate::coverage::properties::point;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn edges_meet_where_two_of_them_do(lines in proptest::collection::vec(proptest::collection::vec(point(0..100), 2..40), 1..4), apart in any::<bool>()) {
            // Points in order make lines that seldom meet.
            let sorted = |mut line: Vec<_>| { if apart { line.sort_unstable() } line };
            let edges = |line: Vec<_>| line.windows(2).filter(|p| p[0] != p[1]).map(|p| ordered([p[0], p[1]])).collect();
            let lines: Vec<Vec<Ends>> = lines.into_iter().map(sorted).map(edges).collect();
            let all: Vec<Ends> = lines.concat();
            let meet = (0..all.len()).any(|i| all[..i].iter().any(|&other| contact(all[i], other).is_some()));
            prop_assert_eq!(are_there(&lines), meet);
        }
    }
}
