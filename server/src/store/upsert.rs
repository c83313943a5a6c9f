//! Putting records into their tables, one prepared statement per table.

use super::error::{Result, StoreError};
use super::geometry;
use super::records::VersionedGrid;
use super::row::{Bind, Fields};
use super::table::{self, Table};
use onemap_engine::record::Area;
use rusqlite::{Connection, Statement, params};
use std::marker::PhantomData;
use std::path::Path;

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Put {
    New,
    /// Its id was there, with other values.
    Updated,
    /// Its id was there, with the same values.
    Unchanged,
}

/// Puts records of one kind into their table. A change has one at a time.
pub struct Upsert<'c, R> {
    rows: Rows<'c>,
    record: PhantomData<fn(&R)>,
}

impl<'c, R: Bind> Upsert<'c, R> {
    pub(super) fn new(connection: &'c Connection, path: &'c Path, table: &'static Table) -> Result<Self> {
        Ok(Self { rows: Rows::new(connection, path, table)?, record: PhantomData })
    }

    /// Adds the record, or updates the one with its id.
    ///
    /// # Errors
    /// When there is no room to write.
    pub fn put(&mut self, record: &R) -> Result<Put> {
        self.rows.put(record)
    }

    /// Tells the store's table of contents about what was put.
    ///
    /// # Errors
    /// When there is no room to write.
    pub fn close(self) -> Result<()> {
        self.rows.close()
    }
}

/// Puts grids into one plan version.
pub struct Grids<'c> {
    rows: Rows<'c>,
    version: i64,
}

impl<'c> Grids<'c> {
    pub(super) fn new(connection: &'c Connection, path: &'c Path, version: i64) -> Result<Self> {
        Ok(Self { rows: Rows::new(connection, path, &table::GRIDS)?, version })
    }

    /// Adds the grid, or updates the one with its code.
    ///
    /// # Errors
    /// When there is no room to write.
    pub fn put(&mut self, grid: &Area) -> Result<Put> {
        self.rows.put(&VersionedGrid { version: self.version, grid })
    }

    /// Tells the store's table of contents about what was put.
    ///
    /// # Errors
    /// When there is no room to write.
    pub fn close(self) -> Result<()> {
        self.rows.close()
    }
}

struct Rows<'c> {
    connection: &'c Connection,
    path: &'c Path,
    table: &'static Table,
    statement: Statement<'c>,
    blob: Vec<u8>,
    /// West, east, south, north of everything put, in degrees.
    extent: Option<[f64; 4]>,
    /// The last row number given out: an update leaves it alone.
    last: i64,
}

impl<'c> Rows<'c> {
    fn new(connection: &'c Connection, path: &'c Path, table: &'static Table) -> Result<Self> {
        let statement = connection.prepare(&table.upsert_sql()).map_err(StoreError::at(path))?;
        let last = forget_last_row(connection).map_err(StoreError::at(path))?;
        Ok(Self { connection, path, table, statement, blob: Vec::new(), extent: None, last })
    }

    fn put(&mut self, record: &impl Bind) -> Result<Put> {
        let put = self.execute(record).map_err(StoreError::at(self.path))?;
        if let Some(envelope) = geometry::envelope(&self.blob) {
            self.extent = Some(self.extent.map_or(envelope, |extent| around(extent, envelope)));
        }
        Ok(put)
    }

    fn execute(&mut self, record: &impl Bind) -> rusqlite::Result<Put> {
        self.blob.clear();
        record.bind(&mut Fields::new(&mut self.statement, &mut self.blob))?;
        if self.statement.raw_execute()? == 0 {
            return Ok(Put::Unchanged);
        }
        let last = std::mem::replace(&mut self.last, self.connection.last_insert_rowid());
        Ok(if last == self.last { Put::Updated } else { Put::New })
    }

    fn close(self) -> Result<()> {
        let [west, east, south, north] = self.extent.map_or([None; 4], |extent| extent.map(Some));
        let sql = "UPDATE gpkg_contents SET
                last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
                min_x = coalesce(min(min_x, ?2), min_x, ?2), max_x = coalesce(max(max_x, ?3), max_x, ?3),
                min_y = coalesce(min(min_y, ?4), min_y, ?4), max_y = coalesce(max(max_y, ?5), max_y, ?5)
            WHERE table_name = ?1";
        let values = params![self.table.name, west, east, south, north];
        self.connection.execute(sql, values).map(drop).map_err(StoreError::at(self.path))
    }
}

fn around(a: [f64; 4], b: [f64; 4]) -> [f64; 4] {
    [a[0].min(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].max(b[3])]
}

/// Makes the last row number one that no table of ours gives out. Without this, a number given out by another table
/// could be mistaken for one of this.
fn forget_last_row(connection: &Connection) -> rusqlite::Result<i64> {
    const NOWHERE: i64 = -1;
    connection.execute_batch("CREATE TEMP TABLE IF NOT EXISTS nowhere (n INTEGER PRIMARY KEY)")?;
    connection.execute("INSERT OR REPLACE INTO nowhere VALUES (?1)", [NOWHERE])?;
    Ok(NOWHERE)
}
