//! Complaints without a place, and giving them one.

use super::error::{Result, StoreError};
use super::reader::Reader;
use super::row::{Columns, Read};
use super::table::COMPLAINTS;
use super::{geometry, words};
use onemap_engine::coord::LatticePoint;
use onemap_engine::record::{Complaint, LocationQuality};
use rusqlite::{Connection, Statement, params};
use std::borrow::Borrow;
use std::path::Path;

impl<C: Borrow<Connection>> Reader<C> {
    /// Every complaint without a place, with its row number.
    ///
    /// # Errors
    /// When the store cannot be read or holds something unreadable.
    pub fn unlocated(&self, mut each: impl FnMut(i64, Complaint)) -> Result<()> {
        let fields = COMPLAINTS.fields().join(", ");
        let sql = format!("SELECT fid, {fields} FROM complaints WHERE geom IS NULL ORDER BY fid");
        self.scan(&sql, [], |row| {
            each(row.get(0)?, Complaint::read(&mut Columns::new(row, 1))?);
            Ok(())
        })
    }
}

/// Gives places to complaints that had none.
pub struct Placing<'c> {
    path: &'c Path,
    statement: Statement<'c>,
}

impl<'c> Placing<'c> {
    pub(super) fn new(connection: &'c Connection, path: &'c Path) -> Result<Self> {
        let sql = "UPDATE complaints SET geom = ?2, quality = ?3 WHERE fid = ?1";
        Ok(Self { path, statement: connection.prepare(sql).map_err(StoreError::at(path))? })
    }

    /// # Errors
    /// When there is no room to write.
    pub fn put(&mut self, row: i64, place: LatticePoint, quality: LocationQuality) -> Result<()> {
        let mut blob = Vec::new();
        geometry::write_point(&mut blob, place);
        let done = self.statement.execute(params![row, blob, words::quality(quality)]);
        done.map(drop).map_err(StoreError::at(self.path))
    }
}
