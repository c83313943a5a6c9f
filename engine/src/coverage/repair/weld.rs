//! Makes one boundary of what lies within a tolerance.
//!
//! Only *loose* edges, which one polygon alone uses, take part: where two neighbours share their edges already, nothing
//! is moved. And only boundaries of different polygons are brought together: a narrow place within one polygon is its own.
//!
//! ```text
//!  A ──────o──────        A ──────o──────      a vertex moves to the other polygon's vertex,
//!                    →            │            or the edge is led through the vertex beside it
//!  B ───o─────o───        B ───o──┴──o───
//! ```

use super::change::{Change, ChangeKind};
use crate::coord::predicate::{edges, strictly_between};
use crate::coord::{Bounds, LatticePoint, LocalPlane, MultiPolygon, Polygon, Ring};
use crate::coverage::Extent;
use crate::coverage::box_index::{BoxIndex, segment_bounds};
use crate::coverage::edges::{Ends, ordered, sort_by_edge};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cmp::Reverse;

/// Polygons with matching boundaries, and what was done for it.
pub(super) struct Welded<'a> {
    pub(super) polygons: Cow<'a, [MultiPolygon]>,
    pub(super) changes: Vec<Change>,
}

/// Welds polygons. Nothing moves farther than the tolerance from where it was.
pub(super) fn weld(polygons: &[MultiPolygon], tolerance_m: f64) -> Welded<'_> {
    let boundaries = Boundaries::of(polygons, tolerance_m);
    if boundaries.loose.is_empty() {
        return Welded { polygons: Cow::Borrowed(polygons), changes: Vec::new() };
    }
    let mut merging = Merging::new(&boundaries, tolerance_m);
    merging.run();
    let passes = merging.passes();
    let polygons = if merging.moved.is_empty() && passes.is_empty() {
        Cow::Borrowed(polygons)
    } else {
        Cow::Owned(redrawn(polygons, &merging.moved, &passes))
    };
    let passes = passes.into_iter().flat_map(|(_, passes)| passes);
    let changes = merging.changes.into_iter().chain(passes.map(|pass| pass.change));
    Welded { changes: changes.collect(), polygons }
}

/// Loose edges, and the distinct vertices near them with the polygons that use them.
struct Boundaries {
    vertices: Vec<LatticePoint>,
    starts: Vec<u32>,
    users: Vec<u32>,
    loose: Vec<(Ends, u32)>,
}

impl Boundaries {
    fn of(polygons: &[MultiPolygon], tolerance_m: f64) -> Self {
        let loose = loose_edges(polygons);
        let mut all = Self { vertices: Vec::new(), starts: Vec::new(), users: Vec::new(), loose };
        for same in all.uses_nearby(polygons, tolerance_m).chunk_by(|a, b| a.0 == b.0) {
            all.vertices.push(same[0].0);
            all.starts.push(all.users.len() as u32);
            all.users.extend(same.iter().map(|&(_, polygon)| polygon));
        }
        all.starts.push(all.users.len() as u32);
        all
    }

    /// The vertices within the tolerance of a loose edge's box, each once for each polygon that uses it.
    fn uses_nearby(&self, polygons: &[MultiPolygon], tolerance_m: f64) -> Vec<(LatticePoint, u32)> {
        let around = |&(ends, _): &(Ends, u32)| {
            let of_end = |end| grown(segment_bounds(ends), &LocalPlane::at(end), tolerance_m);
            of_end(ends[0]).union(of_end(ends[1]))
        };
        let index = BoxIndex::new(&self.loose.iter().map(around).collect::<Vec<_>>());
        let nearby = |(i, shape): (usize, &MultiPolygon)| -> Vec<(LatticePoint, u32)> {
            shape.points().filter(|&p| index.holds(p)).map(|p| (p, i as u32)).collect()
        };
        let mut uses: Vec<_> = polygons.par_iter().enumerate().flat_map_iter(nearby).collect();
        uses.par_sort_unstable();
        uses.dedup();
        uses
    }

    /// The polygons at a vertex, ascending.
    fn users(&self, vertex: u32) -> &[u32] {
        &self.users[self.starts[vertex as usize] as usize..self.starts[vertex as usize + 1] as usize]
    }

    fn loose_vertices(&self) -> Vec<bool> {
        let mut loose = vec![false; self.vertices.len()];
        for vertex in self.loose.iter().flat_map(|(ends, _)| ends) {
            loose[self.vertices.binary_search(vertex).expect("edges end at vertices")] = true;
        }
        loose
    }
}

/// The edges that one polygon alone uses, with that polygon, in order.
fn loose_edges(polygons: &[MultiPolygon]) -> Vec<(Ends, u32)> {
    let of_shape = |(i, shape): (u32, &MultiPolygon)| -> Vec<(Ends, u32)> {
        let edges = shape.rings().flat_map(|ring| edges(ring)).filter(|[a, b]| a != b);
        edges.map(|edge| (ordered(edge), i)).collect()
    };
    let mut uses: Vec<(Ends, u32)> = (0u32..).zip(polygons).flat_map(of_shape).collect();
    sort_by_edge(&mut uses);
    uses.dedup();
    uses.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() == 1).map(|same| same[0]).collect()
}

/// Vertices finding the vertices they move to.
struct Merging<'a> {
    boundaries: &'a Boundaries,
    tolerance_m: f64,
    index: BoxIndex,
    /// Whether a vertex stays where it is.
    stays: Vec<bool>,
    /// The polygons at vertices to which others moved.
    grown: FxHashMap<u32, Vec<u32>>,
    moved: FxHashMap<LatticePoint, LatticePoint>,
    changes: Vec<Change>,
}

/// A vertex that an edge is led through.
struct Pass {
    /// How far along the edge, from its lower end.
    along: f64,
    change: Change,
}

impl<'a> Merging<'a> {
    fn new(boundaries: &'a Boundaries, tolerance_m: f64) -> Self {
        let boxes: Vec<Bounds> = boundaries.vertices.iter().map(|&p| Bounds { min: p, max: p }).collect();
        Self {
            boundaries,
            tolerance_m,
            index: BoxIndex::new(&boxes),
            stays: vec![false; boundaries.vertices.len()],
            grown: FxHashMap::default(),
            moved: FxHashMap::default(),
            changes: Vec::new(),
        }
    }

    /// Shared vertices stay first, then those of most polygons, then those of the first polygon: whoever comes later
    /// moves to one that stays.
    fn run(&mut self) {
        let loose = self.boundaries.loose_vertices();
        let mut order: Vec<u32> = (0..self.boundaries.vertices.len() as u32).collect();
        order.par_sort_by_key(|&v| {
            let users = self.boundaries.users(v);
            (loose[v as usize], Reverse(users.len()), users[0], v)
        });
        for vertex in order {
            match self.target(vertex).filter(|_| loose[vertex as usize]) {
                Some((distance_m, target)) => self.merge(vertex, target, distance_m),
                None => self.stays[vertex as usize] = true,
            }
        }
    }

    /// The nearest vertex that stays and has no polygon in common with this one.
    fn target(&self, vertex: u32) -> Option<(f64, u32)> {
        let place = self.boundaries.vertices[vertex as usize];
        let plane = LocalPlane::at(place);
        let around = grown(Bounds { min: place, max: place }, &plane, self.tolerance_m);
        let mut best: Option<(f64, u32)> = None;
        self.index.search(
            |b| b.meets(&around),
            |other| {
                if !self.stays[other as usize] || !self.are_apart(vertex, other) {
                    return;
                }
                let (x, y) = plane.to_metres(self.boundaries.vertices[other as usize]);
                let found = (x.hypot(y), other);
                if found.0 <= self.tolerance_m && best.is_none_or(|best| found < best) {
                    best = Some(found);
                }
            },
        );
        best
    }

    fn are_apart(&self, vertex: u32, other: u32) -> bool {
        let users = self.users(other);
        self.boundaries.users(vertex).iter().all(|polygon| !users.contains(polygon))
    }

    /// The polygons at a vertex, those of vertices that moved to it included.
    fn users(&self, vertex: u32) -> &[u32] {
        self.grown.get(&vertex).map_or_else(|| self.boundaries.users(vertex), Vec::as_slice)
    }

    fn merge(&mut self, vertex: u32, target: u32, distance_m: f64) {
        let mut users = [self.users(target), self.boundaries.users(vertex)].concat();
        users.sort_unstable();
        let [from, to] = [vertex, target].map(|v| self.boundaries.vertices[v as usize]);
        self.changes.push(Change {
            kind: ChangeKind::VertexMoved,
            place: from,
            extent: Extent::LengthM(distance_m),
            polygons: users.iter().map(|&polygon| polygon as usize).collect(),
            to: None,
        });
        self.grown.insert(target, users);
        self.moved.insert(from, to);
    }

    /// The vertices that loose edges are led through, in the order of the edges and along each.
    fn passes(&self) -> Vec<(Ends, Vec<Pass>)> {
        let of_edge = |&(ends, polygon): &(Ends, u32)| {
            let passes = self.passes_of(ends, polygon);
            (!passes.is_empty()).then_some((ends, passes))
        };
        self.boundaries.loose.par_iter().filter_map(of_edge).collect()
    }

    fn passes_of(&self, ends: Ends, polygon: u32) -> Vec<Pass> {
        let plane = LocalPlane::at(ends[0]);
        let around = grown(segment_bounds(ends), &plane, self.tolerance_m);
        let moved = ends.map(|end| *self.moved.get(&end).unwrap_or(&end));
        let mut passes = Vec::new();
        self.index.search(
            |b| b.meets(&around),
            |vertex| {
                let place = self.boundaries.vertices[vertex as usize];
                let is_own = moved.contains(&place) || self.users(vertex).contains(&polygon);
                if is_own || !self.stays[vertex as usize] {
                    return;
                }
                if let Some((along, distance_m)) = beside(ends, place, &plane)
                    && distance_m <= self.tolerance_m
                {
                    let change = self.pass(vertex, polygon, distance_m);
                    passes.push(Pass { along, change });
                }
            },
        );
        passes.sort_by(|a, b| a.along.total_cmp(&b.along).then(a.change.place.cmp(&b.change.place)));
        passes
    }

    fn pass(&self, vertex: u32, polygon: u32, distance_m: f64) -> Change {
        let mut polygons: Vec<usize> =
            self.users(vertex).iter().chain([&polygon]).map(|&polygon| polygon as usize).collect();
        polygons.sort_unstable();
        let kind = if distance_m > 0.0 { ChangeKind::EdgeMoved } else { ChangeKind::DanglingVertex };
        let place = self.boundaries.vertices[vertex as usize];
        Change { kind, place, extent: Extent::LengthM(distance_m), polygons, to: None }
    }
}

/// How far along an edge (0 to 1, both excluded) and how far beside it in metres a point lies; `None` for one beyond
/// its ends.
fn beside([a, b]: Ends, p: LatticePoint, plane: &LocalPlane) -> Option<(f64, f64)> {
    let [(ax, ay), (bx, by), (px, py)] = [a, b, p].map(|point| plane.to_metres(point));
    let (dx, dy) = (bx - ax, by - ay);
    let length2 = dx * dx + dy * dy;
    let along = ((px - ax) * dx + (py - ay) * dy) / length2;
    let distance_m =
        if strictly_between(a, b, p) { 0.0 } else { ((px - ax) * dy - (py - ay) * dx).abs() / length2.sqrt() };
    (along > 0.0 && along < 1.0).then_some((along, distance_m))
}

/// A box grown by metres on each side.
pub(super) fn grown(bounds: Bounds, plane: &LocalPlane, metres: f64) -> Bounds {
    // Beyond the poles, where a step has no length or less, a box stays as it is.
    let steps = |metres_per_step: f64| (metres / metres_per_step).ceil().clamp(0.0, f64::from(i32::MAX)) as i32;
    let (dx, dy) = (steps(plane.metres_per_x()), steps(plane.metres_per_y()));
    Bounds {
        min: LatticePoint::new(bounds.min.x.saturating_sub(dx), bounds.min.y.saturating_sub(dy)),
        max: LatticePoint::new(bounds.max.x.saturating_add(dx), bounds.max.y.saturating_add(dy)),
    }
}

/// The polygons with their vertices moved and their edges led through what they pass.
fn redrawn(
    polygons: &[MultiPolygon],
    moved: &FxHashMap<LatticePoint, LatticePoint>,
    passes: &[(Ends, Vec<Pass>)],
) -> Vec<MultiPolygon> {
    let passed = |edge| match passes.binary_search_by_key(&ordered(edge), |&(ends, _)| ends) {
        Ok(i) => &passes[i].1[..],
        Err(_) => &[],
    };
    let ring = |ring: &Ring| -> Ring {
        let mut points = Vec::with_capacity(ring.len());
        for [a, b] in edges(ring) {
            points.push(*moved.get(&a).unwrap_or(&a));
            let before = points.len();
            points.extend(passed([a, b]).iter().map(|pass| pass.change.place));
            if a > b {
                points[before..].reverse();
            }
        }
        points
    };
    let polygon = |polygon: &Polygon| Polygon {
        shell: ring(&polygon.shell),
        holes: polygon.holes.iter().map(ring).collect(),
    };
    polygons.par_iter().map(|shape| MultiPolygon(shape.0.iter().map(polygon).collect())).collect()
}
