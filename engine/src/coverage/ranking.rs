//! Ranking the vertices of one arc.

use super::Coverage;
use super::box_index::BoxIndex;
use crate::coord::predicate::{cross, orientation, step};
use crate::coord::{Bounds, LatticePoint};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync;

/// The rank of a vertex that never goes.
pub(super) const STAYS: u64 = u64::MAX;

/// So many points that follow each other share a box.
const RUN: usize = 8;

/// The vertices of arcs in runs, to be searched by place.
pub(super) struct Vertices<'a> {
    coverage: &'a Coverage,
    /// Over the boxes of the runs.
    index: BoxIndex,
    /// The arc of each run, and its points.
    runs: Vec<(u32, &'a [LatticePoint])>,
}

impl<'a> Vertices<'a> {
    pub(super) fn of(coverage: &'a Coverage, arcs: &[u32]) -> Self {
        let runs_of = |&arc: &u32| coverage.arcs()[arc as usize].points.chunks(RUN).map(move |run| (arc, run));
        let runs: Vec<_> = arcs.iter().flat_map(runs_of).collect();
        let boxes: Vec<_> = runs.iter().map(|(_, run)| bounds_of(run)).collect();
        Self { coverage, index: BoxIndex::new(&boxes), runs }
    }

    fn of_arc(&self, arc: u32) -> &'a [LatticePoint] {
        &self.coverage.arcs()[arc as usize].points
    }

    /// Those of all other arcs that lie in the box of one, near each other where they follow each other.
    fn around(&self, arc: u32) -> Vec<LatticePoint> {
        let (around, mut found) = (bounds_of(self.of_arc(arc)), Vec::new());
        let take = |run: u32| match self.runs[run as usize] {
            (other, points) if other != arc => found.extend(points.iter().filter(|&&p| around.contains(p))),
            _ => {}
        };
        self.index.search(|b| b.meets(&around), take);
        found
    }
}

/// For each vertex of an arc the doubled area at which it goes, where that is no more than a limit; [`STAYS`] for others. `is_bent` says
/// that the last bend stays.
pub(super) fn ranks(vertices: &Vertices<'_>, arc: u32, is_bent: bool, limit: u64) -> sync::Arc<[u64]> {
    let points = vertices.of_arc(arc);
    if points.windows(3).any(|corners| doubled_area([corners[0], corners[1], corners[2]]) <= limit) {
        Ranking::new(vertices, arc, is_bent, limit).run()
    } else {
        std::iter::repeat_n(STAYS, points.len()).collect()
    }
}

/// Points that lie near each other where they follow each other, to be searched by place.
struct Line<'a> {
    points: Cow<'a, [LatticePoint]>,
    /// Over the boxes of its runs.
    index: BoxIndex,
}

impl<'a> Line<'a> {
    fn of(points: Cow<'a, [LatticePoint]>) -> Self {
        let boxes: Vec<_> = points.chunks(RUN).map(bounds_of).collect();
        Self { points, index: BoxIndex::in_order(&boxes) }
    }

    /// A point in a box, and its place, that `is_wanted`.
    fn find(&self, around: &Bounds, mut is_wanted: impl FnMut(u32, LatticePoint) -> bool) -> Option<u32> {
        let mut found = None;
        let mut look_into = |run: u32| {
            let places = run * RUN as u32..self.points.len().min((run as usize + 1) * RUN) as u32;
            let in_run = places.zip(&self.points[run as usize * RUN..]);
            let mut inside = in_run.filter(|&(_, &p)| around.contains(p));
            found = inside.find(|&(place, &p)| is_wanted(place, p)).map(|(place, _)| place);
            found.is_some()
        };
        self.index.any(|b| b.meets(around), &mut look_into);
        found
    }
}

/// Where a vertex stands between two others of its arc that are left.
#[derive(Clone, Copy)]
struct Links {
    before: u32,
    after: u32,
}

/// The vertices of one arc, as they go one after another.
struct Ranking<'a> {
    points: &'a [LatticePoint],
    own: Line<'a>,
    /// All that other arcs have in its box, which holds every triangle.
    others: Line<'a>,
    /// So many vertices stay, the ends included.
    least: usize,
    links: Vec<Links>,
    lost_at: Vec<u64>,
    left: usize,
    /// What spans a greater doubled area stays.
    limit: u64,
    /// By doubled area, the smallest first, and then by place.
    queue: BinaryHeap<Reverse<u128>>,
    /// Vertices that cannot go before the one they wait for has gone.
    waiting: FxHashMap<u32, Vec<u32>>,
}

/// What becomes of a vertex whose turn it is.
enum Verdict {
    Goes,
    Stays,
    WaitsFor(u32),
}

impl<'a> Ranking<'a> {
    /// `is_bent` says that the last bend stays.
    fn new(vertices: &Vertices<'a>, arc: u32, is_bent: bool, limit: u64) -> Self {
        let points = vertices.of_arc(arc);
        let is_loop = points.first() == points.last();
        let link = |i: u32| Links { before: i.saturating_sub(1), after: i + 1 };
        let mut ranking = Self {
            points,
            own: Line::of(points.into()),
            others: Line::of(vertices.around(arc).into()),
            least: if is_loop { 4 } else { 2 + usize::from(is_bent) },
            links: (0..points.len() as u32).map(link).collect(),
            lost_at: vec![STAYS; points.len()],
            left: points.len(),
            limit,
            queue: BinaryHeap::new(),
            waiting: FxHashMap::default(),
        };
        let inner = 1..points.len() as u32 - 1;
        ranking.queue = inner.filter_map(|vertex| ranking.entry(vertex)).collect();
        ranking
    }

    fn run(mut self) -> sync::Arc<[u64]> {
        let mut highest = 0;
        while let Some(Reverse(entry)) = self.queue.pop() {
            let (area, vertex) = ((entry >> 32) as u64, entry as u32);
            if self.is_gone(vertex) || self.doubled_area(vertex) != area {
                continue;
            }
            match self.verdict(vertex) {
                Verdict::Goes => {
                    highest = highest.max(area);
                    self.remove(vertex, highest);
                }
                Verdict::WaitsFor(other) => self.waiting.entry(other).or_default().push(vertex),
                Verdict::Stays => {}
            }
        }
        self.lost_at.into()
    }

    fn verdict(&self, vertex: u32) -> Verdict {
        let [a, b, c] = self.triangle(vertex);
        if a == c || self.left <= self.least { Verdict::Stays } else { self.blocked([a, b, c]) }
    }

    /// Looks for a vertex in the closed triangle, its corners not counted.
    fn blocked(&self, corners: [LatticePoint; 3]) -> Verdict {
        let [a, b, c] = corners;
        let around = Bounds { min: a, max: a }.with(b).with(c);
        let is_in = |p| !corners.contains(&p) && holds(corners, p);
        if self.others.find(&around, |_, p| is_in(p)).is_some() {
            return Verdict::Stays;
        }
        let in_the_way = self.own.find(&around, |vertex, p| !self.is_gone(vertex) && is_in(p));
        in_the_way.map_or(Verdict::Goes, Verdict::WaitsFor)
    }

    fn remove(&mut self, vertex: u32, area: u64) {
        let Links { before, after } = self.links[vertex as usize];
        self.lost_at[vertex as usize] = area;
        self.left -= 1;
        self.links[before as usize].after = after;
        self.links[after as usize].before = before;
        let waiting = self.waiting.remove(&vertex).unwrap_or_default();
        for other in [before, after].into_iter().chain(waiting) {
            if self.is_inner(other) && !self.is_gone(other) {
                self.queue.extend(self.entry(other));
            }
        }
    }

    fn entry(&self, vertex: u32) -> Option<Reverse<u128>> {
        let area = self.doubled_area(vertex);
        (area <= self.limit).then_some(Reverse(u128::from(area) << 32 | u128::from(vertex)))
    }

    fn doubled_area(&self, vertex: u32) -> u64 {
        doubled_area(self.triangle(vertex))
    }

    fn triangle(&self, vertex: u32) -> [LatticePoint; 3] {
        let Links { before, after } = self.links[vertex as usize];
        [before, vertex, after].map(|vertex| self.points[vertex as usize])
    }

    fn is_gone(&self, vertex: u32) -> bool {
        self.lost_at[vertex as usize] != STAYS
    }

    fn is_inner(&self, vertex: u32) -> bool {
        vertex > 0 && (vertex as usize) < self.points.len() - 1
    }
}

/// Saturates: but for a few at the ends of the world no triangle on Earth is that large.
fn doubled_area([a, b, c]: [LatticePoint; 3]) -> u64 {
    u64::try_from(cross(step(a, b), step(a, c)).unsigned_abs()).unwrap_or(STAYS - 1)
}

pub(super) fn bounds_of(points: &[LatticePoint]) -> Bounds {
    Bounds::around(points.iter().copied()).expect("neither arcs nor their runs are without points")
}

/// Whether a point of the triangle's box is in the closed triangle. A triangle without area is the segment it covers.
fn holds([a, b, c]: [LatticePoint; 3], p: LatticePoint) -> bool {
    let sides = [orientation(a, b, p), orientation(b, c, p), orientation(c, a, p)];
    sides.iter().all(|side| side.is_ge()) || sides.iter().all(|side| side.is_le())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coord::{MultiPolygon, Polygon};
    use crate::coverage::properties::any_ring;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_smallest_triangle_that_may_go_goes_next(rings in proptest::collection::vec(any_ring(0..60, 40), 1..4)) {
            let shapes: Vec<MultiPolygon> =
                rings.into_iter().map(|shell| Polygon { shell, holes: Vec::new() }.into()).collect();
            let coverage = Coverage::build(&shapes).coverage;
            let arcs: Vec<u32> = (0..coverage.arcs().len() as u32).collect();
            let vertices = Vertices::of(&coverage, &arcs);
            for (&arc, is_bent) in arcs.iter().flat_map(|arc| [(arc, false), (arc, true)]) {
                let ranks = ranks(&vertices, arc, is_bent, u64::MAX);
                prop_assert_eq!(&ranks[..], ranks_by_definition(&coverage, arc as usize, is_bent));
            }
        }
    }

    /// The ranks of an arc by their definition: of the vertices that may go, the one with the smallest triangle goes next.
    fn ranks_by_definition(coverage: &Coverage, arc: usize, is_bent: bool) -> Vec<u64> {
        let points = &coverage.arcs()[arc].points;
        let least = if points.first() == points.last() { 4 } else { 2 + usize::from(is_bent) };
        let others = coverage.arcs().iter().enumerate().filter(|&(other, _)| other != arc);
        let others: Vec<LatticePoint> = others.flat_map(|(_, arc)| arc.points.iter().copied()).collect();
        let (mut left, mut ranks): (Vec<usize>, _) = ((0..points.len()).collect(), vec![STAYS; points.len()]);
        let mut highest = 0;
        while left.len() > least {
            let may_go = |&place: &usize| {
                let corners = [left[place - 1], left[place], left[place + 1]].map(|vertex| points[vertex]);
                let [a, b, c] = corners;
                let around = Bounds { min: a, max: a }.with(b).with(c);
                let is_in = |p: LatticePoint| around.contains(p) && !corners.contains(&p) && holds(corners, p);
                let own = left.iter().map(|&vertex| points[vertex]);
                let is_free = a != c && !own.chain(others.iter().copied()).any(is_in);
                is_free.then(|| (cross(step(a, b), step(a, c)).unsigned_abs() as u64, place))
            };
            let Some((area, place)) = (1..left.len() - 1).filter_map(|place| may_go(&place)).min() else {
                break;
            };
            highest = highest.max(area);
            ranks[left.remove(place)] = highest;
        }
        ranks
    }
}
