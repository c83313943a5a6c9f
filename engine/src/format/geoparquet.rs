//! Parquet, with the geometry of GeoParquet (1.0 and 1.1, WKB) where its `geo` key names one.

use super::arrow_values::{Column, columns};
use super::input::Progress;
use super::{DeclaredCrs, ReadError, ReadOptions, Source, wkb, wkt};
use crate::record::{Chunk, Columns, Field, RawGeometry, Reason, Rejection, Row, Value};
use arrow::datatypes::{DataType, Schema};
use arrow::record_batch::RecordBatch;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use rayon::prelude::*;
use serde_json::Value as Json;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

const CHUNK_ROWS: usize = 8192;

/// Rows of a Parquet file.
pub(super) struct ParquetRows {
    batches: ParquetRecordBatchReader,
    columns: Arc<Columns>,
    /// Place of the geometry among the file's columns.
    geometry: Option<usize>,
    crs: Option<DeclaredCrs>,
    rows: u64,
    all_rows: u64,
    progress: Progress,
    ended: bool,
}

impl ParquetRows {
    pub fn open(path: &Path, options: &ReadOptions, progress: &Progress) -> Result<Self, ReadError> {
        let unsupported = |what: String| ReadError::Unsupported { path: path.to_owned(), what };
        let file = File::open(path).map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
        let builder =
            ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| unsupported(error.to_string()))?;
        let geo = geo_metadata(&builder);
        let schema = Arc::clone(builder.schema());
        let geometry = geometry_column(&schema, options, geo.as_ref())?;
        let named = geometry.map(|i| schema.field(i).name().clone());
        let crs = geo
            .zip(named.clone())
            .and_then(|(geo, name)| declared(&geo, &name).map_err(unsupported).transpose());
        let all_rows = builder.metadata().file_metadata().num_rows().max(0) as u64;
        let batches = builder
            .with_batch_size(CHUNK_ROWS)
            .build()
            .map_err(|error| ReadError::Unsupported { path: path.to_owned(), what: error.to_string() })?;
        let names = schema.fields().iter().map(|field| field.name().clone()).collect();
        let columns = Arc::new(Columns { names, geometry: geometry.is_some(), geometry_text: None });
        let (rows, ended, progress) = (0, false, progress.clone());
        Ok(Self { batches, columns, geometry, crs: crs.transpose()?, rows, all_rows, progress, ended })
    }

    fn chunk(&mut self, batch: &RecordBatch) -> Result<Chunk, String> {
        let values = columns(batch, self.geometry).map_err(|error| error.to_string())?;
        let geometry =
            self.geometry.map(|i| Column::of(batch.column(i))).transpose().map_err(|e| e.to_string())?;
        let first = self.rows + 1;
        let rows = (0..batch.num_rows())
            .into_par_iter()
            .with_min_len(512)
            .map(|i| row(first + i as u64, i, &values, geometry.as_ref()))
            .collect();
        self.rows += batch.num_rows() as u64;
        self.advance(batch.num_rows() as u64);
        Ok(Chunk { columns: Arc::clone(&self.columns), rows })
    }

    /// Progress by rows: Parquet is not read from front to back.
    fn advance(&self, rows: u64) {
        let (_, size) = self.progress.bytes();
        self.progress.advance(size * rows / self.all_rows.max(1));
    }
}

impl Source for ParquetRows {
    fn next_chunk(&mut self) -> Option<Result<Chunk, ReadError>> {
        if self.ended {
            return None;
        }
        let chunk = match self.batches.next()? {
            Ok(batch) => self.chunk(&batch),
            Err(error) => Err(error.to_string()),
        };
        Some(chunk.map_err(|what| {
            self.ended = true;
            ReadError::Broken { rows: self.rows, offset: self.progress.bytes().0, what }
        }))
    }

    fn columns(&self) -> Arc<Columns> {
        Arc::clone(&self.columns)
    }

    fn crs(&self) -> Option<DeclaredCrs> {
        self.crs.clone()
    }
}

fn row(number: u64, i: usize, values: &[Column], geometry: Option<&Column>) -> Result<Row, Rejection> {
    let mut row = Row::with_capacity(number, values.len(), 64);
    for column in values {
        row.push(column.value(i));
    }
    let parsed = geometry.and_then(|column| parse(column, i)).transpose();
    let parsed = parsed.map_err(|reason| Rejection::of_row(number, Field::Geometry, "", reason))?;
    row.geometry = parsed.filter(|geometry| !geometry.is_empty());
    Ok(row)
}

fn parse(column: &Column, i: usize) -> Option<Result<RawGeometry, Reason>> {
    match column.value(i) {
        Value::Text(text) if wkb::looks_like_hex(text) => Some(wkb::read_hex(text)),
        Value::Text(text) => Some(wkt::read(text)),
        _ => column.bytes(i).map(wkb::read),
    }
}

fn geo_metadata(builder: &ParquetRecordBatchReaderBuilder<File>) -> Option<Json> {
    let metadata = builder.metadata().file_metadata().key_value_metadata()?;
    let geo = metadata.iter().find(|entry| entry.key == "geo")?.value.as_deref()?;
    serde_json::from_str(geo).ok()
}

/// The column the user names, else the primary one of GeoParquet, else a binary one that is called like a geometry.
fn geometry_column(
    schema: &Schema,
    options: &ReadOptions,
    geo: Option<&Json>,
) -> Result<Option<usize>, ReadError> {
    if let Some(wanted) = &options.geometry {
        return schema.index_of(wanted).map(Some).map_err(|_| ReadError::NoGeometryColumn {
            column: wanted.clone(),
            has: schema.fields().iter().map(|field| field.name().clone()).collect(),
        });
    }
    let primary = geo.and_then(|geo| geo.get("primary_column")).and_then(Json::as_str);
    if let Some(found) = primary.and_then(|name| schema.index_of(name).ok()) {
        return Ok(Some(found));
    }
    Ok(schema.fields().iter().position(|field| {
        let binary =
            matches!(field.data_type(), DataType::Binary | DataType::LargeBinary | DataType::BinaryView);
        binary
            && matches!(
                field.name().to_ascii_lowercase().as_str(),
                "geometry" | "geom" | "wkb" | "wkb_geometry"
            )
    }))
}

/// The CRS of a column in the `geo` metadata; an error where its encoding is not WKB.
fn declared(geo: &Json, column: &str) -> Result<Option<DeclaredCrs>, String> {
    let Some(column) = geo.get("columns").and_then(|columns| columns.get(column)) else { return Ok(None) };
    match column.get("encoding").and_then(Json::as_str) {
        Some("WKB") | None => Ok(DeclaredCrs::from_projjson(column.get("crs"))),
        Some(other) => Err(format!("geometry encoded as {other}; write it as WKB, GeoParquet's default")),
    }
}
