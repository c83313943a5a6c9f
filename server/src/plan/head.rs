//! A plan as the store has it: its version, and what its log did to it.

use super::error::{PlanError, Result};
use crate::store::{Connection, PlanId, PlanRow, Reader, StoreError};
use onemap_engine::plan::{Change, Plan};
use std::borrow::Borrow;

/// A plan at one revision.
#[derive(Clone, Debug)]
pub struct Head {
    pub row: PlanRow,
    /// What it was branched from.
    pub base: Plan,
    pub plan: Plan,
    pub can_undo: bool,
    pub can_redo: bool,
}

impl Head {
    /// Reads a plan and replays its log.
    ///
    /// # Errors
    /// When there is no such plan, or the store cannot be read.
    pub fn read<C: Borrow<Connection>>(reader: &Reader<C>, id: PlanId) -> Result<Self> {
        let stored = reader.consistently(|reader| Stored::read(reader, id))?.ok_or(PlanError::Unknown(id))?;
        stored.head()
    }

    /// As [`Self::read`], inside a change.
    ///
    /// # Errors
    /// As above.
    pub fn within<C: Borrow<Connection>>(reader: &Reader<C>, id: PlanId) -> Result<Self> {
        Stored::read(reader, id)?.ok_or(PlanError::Unknown(id))?.head()
    }
}

/// What is read before anything is computed.
struct Stored {
    row: PlanRow,
    base: Vec<onemap_engine::record::Area>,
    /// Where it is another than the base.
    version: Option<Vec<onemap_engine::record::Area>>,
    changes: Vec<(i64, Vec<Change>)>,
    can_redo: bool,
}

impl Stored {
    fn read<C: Borrow<Connection>>(reader: &Reader<C>, id: PlanId) -> Result<Option<Self>, StoreError> {
        let Some(row) = reader.plan(id)? else { return Ok(None) };
        let (grids, seq) = reader.plan_version(id)?;
        let changes = reader.plan_changes(id, seq)?;
        let can_redo = reader.redoable(id)?.is_some();
        let (base, version) = if seq == 0 { (grids, None) } else { (reader.plan_base(id)?, Some(grids)) };
        Ok(Some(Self { row, base, version, changes, can_redo }))
    }

    fn head(self) -> Result<Head> {
        let base = Plan::new(&self.base).0;
        let mut plan = self.version.map_or_else(|| base.clone(), |grids| Plan::new(&grids).0);
        for (seq, changes) in &self.changes {
            plan = replay(&plan, changes).map_err(|_| PlanError::BrokenLog { plan: self.row.id, seq: *seq })?;
        }
        let (can_undo, can_redo) = (!self.changes.is_empty(), self.can_redo);
        Ok(Head { row: self.row, base, plan, can_undo, can_redo })
    }
}

/// A plan after some changes, in order.
pub(super) fn replay(plan: &Plan, changes: &[Change]) -> Result<Plan, onemap_engine::plan::NotThisPlan> {
    changes.iter().try_fold(plan.clone(), |plan, change| plan.apply(change))
}

/// The changes that lead back, in the order in which they do.
pub(super) fn inverse(changes: &[Change]) -> Vec<Change> {
    changes.iter().rev().map(Change::inverse).collect()
}
