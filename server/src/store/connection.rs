//! Opening: what a file must be before it is taken for a store, and how connections are set up.

use super::error::{Result, StoreError};
use super::migrate;
use super::rtree;
use super::schema::{APPLICATION_ID, SCHEMA};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a statement waits for another process's lock before it fails.
const PATIENCE: Duration = Duration::from_secs(5);
/// Page cache of a reader and of a writer, in KiB.
const READER_CACHE_KIB: i32 = 32 << 10;
pub(super) const WRITER_CACHE_KIB: i32 = 128 << 10;

/// What the log shrinks to after a large import, where readers keep it from being removed.
const LOG_BYTES: i64 = 64 << 20;

/// Refuses what is not a store; brings an older store up to date. The file itself is not opened but by SQLite: closing it
/// would end the locks that other connections of this process hold on it.
pub(super) fn check(path: &Path) -> Result<()> {
    if std::fs::metadata(path).map_err(StoreError::io(path))?.len() == 0 {
        return Err(StoreError::NotSqlite(path.to_owned()));
    }
    let connection = read_only(path)?;
    let found = schema(&connection).map_err(StoreError::at(path))?;
    drop(connection);
    match found {
        None => Err(StoreError::Foreign(path.to_owned())),
        Some(SCHEMA) => Ok(()),
        Some(found) if found > SCHEMA => Err(StoreError::Newer { path: path.to_owned(), found, known: SCHEMA }),
        Some(found) => migrate::run(&mut writable(path)?, found, migrate::STEPS).map_err(StoreError::at(path)),
    }
}

/// A connection that only reads. A store on read-only media without a log is read as a file that cannot change.
pub(super) fn read_only(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).and_then(set_up_reader);
    connection.or_else(|error| frozen(path).unwrap_or(Err(error))).map_err(StoreError::at(path))
}

fn set_up_reader(connection: Connection) -> rusqlite::Result<Connection> {
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "cache_size", -READER_CACHE_KIB)?;
    connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    Ok(connection)
}

/// The store as immutable, where no log shows that someone is writing to it.
fn frozen(path: &Path) -> Option<rusqlite::Result<Connection>> {
    if log_of(path).exists() {
        return None;
    }
    let uri = format!("file:{}?immutable=1", escape(path.to_str()?));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Some(Connection::open_with_flags(uri, flags).and_then(set_up_reader))
}

/// The write-ahead log of a store.
pub(super) fn log_of(path: &Path) -> PathBuf {
    beside(path, "-wal")
}

/// The path with a suffix after its extension.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn escape(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

/// A connection that writes to a store that is there; each commit is on disk before it returns.
pub(super) fn writable(path: &Path) -> Result<Connection> {
    let metadata = std::fs::metadata(path).map_err(StoreError::io(path))?;
    if metadata.permissions().readonly() {
        return Err(StoreError::ReadOnly(path.to_owned()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(StoreError::at(path))?;
    set_up_writer(&connection).map_err(StoreError::at(path))?;
    Ok(connection)
}

fn set_up_writer(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "journal_size_limit", LOG_BYTES)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    rtree::register(connection)
}

/// Our layout number, or `None` where the file is not ours.
fn schema(connection: &Connection) -> rusqlite::Result<Option<u32>> {
    let id: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let sql = "SELECT count(*) FROM sqlite_master WHERE name = 'onemap_meta'";
    let ours: u32 = connection.query_row(sql, [], |row| row.get(0))?;
    if id != APPLICATION_ID || ours == 0 {
        return Ok(None);
    }
    let sql = "SELECT value FROM onemap_meta WHERE key = 'schema'";
    let number: String = connection.query_row(sql, [], |row| row.get(0))?;
    Ok(number.parse().ok())
}
