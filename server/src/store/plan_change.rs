//! Changes of plans: made, edited, undone, moved on in their life. Each counts up the plan's revision.

use super::error::{Result, StoreError};
use super::plan_log;
use super::plan_row::{PlanId, PlanState, Target};
use super::upsert::Grids;
use super::writer::Change;
use onemap_engine::plan;
use onemap_engine::record::{Area, LocalDate};
use rusqlite::{Params, params};

/// A draft to be made.
#[derive(Clone, Debug)]
pub struct NewPlan<'a> {
    pub layer: &'a str,
    pub name: &'a str,
    pub parent: Option<PlanId>,
    pub note: Option<&'a str>,
    pub target: Option<Target>,
    pub actor: &'a str,
}

/// What of a plan is to be another; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct PlanUpdate {
    pub name: Option<String>,
    pub note: Option<String>,
    pub target: Option<Target>,
}

/// What a grid of a plan has of one of the version it was branched from.
#[derive(Clone, Debug, PartialEq)]
pub struct Lineage {
    pub grid: String,
    /// `None` for what belonged to no grid.
    pub origin: Option<String>,
    /// m² on the ellipsoid.
    pub area_m2: f64,
    pub buildings: u64,
    pub households: f64,
}

const NOW: &str = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

impl Change<'_> {
    /// Makes a draft of some grids.
    ///
    /// # Errors
    /// Those of any statement, as all that follow.
    pub fn add_plan(&mut self, plan: &NewPlan<'_>, grids: &[Area]) -> Result<PlanId> {
        self.run(
            "INSERT OR IGNORE INTO grid_layers SELECT ?1, ?1, NOT EXISTS (SELECT * FROM grid_layers)",
            [plan.layer],
        )?;
        let sql = format!(
            "INSERT INTO plans (layer, name, state, parent, note, household_min, household_max, actor, created, changed)
                SELECT ?1, ?2, 'draft', ?3, ?4, ?5, ?6, ?7, now, now FROM (SELECT {NOW} AS now)"
        );
        let [min, max] = sides(plan.target);
        self.run(&sql, params![plan.layer, plan.name, plan.parent, plan.note, min, max, plan.actor])?;
        let id = self.transaction.last_insert_rowid();
        self.add_version(id, 0, grids)?;
        Ok(id)
    }

    /// Writes the grids of a plan as its next version, in which the log's edits up to `seq` are.
    ///
    /// # Errors
    /// As above.
    pub fn add_version(&mut self, plan: PlanId, seq: i64, grids: &[Area]) -> Result<()> {
        self.run(
            "INSERT INTO plan_versions (plan, number, seq)
                SELECT ?1, 1 + coalesce(max(number), 0), ?2 FROM plan_versions WHERE plan = ?1",
            params![plan, seq],
        )?;
        let version = self.transaction.last_insert_rowid();
        let mut table = Grids::new(&self.transaction, self.path, version)?;
        grids.iter().try_for_each(|grid| table.put(grid).map(drop))?;
        table.close()
    }

    /// Takes back what [`Self::add_version`] and [`Self::set_lineage`] wrote for publishing: the plan is its first version and
    /// its log again.
    ///
    /// # Errors
    /// As above.
    pub fn drop_published_version(&mut self, plan: PlanId) -> Result<()> {
        let later = "SELECT id FROM plan_versions WHERE plan = ?1 AND number > 1";
        self.run(&format!("DELETE FROM grids WHERE version IN ({later})"), [plan])?;
        self.run("DELETE FROM plan_versions WHERE plan = ?1 AND number > 1", [plan])?;
        self.run("DELETE FROM plan_lineage WHERE plan = ?1", [plan])
    }

    /// Notes from which grids those of a plan came.
    ///
    /// # Errors
    /// As above.
    pub fn set_lineage(&mut self, plan: PlanId, lineage: &[Lineage]) -> Result<()> {
        self.run("DELETE FROM plan_lineage WHERE plan = ?1", [plan])?;
        let sql = "INSERT INTO plan_lineage (plan, grid, origin, area_m2, buildings, households)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        lineage.iter().try_for_each(|row| {
            let buildings = row.buildings as i64;
            self.run(sql, params![plan, row.grid, row.origin, row.area_m2, buildings, row.households])
        })
    }

    /// Appends an edit to a plan's log; what was undone before is abandoned. Gives its number and the plan's revision.
    ///
    /// # Errors
    /// As above.
    pub fn add_edit(
        &mut self,
        plan: PlanId,
        actor: &str,
        operations: &str,
        changes: &[plan::Change],
    ) -> Result<(i64, i64)> {
        let revision = self.touch_plan(plan, actor)?;
        self.run(
            "UPDATE plan_edits SET state = 'abandoned', revision = ?2 WHERE plan = ?1 AND state = 'undone'",
            params![plan, revision],
        )?;
        let sql = format!(
            "INSERT INTO plan_edits (plan, seq, revision, actor, time, state, operations, grids, changes)
                SELECT ?1, 1 + coalesce(max(seq), 0), ?2, ?3, {NOW}, 'done', ?4, ?5, ?6 FROM plan_edits WHERE plan = ?1
                RETURNING seq"
        );
        let values = params![plan, revision, actor, operations, grids_more(changes), plan_log::encode(changes)];
        let seq =
            self.transaction.query_row(&sql, values, |row| row.get(0)).map_err(StoreError::at(self.path))?;
        self.mark_codes(plan, changes, true)?;
        Ok((seq, revision))
    }

    /// Notes that the codes which changes give to grids are given, or given no more.
    fn mark_codes(&self, plan: PlanId, changes: &[plan::Change], done: bool) -> Result<()> {
        let sql = "INSERT INTO plan_codes (plan, code, done) VALUES (?1, ?2, ?3)
            ON CONFLICT (code, plan) DO UPDATE SET done = excluded.done";
        changes
            .iter()
            .flat_map(plan::Change::new_codes)
            .try_for_each(|code| self.run(sql, params![plan, code, done]))
    }

    /// Marks an edit with its changes as undone, or as done again, and gives the plan's revision.
    ///
    /// # Errors
    /// As above.
    pub fn mark_edit(
        &mut self,
        plan: PlanId,
        (seq, changes): (i64, &[plan::Change]),
        done: bool,
        actor: &str,
    ) -> Result<i64> {
        let revision = self.touch_plan(plan, actor)?;
        self.mark_codes(plan, changes, done)?;
        self.run(
            "UPDATE plan_edits SET state = ?3, revision = ?4 WHERE plan = ?1 AND seq = ?2",
            params![plan, seq, if done { "done" } else { "undone" }, revision],
        )?;
        Ok(revision)
    }

    /// # Errors
    /// As above.
    pub fn update_plan(&mut self, plan: PlanId, update: &PlanUpdate, actor: &str) -> Result<i64> {
        let [min, max] = sides(update.target);
        self.run(
            "UPDATE plans SET name = coalesce(?2, name), note = coalesce(?3, note),
                household_min = coalesce(?4, household_min), household_max = coalesce(?5, household_max) WHERE id = ?1",
            params![plan, update.name, update.note, min, max],
        )?;
        self.touch_plan(plan, actor)
    }

    /// Moves a plan to another state of its life. A note is kept where one is given.
    ///
    /// # Errors
    /// As above.
    pub fn set_plan_state(
        &mut self,
        plan: PlanId,
        state: PlanState,
        starts: Option<LocalDate>,
        note: Option<&str>,
        actor: &str,
    ) -> Result<i64> {
        self.run(
            "UPDATE plans SET state = ?2, starts = ?3, note = coalesce(?4, note) WHERE id = ?1",
            params![plan, state.word(), starts.map(|day| day.to_string()), note],
        )?;
        self.touch_plan(plan, actor)
    }

    /// Brings approved plans into force whose first day has come, in the order of these days; each replaces the one before
    /// it, whose grids end where they do not go on. Gives how many.
    ///
    /// # Errors
    /// As above.
    pub fn bring_into_force(&mut self, today: LocalDate) -> Result<usize> {
        let due = self.reader().due_plans(today)?;
        for &(plan, starts) in &due {
            let starts = starts.to_string();
            self.run(
                "UPDATE grids SET ends = ?2 WHERE ends IS NULL
                    AND version = (SELECT version FROM versions_in_force
                        WHERE layer = (SELECT layer FROM plans WHERE id = ?1))
                    AND code NOT IN (SELECT code FROM grids WHERE version =
                        (SELECT id FROM plan_versions WHERE plan = ?1 ORDER BY number DESC LIMIT 1))",
                params![plan, starts],
            )?;
            self.run(
                "UPDATE plans SET state = 'replaced', ends = ?2, revision = revision + 1
                    WHERE state = 'in_force' AND layer = (SELECT layer FROM plans WHERE id = ?1)",
                params![plan, starts],
            )?;
            self.run("UPDATE plans SET state = 'in_force', revision = revision + 1 WHERE id = ?1", [plan])?;
        }
        Ok(due.len())
    }

    /// Takes a plan out of the store, with its grids and its log.
    ///
    /// # Errors
    /// As above.
    pub fn delete_plan(&mut self, plan: PlanId) -> Result<()> {
        self.run("DELETE FROM grids WHERE version IN (SELECT id FROM plan_versions WHERE plan = ?1)", [plan])?;
        self.run("DELETE FROM plan_versions WHERE plan = ?1", [plan])?;
        self.run("UPDATE plans SET parent = NULL, revision = revision + 1 WHERE parent = ?1", [plan])?;
        self.run("DELETE FROM plans WHERE id = ?1", [plan])
    }

    fn touch_plan(&self, plan: PlanId, actor: &str) -> Result<i64> {
        let sql = format!(
            "UPDATE plans SET revision = revision + 1, actor = ?2, changed = {NOW} WHERE id = ?1 RETURNING revision"
        );
        self.transaction
            .query_row(&sql, params![plan, actor], |row| row.get(0))
            .map_err(StoreError::at(self.path))
    }

    fn run(&self, sql: &str, values: impl Params) -> Result<()> {
        let mut statement = self.transaction.prepare_cached(sql).map_err(StoreError::at(self.path))?;
        statement.execute(values).map(drop).map_err(StoreError::at(self.path))
    }
}

fn sides(target: Option<Target>) -> [Option<f64>; 2] {
    target.map_or([None; 2], |target| [Some(target.min), Some(target.max)])
}

/// How many grids there are more after some changes.
fn grids_more(changes: &[plan::Change]) -> i64 {
    let more = |(_, before, after): &(_, Option<plan::Grid>, Option<plan::Grid>)| {
        i64::from(after.is_some()) - i64::from(before.is_some())
    };
    changes.iter().flat_map(|change| &change.grids).map(more).sum()
}
