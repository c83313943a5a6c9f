//! The regions into which noded edges cut the plane.
//!
//! Every edge is two half edges: `2e` from its first end to its second, `2e + 1` back; `h ^ 1` is the twin. A half
//! edge has its region on the left. Edges are used an odd number of times by closed boundaries, so none dangles and
//! the outer cycle of each connected component is its only clockwise one.

use super::box_index::{BoxIndex, segment_bounds};
use super::edges::Ends;
use crate::coord::LatticePoint;
use crate::coord::predicate::{compare_angles, doubled_area_under, orientation};
use rayon::prelude::*;
use std::cmp::Ordering;

/// The unbounded region.
pub(crate) const UNBOUNDED: u32 = 0;

const NONE: u32 = u32::MAX;

/// A half edge's origin.
pub(crate) fn origin(ends: &[Ends], half: u32) -> LatticePoint {
    ends[half as usize / 2][half as usize % 2]
}

/// Half edges sorted by origin, then by angle around it.
pub(crate) fn around_vertices(ends: &[Ends]) -> Vec<u32> {
    let halves = (0..2 * ends.len() as u32).into_par_iter().with_min_len(1024);
    let mut keyed: Vec<(LatticePoint, u32)> = halves.map(|half| (origin(ends, half), half)).collect();
    keyed.par_sort_unstable();
    for fan in keyed.chunk_by_mut(|g, h| g.0 == h.0) {
        fan.sort_unstable_by(|g, h| compare_angles(g.0, origin(ends, g.1 ^ 1), origin(ends, h.1 ^ 1)));
    }
    keyed.into_iter().map(|(_, half)| half).collect()
}

/// Which region lies on the left of each half edge.
pub(crate) struct Arrangement {
    pub(crate) left: Vec<u32>,
    /// Number of regions, the unbounded one included.
    pub(crate) regions: u32,
}

impl Arrangement {
    /// The regions between edges that share nothing but ends.
    pub(crate) fn new(ends: &[Ends]) -> Self {
        let order = around_vertices(ends);
        let cycles = Cycles::trace(ends, &next_around_face(ends, &order));
        let region_of = Nesting { ends, cycles: &cycles }.regions(&order);
        let left = cycles.of_half.iter().map(|&cycle| region_of[cycle as usize]).collect();
        let regions = 1 + cycles.doubled_areas.iter().filter(|&&area| area > 0).count() as u32;
        Self { left, regions }
    }
}

/// For each half edge the one that follows it around the region on its left: at its end, the first clockwise from
/// where it came.
fn next_around_face(ends: &[Ends], order: &[u32]) -> Vec<u32> {
    let mut next = vec![NONE; order.len()];
    for fan in order.chunk_by(|&g, &h| origin(ends, g) == origin(ends, h)) {
        for (i, &out) in fan.iter().enumerate() {
            next[(out ^ 1) as usize] = fan[if i == 0 { fan.len() - 1 } else { i - 1 }];
        }
    }
    next
}

/// Closed walks along region boundaries.
struct Cycles {
    of_half: Vec<u32>,
    doubled_areas: Vec<i128>,
}

impl Cycles {
    fn trace(ends: &[Ends], next: &[u32]) -> Self {
        let mut cycles = Self { of_half: vec![NONE; next.len()], doubled_areas: Vec::new() };
        for start in 0..next.len() as u32 {
            if cycles.of_half[start as usize] == NONE {
                let area = cycles.walk(start, ends, next);
                cycles.doubled_areas.push(area);
            }
        }
        cycles
    }

    fn walk(&mut self, start: u32, ends: &[Ends], next: &[u32]) -> i128 {
        let number = self.doubled_areas.len() as u32;
        let (mut half, mut area) = (start, 0);
        while self.of_half[half as usize] == NONE {
            self.of_half[half as usize] = number;
            area += doubled_area_under(origin(ends, half), origin(ends, half ^ 1));
            half = next[half as usize];
        }
        area
    }
}

/// Puts components into the regions of others.
struct Nesting<'a> {
    ends: &'a [Ends],
    cycles: &'a Cycles,
}

impl Nesting<'_> {
    /// The region of each cycle. Inner cycles make regions of their own; an outer cycle bounds the region around
    /// its component.
    fn regions(&self, order: &[u32]) -> Vec<u32> {
        let mut region_of = vec![NONE; self.cycles.doubled_areas.len()];
        let inner = self.cycles.doubled_areas.iter().enumerate().filter(|(_, area)| **area > 0);
        inner.zip(1..).for_each(|((cycle, _), region)| region_of[cycle] = region);
        let lowest = self.lowest_of_outer_cycles(order);
        let index = (lowest.len() > 1).then(|| index_of(self.ends));
        for (cycle, vertex) in lowest {
            let below = index.as_ref().and_then(|index| half_edge_below(self.ends, index, vertex));
            // What lies below belongs to a component with a smaller lowest vertex: its cycles have their regions.
            region_of[cycle as usize] =
                below.map_or(UNBOUNDED, |half| region_of[self.cycles.of_half[half as usize] as usize]);
        }
        region_of
    }

    /// Each outer cycle with its lexicographically lowest vertex, in the order of these.
    fn lowest_of_outer_cycles(&self, order: &[u32]) -> Vec<(u32, LatticePoint)> {
        let mut seen = vec![false; self.cycles.doubled_areas.len()];
        let outer = order.iter().map(|&half| (self.cycles.of_half[half as usize], origin(self.ends, half)));
        outer
            .filter(|&(cycle, _)| self.cycles.doubled_areas[cycle as usize] <= 0)
            .filter(|&(cycle, _)| !std::mem::replace(&mut seen[cycle as usize], true))
            .collect()
    }
}

/// The boxes of edges, to be searched.
pub(super) fn index_of(ends: &[Ends]) -> BoxIndex {
    let boxes: Vec<_> = ends.par_iter().with_min_len(1024).map(|&ends| segment_bounds(ends)).collect();
    BoxIndex::new(&boxes)
}

/// The half edge whose left side is seen first when looking down from just east of a place, among edges that share nothing but
/// ends. `index` is over their boxes.
pub(super) fn half_edge_below(ends: &[Ends], index: &BoxIndex, place: LatticePoint) -> Option<u32> {
    let best = std::cell::Cell::new(None::<u32>);
    let floor = |edge: u32| {
        let [a, b] = ends[edge as usize];
        a.y.min(b.y)
    };
    index.search(
        |b| {
            let reached = best.get().is_none_or(|edge| b.max.y >= floor(edge));
            reached && b.min.x <= place.x && place.x < b.max.x && b.min.y <= place.y
        },
        |edge| {
            let [from, to] = ends[edge as usize];
            let below = orientation(from, to, place) == Ordering::Greater;
            if below && best.get().is_none_or(|other| is_above([from, to], ends[other as usize])) {
                best.set(Some(edge));
            }
        },
    );
    // Ends are in lexicographic order, so the first half of a slanted edge runs east with its left side up.
    best.get().map(|edge| 2 * edge)
}

/// Which of two edges over the same stretch of x, disjoint but for ends, is the upper one.
pub(super) fn is_above(edge: Ends, other: Ends) -> bool {
    let side = |line: Ends, [a, b]: Ends| {
        orientation(line[0], line[1], a).then_with(|| orientation(line[0], line[1], b))
    };
    // The one that begins further east begins above or below the other, or at its beginning.
    if edge[0].x >= other[0].x { side(other, edge).is_gt() } else { side(edge, other).is_lt() }
}
