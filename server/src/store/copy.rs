//! A copy of a store for others: everything but who complained, with an R-tree over the complaints too.

use super::connection::{beside, log_of};
use super::error::{Result, StoreError};
use super::schema::CALLER_KEY;
use super::{Store, rtree};
use rusqlite::Connection;
use std::fs::{self, File};
use std::path::Path;

/// Page cache while the copy is completed, in KiB.
const CACHE_KIB: i32 = 256 << 10;

/// Callers are known by keyed hashes; neither these nor what the key is known by go out.
const WITHOUT_CALLERS: &str = "UPDATE complaints SET caller = NULL, caller_name = NULL
    WHERE caller IS NOT NULL OR caller_name IS NOT NULL";

const FILL: &str = "INSERT INTO rtree_complaints_geom
    SELECT fid, ST_MinX(geom), ST_MaxX(geom), ST_MinY(geom), ST_MaxY(geom)
    FROM complaints WHERE geom IS NOT NULL AND NOT ST_IsEmpty(geom)";

impl Store {
    /// Writes a GeoPackage with every layer of this one, in which QGIS finds complaints as quickly as buildings. It appears
    /// whole, in place of a file that is there. Gives the number of complaints.
    ///
    /// # Errors
    /// When the store cannot be read or there is no room for the copy.
    pub fn copy_to(&self, path: &Path) -> Result<u64> {
        if log_of(path).exists() {
            return Err(StoreError::Locked(path.to_owned()));
        }
        let part = beside(path, ".part");
        let copied = self.copy(&part).and_then(|complaints| {
            File::open(&part)
                .and_then(|file| file.sync_all())
                .and_then(|()| fs::rename(&part, path))
                .map_err(StoreError::io(path))?;
            Ok(complaints)
        });
        if copied.is_err() {
            // What went wrong is said; a leftover that cannot be removed is taken over by the next copy.
            fs::remove_file(&part).ok();
        }
        copied
    }

    fn copy(&self, part: &Path) -> Result<u64> {
        match fs::remove_file(part) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::io(part)(error));
            }
            _ => {}
        }
        self.reader()?.vacuum_into(part)?;
        complete(part).map_err(StoreError::at(part))
    }
}

fn complete(part: &Path) -> rusqlite::Result<u64> {
    let connection = Connection::open(part)?;
    connection.pragma_update(None, "journal_mode", "OFF")?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    rtree::register(&connection)?;
    let change = connection.unchecked_transaction()?;
    change.execute(WITHOUT_CALLERS, [])?;
    change.execute("DELETE FROM onemap_meta WHERE key = ?1", [CALLER_KEY])?;
    rtree::create(&change, "complaints")?;
    change.execute(FILL, [])?;
    let complaints: u32 = change.query_row("SELECT count(*) FROM complaints", [], |row| row.get(0))?;
    change.commit()?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(complaints.into())
}
