//! Simplifying all arcs of a coverage so that they fit together at every tolerance.
//!
//! Vertices go in the order of the area of the triangle they span with their neighbours (Visvalingam & Whyatt 1993). One goes only
//! while its triangle holds no other vertex: none that its own arc still has, and none that another arc ever had. Then nothing
//! can cross anything: whatever crossed the new edge would have to end in the triangle, or cross one of the two old edges. And
//! each arc depends on its surroundings alone, so that arcs are ranked in parallel, and after an edit only those near it again.

use super::ranking::{Vertices, bounds_of, ranks};
use super::{Arc, Coverage};
use crate::coord::{Bounds, LatticePoint};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync;

/// For each vertex of a coverage, the tolerance from which on it is no longer needed.
#[derive(Clone, Debug)]
pub struct Simplifier {
    coverage: Coverage,
    /// The greatest doubled area that it knows of.
    limit: u64,
    /// By arc and vertex: the doubled area in lattice steps² at which the vertex goes; `ranking::STAYS` for those that stay.
    lost_at: Vec<Ranks>,
}

type Ranks = sync::Arc<[u64]>;

impl Simplifier {
    /// Ranks the vertices of a coverage. n log n in their number.
    #[must_use]
    pub fn new(coverage: &Coverage) -> Self {
        Self::with_limit(coverage, u64::MAX)
    }

    /// The same for areas in lattice steps² up to one, which is sooner done.
    #[must_use]
    pub fn up_to(area: f64, coverage: &Coverage) -> Self {
        Self::with_limit(coverage, doubled(area))
    }

    fn with_limit(coverage: &Coverage, limit: u64) -> Self {
        let all: Vec<u32> = (0..coverage.arcs().len() as u32).collect();
        let bent = Bent::of(coverage);
        let vertices = Vertices::of(coverage, &all);
        let rank = |&arc: &u32| ranks(&vertices, arc, bent.contains(arc), limit);
        let lost_at = all.par_iter().with_min_len(16).map(rank).collect();
        Self { coverage: coverage.clone(), limit, lost_at }
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
            _ => ranks(&vertices, number, bent.contains(number), self.limit),
        };
        let lost_at = coverage.arcs().iter().zip(0..).map(rank).collect();
        Self { coverage: coverage.clone(), limit: self.limit, lost_at }
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
    ///
    /// # Panics
    /// Beyond the area up to which it was made.
    #[must_use]
    pub fn at(&self, area: f64) -> Coverage {
        let doubled = doubled(area);
        assert!(doubled <= self.limit, "vertices are ranked up to half of {} steps²", self.limit);
        let arcs = self.coverage.arcs().iter().zip(&self.lost_at).map(|(arc, lost_at)| {
            let kept = arc.points.iter().zip(lost_at.iter()).filter(|&(_, &lost_at)| lost_at > doubled);
            Arc { points: kept.map(|(&p, _)| p).collect(), ..arc.clone() }
        });
        Coverage::from_arcs(arcs.collect(), self.coverage.faces().len() as u32)
    }
}

/// The arcs of a coverage by where their points lie in memory, which those that an edit left alone share with the coverage before.
fn doubled(area: f64) -> u64 {
    (2.0 * area) as u64
}

fn by_pointer(coverage: &Coverage) -> FxHashMap<*const LatticePoint, u32> {
    coverage.arcs().iter().zip(0..).map(|(arc, number)| (arc.points.as_ptr(), number)).collect()
}

fn box_of(arc: &Arc) -> Bounds {
    bounds_of(&arc.points)
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

fn ends(points: &[LatticePoint]) -> [LatticePoint; 2] {
    let (a, b) = (points[0], points[points.len() - 1]);
    [a.min(b), a.max(b)]
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
            let no_further = Simplifier::up_to(area, &coverage).at(area);
            prop_assert_eq!(no_further.arcs(), simple.arcs());

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
