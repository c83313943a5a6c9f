//! The list of rejected rows: CSV with file, row, field, value and reason.

use super::error::{IntakeError, Result};
use onemap_engine::record::Rejection;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// The rejects file; it is made when the first row is rejected.
pub(super) struct Rejects {
    path: PathBuf,
    out: Option<BufWriter<File>>,
}

impl Rejects {
    pub(super) fn at(path: PathBuf) -> Self {
        Self { path, out: None }
    }

    pub(super) fn list(&mut self, file: &Path, rejection: &Rejection) -> Result<()> {
        let line = format!(
            "{},{},{},{},{}",
            quoted(&file.display().to_string()),
            rejection.row,
            rejection.field,
            quoted(&rejection.value),
            quoted(&rejection.reason.to_string()),
        );
        self.write_line(&line).map_err(IntakeError::file(&self.path))
    }

    /// Ends the list; its path where there is one.
    pub(super) fn close(self) -> Result<Option<PathBuf>> {
        let Self { path, out } = self;
        let Some(mut out) = out else { return Ok(None) };
        out.flush().map_err(IntakeError::file(&path))?;
        Ok(Some(path))
    }

    fn write_line(&mut self, line: &str) -> std::io::Result<()> {
        if self.out.is_none() {
            let mut out = BufWriter::new(File::create(&self.path)?);
            writeln!(out, "file,row,field,value,reason")?;
            self.out = Some(out);
        }
        self.out.as_mut().map_or(Ok(()), |out| writeln!(out, "{line}"))
    }
}

/// A CSV field: quoted, with quotes doubled (RFC 4180).
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
