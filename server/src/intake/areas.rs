//! The areas of one file, read whole, without a store.

use super::error::{IntakeError, Result};
use super::source::stated_crs;
use onemap_engine::coord::Crs;
use onemap_engine::format::{self, ReadError, ReadOptions};
use onemap_engine::record::{Area, AreaLevel, BindError, Field, Reader, Reading, Rejection};
use std::path::{Path, PathBuf};

/// A file of areas and what the user says about it.
pub struct AreaFile<'a> {
    pub path: &'a Path,
    pub level: AreaLevel,
    /// What its coordinates are; else what it states itself.
    pub crs: Option<&'a Crs>,
    /// The property that holds the code; else by alias.
    pub code: Option<&'a str>,
}

/// Areas in the order of their file, and the rows that are none.
pub struct ReadAreas {
    pub areas: Vec<Area>,
    pub rejections: Vec<Rejection>,
}

/// Reads a file of areas.
///
/// # Errors
/// When the file cannot be read to its end, lacks a required column, or states coordinates that onemap cannot convert.
pub fn read_areas(file: &AreaFile<'_>) -> Result<ReadAreas> {
    let path = || file.path.to_owned();
    let failed = |error: ReadError| IntakeError::Read { file: path(), error };
    let unbound = |error: BindError| IntakeError::Bind { file: path(), error };
    let mut rows = format::open(file.path, &ReadOptions::default()).map_err(failed)?;
    let crs = match file.crs {
        Some(given) => given.clone(),
        None => stated_crs(rows.crs()).map_err(|stated| unknown(path(), stated))?.0,
    };
    let mapping = file.code.map(|code| (Field::Code, code.to_owned())).into_iter().collect();
    let reading = Reading { crs, mapping, ..Reading::default() };
    let mut reader = Reader::areas(file.level, rows.columns(), reading).map_err(unbound)?;
    let mut read = ReadAreas { areas: Vec::new(), rejections: Vec::new() };
    for chunk in &mut rows {
        for row in reader.chunk(chunk.map_err(failed)?).map_err(unbound)? {
            match row {
                Ok(accepted) => read.areas.push(accepted.record),
                Err(rejection) => read.rejections.push(rejection),
            }
        }
    }
    Ok(read)
}

fn unknown(file: PathBuf, stated: String) -> IntakeError {
    IntakeError::UnknownCrs { file, stated }
}
