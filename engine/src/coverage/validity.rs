//! Whether one shape is valid on its own, as simple features have it (ISO 19125, what GEOS `is_valid` checks).

use super::box_index::{BoxIndex, segment_bounds};
use super::report::{Extent, IssueKind};
use crate::coord::predicate::{
    Contact, contact, edges, is_ring_inside, orientation, rounded_crossing, strictly_between,
};
use crate::coord::{LatticePoint, MultiPolygon, Ring, distance_m};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// One thing wrong with a shape, in one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flaw {
    pub kind: IssueKind,
    pub place: LatticePoint,
    pub extent: Extent,
}

/// What is wrong with a shape: rings with too few points, repeated points, spikes, and at most one `InvalidRing`,
/// which counts the places where rings cross, overlap or touch as they must not.
#[must_use]
pub fn flaws(shape: &MultiPolygon) -> Vec<Flaw> {
    flaws_if(false, shape)
}

/// The same for a shape whose rings, repeated points aside, share nothing with themselves or each other.
pub(crate) fn flaws_of_apart(shape: &MultiPolygon) -> Vec<Flaw> {
    flaws_if(true, shape)
}

fn flaws_if(are_apart: bool, shape: &MultiPolygon) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let mut rings = Vec::new();
    for (part, polygon) in shape.0.iter().enumerate() {
        for (i, ring) in polygon.rings().enumerate() {
            let points = tidied(ring, &mut flaws);
            if points.len() >= 3 {
                rings.push(RingOf { part, is_hole: i > 0, points });
            } else {
                let place = ring.first().copied().unwrap_or_default();
                flaws.push(Flaw { kind: IssueKind::TooFewPoints, place, extent: Extent::Places(ring.len()) });
            }
        }
    }
    flaws.extend(Conflicts::of(&rings, are_apart).flaw());
    flaws
}

struct RingOf {
    part: usize,
    is_hole: bool,
    points: Ring,
}

/// The ring without repeated points and spikes, which are noted.
fn tidied(ring: &Ring, flaws: &mut Vec<Flaw>) -> Ring {
    let repeats: Vec<LatticePoint> = edges(ring).filter(|[a, b]| a == b).map(|[a, _]| a).collect();
    if let Some(&place) = repeats.first().filter(|_| ring.len() > 1) {
        let extent = Extent::Places(repeats.len());
        flaws.push(Flaw { kind: IssueKind::RepeatedPoint, place, extent });
    }
    let mut points = ring.clone();
    points.dedup();
    while points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    while cut_spikes(&mut points, flaws) {}
    points
}

/// One round along the ring, a step back after each cut; false where there was nothing to cut.
fn cut_spikes(points: &mut Ring, flaws: &mut Vec<Flaw>) -> bool {
    let (before, mut i) = (flaws.len(), 0);
    while i < points.len() {
        if points.len() > 2 && is_spike(points, i) {
            flaws.push(cut_spike(points, i));
            i = i.saturating_sub(2);
        } else {
            i += 1;
        }
    }
    flaws.len() > before
}

/// The points before and after one of a ring.
fn beside(ring: &Ring, i: usize) -> (LatticePoint, LatticePoint) {
    (ring[(i + ring.len() - 1) % ring.len()], ring[(i + 1) % ring.len()])
}

fn is_spike(ring: &Ring, i: usize) -> bool {
    let (before, after) = beside(ring, i);
    let tip = ring[i];
    orientation(before, tip, after) == Ordering::Equal
        && (before == after || strictly_between(tip, before, after) || strictly_between(tip, after, before))
}

/// Takes a spike's tip out of a ring, and the point before it where the ring then repeats it.
fn cut_spike(ring: &mut Ring, tip: usize) -> Flaw {
    let (before, after) = beside(ring, tip);
    let place = ring[tip];
    let length = distance_m(place, before).min(distance_m(place, after));
    let next = (tip + 1) % ring.len();
    if before == after {
        ring.remove(next.max(tip));
        ring.remove(next.min(tip));
    } else {
        ring.remove(tip);
    }
    Flaw { kind: IssueKind::Spike, place, extent: Extent::LengthM(length) }
}

/// The places where the rings of one shape are at odds, and where they merely touch.
struct Conflicts<'a> {
    rings: &'a [RingOf],
    places: Vec<LatticePoint>,
    /// The rings of one part that meet in a point.
    touches: BTreeMap<(usize, LatticePoint), Vec<usize>>,
}

impl<'a> Conflicts<'a> {
    fn of(rings: &'a [RingOf], are_apart: bool) -> Self {
        let mut conflicts = Self { rings, places: Vec::new(), touches: BTreeMap::new() };
        if !are_apart {
            conflicts.meet_at_vertices();
            conflicts.meet_along_edges();
            conflicts.close_chains();
        }
        if conflicts.places.is_empty() && rings.len() > 1 {
            conflicts.lie_astray();
        }
        conflicts
    }

    fn flaw(mut self) -> Option<Flaw> {
        self.places.sort_unstable();
        self.places.dedup();
        let place = *self.places.first()?;
        Some(Flaw { kind: IssueKind::InvalidRing, place, extent: Extent::Places(self.places.len()) })
    }

    /// A ring that passes a point twice is at odds with itself; two rings that pass it touch.
    fn meet_at_vertices(&mut self) {
        let all = self.rings.iter().enumerate();
        let mut vertices: Vec<(LatticePoint, usize)> =
            all.flat_map(|(i, ring)| ring.points.iter().map(move |&p| (p, i))).collect();
        vertices.sort_unstable();
        for pair in vertices.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            self.meet(pair[0].1, pair[1].1, pair[0].0);
        }
    }

    fn meet_along_edges(&mut self) {
        let all = self.rings.iter().enumerate();
        let lines: Vec<([LatticePoint; 2], usize)> =
            all.flat_map(|(i, ring)| edges(&ring.points).map(move |edge| (edge, i))).collect();
        let boxes: Vec<_> = lines.iter().map(|(edge, _)| segment_bounds(*edge)).collect();
        BoxIndex::in_order(&boxes).pairs(|i, j| {
            let ((edge, ring), (other, other_ring)) = (lines[i as usize], lines[j as usize]);
            self.edges_meet(edge, ring, other, other_ring);
        });
    }

    fn edges_meet(&mut self, a: [LatticePoint; 2], ring_a: usize, b: [LatticePoint; 2], ring_b: usize) {
        match contact(a, b) {
            Some(Contact::Crossing) => self.places.push(rounded_crossing(a, b)),
            Some(Contact::Touch { .. }) => {
                let on_a = b.into_iter().filter(|&p| strictly_between(a[0], a[1], p));
                let on_b = a.into_iter().filter(|&p| strictly_between(b[0], b[1], p));
                let points: Vec<LatticePoint> = on_a.chain(on_b).collect();
                let along = orientation(a[0], a[1], b[0]).is_eq() && orientation(a[0], a[1], b[1]).is_eq();
                for p in points {
                    if along { self.places.push(p) } else { self.meet(ring_a, ring_b, p) }
                }
            }
            None if a == b || a == [b[1], b[0]] => self.places.push(a[0].min(a[1])),
            None => {}
        }
    }

    /// Notes that two rings share a point.
    fn meet(&mut self, a: usize, b: usize, p: LatticePoint) {
        if a == b {
            self.places.push(p);
        } else if self.rings[a].part == self.rings[b].part {
            self.touches.entry((self.rings[a].part, p)).or_default().extend([a, b]);
        }
    }

    /// Rings of one part that touch in a closed chain cut its inside in two, or cross.
    fn close_chains(&mut self) {
        let mut group: Vec<usize> = (0..self.rings.len()).collect();
        for ((_, p), mut rings) in std::mem::take(&mut self.touches) {
            rings.sort_unstable();
            rings.dedup();
            for pair in rings.windows(2) {
                let (a, b) = (root(&group, pair[0]), root(&group, pair[1]));
                if a == b {
                    self.places.push(p);
                }
                group[a] = b;
            }
        }
    }

    /// Rings that do not cross are at odds where a hole is outside its shell or in another hole, or a shell is in
    /// another part.
    fn lie_astray(&mut self) {
        let boxes: Vec<_> =
            self.rings.iter().map(|ring| crate::coord::Bounds::around(ring.points.clone())).collect();
        for (i, ring) in self.rings.iter().enumerate() {
            let shell = (0..i)
                .rev()
                .find(|&j| ring.is_hole && self.rings[j].part == ring.part && !self.rings[j].is_hole);
            let astray = |&j: &usize| {
                let other = &self.rings[j];
                let near = boxes[i].zip(boxes[j]).is_some_and(|(a, b)| a.meets(&b));
                j != i
                    && near
                    && other.part == ring.part
                    && other.is_hole
                    && ring.is_hole
                    && is_ring_inside(&ring.points, &other.points)
            };
            let homeless = shell.is_some_and(|shell| !is_ring_inside(&ring.points, &self.rings[shell].points));
            if homeless || (0..self.rings.len()).any(|j| astray(&j)) || self.lies_in_other_part(i, &boxes) {
                self.places.push(ring.points[0]);
            }
        }
    }

    /// Whether a shell lies in another part: in its shell and in none of its holes.
    fn lies_in_other_part(&self, i: usize, boxes: &[Option<crate::coord::Bounds>]) -> bool {
        let ring = &self.rings[i];
        let around = (0..self.rings.len()).filter(|&j| {
            let near = boxes[i].zip(boxes[j]).is_some_and(|(a, b)| a.meets(&b));
            near && !ring.is_hole
                && self.rings[j].part != ring.part
                && is_ring_inside(&ring.points, &self.rings[j].points)
        });
        let mut depth: BTreeMap<usize, (bool, bool)> = BTreeMap::new();
        for j in around {
            let entry = depth.entry(self.rings[j].part).or_default();
            if self.rings[j].is_hole { entry.1 = true } else { entry.0 = true }
        }
        depth.values().any(|&(in_shell, in_hole)| in_shell && !in_hole)
    }
}

fn root(group: &[usize], mut i: usize) -> usize {
    while group[i] != i {
        i = group[i];
    }
    i
}
