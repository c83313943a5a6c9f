//! Rows of a Shapefile: each record of the `.shp` with that of the `.dbf`.

use super::dbf::Table;
use super::parts::Parts;
use super::shp::{Geometry, Records};
use crate::format::{DeclaredCrs, ReadError, ReadOptions, Source};
use crate::record::{Chunk, Columns, Field, Reason, Rejection, Row};
use encoding_rs::Encoding;
use std::path::Path;
use std::sync::Arc;

const CHUNK_ROWS: usize = 4096;
const CHUNK_BYTES: u64 = 8 << 20;

/// A Shapefile being read.
pub(in crate::format) struct ShapefileRows {
    shapes: Records,
    table: Table,
    encoding: &'static Encoding,
    columns: Arc<Columns>,
    crs: Option<DeclaredCrs>,
    broken: Option<ReadError>,
    ended: bool,
}

impl ShapefileRows {
    /// # Errors
    /// When a part is missing or its header is broken.
    pub fn open(path: &Path, parts: &Parts, options: &ReadOptions) -> Result<Self, ReadError> {
        let unsupported = |what: String| ReadError::Unsupported { path: path.to_owned(), what };
        let shapes = Records::open(parts.open("shp")?).map_err(unsupported)?;
        let table = Table::open(parts.open("dbf")?).map_err(unsupported)?;
        let named = options.encoding.map(|encoding| encoding.0).or_else(|| code_page(&parts.text("cpg")?));
        let again = if named.is_none() { Table::open(parts.open("dbf")?).ok() } else { None };
        let encoding = table.encoding(named, again);
        let names = table.fields.iter().map(|field| field.name(encoding)).collect();
        let columns = Arc::new(Columns { names, geometry: true, geometry_text: None });
        let crs = parts.text("prj").filter(|text| !text.is_empty()).map(DeclaredCrs::Wkt);
        Ok(Self { shapes, table, encoding, columns, crs, broken: None, ended: false })
    }

    /// Adds the next row to a chunk; false at the end.
    ///
    /// # Errors
    /// When a part ends early.
    fn read_row(&mut self, rows: &mut Vec<Result<Row, Rejection>>) -> Result<bool, String> {
        let Some(geometry) = self.shapes.next() else {
            let (shapes, records) = (self.shapes.read, self.table.records);
            return if shapes == records { Ok(false) } else { Err(uneven(shapes, records)) };
        };
        let geometry = geometry?;
        let (number, records) = (self.shapes.read, self.table.records);
        if number > records {
            return Err(format!("the .dbf has {records} records, the .shp has more"));
        }
        if self.table.next()?.is_some() {
            rows.push(self.joined(number, geometry));
        }
        Ok(true)
    }

    fn joined(&self, number: u64, geometry: Geometry) -> Result<Row, Rejection> {
        let reject = |field, value: &str, reason| Rejection::of_row(number, field, value, reason);
        let mut row = Row::with_capacity(number, self.table.fields.len(), 64);
        for field in &self.table.fields {
            let pushed = field.value(self.table.record(), self.encoding, |value| row.push(value));
            pushed.map_err(|text| reject(Field::Row, &text, Reason::BadEncoding))?;
        }
        let geometry = geometry.map_err(|what| reject(Field::Geometry, &what, Reason::UnreadableGeometry))?;
        row.geometry = geometry.filter(|geometry| !geometry.is_empty());
        Ok(row)
    }
}

fn uneven(shapes: u64, records: u64) -> String {
    format!("the .shp ends after {shapes} shapes, the .dbf has {records} records")
}

impl Source for ShapefileRows {
    /// What came before a break is delivered first; the break is the answer to the next call.
    fn next_chunk(&mut self) -> Option<Result<Chunk, ReadError>> {
        let (mut rows, from) = (Vec::new(), self.shapes.offset);
        let is_full = |rows: usize, bytes| rows >= CHUNK_ROWS || rows > 0 && bytes >= CHUNK_BYTES;
        while !self.ended && !is_full(rows.len(), self.shapes.offset - from) {
            match self.read_row(&mut rows) {
                Ok(more) => self.ended = !more,
                Err(what) => {
                    self.ended = true;
                    let (rows, offset) = (self.shapes.read, self.shapes.offset);
                    self.broken = Some(ReadError::Broken { rows, offset, what });
                }
            }
        }
        if rows.is_empty() {
            return self.broken.take().map(Err);
        }
        Some(Ok(Chunk { columns: Arc::clone(&self.columns), rows }))
    }

    fn columns(&self) -> Arc<Columns> {
        Arc::clone(&self.columns)
    }

    fn crs(&self) -> Option<DeclaredCrs> {
        self.crs.clone()
    }
}

/// The encoding that a `.cpg` names: `UTF-8`, `936`, `GBK`, `CP936`, `ANSI 1252`, …
fn code_page(text: &str) -> Option<&'static Encoding> {
    let name = text.trim().to_ascii_lowercase();
    let number = name.trim_start_matches(|c: char| !c.is_ascii_digit());
    Encoding::for_label(name.as_bytes()).or(match number {
        "936" | "54936" => Some(encoding_rs::GB18030),
        "950" => Some(encoding_rs::BIG5),
        "65001" => Some(encoding_rs::UTF_8),
        "1252" => Some(encoding_rs::WINDOWS_1252),
        _ => None,
    })
}
