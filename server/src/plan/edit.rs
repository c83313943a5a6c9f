//! Operations carried out on a plan, all or none.

use super::error::{PlanError, Result};
use onemap_engine::coord::{Bounds, Line, MultiPolygon};
use onemap_engine::plan::{Change, Operation, Plan, Surroundings};
use onemap_engine::record::Footprint;

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
        let around = Midway { around, before: &drafted.changes };
        let edit =
            drafted.plan.edit(operation, &around).map_err(|refusal| PlanError::Refused { index, refusal })?;
        drafted.plan = edit.plan;
        drafted.changes.push(edit.change);
    }
    Ok(drafted)
}

/// The city around a plan midway through some operations: the codes that those before gave are issued.
struct Midway<'a> {
    around: &'a dyn Surroundings,
    before: &'a [Change],
}

impl Surroundings for Midway<'_> {
    fn building(&self, id: &str) -> Option<usize> {
        self.around.building(id)
    }

    fn compound(&self, id: &str) -> Option<Vec<usize>> {
        self.around.compound(id)
    }

    fn buildings_near(&self, bounds: &Bounds) -> Vec<usize> {
        self.around.buildings_near(bounds)
    }

    fn footprint(&self, building: usize) -> Footprint {
        self.around.footprint(building)
    }

    fn roads_near(&self, bounds: &Bounds) -> Vec<Line> {
        self.around.roads_near(bounds)
    }

    fn dividers_near(&self, bounds: &Bounds) -> Vec<Line> {
        self.around.dividers_near(bounds)
    }

    fn community(&self, code: &str) -> Option<MultiPolygon> {
        self.around.community(code)
    }

    fn is_issued(&self, code: &str) -> bool {
        self.before.iter().flat_map(Change::new_codes).any(|given| given == code) || self.around.is_issued(code)
    }
}
