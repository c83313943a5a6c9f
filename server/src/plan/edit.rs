//! Operations carried out on a plan, all or none.

use super::error::{PlanError, Result};
use onemap_engine::plan::{Change, Operation, Plan, Surroundings};

/// A plan after some operations, not yet kept anywhere.
#[derive(Clone, Debug)]
pub struct Drafted {
    pub plan: Plan,
    /// What each operation changed, in order.
    pub changes: Vec<Change>,
}

/// Carries out operations one after another.
///
/// # Errors
/// With the first operation that is refused, or where there is none.
pub fn carry_out(plan: &Plan, operations: &[Operation], around: &dyn Surroundings) -> Result<Drafted> {
    if operations.is_empty() {
        return Err(PlanError::NoOperations);
    }
    let mut drafted = Drafted { plan: plan.clone(), changes: Vec::with_capacity(operations.len()) };
    for (index, operation) in operations.iter().enumerate() {
        let edit =
            drafted.plan.edit(operation, around).map_err(|refusal| PlanError::Refused { index, refusal })?;
        drafted.plan = edit.plan;
        drafted.changes.push(edit.change);
    }
    Ok(drafted)
}
