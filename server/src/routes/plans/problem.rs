//! What is wrong with a request about a plan, as a problem.

use super::edits::LogEntry;
use crate::error::{Kind, Problem};
use crate::plan::PlanError;
use crate::store::StoreError;
use onemap_engine::plan::Refusal;
use serde_json::{Value, json};

impl From<PlanError> for Problem {
    fn from(error: PlanError) -> Self {
        let detail = error.to_string();
        match error {
            PlanError::Store(error) => of_store(error),
            PlanError::Unknown(_) | PlanError::UnknownLayer(_) => Self::new(Kind::UnknownId, detail),
            PlanError::Stale { revision, edits, .. } => {
                let edits: Vec<_> = edits.into_iter().map(LogEntry::from).collect();
                Self::new(Kind::Stale, detail)
                    .with("revision", revision.into())
                    .with("edits", serde_json::to_value(edits).unwrap_or(Value::Null))
            }
            PlanError::WrongState { state, .. } => {
                Self::new(Kind::WrongState, detail).with("state", state.word().into())
            }
            PlanError::NothingToUndo(_) | PlanError::NothingToRedo(_) => Self::new(Kind::WrongState, detail),
            PlanError::Refused { index, refusal } => refused(index, &refusal, detail),
            PlanError::NoOperations => Self::parameter("operations", detail),
            PlanError::NoName => Self::parameter("name", detail),
            PlanError::BadTarget { .. } => Self::parameter("target", detail),
            PlanError::TooEarly { .. } | PlanError::DayTaken { .. } => Self::parameter("starts", detail),
            PlanError::NothingInForce => Self::parameter("from", detail),
            PlanError::BrokenLog { .. } => Self::internal(detail),
        }
    }
}

fn refused(index: usize, refusal: &Refusal, detail: String) -> Problem {
    let place = refusal.place.map_or(Value::Null, |place| json!({ "lon": place.lon(), "lat": place.lat() }));
    Problem::new(Kind::EditRefused, detail)
        .with("index", index.into())
        .with("reason", refusal.reason.code().into())
        .with("place", place)
}

fn of_store(error: StoreError) -> Problem {
    match error {
        StoreError::ReadOnly(_) => Problem::new(Kind::ReadOnly, Kind::ReadOnly.entry().advice),
        StoreError::Locked(_) => Problem::new(Kind::Busy, "the store is being written to by an import"),
        StoreError::Full(_) => Problem::new(Kind::Busy, "there is no room to write; nothing was changed"),
        other => Problem::internal(other),
    }
}
