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
    /// The arcs around face `f` are `around[starts[f]..starts[f + 1]]`, ascending.
    starts: Vec<u32>,
    around: Vec<u32>,
}

impl Coverage {
    /// A coverage from arcs known to meet only at their ends. For tests and for builders; `build` is the way in
    /// from polygons.
    #[must_use]
    pub fn from_arcs(arcs: Vec<Arc>, faces: u32) -> Self {
        let (starts, around) = arcs_by_face(&arcs, faces);
        Self { arcs, faces, starts, around }
    }

    #[must_use]
    pub fn arcs(&self) -> &[Arc] {
        &self.arcs
    }

    /// The inner faces, in the order of the polygons the coverage was built from.
    pub fn faces(&self) -> impl ExactSizeIterator<Item = FaceId> + use<> {
        (0..self.faces as usize).map(FaceId::of_polygon)
    }

    /// Where in `arcs` the arcs around a face are; none for a face the coverage does not have.
    #[must_use]
    pub fn arc_numbers(&self, face: FaceId) -> &[u32] {
        match self.starts.get(face.0 as usize..face.0 as usize + 2) {
            Some(&[start, end]) => &self.around[start as usize..end as usize],
            _ => &[],
        }
    }

    /// The arcs around a face.
    pub fn arcs_of(&self, face: FaceId) -> impl Iterator<Item = &Arc> {
        self.arc_numbers(face).iter().map(|&i| &self.arcs[i as usize])
    }

    /// The smallest box around all arcs, or `None` where there are none.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(self.arcs.iter().flat_map(|arc| arc.points.iter().copied()))
    }
}

/// The arcs around each face, the outside included, by counting.
fn arcs_by_face(arcs: &[Arc], faces: u32) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; faces as usize + 2];
    let sides = || (0u32..).zip(arcs).flat_map(|(i, arc)| [(arc.left, i), (arc.right, i)]);
    sides().for_each(|(face, _)| starts[face.0 as usize + 1] += 1);
    (1..starts.len()).for_each(|i| starts[i] += starts[i - 1]);
    let (mut at, mut around) = (starts.clone(), vec![0; 2 * arcs.len()]);
    for (face, i) in sides() {
        around[at[face.0 as usize] as usize] = i;
        at[face.0 as usize] += 1;
    }
    (starts, around)
}
