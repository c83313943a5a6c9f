//! Simplifying all arcs of a coverage so that they fit together at every tolerance.
//!
//! Vertices go in the order of the area of the triangle they span with their neighbours (Visvalingam & Whyatt 1993). One goes only
//! while its triangle holds no other vertex: none that its own arc still has, and none that another arc ever had. Then nothing
//! can cross anything: whatever crossed the new edge would have to end in the triangle, or cross one of the two old edges. And
//! each arc depends on its surroundings alone, so that arcs are ranked in parallel, and after an edit only those near it again.

use super::box_index::BoxIndex;
use super::{Arc, Coverage};
use crate::coord::predicate::{cross, orientation, step};
use crate::coord::{Bounds, LatticePoint};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync;

/// For each vertex of a coverage, the tolerance from which on it is no longer needed.
#[derive(Clone, Debug)]
pub struct Simplifier {
    coverage: Coverage,
    /// By arc and vertex: the doubled area in lattice steps² at which the vertex goes; `u64::MAX` for those that stay.
    lost_at: Vec<Ranks>,
}

type Ranks = sync::Arc<[u64]>;

const STAYS: u64 = u64::MAX;

impl Simplifier {
    /// Ranks the vertices of a coverage. n log n in their number.
    #[must_use]
    pub fn new(coverage: &Coverage) -> Self {
        let all: Vec<u32> = (0..coverage.arcs().len() as u32).collect();
        let bent = Bent::of(coverage);
        let vertices = Vertices::of(coverage, &all);
        let rank = |&arc: &u32| Ranking::new(&vertices, arc, bent.contains(arc)).run();
        Self { coverage: coverage.clone(), lost_at: all.par_iter().with_min_len(16).map(rank).collect() }
    }

    /// The same as [`Simplifier::new`] for a coverage that an edit made of this one: only arcs near those that came or went are
    /// ranked again.
    #[must_use]
    pub fn after(&self, coverage: &Coverage) -> Self {
        let (near, all) = (self.near_changes(coverage), 0..coverage.arcs().len() as u32);
        let boxes: Vec<Bounds> = near.iter().map(|&arc| box_of(&coverage.arcs()[arc as usize])).collect();
        let beside: Vec<u32> = all.filter(|&arc| meets_any(&coverage.arcs()[arc as usize], &boxes)).collect();
        let (bent, vertices) = (Bent::of(coverage), Vertices::of(coverage, &beside));
        let known = self.by_pointer();
        let rank = |(arc, number): (&Arc, u32)| match known.get(&arc.points.as_ptr()) {
            Some(&before) if near.binary_search(&number).is_err() => self.lost_at[before as usize].clone(),
            _ => Ranking::new(&vertices, number, bent.contains(number)).run(),
        };
        let lost_at = coverage.arcs().iter().zip(0..).map(rank).collect();
        Self { coverage: coverage.clone(), lost_at }
    }

    /// The arcs, ascending, whose boxes meet that of one that is only here or only there.
    fn near_changes(&self, coverage: &Coverage) -> Vec<u32> {
        let (before, after) = (self.by_pointer(), by_pointer(coverage));
        let gone = self.coverage.arcs().iter().filter(|arc| !after.contains_key(&arc.points.as_ptr()));
        let come = coverage.arcs().iter().filter(|arc| !before.contains_key(&arc.points.as_ptr()));
        let changed: Vec<Bounds> = gone.chain(come).map(box_of).collect();
        let arcs = (0u32..).zip(coverage.arcs());
        arcs.filter(|(_, arc)| meets_any(arc, &changed)).map(|(number, _)| number).collect()
    }

    fn by_pointer(&self) -> FxHashMap<*const LatticePoint, u32> {
        by_pointer(&self.coverage)
    }

    /// The coverage without the vertices that span less than an area, given in lattice steps². Nodes and faces stay,
    /// arcs meet only at their ends, and a loop keeps three points at least.
    #[must_use]
    pub fn at(&self, area: f64) -> Coverage {
        let doubled = (2.0 * area) as u64;
        let arcs = self.coverage.arcs().iter().zip(&self.lost_at).map(|(arc, lost_at)| {
            let kept = arc.points.iter().zip(lost_at.iter()).filter(|&(_, &lost_at)| lost_at > doubled);
            Arc { points: kept.map(|(&p, _)| p).collect(), ..arc.clone() }
        });
        Coverage::from_arcs(arcs.collect(), self.coverage.faces().len() as u32)
    }
}

/// The arcs of a coverage by where their points lie in memory, which those that an edit left alone share with the coverage before.
fn by_pointer(coverage: &Coverage) -> FxHashMap<*const LatticePoint, u32> {
    coverage.arcs().iter().zip(0..).map(|(arc, number)| (arc.points.as_ptr(), number)).collect()
}

fn box_of(arc: &Arc) -> Bounds {
    bounds_of(&arc.points)
}

fn bounds_of(points: &[LatticePoint]) -> Bounds {
    Bounds::around(points.iter().copied()).expect("neither arcs nor their runs are without points")
}

fn meets_any(arc: &Arc, boxes: &[Bounds]) -> bool {
    let own = box_of(arc);
    boxes.iter().any(|other| other.meets(&own))
}

/// The arcs that must keep a bend, because another one between the same ends is straight or may become so.
struct Bent(FxHashSet<u32>);

impl Bent {
    fn of(coverage: &Coverage) -> Self {
        let mut first: FxHashMap<[LatticePoint; 2], u32> = FxHashMap::default();
        let mut bent = FxHashSet::default();
        let straight_first = |straight: bool| {
            let arcs = coverage.arcs().iter().zip(0u32..);
            arcs.filter(move |(arc, _)| (arc.points.len() == 2) == straight)
        };
        for (arc, number) in straight_first(true).chain(straight_first(false)) {
            if *first.entry(ends(&arc.points)).or_insert(number) != number {
                bent.insert(number);
            }
        }
        Self(bent)
    }

    fn contains(&self, arc: u32) -> bool {
        self.0.contains(&arc)
    }
}

/// So many points that follow each other share a box.
const RUN: usize = 16;

/// The vertices of arcs in runs, to be searched by place.
struct Vertices<'a> {
    coverage: &'a Coverage,
    /// Over the boxes of the runs.
    index: BoxIndex,
    /// The arc of each run, and its points.
    runs: Vec<(u32, &'a [LatticePoint])>,
}

impl<'a> Vertices<'a> {
    fn of(coverage: &'a Coverage, arcs: &[u32]) -> Self {
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
    queue: BinaryHeap<Reverse<(u64, u32)>>,
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
    fn new(vertices: &Vertices<'a>, arc: u32, is_bent: bool) -> Self {
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
            queue: BinaryHeap::new(),
            waiting: FxHashMap::default(),
        };
        let inner = 1..points.len() as u32 - 1;
        ranking.queue = inner.map(|vertex| Reverse((ranking.doubled_area(vertex), vertex))).collect();
        ranking
    }

    fn run(mut self) -> Ranks {
        let mut highest = 0;
        while let Some(Reverse((area, vertex))) = self.queue.pop() {
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
                self.enqueue(other);
            }
        }
    }

    fn enqueue(&mut self, vertex: u32) {
        self.queue.push(Reverse((self.doubled_area(vertex), vertex)));
    }

    fn doubled_area(&self, vertex: u32) -> u64 {
        let [a, b, c] = self.triangle(vertex);
        u64::try_from(cross(step(a, b), step(a, c)).unsigned_abs()).unwrap_or(STAYS - 1)
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

fn ends(points: &[LatticePoint]) -> [LatticePoint; 2] {
    let (a, b) = (points[0], points[points.len() - 1]);
    [a.min(b), a.max(b)]
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
    use crate::coverage::validity::flaws;
    use proptest::prelude::*;

    const CELLS: i64 = 4;
    const STEPS: i64 = 6;

    /// A jittered point of the fine grid that cells of 6 × 6 steps are drawn on.
    fn jittered(jitter: &[(i64, i64)], x: i64, y: i64) -> LatticePoint {
        let (dx, dy) = jitter[((y * (CELLS * STEPS + 1) + x) as usize * 7919) % jitter.len()];
        LatticePoint::new((x * 1000 + dx) as i32, (y * 1000 + dy) as i32)
    }

    /// A cell whose sides wind: less than half a step off, so that no two sides cross.
    fn cell(jitter: &[(i64, i64)], x: i64, y: i64) -> MultiPolygon {
        let (x, y) = (x * STEPS, y * STEPS);
        let side = |i: i64| [(x + i, y), (x + STEPS, y + i), (x + STEPS - i, y + STEPS), (x, y + STEPS - i)];
        let corners = (0..4).flat_map(|k| (0..STEPS).map(move |i| side(i)[k]));
        let shell = corners.map(|(x, y)| jittered(jitter, x, y)).collect();
        Polygon { shell, holes: Vec::new() }.into()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn a_simplified_coverage_is_a_coverage(jitter in proptest::collection::vec((-490..490_i64, -490..490_i64), 60..61), area in 0.0..1e8_f64) {
            let cells = (0..CELLS).flat_map(|y| (0..CELLS).map(move |x| (x, y)));
            let cells: Vec<_> = cells.map(|(x, y)| cell(&jitter, x, y)).collect();
            let coverage = Coverage::build(&cells).coverage;
            let simple = Simplifier::new(&coverage).at(area);

            let polygons: Vec<_> = simple.faces().map(|face| simple.polygon(face)).collect();
            prop_assert!(polygons.iter().all(|polygon| flaws(polygon).is_empty()));
            prop_assert!(simple.faces().all(|face| simple.doubled_area(face) > 0));
            let rebuilt = Coverage::build(&polygons);
            prop_assert!(rebuilt.report.is_clean(), "{:?}", rebuilt.report);
        }

        #[test]
        fn after_an_edit_it_is_as_if_made_anew(
            jitter in proptest::collection::vec((-490..490_i64, -490..490_i64), 60..61),
            face in 1..=(CELLS * CELLS) as u32,
            line in proptest::collection::vec((0..24_000, 0..24_000), 2..5),
        ) {
            let cells = (0..CELLS).flat_map(|y| (0..CELLS).map(move |x| (x, y)));
            let cells: Vec<_> = cells.map(|(x, y)| cell(&jitter, x, y)).collect();
            let coverage = Coverage::build(&cells).coverage;
            let line: Vec<_> = line.into_iter().map(|(x, y)| LatticePoint::new(x, y)).collect();
            let before = Simplifier::new(&coverage);
            let face = crate::coverage::FaceId(face);
            for edit in [coverage.split(face, &line), coverage.reshape(face, &line)].into_iter().flatten() {
                let after = before.after(&edit.coverage);
                prop_assert_eq!(after.lost_at, Simplifier::new(&edit.coverage).lost_at);
            }
        }
    }

    fn loop_of(points: &[(i32, i32)]) -> Arc {
        let points = points.iter().chain(points.first()).map(|&(x, y)| LatticePoint::new(x, y)).collect();
        Arc { points, left: crate::coverage::FaceId(1), right: crate::coverage::FaceId::OUTSIDE }
    }

    #[test]
    fn the_smallest_triangles_go_first() {
        let octagon = [(0, 0), (50, -5), (100, 0), (110, 50), (100, 100), (50, 120), (0, 100), (-40, 50)];
        let simplifier = Simplifier::new(&Coverage::from_arcs(vec![loop_of(&octagon)], 1));
        let left = |area: f64| simplifier.at(area).arcs()[0].points.len() - 1;
        assert_eq!([249.0, 250.0, 500.0, 1000.0].map(left), [8, 7, 6, 5]);
        assert_eq!(left(1e18), 3);
    }

    #[test]
    fn an_island_is_not_run_over() {
        let sea = [(0, 0), (100, 0), (100, 100), (50, 98), (0, 100)];
        let bay = [(48, 99), (52, 99), (50, 101)];
        let coverage = Coverage::from_arcs(vec![loop_of(&sea), loop_of(&bay)], 1);
        let arcs = Simplifier::new(&coverage).at(200.0);
        assert!(arcs.arcs()[0].points.contains(&LatticePoint::new(50, 98)));
    }
}
