//! The log of a plan's edits: who, when, what, and the change that leads on or back.

use super::error::{Result, StoreError};
use super::plan_row::PlanId;
use super::reader::Reader;
use super::row::Columns;
use onemap_engine::plan::Change;
use rusqlite::{Connection, Row};
use serde::Serialize;
use std::borrow::Borrow;
use utoipa::ToSchema;

/// What became of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EditState {
    /// It is in the plan.
    Done,
    /// It can be done again.
    Undone,
    /// It was undone, and something else was done after it.
    Abandoned,
}

/// One entry of the log, without its changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedEdit {
    /// Counted from 1 within the plan.
    pub seq: i64,
    /// The plan's, when the edit was made, undone or done again last.
    pub revision: i64,
    pub actor: String,
    /// UTC, RFC 3339.
    pub time: String,
    pub state: EditState,
    /// The operations as a JSON array.
    pub operations: String,
}

impl EditState {
    fn of_word(word: &str) -> Option<Self> {
        match word {
            "done" => Some(Self::Done),
            "undone" => Some(Self::Undone),
            "abandoned" => Some(Self::Abandoned),
            _ => None,
        }
    }
}

impl<C: Borrow<Connection>> Reader<C> {
    /// The edits of a plan written after a revision, the oldest first; all of them after none.
    ///
    /// # Errors
    /// When the store cannot be read or holds something unreadable, as for all that follow.
    pub fn plan_edits(&self, plan: PlanId, after: Option<i64>) -> Result<Vec<LoggedEdit>> {
        let sql = "SELECT seq, revision, actor, time, state, operations FROM plan_edits
            WHERE plan = ?1 AND (?2 IS NULL OR revision > ?2) ORDER BY seq";
        self.collect(sql, rusqlite::params![plan, after], logged)
    }

    /// What is done after an edit, in order: each with its number and its changes.
    ///
    /// # Errors
    /// As above.
    pub fn plan_changes(&self, plan: PlanId, after: i64) -> Result<Vec<(i64, Vec<Change>)>> {
        let sql =
            "SELECT seq, changes FROM plan_edits WHERE plan = ?1 AND seq > ?2 AND state = 'done' ORDER BY seq";
        let rows =
            self.collect(sql, [plan, after], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
        rows.into_iter().map(|(seq, bytes)| Ok((seq, self.decoded(&bytes)?))).collect()
    }

    /// The edit that undoing takes back, and the one that redoing does again, each with its changes.
    ///
    /// # Errors
    /// As above.
    pub fn undoable(&self, plan: PlanId) -> Result<Option<(i64, Vec<Change>)>> {
        let sql = "SELECT seq, changes FROM plan_edits WHERE plan = ?1 AND state = 'done'
            AND seq > (SELECT seq FROM plan_versions WHERE plan = ?1 ORDER BY number DESC LIMIT 1)
            ORDER BY seq DESC LIMIT 1";
        self.edit(sql, plan)
    }

    /// # Errors
    /// As above.
    pub fn redoable(&self, plan: PlanId) -> Result<Option<(i64, Vec<Change>)>> {
        let sql =
            "SELECT seq, changes FROM plan_edits WHERE plan = ?1 AND state = 'undone' ORDER BY seq LIMIT 1";
        self.edit(sql, plan)
    }

    fn edit(&self, sql: &str, plan: PlanId) -> Result<Option<(i64, Vec<Change>)>> {
        let found = self.collect(sql, [plan], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
        found.into_iter().next().map(|(seq, bytes)| Ok((seq, self.decoded(&bytes)?))).transpose()
    }

    fn decoded(&self, bytes: &[u8]) -> Result<Vec<Change>> {
        decode(bytes).map_err(|error| StoreError::Damaged(self.path.clone(), error))
    }
}

fn logged(row: &Row<'_>) -> rusqlite::Result<LoggedEdit> {
    let mut columns = Columns::new(row, 0);
    Ok(LoggedEdit {
        seq: columns.take()?,
        revision: columns.take()?,
        actor: columns.take()?,
        time: columns.take()?,
        state: columns.parse(EditState::of_word)?.unwrap_or(EditState::Done),
        operations: columns.take()?,
    })
}

/// The changes of one edit in a row of bytes: each behind its length, 32 bits, the least significant byte first.
pub(super) fn encode(changes: &[Change]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for change in changes.iter().map(Change::to_bytes) {
        bytes.extend((change.len() as u32).to_le_bytes());
        bytes.extend(change);
    }
    bytes
}

fn decode(mut bytes: &[u8]) -> Result<Vec<Change>, String> {
    let mut changes = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<4>() {
        let length = u32::from_le_bytes(*length) as usize;
        let (change, rest) = rest.split_at_checked(length).ok_or("the log holds an edit that was cut short")?;
        changes.push(Change::from_bytes(change).map_err(|error| error.to_string())?);
        bytes = rest;
    }
    if bytes.is_empty() { Ok(changes) } else { Err("the log holds an edit that was cut short".to_owned()) }
}
