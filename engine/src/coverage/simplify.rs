//! Simplifying all arcs of a coverage together, once for every tolerance.
//!
//! Vertices go in the order of the area of the triangle they span with their neighbours (Visvalingam & Whyatt 1993),
//! and one goes only while its triangle holds no other vertex of any arc. Then nothing can cross anything: whatever
//! crossed the new edge would have to end in the triangle, or cross one of the two old edges.

use super::{Arc, Coverage};
use crate::coord::LatticePoint;
use rstar::{AABB, RTree, primitives::GeomWithData};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// For each vertex of a coverage, the tolerance from which on it is no longer needed.
#[derive(Clone, Debug)]
pub struct Simplifier {
    coverage: Coverage,
    /// By arc and vertex: the doubled area in lattice steps² at which the vertex goes; `u64::MAX` for those that stay.
    lost_at: Vec<Vec<u64>>,
}

impl Simplifier {
    /// Ranks the vertices of a coverage. n log n in their number.
    #[must_use]
    pub fn new(coverage: &Coverage) -> Self {
        let mut removal = Removal::new(coverage);
        removal.run();
        Self { coverage: coverage.clone(), lost_at: removal.lost_at }
    }

    /// The coverage without the vertices that span less than an area, given in lattice steps². Nodes and faces stay,
    /// arcs meet only at their ends, and a loop keeps three points at least.
    #[must_use]
    pub fn at(&self, area: f64) -> Coverage {
        let doubled = (2.0 * area) as u64;
        let arcs = self.coverage.arcs().iter().zip(&self.lost_at).map(|(arc, lost_at)| {
            let kept = arc.points.iter().zip(lost_at).filter(|&(_, &lost_at)| lost_at > doubled);
            Arc { points: kept.map(|(&p, _)| p).collect(), ..arc.clone() }
        });
        Coverage::from_arcs(arcs.collect(), self.coverage.faces().len() as u32)
    }
}

/// A vertex: its arc and its place in it.
type VertexId = (u32, u32);

/// The vertices before and after one that stands between two others.
#[derive(Clone, Copy)]
struct Links {
    before: u32,
    after: u32,
}

struct Removal {
    points: Vec<std::sync::Arc<[LatticePoint]>>,
    links: Vec<Vec<Links>>,
    lost_at: Vec<Vec<u64>>,
    /// Points each arc still has.
    left: Vec<u32>,
    /// Pairs of ends that a straight arc already joins.
    straight: FxHashSet<[LatticePoint; 2]>,
    tree: RTree<GeomWithData<[f64; 2], VertexId>>,
    queue: BinaryHeap<Reverse<(u64, VertexId)>>,
    /// Vertices that cannot go before the one they wait for has gone.
    waiting: FxHashMap<VertexId, Vec<VertexId>>,
}

/// What becomes of a vertex whose turn it is.
enum Verdict {
    Goes,
    Stays,
    WaitsFor(VertexId),
}

const STAYS: u64 = u64::MAX;

impl Removal {
    fn new(coverage: &Coverage) -> Self {
        let points: Vec<_> = coverage.arcs().iter().map(|arc| arc.points.clone()).collect();
        let straight = points.iter().filter(|points| points.len() == 2).map(|points| ends(points)).collect();
        let mut removal = Self {
            links: points.iter().map(|points| chain(points.len())).collect(),
            lost_at: points.iter().map(|points| vec![STAYS; points.len()]).collect(),
            left: points.iter().map(|points| points.len() as u32).collect(),
            straight,
            tree: RTree::bulk_load(vertices(&points).map(|(id, p)| GeomWithData::new(float(p), id)).collect()),
            queue: BinaryHeap::new(),
            waiting: FxHashMap::default(),
            points,
        };
        let inner: Vec<_> =
            vertices(&removal.points).map(|(id, _)| id).filter(|&id| removal.is_inner(id)).collect();
        inner.into_iter().for_each(|id| removal.enqueue(id));
        removal
    }

    fn run(&mut self) {
        let mut highest = 0;
        while let Some(Reverse((area, id))) = self.queue.pop() {
            if self.is_gone(id) || self.doubled_area(id) != area {
                continue;
            }
            match self.verdict(id) {
                Verdict::Goes => {
                    highest = highest.max(area);
                    self.remove(id, highest);
                }
                Verdict::WaitsFor(other) => self.waiting.entry(other).or_default().push(id),
                Verdict::Stays => {}
            }
        }
    }

    fn verdict(&self, id: VertexId) -> Verdict {
        let [a, b, c] = self.triangle(id);
        let left = self.left[id.0 as usize];
        if (a == c) || (left == 3 && self.straight.contains(&sorted(a, c))) {
            return Verdict::Stays;
        }
        let is_loop = self.points[id.0 as usize].first() == self.points[id.0 as usize].last();
        if is_loop && left <= 4 {
            return Verdict::Stays;
        }
        self.vertex_in([a, b, c]).map_or(Verdict::Goes, Verdict::WaitsFor)
    }

    /// A vertex in the closed triangle, its corners not counted.
    fn vertex_in(&self, [a, b, c]: [LatticePoint; 3]) -> Option<VertexId> {
        let envelope = AABB::from_points([a, b, c].map(float).iter());
        let inside = self.tree.locate_in_envelope(&envelope).filter(|vertex| !self.is_gone(vertex.data));
        let mut others = inside.map(|vertex| (vertex.data, self.point(vertex.data)));
        others.find(|&(_, p)| p != a && p != b && p != c && holds([a, b, c], p)).map(|(id, _)| id)
    }

    fn remove(&mut self, id: VertexId, area: u64) {
        let (arc, vertex) = (id.0 as usize, id.1 as usize);
        let Links { before, after } = self.links[arc][vertex];
        self.lost_at[arc][vertex] = area;
        self.left[arc] -= 1;
        self.links[arc][before as usize].after = after;
        self.links[arc][after as usize].before = before;
        if self.left[arc] == 2 {
            self.straight.insert(ends(&self.points[arc]));
        }
        let waiting = self.waiting.remove(&id).unwrap_or_default();
        for id in [(id.0, before), (id.0, after)].into_iter().chain(waiting) {
            if self.is_inner(id) && !self.is_gone(id) {
                self.enqueue(id);
            }
        }
    }

    fn enqueue(&mut self, id: VertexId) {
        self.queue.push(Reverse((self.doubled_area(id), id)));
    }

    fn doubled_area(&self, id: VertexId) -> u64 {
        let [a, b, c] = self.triangle(id);
        u64::try_from(cross(a, b, c).unsigned_abs()).unwrap_or(STAYS - 1)
    }

    fn triangle(&self, (arc, vertex): VertexId) -> [LatticePoint; 3] {
        let Links { before, after } = self.links[arc as usize][vertex as usize];
        [before, vertex, after].map(|vertex| self.point((arc, vertex)))
    }

    fn point(&self, (arc, vertex): VertexId) -> LatticePoint {
        self.points[arc as usize][vertex as usize]
    }

    fn is_gone(&self, (arc, vertex): VertexId) -> bool {
        self.lost_at[arc as usize][vertex as usize] != STAYS
    }

    fn is_inner(&self, (arc, vertex): VertexId) -> bool {
        vertex > 0 && (vertex as usize) < self.points[arc as usize].len() - 1
    }
}

fn vertices(points: &[std::sync::Arc<[LatticePoint]>]) -> impl Iterator<Item = (VertexId, LatticePoint)> {
    points
        .iter()
        .zip(0..)
        .flat_map(|(points, arc)| points.iter().zip(0..).map(move |(&p, vertex)| ((arc, vertex), p)))
}

fn chain(len: usize) -> Vec<Links> {
    (0..len as u32).map(|i| Links { before: i.saturating_sub(1), after: i + 1 }).collect()
}

fn ends(points: &[LatticePoint]) -> [LatticePoint; 2] {
    sorted(points[0], points[points.len() - 1])
}

fn sorted(a: LatticePoint, b: LatticePoint) -> [LatticePoint; 2] {
    [a.min(b), a.max(b)]
}

fn float(p: LatticePoint) -> [f64; 2] {
    [f64::from(p.x), f64::from(p.y)]
}

/// Twice the area of the triangle, positive when it turns left.
fn cross(a: LatticePoint, b: LatticePoint, c: LatticePoint) -> i128 {
    let to = |p: LatticePoint| (i128::from(p.x) - i128::from(a.x), i128::from(p.y) - i128::from(a.y));
    let ((bx, by), (cx, cy)) = (to(b), to(c));
    bx * cy - by * cx
}

/// Whether a point of the triangle's box is in the closed triangle. A triangle without area is the segment it covers.
fn holds([a, b, c]: [LatticePoint; 3], p: LatticePoint) -> bool {
    let sides = [cross(a, b, p), cross(b, c, p), cross(c, a, p)];
    sides.iter().all(|&side| side >= 0) || sides.iter().all(|&side| side <= 0)
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
