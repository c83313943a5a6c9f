//! From polygons to a coverage.

use super::arrange::Arrangement;
use super::box_index::{BoxIndex, segment_bounds};
use super::edges::{Edges, Parts};
use super::fit::Fit;
use super::label::Covers;
use super::model::{Coverage, FaceId};
use super::patch::Patches;
use super::report::Report;
use super::twins::twins;
use super::{chain, inspect, snap};
use crate::coord::MultiPolygon;
use rayon::prelude::*;

/// A coverage and what was wrong with the polygons it was built from.
#[derive(Clone, Debug, Default)]
pub struct Built {
    pub coverage: Coverage,
    pub report: Report,
}

impl Coverage {
    /// The coverage of any polygons, clean or not.
    ///
    /// - Boundaries are cut where they meet, at lattice points (snap rounding); those that meet only at ends stay.
    /// - A part of a polygon (a shell with its holes) covers what its rings enclose an odd number of times; a
    ///   polygon covers what any of its parts covers.
    /// - Where polygons overlap, the first in order owns the place. A polygon that is wholly covered by earlier ones
    ///   keeps its face, which then has no arcs.
    /// - Gaps belong to the outside.
    ///
    /// A repeated shape counts once, as the first. Everything found wrong is in the report. The result is the same on any number of threads.
    #[must_use]
    pub fn build(polygons: &[MultiPolygon]) -> Built {
        match Fit::of(polygons) {
            Some(fit) => Built { coverage: fit.coverage(), report: fit.report },
            None => Self::build_noded(polygons),
        }
    }

    /// The same without asking first whether the polygons fit as they are.
    pub(crate) fn build_noded(polygons: &[MultiPolygon]) -> Built {
        let twin_of = twins(polygons);
        let distinct = (0..).zip(polygons).filter(|(i, _)| twin_of[*i as usize].is_none());
        let subdivision = Subdivision::new(distinct);
        let coverage = subdivision.coverage(&subdivision.first_owners(), polygons.len());
        Built { report: inspect::inspect(polygons, &twin_of, &subdivision, &coverage), coverage }
    }
}

/// The regions that all boundaries together cut the plane into, before overlaps are decided.
pub(crate) struct Subdivision {
    pub(crate) edges: Edges,
    pub(crate) arrangement: Arrangement,
    pub(crate) covers: Covers,
}

impl Subdivision {
    /// Cuts the plane along the boundaries of numbered polygons.
    pub(crate) fn new<'a>(polygons: impl Iterator<Item = (u32, &'a MultiPolygon)>) -> Self {
        Self::of_parts(Parts::of(polygons))
    }

    /// Cuts the plane along the edges of numbered parts.
    pub(crate) fn of_parts(Parts { polygon_of, uses }: Parts) -> Self {
        let raw = Edges::from_uses(uses);
        let boxes: Vec<_> = raw.ends.par_iter().with_min_len(1024).map(|&ends| segment_bounds(ends)).collect();
        let index = BoxIndex::new(&boxes);
        let meetings = snap::meetings(&raw, &index);
        Self::of_edges(snap::noded(raw, &index, &meetings), &polygon_of)
    }

    /// The same along edges that share nothing but ends.
    pub(crate) fn of_edges(edges: Edges, polygon_of: &[u32]) -> Self {
        let arrangement = Arrangement::new(&edges.ends);
        let covers = Covers::new(&edges, &arrangement, polygon_of);
        Self { edges, arrangement, covers }
    }

    /// Connected sets of its regions, to be measured.
    pub(crate) fn patches(&self) -> Patches<'_> {
        Patches::new(&self.edges.ends, &self.arrangement)
    }

    /// For each region the first of the polygons over it.
    fn first_owners(&self) -> Vec<FaceId> {
        (0..self.covers.regions() as u32).map(|region| self.owner(region)).collect()
    }

    /// The coverage of so many polygons in which each region has an owner.
    pub(crate) fn coverage(&self, owner: &[FaceId], polygons: usize) -> Coverage {
        let (mut ends, mut faces) = (Vec::new(), Vec::new());
        for (edge, sides) in self.edges.ends.iter().zip(self.arrangement.left.chunks(2)) {
            let (left, right) = (owner[sides[0] as usize], owner[sides[1] as usize]);
            if left != right {
                ends.push(*edge);
                faces.push((left, right));
            }
        }
        Coverage::from_arcs(chain::arcs(&ends, &faces, |_| false), polygons as u32)
    }

    /// The face that owns a region.
    pub(crate) fn owner(&self, region: u32) -> FaceId {
        self.covers.of(region).first().map_or(FaceId::OUTSIDE, |&polygon| FaceId::of_polygon(polygon as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{points, square};
    use super::*;

    #[test]
    fn two_squares_share_one_arc() {
        let coverage = Coverage::build(&[square(0, 0, 2), square(2, 0, 2)]).coverage;
        let (a, b) = (FaceId(1), FaceId(2));
        let arcs: Vec<_> =
            coverage.arcs().iter().map(|arc| (arc.points.to_vec(), arc.left, arc.right)).collect();
        assert_eq!(
            arcs,
            [
                (points(&[(2, 0), (0, 0), (0, 2), (2, 2)]), FaceId::OUTSIDE, a),
                (points(&[(2, 0), (2, 2)]), a, b),
                (points(&[(2, 0), (4, 0), (4, 2), (2, 2)]), b, FaceId::OUTSIDE),
            ]
        );
    }

    #[test]
    fn the_first_of_two_overlapping_squares_keeps_the_place() {
        let coverage = Coverage::build(&[square(0, 0, 4), square(2, 0, 4)]).coverage;
        assert_eq!((coverage.doubled_area(FaceId(1)), coverage.doubled_area(FaceId(2))), (32, 16));
    }

    #[test]
    fn a_covered_polygon_keeps_its_face_without_arcs() {
        let coverage = Coverage::build(&[square(0, 0, 9), square(2, 2, 4), square(20, 0, 1)]).coverage;
        assert_eq!(coverage.faces().len(), 3);
        assert!(coverage.arc_numbers(FaceId(2)).is_empty());
        assert_eq!(coverage.polygon(FaceId(2)), MultiPolygon::default());
        assert_eq!(coverage.doubled_area(FaceId(3)), 2);
    }

    #[test]
    fn an_island_in_a_hole_in_an_island_finds_its_place() {
        let shapes = [square(4, 4, 2), square(0, 0, 10)];
        let coverage = Coverage::build(&shapes).coverage;
        assert_eq!(coverage.doubled_area(FaceId(2)), 2 * (100 - 4));
        assert_eq!(coverage.polygon(FaceId(2)).0[0].holes, [points(&[(4, 4), (4, 6), (6, 6), (6, 4)])]);
    }

    #[test]
    fn no_polygons_make_an_empty_coverage() {
        let built = Coverage::build(&[]);
        assert_eq!((built.coverage.arcs().len(), built.coverage.faces().len()), (0, 0));
    }
}
