//! Arcs and faces.

use crate::coord::{Bounds, LatticePoint};
use std::sync;

/// A face of a coverage: 0 is the outside (gaps included), 1..=n the n polygons it was built from, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u32);

impl FaceId {
    pub const OUTSIDE: Self = Self(0);

    /// The face of the polygon at this place in the input.
    #[must_use]
    pub const fn of_polygon(index: usize) -> Self {
        Self(index as u32 + 1)
    }

    /// The place in the input of the polygon this face came from, `None` for the outside.
    #[must_use]
    pub const fn polygon(self) -> Option<usize> {
        if self.0 == 0 { None } else { Some(self.0 as usize - 1) }
    }
}

/// A polyline between two nodes (or a closed loop) with one face on each side. Stored once for both neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arc {
    /// At least two points; consecutive points differ. A loop repeats its first point at its end.
    pub points: sync::Arc<[LatticePoint]>,
    /// The face on the left hand when walking from the first point to the last.
    pub left: FaceId,
    pub right: FaceId,
}

/// A planar subdivision: arcs meet only at their ends, and every place lies in exactly one face.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    arcs: Vec<Arc>,
    /// Number of inner faces, those without any arc included.
    faces: u32,
}

impl Coverage {
    /// A coverage from arcs known to meet only at their ends. For tests and for builders; `build` is the way in
    /// from polygons.
    #[must_use]
    pub fn from_arcs(arcs: Vec<Arc>, faces: u32) -> Self {
        Self { arcs, faces }
    }

    #[must_use]
    pub fn arcs(&self) -> &[Arc] {
        &self.arcs
    }

    /// The inner faces, in the order of the polygons the coverage was built from.
    pub fn faces(&self) -> impl ExactSizeIterator<Item = FaceId> + use<> {
        (0..self.faces as usize).map(FaceId::of_polygon)
    }

    /// The smallest box around all arcs, or `None` where there are none.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(self.arcs.iter().flat_map(|arc| arc.points.iter().copied()))
    }
}
