//! The store: one GeoPackage file in WAL mode. One writer, many readers; every change is one transaction.
//!
//! QGIS and GDAL open and edit it as it is. What is derived (assignment, workload) is not in it.

mod buildings;
mod callers;
mod complaints;
mod connection;
mod copy;
mod draft;
mod error;
mod flusher;
mod geometry;
mod halves;
mod layer;
mod migrate;
mod names;
mod placing;
mod plan_change;
mod plan_log;
mod plan_row;
mod plans;
mod reader;
mod records;
mod row;
mod rtree;
mod schema;
mod surroundings;
mod table;
#[cfg(test)]
mod tests;
mod text_column;
mod upsert;
mod wkb;
mod words;
mod writer;

pub use buildings::{BuildingColumns, BuildingRef};
pub use complaints::{ComplaintColumns, KnownByArea};
pub use error::{Result, StoreError};
pub use layer::{create_layer, open_layer};
pub use names::Names;
pub use placing::Placing;
pub use plan_change::{Lineage, NewPlan, PlanUpdate};
pub use plan_log::{EditState, LoggedEdit};
pub use plan_row::{PlanId, PlanRow, PlanState, Target};
pub use plans::{GridLayer, IMPORTED_PLAN, PlanInForce};
pub use reader::{ChangeReader, Counts, Reader};
pub use row::Bind;
pub use rusqlite::Connection;
pub use schema::CALLER_KEY;
pub use surroundings::StoredCity;
pub use text_column::TextColumn;
pub use upsert::{Grids, Put, Upsert};
pub use writer::{Change, Writer};

use std::path::{Path, PathBuf};

/// A store known to exist, to be ours and to have the current layout.
#[derive(Clone, Debug)]
pub struct Store {
    path: PathBuf,
}

impl Store {
    /// A store that is there. One of an older layout is brought up to date first.
    ///
    /// # Errors
    /// When it is missing, not a store, newer than this program, locked or damaged.
    pub fn open(path: &Path) -> Result<Self> {
        connection::check(path)?;
        Ok(Self { path: path.to_owned() })
    }

    /// A new store without rows.
    ///
    /// # Errors
    /// When something is there already, or there is no room.
    pub fn create(path: &Path) -> Result<Self> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        Writer::open(path)?.finish()
    }

    /// # Errors
    /// Those of `open` and `create`.
    pub fn open_or_create(path: &Path) -> Result<Self> {
        if path.exists() { Self::open(path) } else { Self::create(path) }
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A connection of its own that only reads. Make one per thread.
    ///
    /// # Errors
    /// When the file can no longer be opened.
    pub fn reader(&self) -> Result<Reader> {
        Reader::open(&self.path)
    }

    /// The connection that writes; a second writer waits a few seconds for its turn, then fails as locked.
    ///
    /// # Errors
    /// When the store is read-only or can no longer be opened.
    pub fn writer(&self) -> Result<Writer> {
        Writer::open(&self.path)
    }

    /// The connection that plans are edited on: its changes are small and each is on disk before the answer.
    ///
    /// # Errors
    /// As above.
    pub fn plan_writer(&self) -> Result<Writer> {
        Writer::of_plans(&self.path)
    }
}
