//! Why an operation cannot be carried out.

use super::codes::LONGEST_CODE;
use crate::coord::LatticePoint;
use crate::coverage::edit;

/// An operation that cannot be carried out, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Refusal {
    pub reason: Reason,
    pub place: Option<LatticePoint>,
}

/// What is wrong with an operation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error(transparent)]
    Geometry(edit::Reason),
    #[error("there is no grid {0} in this plan")]
    UnknownGrid(String),
    #[error("grid {0} is locked; unlock it first")]
    Locked(String),
    #[error("there is no building {0}")]
    UnknownBuilding(String),
    #[error("building {0} lies in no grid of this plan")]
    BuildingOutside(String),
    #[error("there is no compound {0}")]
    UnknownCompound(String),
    #[error("name at least one building or compound")]
    NoBuildings,
    #[error("name at least two different grids, the one to keep among them")]
    TooFewGrids,
    #[error(
        "“{0}” is no code: give 1 to {LONGEST_CODE} characters without spaces around them, and none for control"
    )]
    BadCode(String),
    #[error("code {0} is taken, or was once: codes are never used again")]
    CodeTaken(String),
    #[error("the split makes {made} new grids, but names {named} codes")]
    CodesDiffer { made: usize, named: usize },
    #[error("grid {grid} names the community {community:?}, which is not there")]
    UnknownCommunity { grid: String, community: Option<String> },
    #[error("no part of the boundary of grid {0} lies within the tolerance of a road")]
    NothingNear(String),
    #[error("the tolerance must be a number of metres above 0 and at most 100, not {0}")]
    BadTolerance(String),
}

impl Reason {
    /// The name of the reason for programs; it never changes.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Geometry(reason) => geometry_code(*reason),
            Self::UnknownGrid(_) => "unknown_grid",
            Self::Locked(_) => "locked",
            Self::UnknownBuilding(_) => "unknown_building",
            Self::BuildingOutside(_) => "building_outside",
            Self::UnknownCompound(_) => "unknown_compound",
            Self::NoBuildings => "no_buildings",
            Self::TooFewGrids => "too_few_grids",
            Self::BadCode(_) => "bad_code",
            Self::CodeTaken(_) => "code_taken",
            Self::CodesDiffer { .. } => "codes_differ",
            Self::UnknownCommunity { .. } => "unknown_community",
            Self::NothingNear(_) => "nothing_near",
            Self::BadTolerance(_) => "bad_tolerance",
        }
    }

    pub(super) const fn nowhere(self) -> Refusal {
        Refusal { reason: self, place: None }
    }
}

fn geometry_code(reason: edit::Reason) -> &'static str {
    match reason {
        edit::Reason::DoesNotCross => "does_not_cross",
        edit::Reason::Crosses => "crosses",
        edit::Reason::Disconnects => "disconnects",
        edit::Reason::Sliver => "sliver",
        edit::Reason::LeavesGap => "leaves_gap",
        edit::Reason::NothingLeft => "nothing_left",
        edit::Reason::ChangesNothing => "changes_nothing",
        edit::Reason::NoVertex => "no_vertex",
        edit::Reason::IsNode => "is_node",
        edit::Reason::NoEdge => "no_edge",
        edit::Reason::TooShort => "too_short",
        edit::Reason::TooComplex => "too_complex",
        edit::Reason::NoGap => "no_gap",
    }
}

impl From<edit::Refusal> for Refusal {
    fn from(refusal: edit::Refusal) -> Self {
        Self { reason: Reason::Geometry(refusal.reason), place: refusal.place }
    }
}
