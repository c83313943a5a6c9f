//! Why a file cannot be read or written.

use std::path::PathBuf;

/// A file that cannot be read, as a whole or from some place on.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("{}: {source}", path.display())]
    Open { path: PathBuf, source: std::io::Error },
    #[error("{}: the file is empty", path.display())]
    Empty { path: PathBuf },
    #[error("{}: {what}", path.display())]
    Unsupported { path: PathBuf, what: String },
    #[error("there is no column `{column}` for the geometry; the file has {}", has.join(", "))]
    NoGeometryColumn { column: String, has: Vec<String> },
    /// What came before was delivered.
    #[error("reading stopped after row {rows} (byte {offset}): {what}")]
    Broken { rows: u64, offset: u64, what: String },
}

/// A file that cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("{}: {source}", path.display())]
    Create { path: PathBuf, source: std::io::Error },
    #[error("writing failed: {0}")]
    Io(#[from] std::io::Error),
    #[error("writing Parquet failed: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    #[error("{}: the ending says no format; name it, or use .geojson, .geojsonl, .topojson, .csv, .parquet, .shp or .zip", path.display())]
    UnknownFormat { path: PathBuf },
    #[error(
        "row {row} has a shape of another type than the layer, and a Shapefile holds one type; use another format"
    )]
    MixedShapes { row: usize },
    #[error("row {rows} does not fit: {limit}; use another format")]
    TooLarge { rows: usize, limit: &'static str },
}
