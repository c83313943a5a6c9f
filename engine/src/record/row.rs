//! A file's row before it has a meaning: columns by name, values by type, a geometry in the file's own coordinates.

use super::{LocalTime, RawGeometry, Rejection};
use std::ops::Range;
use std::sync::Arc;

/// One value of a row, typed as the file has it. Text files know text alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    Null,
    Text(&'a str),
    Integer(i64),
    Real(f64),
    Flag(bool),
    Time(LocalTime),
}

/// The columns of a file, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    pub names: Vec<String>,
    /// Whether rows carry a geometry beside their columns.
    pub geometry: bool,
    /// The column whose text is the geometry, in files that have no other place for it.
    pub geometry_text: Option<usize>,
}

impl Columns {
    /// The place of the column called exactly this.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|column| column == name)
    }
}

/// One row: its values in the order of [`Columns`], trailing ones possibly missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Data row or feature, from 1.
    pub number: u64,
    /// Line of the file, from 1, where the file has lines.
    pub line: Option<u64>,
    pub geometry: Option<RawGeometry>,
    text: String,
    slots: Vec<Slot>,
}

/// Rows in the file's order, as many as are worth a parallel step. A row that could not be read at all is an error in
/// its place, so that every row is counted.
#[derive(Clone, Debug)]
pub struct Chunk {
    pub columns: Arc<Columns>,
    pub rows: Vec<Result<Row, Rejection>>,
}

/// A value that keeps its text in the row's buffer, so that a row costs two allocations however many columns it has.
#[derive(Clone, Debug, PartialEq)]
enum Slot {
    Null,
    Text(Range<u32>),
    Integer(i64),
    Real(f64),
    Flag(bool),
    Time(LocalTime),
}

impl Row {
    /// An empty row with room for its values and for the bytes of its text.
    #[must_use]
    pub fn with_capacity(number: u64, values: usize, text_bytes: usize) -> Self {
        Self {
            number,
            text: String::with_capacity(text_bytes),
            slots: Vec::with_capacity(values),
            ..Self::default()
        }
    }

    /// The same row without its geometry.
    #[must_use]
    pub fn without_geometry(&self) -> Self {
        Self {
            number: self.number,
            line: self.line,
            geometry: None,
            text: self.text.clone(),
            slots: self.slots.clone(),
        }
    }

    /// Appends the value of the next column.
    pub fn push(&mut self, value: Value<'_>) {
        let slot = self.slot(value);
        self.slots.push(slot);
    }

    /// Sets the value of a column; columns skipped so far are null.
    pub fn set(&mut self, column: usize, value: Value<'_>) {
        let slot = self.slot(value);
        if self.slots.len() <= column {
            self.slots.resize(column + 1, Slot::Null);
        }
        self.slots[column] = slot;
    }

    /// The value of a column; null where the row is shorter.
    #[must_use]
    pub fn value(&self, column: usize) -> Value<'_> {
        match self.slots.get(column) {
            None | Some(Slot::Null) => Value::Null,
            Some(Slot::Text(range)) => Value::Text(&self.text[range.start as usize..range.end as usize]),
            Some(Slot::Integer(value)) => Value::Integer(*value),
            Some(Slot::Real(value)) => Value::Real(*value),
            Some(Slot::Flag(value)) => Value::Flag(*value),
            Some(Slot::Time(value)) => Value::Time(*value),
        }
    }

    fn slot(&mut self, value: Value<'_>) -> Slot {
        match value {
            Value::Null => Slot::Null,
            Value::Text(text) => self.keep(text),
            Value::Integer(value) => Slot::Integer(value),
            Value::Real(value) => Slot::Real(value),
            Value::Flag(value) => Slot::Flag(value),
            Value::Time(value) => Slot::Time(value),
        }
    }

    fn keep(&mut self, text: &str) -> Slot {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        Slot::Text(start..self.text.len() as u32)
    }
}

impl std::fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Integer(value) => value.fmt(f),
            Self::Real(value) => value.fmt(f),
            Self::Flag(value) => value.fmt(f),
            Self::Time(value) => value.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_as_they_went_in() {
        let mut row = Row::with_capacity(7, 3, 16);
        row.push(Value::Text("网格"));
        row.push(Value::Real(0.5));
        row.set(3, Value::Text("x"));
        assert_eq!(row.value(0), Value::Text("网格"));
        assert_eq!(row.value(1), Value::Real(0.5));
        assert_eq!(row.value(2), Value::Null);
        assert_eq!(row.value(3), Value::Text("x"));
        assert_eq!(row.value(99), Value::Null);
    }
}
