//! Which grid holds this point?
//!
//! A [`GridIndex`] answers for single points, for columns of millions, and for shapes. Its cell table is a grid of squares over
//! the coverage: a cell inside one face stores the face; a cell that one edge crosses stores that edge as a half-plane;
//! a cell with more is cut into slabs at its vertices, and a crowded cell into sixteen smaller ones. All of it is exact
//! integer arithmetic. After Kipf et al. 2018, "Adaptive geospatial joins for modern hardware" (arXiv 1802.09488).

mod batch;
mod build;
mod cell;
mod edge;
mod raster;
mod rim;
mod table;

use crate::coord::LatticePoint;
use crate::coverage::{Coverage, FaceId};
use table::Table;

/// Finds the face of a coverage that holds a point, and the faces that meet a shape.
#[derive(Clone, Debug)]
pub struct GridIndex {
    table: Table,
}

impl GridIndex {
    /// Prepares a coverage for lookups. The work is shared among rayon's threads; the result does not depend on them.
    #[must_use]
    pub fn build(coverage: &Coverage) -> Self {
        Self { table: Table::build(&edge::edges(coverage)) }
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

    /// Bytes held by the cell table.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.table.bytes()
    }
}
