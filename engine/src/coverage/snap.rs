//! Snap rounding: edges that cross or touch are cut at lattice points so that afterwards they meet only at ends.
//!
//! Hot pixels are the unit squares `[x − ½, x + ½) × [y − ½, y + ½)` around all vertices and all rounded crossings
//! (Hobby 1999). An edge that crosses or is touched is *moved*: it is led through the centre of every hot pixel it
//! passes. All other edges stay as they are, unless a moved edge now meets them: then they are moved too. At worst all
//! are moved, which is Hobby's construction; at best none, so that a clean layer comes out as it went in
//! and what was snapped once is not moved again.

use super::box_index::{BoxIndex, segment_bounds};
use super::edges::{Edges, Ends, Use, ordered};
use crate::coord::predicate::{Contact, contact, cross, rounded_crossing, step};
use crate::coord::{Bounds, LatticePoint};
use rayon::prelude::*;

/// Two edges that meet other than at shared ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meeting {
    pub(crate) first: u32,
    pub(crate) second: u32,
    pub(crate) contact: Contact,
}

/// Every pair of edges that meet, in order.
pub(crate) fn meetings(edges: &Edges, index: &BoxIndex) -> Vec<Meeting> {
    let mut found: Vec<Meeting> = (0..edges.len() as u32)
        .into_par_iter()
        .with_min_len(1024)
        .flat_map_iter(|first| meetings_of(first, edges, index))
        .collect();
    found.par_sort_unstable_by_key(|m| (m.first, m.second));
    found
}

/// The meetings of an edge with later ones.
fn meetings_of(first: u32, edges: &Edges, index: &BoxIndex) -> Vec<Meeting> {
    let ends = edges.ends[first as usize];
    let bounds = segment_bounds(ends);
    let mut found = Vec::new();
    index.search(
        |b| b.meets(&bounds),
        |second| {
            if second > first
                && let Some(contact) = contact(ends, edges.ends[second as usize])
            {
                found.push(Meeting { first, second, contact });
            }
        },
    );
    found
}

/// The same boundaries cut where they meet: edges that share nothing but ends.
pub(crate) fn noded(edges: Edges, index: &BoxIndex, meetings: &[Meeting]) -> Edges {
    if meetings.is_empty() {
        return edges;
    }
    let lines = Snapping::new(&edges, index, meetings).run(meetings);
    let mut uses: Vec<Use> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let whole = edges.ends[i];
        for &part in edges.parts(i) {
            match line {
                None => uses.push((whole, part)),
                Some(points) => uses.extend(points.windows(2).map(|p| (ordered([p[0], p[1]]), part))),
            }
        }
    }
    Edges::from_uses(uses)
}

struct Snapping<'a> {
    edges: &'a Edges,
    index: &'a BoxIndex,
    /// Centres of the hot pixels.
    hot: Vec<LatticePoint>,
    hot_index: BoxIndex,
    /// Edges known to move whose neighbourhood is still to be looked at.
    open: Vec<u32>,
    moves: Vec<bool>,
}

impl<'a> Snapping<'a> {
    fn new(edges: &'a Edges, index: &'a BoxIndex, meetings: &[Meeting]) -> Self {
        let hot = hot_pixels(edges, meetings);
        let boxes: Vec<Bounds> = hot.iter().map(|&p| Bounds { min: p, max: p }).collect();
        let hot_index = BoxIndex::new(&boxes);
        Self { edges, index, hot, hot_index, open: Vec::new(), moves: vec![false; edges.len()] }
    }

    /// For each edge the line it becomes, `None` where it stays. The result does not depend on the order of work:
    /// it is the smallest set of moved edges closed under "meets a moved line".
    fn run(mut self, meetings: &[Meeting]) -> Vec<Option<Vec<LatticePoint>>> {
        for meeting in meetings {
            let (in_first, in_second) = match meeting.contact {
                Contact::Crossing => (true, true),
                Contact::Touch { in_first, in_second } => (in_first, in_second),
            };
            [(in_first, meeting.first), (in_second, meeting.second)]
                .into_iter()
                .filter(|(moves, _)| *moves)
                .for_each(|(_, edge)| self.mark(edge));
        }
        let mut lines = vec![None; self.edges.len()];
        while let Some(edge) = self.open.pop() {
            let line = self.through_hot_pixels(self.edges.ends[edge as usize]);
            line.windows(2).for_each(|piece| self.mark_met_by([piece[0], piece[1]]));
            lines[edge as usize] = Some(line);
        }
        lines
    }

    fn mark(&mut self, edge: u32) {
        if !std::mem::replace(&mut self.moves[edge as usize], true) {
            self.open.push(edge);
        }
    }

    /// Marks the edges that have not moved and that a piece of a moved line meets.
    fn mark_met_by(&mut self, piece: Ends) {
        let bounds = segment_bounds(piece);
        let mut met = Vec::new();
        self.index.search(
            |b| b.meets(&bounds),
            |other| {
                if !self.moves[other as usize] && contact(piece, self.edges.ends[other as usize]).is_some() {
                    met.push(other);
                }
            },
        );
        met.into_iter().for_each(|edge| self.mark(edge));
    }

    /// The centres of the hot pixels that an edge passes, in its direction; its own ends come first and last.
    fn through_hot_pixels(&self, ends: Ends) -> Vec<LatticePoint> {
        let mut line = Vec::new();
        self.hot_index.search(
            |bounds| passes_near(ends, bounds),
            |i| {
                let centre = self.hot[i as usize];
                if passes_pixel(ends, centre) {
                    line.push(centre);
                }
            },
        );
        let along = step(ends[0], ends[1]);
        line.sort_unstable_by_key(|&p| {
            let d = step(ends[0], p);
            i128::from(along.0) * i128::from(d.0) + i128::from(along.1) * i128::from(d.1)
        });
        line
    }
}

fn hot_pixels(edges: &Edges, meetings: &[Meeting]) -> Vec<LatticePoint> {
    let crossings = meetings.iter().filter(|m| m.contact == Contact::Crossing);
    let rounded =
        crossings.map(|m| rounded_crossing(edges.ends[m.first as usize], edges.ends[m.second as usize]));
    let mut hot: Vec<LatticePoint> = edges.ends.iter().flatten().copied().chain(rounded).collect();
    hot.par_sort_unstable();
    hot.dedup();
    hot
}

/// Whether an edge may pass a pixel whose centre lies in a box: false only where it surely does not.
fn passes_near(ends: Ends, bounds: &Bounds) -> bool {
    let (low, high) = (segment_bounds(ends).min, segment_bounds(ends).max);
    let apart = |low: i32, high: i32, from: i32, to: i32| {
        i64::from(high) + 1 < i64::from(from) || i64::from(to) + 1 < i64::from(low)
    };
    if apart(low.x, high.x, bounds.min.x, bounds.max.x) || apart(low.y, high.y, bounds.min.y, bounds.max.y) {
        return false;
    }
    let along = step(ends[0], ends[1]);
    let sides = [
        (i64::from(bounds.min.x) - 1, i64::from(bounds.min.y) - 1),
        (i64::from(bounds.max.x) + 1, i64::from(bounds.min.y) - 1),
        (i64::from(bounds.max.x) + 1, i64::from(bounds.max.y) + 1),
        (i64::from(bounds.min.x) - 1, i64::from(bounds.max.y) + 1),
    ]
    .map(|(x, y)| cross(along, (x - i64::from(ends[0].x), y - i64::from(ends[0].y))).signum());
    sides.iter().any(|&s| s <= 0) && sides.iter().any(|&s| s >= 0)
}

/// Whether an edge passes the half-open pixel around a lattice point.
fn passes_pixel(ends: Ends, centre: LatticePoint) -> bool {
    let along = step(ends[0], ends[1]);
    let to = step(ends[0], centre);
    // In half steps the pixel is [2·to − 1, 2·to + 1) and the edge (2t·dx, 2t·dy), t in [0, 1].
    let mut span =
        Span { from: Bound { at: 0, of: 1, closed: true }, to: Bound { at: 1, of: 1, closed: true } };
    span.clip(2 * along.0, 2 * to.0) && span.clip(2 * along.1, 2 * to.1)
}

/// One end of a range of t: the fraction `at / of`, `of` > 0.
#[derive(Clone, Copy)]
struct Bound {
    at: i64,
    of: i64,
    closed: bool,
}

impl Bound {
    fn compare(&self, other: &Self) -> std::cmp::Ordering {
        (i128::from(self.at) * i128::from(other.of)).cmp(&(i128::from(other.at) * i128::from(self.of)))
    }
}

/// The t for which an edge is inside a pixel.
struct Span {
    from: Bound,
    to: Bound,
}

impl Span {
    /// Keeps the t with `middle − 1 ≤ t·d < middle + 1`; false where none is left.
    fn clip(&mut self, d: i64, middle: i64) -> bool {
        let (low, high) = (middle - 1, middle + 1);
        match d.signum() {
            0 => return low <= 0 && 0 < high,
            1 => {
                self.after(Bound { at: low, of: d, closed: true });
                self.before(Bound { at: high, of: d, closed: false });
            }
            _ => {
                self.after(Bound { at: -high, of: -d, closed: false });
                self.before(Bound { at: -low, of: -d, closed: true });
            }
        }
        match self.from.compare(&self.to) {
            std::cmp::Ordering::Less => true,
            std::cmp::Ordering::Equal => self.from.closed && self.to.closed,
            std::cmp::Ordering::Greater => false,
        }
    }

    fn after(&mut self, bound: Bound) {
        let order = bound.compare(&self.from);
        if order.is_gt() || (order.is_eq() && !bound.closed) {
            self.from = bound;
        }
    }

    fn before(&mut self, bound: Bound) {
        let order = bound.compare(&self.to);
        if order.is_lt() || (order.is_eq() && !bound.closed) {
            self.to = bound;
        }
    }
}
