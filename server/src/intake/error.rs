//! Why an import ends without having changed anything.

use crate::store::StoreError;
use onemap_engine::format::ReadError;
use onemap_engine::record::{BindError, Rejection};
use std::path::PathBuf;

pub type Result<T, E = IntakeError> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{}: {error}", file.display())]
    Read { file: PathBuf, error: ReadError },
    #[error("{}: {error}", file.display())]
    Bind { file: PathBuf, error: BindError },
    #[error("{}: {rejection}; nothing was imported (--on-error skip leaves such rows out)", file.display())]
    Aborted { file: PathBuf, rejection: Box<Rejection> },
    #[error("{}: states its coordinates as {stated}, which onemap cannot convert; say what they are with --crs", file.display())]
    UnknownCrs { file: PathBuf, stated: String },
    #[error(
        "{}: states its coordinates as {stated}, but only after its features were read as {used}; give --crs {stated}",
        file.display()
    )]
    LateCrs { file: PathBuf, stated: String, used: String },
    #[error("{}: none of the layers in this folder (looked for city, districts, streets, communities, grids, compounds, buildings, roads, water, staff and complaints as .geojson, .geojsonl, .topojson, .csv, .parquet, .gpkg, .shp or .zip, text also with .gz or .zst)", .0.display())]
    NothingIn(PathBuf),
    #[error("{}: both {} and {} could be the {layer}; name one of them", folder.display(), first.display(), second.display())]
    Ambiguous { folder: PathBuf, layer: &'static str, first: PathBuf, second: PathBuf },
    #[error("{}: {error}", file.display())]
    File { file: PathBuf, error: std::io::Error },
    #[error(
        "the callers in this store were hashed with another key than {0}; with a new key, repeat callers would not be known again"
    )]
    OtherKey(String),
    #[error("{}: not a key; it should hold 64 hexadecimal digits", .0.display())]
    BadKey(PathBuf),
}

impl IntakeError {
    /// Names the file in a read or write failure.
    pub(super) fn file(file: &std::path::Path) -> impl Fn(std::io::Error) -> Self {
        move |error| Self::File { file: file.to_owned(), error }
    }
}
