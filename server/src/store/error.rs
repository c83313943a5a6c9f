//! What can be wrong with a store, said so that the reader knows what to do next.

use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

pub type Result<T, E = StoreError> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{0}: no such store; `onemap import --store {0} …` makes one")]
    Missing(PathBuf),
    #[error("{0}: not a SQLite file, so not a store")]
    NotSqlite(PathBuf),
    #[error("{0}: a SQLite file, but not a store of onemap; import its layers from GeoJSON, CSV or GeoParquet")]
    Foreign(PathBuf),
    #[error(
        "{path}: written by a newer onemap (schema {found}, this program knows up to {known}); upgrade onemap"
    )]
    Newer { path: PathBuf, found: u32, known: u32 },
    #[error("{0}: the store is read-only; make the file and its folder writable")]
    ReadOnly(PathBuf),
    #[error("{0}: locked by another process; wait until its import or edit is done, then try again")]
    Locked(PathBuf),
    #[error("{0}: no room to write (disk full, or a file size limit); nothing was changed")]
    Full(PathBuf),
    #[error("{0}: a file is already there")]
    Exists(PathBuf),
    #[error("{0}: the store is damaged: {1}")]
    Damaged(PathBuf, String),
    #[error("{0}: {1}")]
    Io(PathBuf, std::io::Error),
    #[error("{0}: {1}")]
    Sqlite(PathBuf, rusqlite::Error),
}

impl StoreError {
    /// Names the failure of a statement on the store at `path`.
    pub(super) fn at(path: &Path) -> impl Fn(rusqlite::Error) -> Self {
        move |error| Self::named(path.to_owned(), error)
    }

    pub(super) fn io(path: &Path) -> impl Fn(std::io::Error) -> Self {
        move |error| match error.kind() {
            std::io::ErrorKind::NotFound => Self::Missing(path.to_owned()),
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::FileTooLarge => Self::Full(path.to_owned()),
            std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => {
                Self::ReadOnly(path.to_owned())
            }
            _ => Self::Io(path.to_owned(), error),
        }
    }

    fn named(path: PathBuf, error: rusqlite::Error) -> Self {
        let Some(cause) = error.sqlite_error() else { return Self::Sqlite(path, error) };
        match cause.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Locked(path),
            ErrorCode::DiskFull => Self::Full(path),
            // A write cut short by a quota or a file size limit is reported as an input/output error.
            ErrorCode::SystemIoFailure if cause.extended_code == rusqlite::ffi::SQLITE_IOERR_WRITE => {
                Self::Full(path)
            }
            ErrorCode::ReadOnly => Self::ReadOnly(path),
            ErrorCode::NotADatabase => Self::NotSqlite(path),
            ErrorCode::DatabaseCorrupt => Self::Damaged(path, error.to_string()),
            _ => Self::Sqlite(path, error),
        }
    }
}
