//! A file that takes its name when it is complete.

use super::PointsError;
use std::path::{Path, PathBuf};

/// The output under a name of its own; removed again unless it is finished.
pub(super) struct Draft<'a> {
    pub path: PathBuf,
    target: &'a Path,
}

impl<'a> Draft<'a> {
    /// A draft beside the target, with the same ending, so that writers see the same format.
    pub fn of(target: &'a Path) -> Self {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        Self { path: target.with_file_name(format!(".{}.{name}", std::process::id())), target }
    }

    pub fn finish(self) -> Result<(), PointsError> {
        std::fs::rename(&self.path, self.target)
            .map_err(|source| PointsError::File { path: self.target.to_owned(), source })
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        // Nothing is left after `finish`; after an error, that error is the one to tell.
        let _ = std::fs::remove_file(&self.path);
    }
}
