//! The reader of one kind of record: chunks of rows in, records or rejections out, in order.

use super::row_fields::RowFields;
use super::{BindError, Binding, Kind, Mapping};
use crate::coord::{Bounds, Crs};
use crate::record::{
    Area, AreaLevel, Building, CallerSecret, Chunk, Columns, Complaint, Compound, Rejection, Road, Row, Staff,
    Warning, Water,
};
use rayon::prelude::*;
use std::marker::PhantomData;
use std::sync::Arc;

/// How a file is to be understood.
#[derive(Clone)]
pub struct Reading {
    /// What the file's coordinates are.
    pub crs: Crs,
    /// The user's own assignment of columns; the rest goes by alias.
    pub mapping: Mapping,
    /// Key of the caller hashes.
    pub secret: CallerSecret,
    /// Where the city is, if known: a point outside it that would lie inside with its coordinates swapped is rejected
    /// as swapped, even where both orders are on Earth.
    pub extent: Option<Bounds>,
}

impl Default for Reading {
    fn default() -> Self {
        Self { crs: Crs::wgs84(), mapping: Mapping::new(), secret: CallerSecret::default(), extent: None }
    }
}

/// A record and what was odd about its row.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted<T> {
    /// Data row or feature, from 1.
    pub row: u64,
    pub record: T,
    pub warnings: Vec<Warning>,
}

/// A record that can be read from the fields of a row.
pub trait FromRow: Sized + Send {
    /// # Errors
    /// A rejection that names the field, its value and what would be right.
    fn from_row(fields: &mut RowFields<'_>) -> Result<Self, Rejection>;
}

/// Reads one kind of record from rows of one file.
pub struct Reader<T> {
    kind: Kind,
    reading: Reading,
    columns: Arc<Columns>,
    binding: Binding,
    record: PhantomData<fn() -> T>,
}

impl Reader<Area> {
    /// Areas of one level.
    ///
    /// # Errors
    /// As for every kind: when a required field has no column, or the mapping names one that is not there.
    pub fn areas(level: AreaLevel, columns: &Arc<Columns>, reading: Reading) -> Result<Self, BindError> {
        Self::new(Kind::Area(level), columns, reading)
    }
}

impl Reader<Building> {
    /// # Errors
    /// As [`Reader::areas`].
    pub fn buildings(columns: &Arc<Columns>, reading: Reading) -> Result<Self, BindError> {
        Self::new(Kind::Building, columns, reading)
    }
}

impl Reader<Compound> {
    /// # Errors
    /// As [`Reader::areas`].
    pub fn compounds(columns: &Arc<Columns>, reading: Reading) -> Result<Self, BindError> {
        Self::new(Kind::Compound, columns, reading)
    }
}

impl Reader<Complaint> {
    /// # Errors
    /// As [`Reader::areas`].
    pub fn complaints(columns: &Arc<Columns>, reading: Reading) -> Result<Self, BindError> {
        Self::new(Kind::Complaint, columns, reading)
    }
}

impl Reader<Road> {
    /// # Errors
    /// As [`Reader::areas`].
    pub fn roads(columns: &Arc<Columns>, reading: Reading) -> Result<Self, BindError> {
        Self::new(Kind::Road, columns, reading)
    }
}

impl Reader<Water> {
    /// # Errors
    /// As [`Reader::areas`].
    pub fn water(columns: &Arc<Columns>, reading: Reading) -> Result<Self, BindError> {
        Self::new(Kind::Water, columns, reading)
    }
}

impl Reader<Staff> {
    /// # Errors
    /// As [`Reader::areas`].
    pub fn staff(columns: &Arc<Columns>, reading: Reading) -> Result<Self, BindError> {
        Self::new(Kind::Staff, columns, reading)
    }
}

impl<T: FromRow> Reader<T> {
    /// Which column was taken for which field.
    #[must_use]
    pub fn binding(&self) -> &Binding {
        &self.binding
    }

    /// The records of a chunk, in the order of its rows, read on all threads. Every row gives one result.
    ///
    /// # Errors
    /// When the chunk has other columns than the file began with, and these lack a required field.
    pub fn chunk(&mut self, chunk: Chunk) -> Result<Vec<Result<Accepted<T>, Rejection>>, BindError> {
        if !Arc::ptr_eq(&self.columns, &chunk.columns) {
            self.binding = Binding::new(self.kind, &chunk.columns, &self.reading.mapping)?;
            self.columns = chunk.columns;
        }
        let this = &*self;
        Ok(chunk.rows.into_par_iter().with_min_len(256).map(|row| this.row(&row?)).collect())
    }

    /// The record of one row.
    ///
    /// # Errors
    /// When the row is not accepted.
    pub fn row(&self, row: &Row) -> Result<Accepted<T>, Rejection> {
        let mut fields = RowFields::new(row, self.kind, &self.binding, &self.reading);
        let record = T::from_row(&mut fields)?;
        Ok(Accepted { row: row.number, record, warnings: fields.into_warnings() })
    }

    fn new(kind: Kind, columns: &Arc<Columns>, reading: Reading) -> Result<Self, BindError> {
        let binding = Binding::new(kind, columns, &reading.mapping)?;
        Ok(Self { kind, reading, columns: Arc::clone(columns), binding, record: PhantomData })
    }
}
