//! What can be done to a plan, and when.

use crate::store::PlanState;
use std::fmt;

/// A step in the life of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Edit,
    Delete,
    /// Hand a draft in.
    Submit,
    /// Agree to what was handed in.
    Approve,
    /// Send back what was handed in or agreed to.
    Reject,
    /// Take back what one handed in oneself.
    Withdraw,
    /// Give an approved plan its first day.
    Publish,
}

impl Action {
    /// The state it leads to; `None` where it is not to be done.
    ///
    /// ```text
    /// draft ── submit ──▶ submitted ── approve ──▶ approved ── publish ──▶ approved, with a first day ──▶ in force ──▶ replaced
    ///   ▲                     │                       │                               │
    ///   └── reject, withdraw ─┴───────────────────────┴───────────────────────────────┘
    /// ```
    #[must_use]
    pub fn from(self, state: PlanState) -> Option<PlanState> {
        use PlanState::{Approved, Draft, Submitted};
        match (self, state) {
            (Self::Edit | Self::Delete, Draft) => Some(Draft),
            (Self::Submit, Draft) => Some(Submitted),
            (Self::Approve, Submitted) | (Self::Publish, Approved) => Some(Approved),
            (Self::Reject | Self::Withdraw, Submitted | Approved) => Some(Draft),
            _ => None,
        }
    }

    /// What a plan must be for it, in words.
    #[must_use]
    pub fn wants(self) -> &'static str {
        match self {
            Self::Edit | Self::Delete | Self::Submit => "a draft",
            Self::Approve => "submitted",
            Self::Reject | Self::Withdraw => "submitted or approved",
            Self::Publish => "approved",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Edit => "edited",
            Self::Delete => "deleted",
            Self::Submit => "submitted",
            Self::Approve => "approved",
            Self::Reject => "rejected",
            Self::Withdraw => "withdrawn",
            Self::Publish => "published",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PlanState::{Approved, Draft, InForce, Replaced, Submitted};

    /// The table of the issue, row by row: what each state lets be done, and where it leads.
    #[test]
    fn the_life_of_a_plan() {
        let actions = [
            Action::Edit,
            Action::Delete,
            Action::Submit,
            Action::Approve,
            Action::Reject,
            Action::Withdraw,
            Action::Publish,
        ];
        let table = [
            (Draft, [Some(Draft), Some(Draft), Some(Submitted), None, None, None, None]),
            (Submitted, [None, None, None, Some(Approved), Some(Draft), Some(Draft), None]),
            (Approved, [None, None, None, None, Some(Draft), Some(Draft), Some(Approved)]),
            (InForce, [None; 7]),
            (Replaced, [None; 7]),
        ];
        for (state, expected) in table {
            assert_eq!(actions.map(|action| action.from(state)), expected, "{state}");
        }
    }
}
