//! A plan as a planar subdivision: arcs that know both their faces, and faces that tile the whole.

mod arrange;
mod at;
mod box_index;
mod build;
mod chain;
mod compactness;
mod contacts;
mod edges;
pub mod edit;
mod face;
mod fit;
mod inner;
mod inspect;
mod joined;
mod label;
mod linework;
mod model;
mod overlay;
mod patch;
#[cfg(test)]
mod peers;
mod places;
#[cfg(test)]
mod properties;
mod ranking;
mod repair;
mod report;
mod rims;
mod rings;
mod simplify;
mod snap;
#[cfg(test)]
mod testing;
mod twins;
mod validity;

pub(crate) use box_index::BoxIndex;
pub use build::Built;
pub use compactness::{polsby_popper, reock};
pub(crate) use edges::{Ends, ordered};
pub use inner::{inner_point, is_inside};
pub(crate) use linework::{Linework, Seam};
pub use model::{Arc, Coverage, FaceId};
pub use overlay::{Overlay, Share, Spill};
pub use repair::{Balance, Change, ChangeKind, GapRule, OverlapRule, Repair, Repaired, check, mismatches};
pub use report::{Extent, Issue, IssueKind, Report, SLIVER_WIDTH_M};
pub use simplify::Simplifier;
pub use validity::{Flaw, flaws};
