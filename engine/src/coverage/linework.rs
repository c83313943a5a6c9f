//! The plane cut along lines of any kind, each edge knowing which lines it lies on.

use super::arrange::{Arrangement, half_edge_below, index_of};
use super::box_index::{BoxIndex, segment_bounds};
use super::edges::{Edges, Ends, Use};
use super::model::{Coverage, FaceId};
use super::{chain, snap};
use crate::coord::LatticePoint;
use crate::coord::predicate::doubled_area_under;
use rayon::prelude::*;

/// Segments cut where they meet, and the regions between them. Lines may dangle; then both their sides are one region.
pub(crate) struct Linework {
    edges: Edges,
    arrangement: Arrangement,
}

/// One edge: its ends in order, the regions on its left and right, and the segments it is part of.
pub(crate) struct Seam<'a> {
    pub(crate) ends: Ends,
    pub(crate) sides: [u32; 2],
    pub(crate) segments: &'a [u32],
}

impl Linework {
    /// Cuts the plane along numbered segments that have length (snap rounding, as in a build).
    pub(crate) fn new(segments: &[Ends]) -> Self {
        let uses: Vec<Use> = segments.iter().copied().zip(0..).collect();
        let raw = Edges::from_uses(uses);
        let boxes: Vec<_> = raw.ends.iter().map(|&ends| segment_bounds(ends)).collect();
        let index = BoxIndex::new(&boxes);
        let meetings = snap::meetings(&raw, &index);
        let edges = snap::noded(raw, &index, &meetings);
        Self { arrangement: Arrangement::new(&edges.ends), edges }
    }

    /// Number of regions; the first is the unbounded one.
    pub(crate) fn regions(&self) -> usize {
        self.arrangement.regions as usize
    }

    /// Every edge, in the order of their ends.
    pub(crate) fn seams(&self) -> impl ExactSizeIterator<Item = Seam<'_>> {
        let sides = self.arrangement.left.as_chunks::<2>().0;
        (0..self.edges.len()).map(move |i| Seam {
            ends: self.edges.ends[i],
            sides: sides[i],
            segments: self.edges.parts(i),
        })
    }

    /// Twice the area of each region in lattice steps²; that of the unbounded one is the negative of all others' sum.
    pub(crate) fn doubled_areas(&self) -> Vec<i128> {
        let mut areas = vec![0; self.regions()];
        for Seam { ends: [a, b], sides: [left, right], .. } in self.seams() {
            let under = doubled_area_under(a, b);
            areas[left as usize] += under;
            areas[right as usize] -= under;
        }
        areas
    }

    /// The region that each place is in; for one on an edge, the region just east of it.
    pub(crate) fn regions_at(&self, places: &[LatticePoint]) -> Vec<u32> {
        let index = index_of(&self.edges.ends);
        let region = |&place: &LatticePoint| {
            half_edge_below(&self.edges.ends, &index, place)
                .map_or(super::arrange::UNBOUNDED, |half| self.arrangement.left[half as usize])
        };
        places.iter().map(region).collect()
    }
}

impl Coverage {
    /// The coverage of edges, each with its ends in order and the different faces on its left and right. Where they meet other than
    /// at their ends, it is built anew from the faces' polygons.
    pub(crate) fn from_edges(edges: &[(Ends, FaceId, FaceId)], faces: u32) -> Self {
        let ends: Vec<Ends> = edges.iter().map(|&(ends, ..)| ends).collect();
        let sides: Vec<(FaceId, FaceId)> = edges.iter().map(|&(_, left, right)| (left, right)).collect();
        let coverage = Self::from_arcs(chain::arcs(&ends, &sides, |_| false), faces);
        let raw = Edges::from_uses(ends.into_iter().zip(0..).collect());
        let boxes: Vec<_> = raw.ends.par_iter().with_min_len(1024).map(|&ends| segment_bounds(ends)).collect();
        if snap::meetings(&raw, &BoxIndex::new(&boxes)).is_empty() {
            return coverage;
        }
        let polygons: Vec<_> = coverage.faces().map(|face| coverage.polygon(face)).collect();
        Self::build(&polygons).coverage
    }
}
