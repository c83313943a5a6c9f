//! Which grid holds this point?
//!
//! A [`GridIndex`] answers for single points, for columns of millions, and for shapes. Its cell table is a grid of squares over
//! the coverage: a cell inside one face stores the face; a cell that edges touch lists them, and a walk past them leads from
//! its corner to the point; a crowded cell is split into sixteen smaller ones. All of it is exact integer arithmetic.
//! After Kipf et al. 2018, "Adaptive geospatial joins for modern hardware" (arXiv 1802.09488).

mod batch;
mod build;
mod cell;
mod edge;
mod faces;
mod raster;
mod rim;
mod table;
#[cfg(test)]
mod tests;

use crate::coord::{Bounds, LatticePoint, MultiPolygon, Polygon};
use crate::coverage::{Coverage, FaceId};
pub(crate) use edge::Edge;
use faces::Faces;
use std::sync::OnceLock;
use table::Table;

/// Finds the face of a coverage that holds a point, and the faces that meet a shape.
#[derive(Clone, Debug)]
pub struct GridIndex {
    table: Table,
    /// Built when the first shape is looked up: points do not need it.
    faces: OnceLock<Faces>,
}

impl GridIndex {
    /// Prepares a coverage for lookups. The work is shared among rayon's threads; the result does not depend on them.
    #[must_use]
    pub fn build(coverage: &Coverage) -> Self {
        Self { table: Table::build(edge::edges(coverage)), faces: OnceLock::new() }
    }

    /// The face that holds the point, or `None` outside.
    ///
    /// On an edge, the point counts as moved an infinitesimal step east and a smaller one north. Where that would be
    /// outside, it belongs to the first inner face met when turning counter-clockwise from there.
    #[must_use]
    pub fn locate(&self, p: LatticePoint) -> Option<FaceId> {
        Some(FaceId(self.table.face(p))).filter(|&face| face != FaceId::OUTSIDE)
    }

    /// [`Self::locate`] for columns of points: writes face numbers, 0 for the outside. Runs on rayon's threads and allocates
    /// nothing per point; the same points give the same faces on any number of threads.
    ///
    /// # Panics
    /// When the three columns differ in length.
    pub fn locate_batch(&self, xs: &[i32], ys: &[i32], out: &mut [u32]) {
        batch::locate(&self.table, xs, ys, out);
    }

    /// The faces that share at least one point with the shape, boundaries included, in order.
    #[must_use]
    pub fn query(&self, shape: &MultiPolygon) -> Vec<FaceId> {
        let Some(bounds) = shape.bounds() else { return Vec::new() };
        let mut holding: Vec<_> = shape.points().filter_map(|p| self.locate(p)).collect();
        holding.sort_unstable();
        let meets = |(id, edges): &(FaceId, &[Edge])| {
            holding.binary_search(id).is_ok() || faces::reach_into(edges, shape, &bounds)
        };
        self.near(&bounds).into_iter().filter(meets).map(|(id, _)| id).collect()
    }

    /// The faces that share at least one point with the box, boundaries included, in order.
    #[must_use]
    pub fn query_bounds(&self, bounds: &Bounds) -> Vec<FaceId> {
        let Bounds { min, max } = *bounds;
        let shell = vec![min, LatticePoint::new(max.x, min.y), max, LatticePoint::new(min.x, max.y)];
        self.query(&Polygon { shell, holes: Vec::new() }.into())
    }

    /// The face that fills every cell under the box, where that is one and no more than a few cells tell.
    pub(crate) fn filling(&self, bounds: &Bounds) -> Option<FaceId> {
        self.table.filling(bounds).map(FaceId)
    }

    /// The faces whose box meets the bounds, in order, each with the edges around it.
    pub(crate) fn near(&self, bounds: &Bounds) -> Vec<(FaceId, &[Edge])> {
        self.faces.get_or_init(|| Faces::build(&self.table.edges)).near(bounds)
    }

    /// Bytes held for looking up points.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.table.bytes()
    }
}
