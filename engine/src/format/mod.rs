//! Files: bytes ↔ rows and records.
//!
//! [`open`] turns any file the program reads into [`Rows`]; [`write::create`] is the way out.

mod arrow_values;
mod crs;
mod delimited;
mod detect;
mod error;
mod feature;
mod geojson;
mod geoparquet;
mod input;
mod json_text;
pub mod points;
mod shapefile;
mod text_stream;
mod topojson;
mod wkb;
mod wkt;
pub mod write;

pub use crs::DeclaredCrs;
pub use detect::{Encoding, Format, UnknownName};
pub use error::{ReadError, WriteError};
pub use wkb::read as read_wkb;

use crate::record::{Chunk, Columns};
use std::path::Path;
use std::sync::Arc;

/// What the caller knows about a file better than the file.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Else by content, then by ending.
    pub format: Option<Format>,
    /// Of text files; else by byte order mark, then UTF-8 where that is valid, then GB18030.
    pub encoding: Option<Encoding>,
    /// Of CSV; else the likeliest of comma, tab, semicolon and bar.
    pub delimiter: Option<u8>,
    /// The column that holds the geometry (WKT in text, WKB in Parquet); else by name and content.
    pub geometry: Option<String>,
    /// The layer that is meant, in files that hold several; else the likely one, where the file has that.
    pub layer: Option<String>,
    pub likely_layer: Option<&'static str>,
}

/// The layer that is meant, of those a file holds.
///
/// # Errors
/// The names that could be given, where it cannot be told.
pub fn chosen_layer(names: &[String], options: &ReadOptions) -> Result<String, String> {
    let has = |name: &str| names.iter().any(|known| known == name);
    let list = || names.join(", ");
    match (&options.layer, options.likely_layer) {
        (Some(name), _) if has(name) => Ok(name.clone()),
        (Some(name), _) => Err(format!("there is no layer `{name}`; the file has {}", list())),
        (None, Some(likely)) if has(likely) => Ok(likely.to_owned()),
        (None, _) => match names {
            [only] => Ok(only.clone()),
            [] => Err("there is no layer in it".to_owned()),
            _ => Err(format!("there are several layers ({}); name one with --layer-name", list())),
        },
    }
}

/// The rows of one file, read as they are asked for, in bounded memory.
pub struct Rows {
    source: Box<dyn Source + Send>,
    /// Read ahead, so that the columns are known.
    first: Option<Chunk>,
    columns: Arc<Columns>,
    progress: input::Progress,
}

/// A reader of one format.
pub trait Source {
    /// The next rows; `None` at the end. After an error, nothing follows.
    ///
    /// # Errors
    /// When the file breaks off or cannot be read.
    fn next_chunk(&mut self) -> Option<Result<Chunk, ReadError>>;

    /// The columns known so far.
    fn columns(&self) -> Arc<Columns>;

    /// What the file itself says its coordinates are.
    fn crs(&self) -> Option<DeclaredCrs> {
        None
    }
}

/// Opens a GeoJSON, GeoJSON sequence, TopoJSON, CSV or Parquet file, compressed with gzip or zstd or not, or a Shapefile,
/// zipped or not.
///
/// # Errors
/// When the file cannot be opened, is empty, is none of these, or breaks before its first row.
pub fn open(path: &Path, options: &ReadOptions) -> Result<Rows, ReadError> {
    let progress = input::Progress::of(path)?;
    let mut source = detect::source(path, options, &progress)?;
    let first = source.next_chunk().transpose()?;
    Ok(Rows { columns: source.columns(), source, first, progress })
}

impl Rows {
    /// Rows of a reader of another format; `size` is that of its file in bytes.
    ///
    /// # Errors
    /// When the file breaks before its first row.
    pub fn of(mut source: Box<dyn Source + Send>, size: u64) -> Result<Self, ReadError> {
        let first = source.next_chunk().transpose()?;
        Ok(Self { columns: source.columns(), source, first, progress: input::Progress::of_size(size) })
    }

    /// The columns at the file's beginning. GeoJSON may add more later: each chunk says its own.
    #[must_use]
    pub fn columns(&self) -> &Arc<Columns> {
        &self.columns
    }

    /// What the file itself says its coordinates are. Reported, not trusted: GeoJSON labels are often wrong. Where a
    /// GeoJSON file says it after its features, it is known at the end alone.
    #[must_use]
    pub fn crs(&self) -> Option<DeclaredCrs> {
        self.source.crs()
    }

    /// Bytes of the file read so far, and its size.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        self.progress.bytes()
    }
}

impl Iterator for Rows {
    type Item = Result<Chunk, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.first.take().map(Ok).or_else(|| self.source.next_chunk())
    }
}
