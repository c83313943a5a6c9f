//! CSV and its kin: quoted fields, any of four delimiters, geometry as WKT or hexadecimal WKB in a column.

use super::{ReadError, ReadOptions, Source, wkb, wkt};
use crate::record::{Chunk, Columns, Field, RawGeometry, Reason, Rejection, Row, Value};
use csv_core::ReadRecordResult;
use rayon::prelude::*;
use std::io::{self, BufRead};
use std::sync::Arc;

/// Longest record, bytes; a longer one is rejected and its memory not held.
const LONGEST_RECORD: usize = 8 << 20;
/// Longest field, bytes.
const LONGEST_FIELD: usize = 1 << 20;
const CHUNK_ROWS: usize = 8192;
const CHUNK_BYTES: usize = 8 << 20;

/// Rows of a delimited file.
pub(super) struct CsvRows<R> {
    records: Records<R>,
    columns: Arc<Columns>,
    /// The column that holds the geometry, once known.
    geometry: Option<usize>,
    rows: u64,
    started: bool,
    ended: bool,
    /// Why reading ended early; said after the rows before it.
    broken: Option<ReadError>,
}

impl<R: BufRead> CsvRows<R> {
    /// Reads the header. `start` is the beginning of the text.
    pub fn open(text: R, start: &[u8], options: &ReadOptions) -> Result<Self, ReadError> {
        let delimiter = options.delimiter.unwrap_or_else(|| likely_delimiter(start));
        let mut records = Records::new(text, delimiter);
        let names = records.header().map_err(|source| broken(0, &records, &source))?;
        let geometry = options.geometry.as_deref().map(|wanted| column(&names, wanted)).transpose()?;
        let columns = Arc::new(Columns { geometry: geometry.is_some(), geometry_text: geometry, names });
        Ok(Self { records, columns, geometry, rows: 0, started: false, ended: false, broken: None })
    }

    fn read_chunk(&mut self) -> Vec<Result<Row, Rejection>> {
        let mut rows = Vec::new();
        let mut bytes = 0;
        while rows.len() < CHUNK_ROWS && bytes < CHUNK_BYTES && !self.ended {
            match self.records.next_row(self.rows + 1, self.columns.names.len()) {
                Ok(Some(row)) => {
                    self.rows += 1;
                    bytes += self.records.text_used;
                    rows.push(row);
                }
                Ok(None) => self.ended = true,
                Err(source) => {
                    self.ended = true;
                    self.broken = Some(broken(self.rows, &self.records, &source));
                }
            }
        }
        rows
    }

    /// In the first rows, a column that is named like a geometry and reads like one is the geometry.
    fn find_geometry(&mut self, rows: &[Result<Row, Rejection>]) {
        if std::mem::replace(&mut self.started, true) || self.geometry.is_some() {
            return;
        }
        let named = (0..self.columns.names.len()).filter(|&i| is_geometry_name(&self.columns.names[i]));
        let holds =
            |&i: &usize| rows.iter().flatten().find_map(|row| geometry_text(row, i)).is_some_and(is_geometry);
        self.geometry = named.into_iter().find(holds);
        if self.geometry.is_some() {
            let columns = Arc::make_mut(&mut self.columns);
            (columns.geometry, columns.geometry_text) = (true, self.geometry);
        }
    }
}

impl<R: BufRead + Send> Source for CsvRows<R> {
    fn next_chunk(&mut self) -> Option<Result<Chunk, ReadError>> {
        let mut rows = self.read_chunk();
        if rows.is_empty() {
            return self.broken.take().map(Err);
        }
        self.find_geometry(&rows);
        if let Some(column) = self.geometry {
            rows.par_iter_mut().with_min_len(256).for_each(|row| with_geometry(row, column));
        }
        Some(Ok(Chunk { columns: Arc::clone(&self.columns), rows }))
    }

    fn columns(&self) -> Arc<Columns> {
        Arc::clone(&self.columns)
    }
}

/// Records as the tokenizer gives them, in buffers that are used again.
struct Records<R> {
    input: R,
    tokens: csv_core::Reader,
    /// Unescaped fields, one after the other.
    text: Vec<u8>,
    /// Where each field ends in `text`.
    ends: Vec<usize>,
    text_used: usize,
    fields: usize,
    offset: u64,
}

impl<R: BufRead> Records<R> {
    fn new(input: R, delimiter: u8) -> Self {
        let tokens = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        Self { input, tokens, text: vec![0; 4096], ends: vec![0; 64], text_used: 0, fields: 0, offset: 0 }
    }

    fn header(&mut self) -> io::Result<Vec<String>> {
        self.next_record()?;
        let text = String::from_utf8_lossy(&self.text[..self.text_used]).into_owned();
        let mut start = 0;
        let names = self.ends[..self.fields].iter().map(|&end| {
            let name = text.get(start..end).unwrap_or_default().trim().to_owned();
            start = end;
            name
        });
        Ok(names.collect())
    }

    fn next_row(&mut self, number: u64, columns: usize) -> io::Result<Option<Result<Row, Rejection>>> {
        let line = self.next_line()?;
        let Some(fits) = self.next_record()? else { return Ok(None) };
        let row = if fits { self.row(number, columns) } else { Err(Reason::FieldTooLong) };
        Ok(Some(match row {
            Ok(mut row) => {
                row.line = Some(line);
                Ok(row)
            }
            Err(reason) => Err(Rejection {
                row: number,
                line: Some(line),
                field: Field::Row,
                value: String::new(),
                reason,
            }),
        }))
    }

    /// The line on which the next record begins: ends of lines before it are not taken yet.
    fn next_line(&mut self) -> io::Result<u64> {
        let ahead = self.input.fill_buf()?.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
        Ok(self.tokens.line() + ahead.filter(|&&b| b == b'\n').count() as u64)
    }

    /// Reads one record; `false` where it is too long to be held, `None` at the end of the file.
    fn next_record(&mut self) -> io::Result<Option<bool>> {
        (self.text_used, self.fields) = (0, 0);
        let mut fits = true;
        loop {
            let input = self.input.fill_buf()?;
            let (result, read, written, ended) =
                self.tokens.read_record(input, &mut self.text[self.text_used..], &mut self.ends[self.fields..]);
            self.input.consume(read);
            self.offset += read as u64;
            self.text_used += written;
            self.fields += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.text.len() >= LONGEST_RECORD => {
                    fits = false;
                    self.text_used = 0;
                }
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => return Ok(Some(fits)),
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    fn row(&self, number: u64, columns: usize) -> Result<Row, Reason> {
        let text = std::str::from_utf8(&self.text[..self.text_used]).map_err(|_| Reason::BadEncoding)?;
        let mut row = Row::with_capacity(number, columns.min(self.fields), text.len());
        let mut start = 0;
        for (i, &end) in self.ends[..self.fields].iter().enumerate() {
            let field = text.get(start..end).ok_or(Reason::BadEncoding)?;
            start = end;
            if field.len() > LONGEST_FIELD {
                return Err(Reason::FieldTooLong);
            }
            if i < columns {
                row.push(if field.is_empty() { Value::Null } else { Value::Text(field) });
            } else if !field.trim().is_empty() {
                return Err(Reason::TooManyFields);
            }
        }
        Ok(row)
    }
}

/// The candidate that the first line has most of, outside quotes.
fn likely_delimiter(start: &[u8]) -> u8 {
    let mut quoted = false;
    let mut line = Vec::new();
    for &b in start {
        quoted ^= b == b'"';
        if b == b'\n' && !quoted {
            break;
        }
        if !quoted {
            line.push(b);
        }
    }
    let count = |delimiter: &u8| line.iter().filter(|&b| b == delimiter).count();
    // `max_by_key` keeps the last of equals: the comma.
    [b'|', b';', b'\t', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

fn column(names: &[String], wanted: &str) -> Result<usize, ReadError> {
    let found = names.iter().position(|name| name.eq_ignore_ascii_case(wanted.trim()));
    found.ok_or_else(|| ReadError::NoGeometryColumn { column: wanted.to_owned(), has: names.to_vec() })
}

fn is_geometry_name(name: &str) -> bool {
    const NAMES: [&str; 14] = [
        "wkt",
        "geometry",
        "geom",
        "thegeom",
        "shape",
        "wkbgeometry",
        "geomwkt",
        "geometrywkt",
        "polygon",
        "multipolygon",
        "几何",
        "边界",
        "坐标串",
        "图形",
    ];
    let bare: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    NAMES.contains(&bare.as_str())
}

fn geometry_text(row: &Row, column: usize) -> Option<&str> {
    match row.value(column) {
        Value::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

fn is_geometry(text: &str) -> bool {
    wkt::looks_like(text) || wkb::looks_like_hex(text)
}

fn with_geometry(row: &mut Result<Row, Rejection>, column: usize) {
    let Ok(accepted) = row else { return };
    match geometry_text(accepted, column).map(parse_geometry).transpose() {
        Ok(geometry) => accepted.geometry = geometry.filter(|geometry| !geometry.is_empty()),
        Err(reason) => {
            let value = geometry_text(accepted, column).unwrap_or_default();
            let rejection = Rejection::new(accepted, Field::Geometry, value, reason);
            *row = Err(rejection);
        }
    }
}

fn parse_geometry(text: &str) -> Result<RawGeometry, Reason> {
    if wkb::looks_like_hex(text) { wkb::read_hex(text) } else { wkt::read(text) }
}

fn broken<R>(rows: u64, records: &Records<R>, source: &io::Error) -> ReadError {
    ReadError::Broken { rows, offset: records.offset, what: source.to_string() }
}
