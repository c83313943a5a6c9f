//! A plan as a planar subdivision: arcs that know both their faces, and faces that tile the whole.

mod arrange;
mod box_index;
mod build;
mod chain;
mod edges;
mod face;
mod inspect;
mod label;
mod model;
mod report;
mod rings;
mod snap;
#[cfg(test)]
mod testing;

pub use build::Built;
pub use model::{Arc, Coverage, FaceId};
pub use report::{Extent, Issue, IssueKind, Report, SLIVER_WIDTH_M};
