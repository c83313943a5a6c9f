//! Records ↔ rows: fields are bound and read in the order of the table's columns.

use super::geometry;
use super::wkb::Geometry;
use onemap_engine::coord::{LatticePoint, Line, MultiPolygon};
use onemap_engine::record::Footprints;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ValueRef};
use rusqlite::{Result, Row, Statement};

/// A record that can be written as one row.
pub trait Bind {
    fn bind(&self, fields: &mut Fields<'_, '_>) -> Result<()>;
}

/// A record that can be read from one row.
pub(super) trait Read: Sized {
    fn read(columns: &mut Columns<'_>) -> Result<Self>;
}

/// The parameters of an upsert, filled from the first to the last.
pub struct Fields<'s, 'c> {
    statement: &'s mut Statement<'c>,
    blob: &'s mut Vec<u8>,
    next: usize,
}

impl<'s, 'c> Fields<'s, 'c> {
    /// `blob` is scratch space, kept from row to row.
    pub(super) fn new(statement: &'s mut Statement<'c>, blob: &'s mut Vec<u8>) -> Self {
        Self { statement, blob, next: 1 }
    }

    pub(super) fn put(&mut self, value: impl ToSql) -> Result<()> {
        self.statement.raw_bind_parameter(self.next, value)?;
        self.next += 1;
        Ok(())
    }

    pub(super) fn point(&mut self, place: Option<LatticePoint>) -> Result<()> {
        match place {
            Some(point) => self.shape(|blob| geometry::write_point(blob, point)),
            None => self.put(None::<i32>),
        }
    }

    pub(super) fn lines(&mut self, lines: &[Line]) -> Result<()> {
        self.shape(|blob| geometry::write_lines(blob, lines))
    }

    pub(super) fn polygons(&mut self, shape: &MultiPolygon) -> Result<()> {
        self.shape(|blob| geometry::write_polygons(blob, shape))
    }

    fn shape(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> Result<()> {
        self.blob.clear();
        write(self.blob);
        self.statement.raw_bind_parameter(self.next, self.blob.as_slice())?;
        self.next += 1;
        Ok(())
    }
}

/// The columns of a row, taken from the first to the last.
pub(super) struct Columns<'r> {
    row: &'r Row<'r>,
    next: usize,
}

impl<'r> Columns<'r> {
    pub(super) fn new(row: &'r Row<'r>, first: usize) -> Self {
        Self { row, next: first }
    }

    pub(super) fn take<T: FromSql>(&mut self) -> Result<T> {
        let value = self.row.get(self.next);
        self.next += 1;
        value
    }

    /// A date, time or word of a closed vocabulary, kept as text.
    pub(super) fn parse<T>(&mut self, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
        let at = self.next;
        let text = self.text()?;
        text.map(|text| parse(text).ok_or_else(|| unreadable(at, text))).transpose()
    }

    pub(super) fn text(&mut self) -> Result<Option<&'r str>> {
        let value = self.raw()?.as_str_or_null();
        value.map_err(|error| malformed(self.next - 1, error))
    }

    pub(super) fn geometry(&mut self) -> Result<Option<Geometry>> {
        let value = self.raw()?;
        decode(value).map_err(|error| malformed(self.next - 1, error))
    }

    /// A multipolygon; a row without a shape has an empty one.
    pub(super) fn polygons(&mut self) -> Result<MultiPolygon> {
        match self.geometry()? {
            Some(Geometry::Polygons(shape)) => Ok(shape),
            None => Ok(MultiPolygon::default()),
            Some(_) => Err(malformed(self.next - 1, FromSqlError::InvalidType)),
        }
    }

    /// A point or polygons, appended to columns; a row without a shape has an empty outline.
    pub(super) fn footprint(&mut self, footprints: &mut Footprints) -> Result<()> {
        let blob = self.raw()?.as_blob_or_null().and_then(|blob| match blob {
            Some(blob) => geometry::read_footprint(blob, footprints),
            None => Ok(()),
        });
        footprints.end();
        blob.map_err(|error| malformed(self.next - 1, error))
    }

    fn raw(&mut self) -> Result<ValueRef<'r>> {
        let value = self.row.get_ref(self.next);
        self.next += 1;
        value
    }
}

fn decode(value: ValueRef<'_>) -> FromSqlResult<Option<Geometry>> {
    value.as_blob_or_null()?.map(geometry::read).transpose()
}

pub(super) fn malformed(column: usize, error: FromSqlError) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Blob, Box::new(error))
}

fn unreadable(column: usize, text: &str) -> rusqlite::Error {
    malformed(column, FromSqlError::Other(format!("`{text}` is not a value of this column").into()))
}
