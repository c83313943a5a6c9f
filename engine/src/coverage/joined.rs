//! The rings of polygons, and how they run along each other.
//!
//! All that is to be known lies around each vertex: two rings share an edge where the one leaves a vertex towards the place that the
//! other comes from. So places are brought together once, and no edge is sorted.

use super::edges::{Ends, ordered};
use super::model::{Arc, Coverage, FaceId};
use super::places;
use super::rings::{self, Path};
use crate::coord::predicate::{compare_angles, doubled_area};
use crate::coord::{LatticePoint, MultiPolygon, Ring};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

/// Where more rings than this pass one point, the short way is not taken, since each is compared with each.
const MOST_AT_A_POINT: usize = 64;

/// Rings with their faces on the left. A *spot* is the place of a point in `points`; it stands for the edge that leaves it, too.
pub(crate) struct Joined {
    /// Ring by ring, none twice in a row.
    pub(crate) points: Vec<LatticePoint>,
    pub(crate) rings: Vec<(Range<u32>, FaceId)>,
    /// The spot that follows each in its ring, and the one before.
    pub(crate) next: Vec<u32>,
    pub(crate) before: Vec<u32>,
    /// The faces on the left and on the right of the edge that leaves a spot.
    pub(crate) face: Vec<FaceId>,
    pub(crate) beyond: Vec<FaceId>,
    /// The spots, those in one place together.
    pub(crate) by_place: Vec<(LatticePoint, u32)>,
    /// Whether other than two edges meet in a spot's place.
    is_node: Vec<bool>,
    /// Polygons that pass a place more than once.
    pub(crate) folded: Vec<FaceId>,
}

impl Joined {
    /// `None` where two rings lie on one side of an edge, a polygon on both, or a ring or polygon is empty.
    pub(crate) fn of(polygons: &[MultiPolygon]) -> Option<Self> {
        let joined = Self::laid_out(polygons)?;
        let by_place = places::together(&joined.points);
        let beyond: Vec<AtomicU32> = joined.points.iter().map(|_| AtomicU32::new(FaceId::OUTSIDE.0)).collect();
        let is_node: Vec<AtomicBool> = joined.points.iter().map(|_| AtomicBool::new(false)).collect();
        let places = || by_place.par_chunk_by(|a, b| a.0 == b.0);
        if !places().all(|here| joined.join(here, &beyond, &is_node)) {
            return None;
        }
        let folded = places().flat_map_iter(|here| joined.folded_at(here)).collect();
        Some(Self {
            folded,
            beyond: beyond.into_iter().map(|face| FaceId(face.into_inner())).collect(),
            is_node: is_node.into_iter().map(AtomicBool::into_inner).collect(),
            by_place,
            ..joined
        })
    }

    /// The rings side by side, each as if it were alone.
    fn laid_out(polygons: &[MultiPolygon]) -> Option<Self> {
        let most = polygons.iter().flat_map(MultiPolygon::rings).map(Vec::len).sum();
        let (mut points, mut rings) = (Vec::with_capacity(most), Vec::new());
        for (i, shape) in polygons.iter().enumerate() {
            for (place, ring) in shape.0.iter().flat_map(|part| part.rings().enumerate()) {
                let begin = points.len();
                lay_out(ring, (doubled_area(ring) < 0) != (place > 0), &mut points);
                if points.len() < begin + 3 {
                    return None;
                }
                rings.push((begin as u32..points.len() as u32, FaceId::of_polygon(i)));
            }
        }
        let is_whole = polygons.iter().all(|shape| !shape.0.is_empty());
        is_whole.then(|| Self::alone(points, rings))
    }

    fn alone(points: Vec<LatticePoint>, rings: Vec<(Range<u32>, FaceId)>) -> Self {
        let spots = points.len();
        let (mut next, mut before): (Vec<u32>, Vec<u32>) =
            (0..spots as u32).map(|spot| (spot + 1, spot.wrapping_sub(1))).unzip();
        for (ring, _) in &rings {
            next[ring.end as usize - 1] = ring.start;
            before[ring.start as usize] = ring.end - 1;
        }
        let face = rings.iter().flat_map(|(ring, face)| std::iter::repeat_n(*face, ring.len())).collect();
        let (beyond, by_place, is_node, folded) = Default::default();
        Self { points, rings, next, before, face, beyond, by_place, is_node, folded }
    }

    /// Finds the faces beyond the edges that leave one place, and whether it is a node; false where there cannot be one.
    fn join(&self, here: &[(LatticePoint, u32)], beyond: &[AtomicU32], is_node: &[AtomicBool]) -> bool {
        if here.len() > MOST_AT_A_POINT {
            return false;
        }
        let mut shared = 0;
        for (i, &(_, spot)) in here.iter().enumerate() {
            let (face, to) = (self.face[spot as usize], self.to(spot));
            if here[..i].iter().any(|&(_, other)| self.to(other) == to) {
                return false;
            }
            for &(_, other) in here.iter().filter(|&&(_, other)| self.from(other) == to) {
                if self.face[other as usize] == face {
                    return false;
                }
                beyond[spot as usize].store(self.face[other as usize].0, Relaxed);
                shared += 1;
            }
        }
        let meets_others = 2 * here.len() - shared != 2;
        here.iter().for_each(|&(_, spot)| is_node[spot as usize].store(meets_others, Relaxed));
        true
    }

    /// The polygons that pass one place more than once.
    fn folded_at(&self, here: &[(LatticePoint, u32)]) -> impl Iterator<Item = FaceId> {
        let face = |i: usize| self.face[here[i].1 as usize];
        (0..here.len()).filter(move |&i| (0..i).any(|other| face(other) == face(i))).map(face)
    }

    pub(crate) fn at(&self, spot: u32) -> LatticePoint {
        self.points[spot as usize]
    }

    /// The other end of the edge that leaves a spot.
    pub(crate) fn to(&self, spot: u32) -> LatticePoint {
        self.at(self.next[spot as usize])
    }

    /// The other end of the edge that comes to a spot.
    fn from(&self, spot: u32) -> LatticePoint {
        self.at(self.before[spot as usize])
    }

    /// The edge that leaves a spot.
    pub(crate) fn edge(&self, spot: u32) -> Ends {
        [self.at(spot), self.to(spot)]
    }

    /// Whether one polygon alone uses the edge that leaves a spot.
    pub(crate) fn is_loose(&self, spot: u32) -> bool {
        self.beyond[spot as usize] == FaceId::OUTSIDE
    }

    /// Each edge once, in lines of those that one ring shows.
    pub(crate) fn lines(&self) -> Vec<Vec<Ends>> {
        let is_shown = |spot: u32| self.is_loose(spot) || self.at(spot) < self.to(spot);
        let rings = self.rings.par_iter().with_min_len(64);
        rings.map(|(ring, _)| self.line(ring, is_shown)).collect()
    }

    /// The loose edges of each ring, with its face.
    pub(crate) fn loose_lines(&self) -> Vec<(Vec<Ends>, FaceId)> {
        self.rings.iter().map(|(ring, face)| (self.line(ring, |spot| self.is_loose(spot)), *face)).collect()
    }

    fn line(&self, ring: &Range<u32>, is_in: impl Fn(u32) -> bool) -> Vec<Ends> {
        ring.clone().filter(|&spot| is_in(spot)).map(|spot| ordered(self.edge(spot))).collect()
    }

    /// The edge that leaves a spot, and the faces on its left and right as its ends are in order.
    pub(crate) fn sides(&self, spot: u32) -> (Ends, FaceId, FaceId) {
        let (face, beyond) = (self.face[spot as usize], self.beyond[spot as usize]);
        let (left, right) = if self.at(spot) < self.to(spot) { (face, beyond) } else { (beyond, face) };
        (ordered(self.edge(spot)), left, right)
    }

    /// The coverage of so many polygons, whose arcs are pieces of rings. They run as those of [`super::chain::arcs`].
    pub(crate) fn coverage(&self, polygons: u32) -> Coverage {
        let of_ring = |(ring, _): &(Range<u32>, FaceId)| self.arcs_of(ring);
        let mut arcs: Vec<Arc> = self.rings.par_iter().with_min_len(64).flat_map_iter(of_ring).collect();
        arcs.par_sort_unstable_by(|a, b| a.points.cmp(&b.points));
        Coverage::from_arcs(arcs, polygons)
    }

    /// The arcs of a ring that are seen from it: of two sides, that on whose left an arc runs as it should.
    fn arcs_of(&self, ring: &Range<u32>) -> Vec<Arc> {
        let mut cuts: Vec<u32> = ring.clone().filter(|&spot| self.is_node[spot as usize]).collect();
        if cuts.is_empty() {
            cuts.extend(ring.clone().min_by_key(|&spot| self.at(spot)));
        }
        let ends = cuts.iter().copied().cycle().skip(1);
        cuts.iter().zip(ends).filter_map(|(&from, to)| self.arc(ring, from, to)).collect()
    }

    fn arc(&self, ring: &Range<u32>, from: u32, to: u32) -> Option<Arc> {
        let runs_on = if self.at(from) == self.at(to) {
            compare_angles(self.at(from), self.to(from), self.from(to)).is_lt()
        } else {
            self.at(from) < self.at(to)
        };
        let (left, right) = (self.face[from as usize], self.beyond[from as usize]);
        match (runs_on, right) {
            (true, _) => Some(Arc { points: self.stretch(ring, from, to).into(), left, right }),
            (false, FaceId::OUTSIDE) => {
                let points = self.stretch(ring, from, to).into_iter().rev().collect();
                Some(Arc { points, left: right, right: left })
            }
            _ => None,
        }
    }

    /// The points of a ring from one spot to another, at least one step.
    fn stretch(&self, ring: &Range<u32>, from: u32, to: u32) -> Vec<LatticePoint> {
        let points = |spots: Range<u32>| &self.points[spots.start as usize..spots.end as usize];
        if from < to {
            points(from..to + 1).to_vec()
        } else {
            [points(from..ring.end), points(ring.start..to + 1)].concat()
        }
    }

    /// The polygon of some rings. Those that are apart pass no place twice.
    pub(crate) fn shape(&self, rings: &[(Range<u32>, FaceId)], are_apart: bool) -> MultiPolygon {
        let closed = rings.iter().map(|(ring, _)| self.stretch(ring, ring.start, ring.start));
        if are_apart {
            return rings::nested(closed.map(|ring| ring[1..].to_vec()));
        }
        let closed: Vec<_> = closed.collect();
        rings::polygons(&closed.iter().map(|ring| Path::new(ring, false)).collect::<Vec<_>>())
    }
}

/// Appends a ring without points that repeat the one before.
fn lay_out(ring: &Ring, is_turned: bool, points: &mut Vec<LatticePoint>) {
    let begin = points.len();
    let mut push = |&p: &LatticePoint| {
        if points.len() == begin || points[points.len() - 1] != p {
            points.push(p);
        }
    };
    if is_turned {
        ring.iter().rev().for_each(&mut push)
    } else {
        ring.iter().for_each(&mut push)
    }
    while points.len() > begin + 1 && points.last() == Some(&points[begin]) {
        points.pop();
    }
}
