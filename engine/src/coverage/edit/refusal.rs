//! Why an edit cannot be made.

use crate::coord::LatticePoint;
use serde::{Deserialize, Serialize};

/// An edit that would break the coverage, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Refusal {
    pub reason: Reason,
    pub place: Option<LatticePoint>,
}

/// What is wrong with an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    #[error("the line does not cut the grid in two: draw it from boundary to boundary")]
    DoesNotCross,
    #[error("the new boundary would cross or touch another one here")]
    Crosses,
    #[error("a piece here would be cut off from the rest of its grid")]
    Disconnects,
    #[error("the line cuts off a piece of less than 1 m² here")]
    Sliver,
    #[error("this piece would belong to no grid")]
    LeavesGap,
    #[error("the grid would have no place left")]
    NothingLeft,
    #[error("the edit would change nothing")]
    ChangesNothing,
    #[error("no boundary has a vertex here")]
    NoVertex,
    #[error("boundaries meet in this vertex; it can be moved but not taken out")]
    IsNode,
    #[error("no boundary has an edge between these two vertices")]
    NoEdge,
    #[error("the line needs at least two different points")]
    TooShort,
    #[error("the line has too many points, or crosses itself too often; draw it simpler")]
    TooComplex,
    #[error("there is no gap here: the place belongs to a grid already")]
    NoGap,
}

impl Reason {
    /// A refusal at a place.
    #[must_use]
    pub const fn at(self, place: LatticePoint) -> Refusal {
        Refusal { reason: self, place: Some(place) }
    }

    /// A refusal that has no place.
    #[must_use]
    pub const fn nowhere(self) -> Refusal {
        Refusal { reason: self, place: None }
    }
}
