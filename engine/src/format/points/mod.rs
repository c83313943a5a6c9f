//! Files of points: a column more on the way from one file to another.
//!
//! Every row comes out as it went in and in its order, with the code of the grid that holds its point. From Parquet to Parquet
//! (`splice`) no byte of the input is decoded but the coordinates; every other way goes row by row (`rows`).

mod code_column;
mod coordinates;
mod draft;
mod footer;
mod place;
mod rows;
mod splice;
#[cfg(test)]
mod tests;

pub use place::Tally;

use super::{Format, ReadError, WriteError};
use crate::coord::Crs;
use crate::record::{BindError, Field, Mapping};
use std::path::{Path, PathBuf};

/// Finds the grids of columns of lattice points: numbers from 1, 0 for none.
pub type Locate<'a> = dyn Fn(&[i32], &[i32], &mut [u32]) + Sync + 'a;

/// What is to be done with a file of points.
#[derive(Clone, Copy)]
pub struct Task<'a> {
    pub input: &'a Path,
    /// Its ending says the format.
    pub output: &'a Path,
    /// The columns of the coordinates; by alias where `None`.
    pub lon: Option<&'a str>,
    pub lat: Option<&'a str>,
    /// What the coordinates are.
    pub crs: &'a Crs,
    /// Name of the column to be added.
    pub column: &'a str,
    /// The codes of grids 1, 2, ….
    pub codes: &'a [String],
    pub locate: &'a Locate<'a>,
}

/// A file of points that cannot be given its column.
#[derive(Debug, thiserror::Error)]
pub enum PointsError {
    #[error(transparent)]
    Bind(#[from] BindError),
    #[error("the points already have a column `{0}`; name another for the result")]
    ColumnExists(String),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("{}: {source}", path.display())]
    Parquet { path: PathBuf, source: parquet::errors::ParquetError },
    #[error("{}: {source}", path.display())]
    Column { path: PathBuf, source: arrow::error::ArrowError },
    #[error("{}: points go to .csv or .parquet", .0.display())]
    UnknownEnding(PathBuf),
}

impl PointsError {
    /// Whether other arguments would do, the files being as they are.
    #[must_use]
    pub fn is_usage(&self) -> bool {
        matches!(self, Self::Bind(_) | Self::ColumnExists(_) | Self::UnknownEnding(_))
    }
}

/// Writes the points with the codes of their grids. The output appears when it is complete, and not at all after an error.
///
/// # Errors
/// When the input cannot be read, has no such columns or has the new one already, or the output cannot be written.
pub fn add_codes(task: &Task<'_>) -> Result<Tally, PointsError> {
    let format = Format::of_name(task.output).filter(|format| matches!(format, Format::Csv | Format::Parquet));
    let format = format.ok_or_else(|| PointsError::UnknownEnding(task.output.to_owned()))?;
    if format == Format::Parquet && is_parquet(task.input)? { splice::run(task) } else { rows::run(task) }
}

impl Task<'_> {
    fn mapping(&self) -> Mapping {
        let given = [(Field::Lon, self.lon), (Field::Lat, self.lat)];
        given.into_iter().filter_map(|(field, column)| Some((field, column?.to_owned()))).collect()
    }

    fn check_column_is_new(&self, names: &[String]) -> Result<(), PointsError> {
        let taken = names.iter().any(|name| name == self.column);
        if taken { Err(PointsError::ColumnExists(self.column.to_owned())) } else { Ok(()) }
    }
}

fn is_parquet(path: &Path) -> Result<bool, PointsError> {
    use std::io::Read;
    let mut start = Vec::new();
    let file =
        std::fs::File::open(path).map_err(|source| PointsError::File { path: path.to_owned(), source })?;
    file.take(4)
        .read_to_end(&mut start)
        .map_err(|source| PointsError::File { path: path.to_owned(), source })?;
    Ok(start == b"PAR1")
}
