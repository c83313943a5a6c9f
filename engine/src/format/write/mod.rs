//! Rows out: GeoJSON, GeoJSON sequence, TopoJSON, CSV, GeoParquet or Shapefile, one row at a time.

mod csv;
mod dbf;
mod geojson;
mod geoparquet;
mod shapefile;
mod text;
mod topojson;

use super::{Format, WriteError};
use crate::coord::{LatticePoint, Line, MultiPolygon};
use crate::record::Value;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    Text,
    Integer,
    Real,
    Flag,
    Time,
}

/// A column to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: ColumnType,
}

/// The geometry of the rows of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeometryType {
    None,
    Point,
    Line,
    Polygon,
}

/// The columns of a file and the type of its geometry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    pub columns: Vec<Column>,
    pub geometry: GeometryType,
}

/// The geometry of one row. Rings may run either way; they are written as each format wants them.
#[derive(Clone, Copy, Debug)]
pub enum Shape<'a> {
    Point(LatticePoint),
    Lines(&'a [Line]),
    Polygons(&'a MultiPolygon),
}

/// A file being written, one row after the other.
pub trait RowWriter: Send {
    /// Appends a row: one value for each column, in order. A value of another type than its column's is written as null
    /// in Parquet, and as it is in text formats.
    ///
    /// # Errors
    /// When the bytes cannot be written.
    fn write(&mut self, values: &[Value<'_>], shape: Option<Shape<'_>>) -> Result<(), WriteError>;

    /// Writes what is still held and ends the file; says what the format could not hold as it was. A file that was not
    /// finished is not complete.
    ///
    /// # Errors
    /// When the bytes cannot be written.
    fn finish(self: Box<Self>) -> Result<Vec<String>, WriteError>;
}

impl Column {
    #[must_use]
    pub fn new(name: &str, kind: ColumnType) -> Self {
        Self { name: name.to_owned(), kind }
    }
}

/// Creates a file in the given format, else in the one its ending names. Text formats are compressed where the name ends
/// in `.gz` or `.zst`.
///
/// # Errors
/// When the file cannot be created, or its ending names no format.
pub fn create(path: &Path, format: Option<Format>, schema: &Schema) -> Result<Box<dyn RowWriter>, WriteError> {
    let format = format.or_else(|| Format::of_name(path));
    let format = format.ok_or_else(|| WriteError::UnknownFormat { path: path.to_owned() })?;
    let file = File::create(path).map_err(|source| WriteError::Create { path: path.to_owned(), source })?;
    match format {
        Format::Parquet => Ok(Box::new(geoparquet::ParquetRows::new(file, schema)?)),
        Format::GeoJson => Ok(Box::new(geojson::GeoJsonRows::collection(compressed(path, file)?, schema)?)),
        Format::GeoJsonSeq => Ok(Box::new(geojson::GeoJsonRows::sequence(compressed(path, file)?, schema))),
        Format::Csv => Ok(Box::new(csv::CsvRows::new(compressed(path, file)?, schema)?)),
        Format::Shapefile => Ok(Box::new(shapefile::ShapefileRows::new(path, file, schema))),
        Format::TopoJson => {
            Ok(Box::new(topojson::TopoJsonRows::new(compressed(path, file)?, &layer_name(path), schema)))
        }
    }
}

/// What a layer is called in a file of layers: the file's name up to its first dot.
fn layer_name(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.split('.').next().unwrap_or_default().to_owned()
}

/// Text output that can be ended: compressed streams have a last block.
enum Output {
    Plain(BufWriter<File>),
    Gzip(flate2::write::GzEncoder<BufWriter<File>>),
    Zstd(zstd::Encoder<'static, BufWriter<File>>),
}

impl Output {
    fn end(self) -> std::io::Result<()> {
        match self {
            Self::Plain(mut file) => file.flush(),
            Self::Gzip(encoder) => encoder.finish()?.flush(),
            Self::Zstd(encoder) => encoder.finish()?.flush(),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Plain(file) => file.write(bytes),
            Self::Gzip(encoder) => encoder.write(bytes),
            Self::Zstd(encoder) => encoder.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Plain(file) => file.flush(),
            Self::Gzip(encoder) => encoder.flush(),
            Self::Zstd(encoder) => encoder.flush(),
        }
    }
}

fn compressed(path: &Path, file: File) -> std::io::Result<Output> {
    let file = BufWriter::with_capacity(1 << 18, file);
    match path.extension().and_then(|end| end.to_str()) {
        Some("gz") => Ok(Output::Gzip(flate2::write::GzEncoder::new(file, flate2::Compression::fast()))),
        Some("zst") => Ok(Output::Zstd(zstd::Encoder::new(file, 3)?)),
        _ => Ok(Output::Plain(file)),
    }
}
