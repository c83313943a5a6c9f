//! What can be wrong with a request about a plan.

use super::action::Action;
use crate::store::{LoggedEdit, PlanId, PlanState, StoreError};
use onemap_engine::plan::Refusal;
use onemap_engine::record::LocalDate;

pub type Result<T, E = PlanError> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("there is no plan {0}")]
    Unknown(PlanId),
    #[error("there is no grid layer “{0}”")]
    UnknownLayer(String),
    #[error("the layer has no plan in force to begin with; import grids first, or name a plan to branch from")]
    NothingInForce,
    #[error(
        "plan {plan} has changed: it is at revision {revision} now; look at what changed, and do it again on that"
    )]
    Stale {
        plan: PlanId,
        revision: i64,
        /// What was done, undone or done again since.
        edits: Vec<LoggedEdit>,
    },
    #[error("plan {plan} is {state}; only {} can be {action}", action.wants())]
    WrongState { plan: PlanId, state: PlanState, action: Action },
    #[error("operation {index}: {refusal}")]
    Refused {
        /// Place in the list, counted from 0.
        index: usize,
        refusal: Refusal,
    },
    #[error("there is nothing to undo in plan {0}")]
    NothingToUndo(PlanId),
    #[error("there is nothing to redo in plan {0}")]
    NothingToRedo(PlanId),
    #[error("give at least one operation")]
    NoOperations,
    #[error("give the plan a name")]
    NoName,
    #[error("the target must be two numbers of households, the smaller one first, not {min} to {max}")]
    BadTarget { min: f64, max: f64 },
    #[error(
        "the plan in force of the layer begins on {begun}; the one that replaces it must begin after that, not on {starts}"
    )]
    TooEarly { starts: LocalDate, begun: LocalDate },
    #[error("plan {other} of the layer begins on {starts} already")]
    DayTaken { starts: LocalDate, other: PlanId },
    #[error(
        "edit {seq} in the log of plan {plan} does not fit the plan before it; the store was edited by another program"
    )]
    BrokenLog { plan: PlanId, seq: i64 },
}
