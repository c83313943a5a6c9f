//! A store in the making: a file beside its future place that becomes the store by one rename.

use super::connection::{WRITER_CACHE_KIB, beside};
use super::error::{Result, StoreError};
use super::flusher::Flusher;
use super::{rtree, schema};
use rusqlite::Connection;
use std::fs::{File, TryLockError};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Size of a page. With the usual 4 KiB, an import of millions of rows spends its time on finding pages in the log.
const PAGE_BYTES: u32 = 16 << 10;

/// Holds the file `<store>.part`. Dropped before it is published, it takes the file away; a leftover of a killed
/// import is taken over by the next.
pub(super) struct Draft {
    store: PathBuf,
    part: PathBuf,
    /// Its lock keeps other imports off; it ends with the process.
    file: Arc<File>,
    published: bool,
}

impl Draft {
    /// An empty store in a part file, and the connection that fills it.
    pub(super) fn begin(store: &Path) -> Result<(Self, Connection)> {
        let part = beside(store, ".part");
        let file = Arc::new(claim(store, &part)?);
        let draft = Self { store: store.to_owned(), part, file, published: false };
        let connection = fill(&draft.part).map_err(StoreError::at(store))?;
        Ok((draft, connection))
    }

    /// Sends the part file to disk while it is filled.
    pub(super) fn flusher(&self) -> Flusher {
        let file = Arc::clone(&self.file);
        Flusher::start(move || file.sync_data())
    }

    /// Makes the part file the store: on disk first, then under its name. The connection must be closed.
    pub(super) fn publish(mut self) -> Result<()> {
        if self.store.exists() {
            return Err(StoreError::Exists(self.store.clone()));
        }
        let folder = self.store.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        self.file
            .sync_all()
            .and_then(|()| std::fs::rename(&self.part, &self.store))
            .and_then(|()| File::open(folder)?.sync_all())
            .map_err(StoreError::io(&self.store))?;
        self.published = true;
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.published {
            for suffix in ["", "-journal", "-wal", "-shm"] {
                // Nothing to do about a leftover that cannot be removed; the next import takes it over.
                std::fs::remove_file(beside(&self.part, suffix)).ok();
            }
        }
    }
}

/// The part file, empty and ours alone.
fn claim(store: &Path, part: &Path) -> Result<File> {
    let io = StoreError::io(store);
    let file = File::options().create(true).truncate(false).read(true).write(true).open(part);
    let file = file.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => StoreError::Io(part.to_owned(), error),
        _ => io(error),
    })?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(StoreError::Locked(store.to_owned())),
        Err(TryLockError::Error(error)) => return Err(io(error)),
    }
    // Between opening and locking, another import may have published this very file.
    let still_there = std::fs::metadata(part).map(|path| path.ino());
    if still_there.ok() != Some(file.metadata().map_err(&io)?.ino()) {
        return Err(StoreError::Locked(store.to_owned()));
    }
    file.set_len(0).map_err(io)?;
    Ok(file)
}

/// Lays out the part file. Nobody else reads it, so it needs no log and no flushing until it is published.
fn fill(part: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(part)?;
    connection.pragma_update(None, "page_size", PAGE_BYTES)?;
    connection.pragma_update(None, "journal_mode", "MEMORY")?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    rtree::register(&connection)?;
    schema::create(&connection)?;
    Ok(connection)
}
