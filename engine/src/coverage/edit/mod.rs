//! Edits of a coverage: exact, local, and each with its inverse.
//!
//! Two constructions carry them all. [`Coverage::redraw`] gives arcs new points and changes nothing else: vertices are moved,
//! put in, taken out, laid on roads. [`Coverage::recut`] cuts faces along lines and says for each piece whose it is from now on:
//! split, merge, reshape, hand over, create, clip. Either looks at the faces it names, those its lines come near, and the
//! neighbours of both; all other arcs are shared with the coverage before.
//!
//! What comes out is a [`Delta`]: the arcs that go and those that come. Turned around it is the inverse, so undoing an edit
//! restores what was there, to the last vertex.

mod check;
mod clip;
mod delta;
mod neighbourhood;
#[cfg(test)]
mod properties;
mod recut;
mod redraw;
mod refusal;
mod regions;
mod reshape;
#[cfg(test)]
mod tests;
mod vertices;

pub use delta::{Delta, NotThisCoverage};
pub use recut::{Choice, Piece};
pub use refusal::{Reason, Refusal};

use super::model::{Coverage, FaceId};

/// An edit of a coverage that can be made.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The coverage as the edit leaves it.
    pub coverage: Coverage,
    pub delta: Delta,
    /// The faces that lose or gain a place, ascending; the outside is among them where it does. Boundaries of others may
    /// have been moved by the rounding of a crossing, by less than a lattice step.
    pub changed: Vec<FaceId>,
}

impl Coverage {
    /// Number of connected pieces of a face: those that meet in single points are several.
    #[must_use]
    pub fn pieces(&self, face: FaceId) -> usize {
        self.polygon(face).0.len()
    }
}
