//! The areas of one file, read whole, without a store.

use super::error::{IntakeError, Result};
use super::open_rows;
use super::request::layer_name;
use super::source::stated_crs;
use onemap_engine::coord::{Crs, LatticePoint};
use onemap_engine::format::{Encoding, ReadError, ReadOptions};
use onemap_engine::record::{
    Area, AreaLevel, BindError, Chunk, Columns, Field, Kind, Oddity, Reader, Reading, Rejection, Row, Warning,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file of areas and what the user says about it.
pub struct AreaFile<'a> {
    pub path: &'a Path,
    pub level: AreaLevel,
    /// What its coordinates are; else what it states itself.
    pub crs: Option<&'a Crs>,
    /// The property that holds the code; else by alias.
    pub code: Option<&'a str>,
    /// The layer that is meant, in files that hold several.
    pub layer: Option<&'a str>,
    /// Of its text; else found out.
    pub encoding: Option<Encoding>,
}

/// Areas in the order of their file, and the rows that are none.
pub struct ReadAreas {
    pub areas: Vec<Area>,
    /// What was odd about an area, by its place.
    pub warnings: Vec<(usize, Warning)>,
    pub rejections: Vec<Rejection>,
}

/// Areas with everything else that their rows say.
pub struct AreaTable {
    pub columns: Arc<Columns>,
    /// The row of each area, its geometry left out.
    pub rows: Vec<Row>,
    pub areas: Vec<Area>,
    /// Areas that gave a point twice in a row, and where; it is dropped.
    pub repeated_points: Vec<(usize, LatticePoint)>,
    pub rejections: Vec<Rejection>,
}

/// Reads a file of areas.
///
/// # Errors
/// When the file cannot be read to its end, lacks a required column, or states coordinates that onemap cannot convert.
pub fn read_areas(file: &AreaFile<'_>) -> Result<ReadAreas> {
    let mut read = ReadAreas { areas: Vec::new(), warnings: Vec::new(), rejections: Vec::new() };
    read_chunks(file, |chunk, reader| {
        for row in reader.chunk(chunk)? {
            match row {
                Ok(accepted) => {
                    read.warnings
                        .extend(accepted.warnings.into_iter().map(|warning| (read.areas.len(), warning)));
                    read.areas.push(accepted.record);
                }
                Err(rejection) => read.rejections.push(rejection),
            }
        }
        Ok(())
    })?;
    Ok(read)
}

/// Reads a file of areas and keeps what its rows say.
///
/// # Errors
/// As [`read_areas`].
pub fn read_area_table(file: &AreaFile<'_>) -> Result<AreaTable> {
    let (mut rows, mut areas, mut rejections) = (Vec::new(), Vec::new(), Vec::new());
    let (mut columns, mut repeated_points) = (Arc::default(), Vec::new());
    read_chunks(file, |chunk, reader| {
        columns = Arc::clone(&chunk.columns);
        let plain: Vec<Option<Row>> =
            chunk.rows.iter().map(|row| row.as_ref().ok().map(Row::without_geometry)).collect();
        for (row, result) in plain.into_iter().zip(reader.chunk(chunk)?) {
            match (result, row) {
                (Ok(accepted), Some(row)) => {
                    repeated_points.extend(repeated(&accepted.warnings).map(|place| (areas.len(), place)));
                    areas.push(accepted.record);
                    rows.push(row);
                }
                (Ok(_), None) => {}
                (Err(rejection), _) => rejections.push(rejection),
            }
        }
        Ok(())
    })?;
    Ok(AreaTable { columns, rows, areas, repeated_points, rejections })
}

fn repeated(warnings: &[Warning]) -> impl Iterator<Item = LatticePoint> {
    warnings
        .iter()
        .filter(|warning| warning.oddity == Oddity::RepeatedPoints)
        .filter_map(|warning| warning.place)
}

fn read_chunks(
    file: &AreaFile<'_>,
    mut each: impl FnMut(Chunk, &mut Reader<Area>) -> std::result::Result<(), BindError>,
) -> Result<()> {
    let path = || file.path.to_owned();
    let failed = |error: ReadError| IntakeError::Read { file: path(), error };
    let unbound = |error: BindError| IntakeError::Bind { file: path(), error };
    let options = ReadOptions {
        encoding: file.encoding,
        layer: file.layer.map(str::to_owned),
        likely_layer: Some(layer_name(Kind::Area(file.level))),
        ..ReadOptions::default()
    };
    let mut rows = open_rows(file.path, &options).map_err(failed)?;
    let crs = match file.crs {
        Some(given) => given.clone(),
        None => stated_crs(rows.crs()).map_err(|stated| unknown(path(), stated))?.0,
    };
    let mapping = file.code.map(|code| (Field::Code, code.to_owned())).into_iter().collect();
    let reading = Reading { crs, mapping, ..Reading::default() };
    let mut reader = Reader::areas(file.level, rows.columns(), reading).map_err(unbound)?;
    for chunk in &mut rows {
        each(chunk.map_err(failed)?, &mut reader).map_err(unbound)?;
    }
    Ok(())
}

fn unknown(file: PathBuf, stated: String) -> IntakeError {
    IntakeError::UnknownCrs { file, stated }
}
