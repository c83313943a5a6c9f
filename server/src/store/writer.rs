//! Writing: one connection, one change at a time, each change one transaction.

use super::draft::Draft;
use super::error::{Result, StoreError};
use super::flusher::Flusher;
use super::placing::Placing;
use super::reader::Reader;
use super::row::Bind;
use super::table::{self, Table};
use super::upsert::{Grids, Upsert};
use super::{Store, connection, plans};
use onemap_engine::record::{Area, AreaLevel, Building, Complaint, Compound, Road, Staff, Water};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::fs::File;
use std::path::{Path, PathBuf};

/// The one connection that writes to a store; a store that does not exist yet appears whole, at `finish`.
pub struct Writer {
    path: PathBuf,
    connection: Connection,
    /// Holds no file beyond the connection, whose locks would end with it. None where changes are small.
    flusher: Option<Flusher>,
    draft: Option<Draft>,
}

impl Writer {
    /// # Errors
    /// When what is there is no store of ours, or cannot be written to.
    pub fn open(path: &Path) -> Result<Self> {
        let (draft, connection, flusher) = if path.exists() {
            connection::check(path)?;
            let log = connection::log_of(path);
            let flusher = Flusher::start(move || File::open(&log)?.sync_data());
            (None, connection::writable(path)?, flusher)
        } else {
            let (draft, connection) = Draft::begin(path)?;
            let flusher = draft.flusher();
            (Some(draft), connection, flusher)
        };
        Ok(Self { path: path.to_owned(), connection, flusher: Some(flusher), draft })
    }

    /// For small changes to a store that is there, each on disk before its commit returns.
    ///
    /// # Errors
    /// As above.
    pub(super) fn of_plans(path: &Path) -> Result<Self> {
        let connection = connection::writable(path)?;
        Ok(Self { path: path.to_owned(), connection, flusher: None, draft: None })
    }

    /// As [`Reader::data_version`]; does not change with what this writer commits.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn data_version(&self) -> Result<i64> {
        Reader::within(&self.path, &self.connection).data_version()
    }

    /// Caps the size of the store, as a full disk would.
    #[cfg(test)]
    pub(super) fn limit_pages(&self, pages: u32) {
        self.connection.pragma_update(None, "max_page_count", pages).expect("a limit can always be set");
    }

    /// Begins a change; dropped without `commit`, it never was.
    ///
    /// # Errors
    /// When another process is writing for longer than a few seconds.
    pub fn begin(&mut self) -> Result<Change<'_>> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::at(&self.path))?;
        Ok(Change { transaction, path: &self.path })
    }

    /// Ends writing. A new store becomes visible here, with everything committed, and is on disk.
    ///
    /// # Errors
    /// When there is no room, or another process made the store meanwhile.
    pub fn finish(self) -> Result<Store> {
        let Self { path, connection, flusher, draft } = self;
        if let Some(draft) = draft {
            connection.pragma_update(None, "locking_mode", "NORMAL").map_err(StoreError::at(&path))?;
            connection.pragma_update(None, "journal_mode", "WAL").map_err(StoreError::at(&path))?;
            connection.close().map_err(|(_, error)| StoreError::at(&path)(error))?;
            drop(flusher);
            draft.publish()?;
        }
        Ok(Store { path })
    }
}

/// A change under way.
pub struct Change<'w> {
    pub(super) transaction: Transaction<'w>,
    pub(super) path: &'w Path,
}

impl Change<'_> {
    /// # Errors
    /// When there is no room; the store is as before.
    pub fn commit(self) -> Result<()> {
        self.transaction.commit().map_err(StoreError::at(self.path))
    }

    /// Where areas of a level above the grid go.
    ///
    /// # Errors
    /// Those of any statement, as all that follow.
    pub fn areas(&mut self, level: AreaLevel) -> Result<Upsert<'_, Area>> {
        self.upsert(table::area_table(level))
    }

    /// Where grids go: into the plan in force of a layer, which is made where there is none. Without a layer named,
    /// the default one.
    ///
    /// # Errors
    /// As above.
    pub fn grids(&mut self, layer: Option<&str>) -> Result<Grids<'_>> {
        let version = plans::version_in_force(&self.transaction, layer).map_err(StoreError::at(self.path))?;
        Grids::new(&self.transaction, self.path, version)
    }

    /// # Errors
    /// As above.
    pub fn compounds(&mut self) -> Result<Upsert<'_, Compound>> {
        self.upsert(&table::COMPOUNDS)
    }

    /// # Errors
    /// As above.
    pub fn buildings(&mut self) -> Result<Upsert<'_, Building>> {
        self.upsert(&table::BUILDINGS)
    }

    /// # Errors
    /// As above.
    pub fn roads(&mut self) -> Result<Upsert<'_, Road>> {
        self.upsert(&table::ROADS)
    }

    /// # Errors
    /// As above.
    pub fn water(&mut self) -> Result<Upsert<'_, Water>> {
        self.upsert(&table::WATER)
    }

    /// # Errors
    /// As above.
    pub fn staff(&mut self) -> Result<Upsert<'_, Staff>> {
        self.upsert(&table::STAFF)
    }

    /// # Errors
    /// As above.
    pub fn complaints(&mut self) -> Result<Upsert<'_, Complaint>> {
        self.upsert(&table::COMPLAINTS)
    }

    /// Where complaints without a place are given one.
    ///
    /// # Errors
    /// As above.
    pub fn placing(&mut self) -> Result<Placing<'_>> {
        Placing::new(&self.transaction, self.path)
    }

    /// Reads the store as this change leaves it.
    #[must_use]
    pub fn reader(&self) -> Reader<&Connection> {
        Reader::within(self.path, &self.transaction)
    }

    /// Notes something about the store as a whole.
    ///
    /// # Errors
    /// As above.
    pub fn set_meta(&self, key: &str, value: &str) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO onemap_meta (key, value) VALUES (?1, ?2)";
        self.transaction.execute(sql, [key, value]).map(drop).map_err(StoreError::at(self.path))
    }

    fn upsert<R: Bind>(&self, table: &'static Table) -> Result<Upsert<'_, R>> {
        Upsert::new(&self.transaction, self.path, table)
    }
}
