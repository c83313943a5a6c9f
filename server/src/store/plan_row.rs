//! What the store says about a plan.

use super::error::{Result, StoreError};
use super::plans;
use super::reader::Reader;
use super::row::Columns;
use onemap_engine::record::{Area, LocalDate};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use std::borrow::Borrow;
use std::fmt;
use utoipa::ToSchema;

/// Number of a plan in its store; never given twice.
pub type PlanId = i64;

/// Where a plan is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// The only state in which a plan can be edited.
    Draft,
    Submitted,
    /// With a first day, it waits for it.
    Approved,
    InForce,
    Replaced,
}

/// Households a grid of a plan should have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    pub min: f64,
    pub max: f64,
}

/// A plan without its grids.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanRow {
    pub id: PlanId,
    /// Id of its grid layer.
    pub layer: String,
    pub name: String,
    pub state: PlanState,
    /// In force on the days [starts, ends).
    pub starts: Option<LocalDate>,
    pub ends: Option<LocalDate>,
    /// The plan it was branched from.
    pub parent: Option<PlanId>,
    pub note: Option<String>,
    /// Counts every change of the plan.
    pub revision: i64,
    pub target: Option<Target>,
    /// Who changed it last.
    pub actor: Option<String>,
    /// Number of its grids.
    pub grids: i64,
    /// UTC, RFC 3339; `None` for plans of stores older than the log of edits.
    pub created: Option<String>,
    pub changed: Option<String>,
}

impl PlanState {
    const WORDS: [(Self, &'static str); 5] = [
        (Self::Draft, "draft"),
        (Self::Submitted, "submitted"),
        (Self::Approved, "approved"),
        (Self::InForce, "in_force"),
        (Self::Replaced, "replaced"),
    ];

    /// The word in the store and in the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(state, _)| *state == self).map_or("", |(_, word)| word)
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(state, _)| *state)
    }
}

impl fmt::Display for PlanState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

const FIELDS: &str =
    "id, layer, name, state, starts, ends, parent, note, revision, household_min, household_max,
    actor, created, changed,
    (SELECT (SELECT count(*) FROM grids WHERE version = latest.id) + coalesce((SELECT sum(grids) FROM plan_edits
            WHERE plan = plans.id AND state = 'done' AND seq > latest.seq), 0)
        FROM plan_versions AS latest WHERE plan = plans.id ORDER BY number DESC LIMIT 1)";

impl<C: Borrow<Connection>> Reader<C> {
    /// All plans, or those of a layer, in the order in which they were made.
    ///
    /// # Errors
    /// When the store cannot be read or holds something unreadable, as for all that follow.
    pub fn plans(&self, layer: Option<&str>) -> Result<Vec<PlanRow>> {
        let sql = format!("SELECT {FIELDS} FROM plans WHERE ?1 IS NULL OR layer = ?1 ORDER BY id");
        self.collect(&sql, [layer], plan_row)
    }

    /// # Errors
    /// As above.
    pub fn plan(&self, id: PlanId) -> Result<Option<PlanRow>> {
        let sql = format!("SELECT {FIELDS} FROM plans WHERE id = ?1");
        Ok(self.collect(&sql, [id], plan_row)?.pop())
    }

    /// The plan in force of a layer, or of the default one.
    ///
    /// # Errors
    /// As above.
    pub fn plan_in_force(&self, layer: Option<&str>) -> Result<Option<PlanRow>> {
        let sql = format!(
            "SELECT {FIELDS} FROM plans WHERE state = 'in_force' AND layer = coalesce(?1,
                (SELECT id FROM grid_layers WHERE is_default))"
        );
        Ok(self.collect(&sql, [layer], plan_row)?.pop())
    }

    /// How often a plan has changed; `None` where there is no such plan. Cheap: asked at every request.
    ///
    /// # Errors
    /// As above.
    pub fn plan_revision(&self, id: PlanId) -> Result<Option<i64>> {
        self.one("SELECT revision FROM plans WHERE id = ?1", [id])
    }

    /// The grids of a plan's current version, and the last edit that is in them.
    ///
    /// # Errors
    /// As above.
    pub fn plan_version(&self, id: PlanId) -> Result<(Vec<Area>, i64)> {
        self.version_of_plan(id, "DESC")
    }

    /// The grids of a plan's first version: what it was branched from.
    ///
    /// # Errors
    /// As above.
    pub fn plan_base(&self, id: PlanId) -> Result<Vec<Area>> {
        self.version_of_plan(id, "ASC").map(|(grids, _)| grids)
    }

    fn version_of_plan(&self, id: PlanId, order: &str) -> Result<(Vec<Area>, i64)> {
        let sql = format!("SELECT id, seq FROM plan_versions WHERE plan = ?1 ORDER BY number {order} LIMIT 1");
        let found = self.collect(&sql, [id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?.pop();
        let grids = self.grids_of_version(found.map(|(version, _)| version))?;
        Ok((grids, found.map_or(0, |(_, seq)| seq)))
    }

    /// Whether a grid of any plan has or had a code. What an edit gave that was taken back, its own draft may give again.
    ///
    /// # Errors
    /// As above.
    pub fn is_issued(&self, code: &str, draft: PlanId) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM grids WHERE code = ?1)
            OR EXISTS (SELECT 1 FROM plan_codes WHERE code = ?1 AND (plan <> ?2 OR done))";
        Ok(self.one(sql, rusqlite::params![code, draft])?.unwrap_or(false))
    }

    /// The approved plans whose first day has come, in the order of these days.
    pub(super) fn due_plans(&self, today: LocalDate) -> Result<Vec<(PlanId, LocalDate)>> {
        let sql = "SELECT id, starts FROM plans WHERE state = 'approved' AND starts <= ?1 ORDER BY starts, id";
        let rows = self.collect(sql, [today.to_string()], |row| {
            let mut columns = Columns::new(row, 0);
            Ok((columns.take()?, columns.parse(|text| text.parse().ok())?))
        })?;
        Ok(rows.into_iter().filter_map(|(id, starts): (_, Option<LocalDate>)| Some((id, starts?))).collect())
    }

    /// Whether a plan waits for its first day and it has come.
    ///
    /// # Errors
    /// As above.
    pub fn is_plan_due(&self, today: LocalDate) -> Result<bool> {
        Ok(!self.due_plans(today)?.is_empty())
    }

    /// The layer that stands first.
    ///
    /// # Errors
    /// As above.
    pub fn default_layer(&self) -> Result<Option<String>> {
        plans::default_layer(self.connection()).map_err(StoreError::at(&self.path))
    }

    /// Today where the program runs.
    ///
    /// # Errors
    /// As above.
    pub fn today(&self) -> Result<LocalDate> {
        let today = self.collect("SELECT date('now', 'localtime')", [], |row| {
            Columns::new(row, 0).parse(|text| text.parse().ok())
        })?;
        Ok(today.into_iter().flatten().next().unwrap_or_default())
    }

    pub(super) fn one<T: rusqlite::types::FromSql>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> Result<Option<T>> {
        let mut statement = self.connection().prepare_cached(sql).map_err(StoreError::at(&self.path))?;
        statement.query_row(params, |row| row.get(0)).optional().map_err(StoreError::at(&self.path))
    }
}

fn plan_row(row: &Row<'_>) -> rusqlite::Result<PlanRow> {
    let mut columns = Columns::new(row, 0);
    let date = |text: &str| text.parse::<LocalDate>().ok();
    Ok(PlanRow {
        id: columns.take()?,
        layer: columns.take()?,
        name: columns.take()?,
        state: columns.parse(PlanState::of_word)?.unwrap_or(PlanState::Draft),
        starts: columns.parse(date)?,
        ends: columns.parse(date)?,
        parent: columns.take()?,
        note: columns.take()?,
        revision: columns.take()?,
        target: target(columns.take()?, columns.take()?),
        actor: columns.take()?,
        created: columns.take()?,
        changed: columns.take()?,
        grids: columns.take::<Option<i64>>()?.unwrap_or(0),
    })
}

fn target(min: Option<f64>, max: Option<f64>) -> Option<Target> {
    Some(Target { min: min?, max: max? })
}
