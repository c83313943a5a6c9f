//! Faces by their bounds, and which of them meet a shape.

use super::edge::Edge;
use crate::coord::predicate::orientation;
use crate::coord::{Bounds, LatticePoint, MultiPolygon};
use crate::coverage::FaceId;
use rstar::{AABB, RTree, RTreeObject};
use std::cmp::Ordering;
use std::ops::Range;

/// One face: its box, and its edges' places in [`Faces::edges`].
#[derive(Clone, Debug)]
struct Face {
    id: FaceId,
    bounds: Bounds,
    edges: Range<usize>,
}

impl RTreeObject for Face {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        envelope(&self.bounds)
    }
}

fn envelope(bounds: &Bounds) -> AABB<[f64; 2]> {
    let corner = |p: LatticePoint| [f64::from(p.x), f64::from(p.y)];
    AABB::from_corners(corner(bounds.min), corner(bounds.max))
}

/// The faces of a coverage in an R-tree, each with its own edges.
#[derive(Clone, Debug)]
pub(super) struct Faces {
    tree: RTree<Face>,
    /// Every edge twice, once for each face.
    edges: Vec<Edge>,
}

impl Faces {
    pub fn build(edges: &[Edge]) -> Self {
        let mut sides: Vec<(FaceId, Edge)> =
            edges.iter().flat_map(|edge| [(edge.left, *edge), (edge.right, *edge)]).collect();
        sides.retain(|(face, _)| *face != FaceId::OUTSIDE);
        sides.sort_by_key(|(face, _)| *face);
        let mut start = 0;
        let faces = sides.chunk_by(|a, b| a.0 == b.0).map(|run| {
            let edges = start..start + run.len();
            start = edges.end;
            let ends = run.iter().flat_map(|(_, edge)| [edge.from, edge.to]);
            Face { id: run[0].0, bounds: Bounds::around(ends).expect("a run has an edge"), edges }
        });
        let tree = RTree::bulk_load(faces.collect());
        Self { tree, edges: sides.into_iter().map(|(_, edge)| edge).collect() }
    }

    /// The faces whose box shares a point with the bounds, in order, with their edges.
    pub fn near(&self, bounds: &Bounds) -> Vec<(FaceId, &[Edge])> {
        let found = self.tree.locate_in_envelope_intersecting(&envelope(bounds));
        let mut faces: Vec<_> = found.map(|face| (face.id, &self.edges[face.edges.clone()])).collect();
        faces.sort_by_key(|(id, _)| *id);
        faces
    }
}

/// Whether a face with these edges has an edge that shares a point with the shape, inside included.
pub(super) fn reach_into(edges: &[Edge], shape: &MultiPolygon, bounds: &Bounds) -> bool {
    let mut near = edges.iter().filter(|edge| edge.bounds().meets(bounds));
    near.any(|edge| sides(shape).any(|(a, b)| edge.meets(a, b)) || inside(shape, edge.from))
}

/// The sides of every ring.
fn sides(shape: &MultiPolygon) -> impl Iterator<Item = (LatticePoint, LatticePoint)> {
    shape.rings().flat_map(|ring| ring.iter().copied().zip(ring.iter().copied().cycle().skip(1)))
}

/// Even-odd, for points that are on no side.
fn inside(shape: &MultiPolygon, p: LatticePoint) -> bool {
    let passes_east = |(a, b): (LatticePoint, LatticePoint)| {
        let (low, high) = if a.y < b.y { (a, b) } else { (b, a) };
        low.y <= p.y && p.y < high.y && orientation(low, high, p) == Ordering::Greater
    };
    sides(shape).filter(|&ends| passes_east(ends)).count() % 2 == 1
}
