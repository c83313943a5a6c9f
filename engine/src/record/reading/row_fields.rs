//! The fields of one row, by meaning rather than by column.

use super::text::{as_code, is_null};
use super::time::{self, TimeFlaw};
use super::{Binding, Kind, Reading};
use crate::coord::LatticePoint;
use crate::record::reject::shorten;
use crate::record::{Field, LocalDate, LocalTime, Oddity, Reason, Rejection, Row, Value, Warning};
use std::borrow::Cow;

/// One row seen through the binding of its columns. Collects warnings as fields are asked for.
pub struct RowFields<'a> {
    pub(super) row: &'a Row,
    pub(super) kind: Kind,
    pub(super) reading: &'a Reading,
    binding: &'a Binding,
    warnings: Vec<Warning>,
}

impl<'a> RowFields<'a> {
    pub(super) fn new(row: &'a Row, kind: Kind, binding: &'a Binding, reading: &'a Reading) -> Self {
        Self { row, kind, reading, binding, warnings: Vec::new() }
    }

    pub(super) fn into_warnings(self) -> Vec<Warning> {
        self.warnings
    }

    /// The value of a field; null where it has no column, is empty, or spells out that it is.
    pub(super) fn value(&self, field: Field) -> Value<'a> {
        let value = self.binding.column(field).map_or(Value::Null, |column| self.row.value(column));
        match value {
            Value::Text(text) if is_null(text.trim()) => Value::Null,
            Value::Text(text) => Value::Text(text.trim()),
            Value::Real(real) if real.is_nan() => Value::Null,
            value => value,
        }
    }

    pub(super) fn text(&self, field: Field) -> Option<Cow<'a, str>> {
        match self.value(field) {
            Value::Null => None,
            Value::Text(text) => Some(Cow::Borrowed(text)),
            value => Some(Cow::Owned(value.to_string())),
        }
    }

    pub(super) fn string(&self, field: Field) -> Option<String> {
        self.text(field).map(Cow::into_owned)
    }

    /// An identifier as text, its leading zeros kept.
    pub(super) fn code(&self, field: Field) -> Result<Option<String>, Rejection> {
        as_code(self.value(field)).map_err(|reason| self.reject(field, reason))
    }

    pub(super) fn required_code(&self, field: Field) -> Result<String, Rejection> {
        self.code(field)?.ok_or_else(|| self.reject(field, Reason::Missing))
    }

    /// A quantity that cannot be negative. One that is, or is no number, is left empty with a warning.
    pub(super) fn quantity(&mut self, field: Field) -> Option<f64> {
        let number = match self.value(field) {
            Value::Null => return None,
            Value::Integer(integer) => Some(integer as f64),
            Value::Real(real) => Some(real),
            Value::Text(text) => super::text::number(text),
            Value::Flag(_) | Value::Time(_) => None,
        };
        let usable = number.filter(|number| number.is_finite() && *number >= 0.0);
        if usable.is_none() {
            self.warn(field, Oddity::UnreadableNumber);
        }
        usable
    }

    pub(super) fn count(&mut self, field: Field) -> Option<u32> {
        self.quantity(field).map(|number| number.round() as u32)
    }

    pub(super) fn required_time(&mut self, field: Field) -> Result<LocalTime, Rejection> {
        match time::from_value(self.value(field)) {
            Ok(None) => Err(self.reject(field, Reason::Missing)),
            Ok(Some(read)) => Ok(self.noting_zone(field, read)),
            Err(flaw) => Err(self.reject(field, flaw.into())),
        }
    }

    /// A time the record can do without: an unreadable one is left empty with a warning.
    pub(super) fn time(&mut self, field: Field) -> Option<LocalTime> {
        match time::from_value(self.value(field)) {
            Ok(read) => read.map(|read| self.noting_zone(field, read)),
            Err(_) => {
                self.warn(field, Oddity::UnreadableTime);
                None
            }
        }
    }

    pub(super) fn date(&mut self, field: Field) -> Option<LocalDate> {
        self.time(field).map(LocalTime::date)
    }

    pub(super) fn reject(&self, field: Field, reason: Reason) -> Rejection {
        self.reject_value(field, &self.shown(field), reason)
    }

    pub(super) fn reject_value(&self, field: Field, value: &str, reason: Reason) -> Rejection {
        Rejection::new(self.row, field, value, reason)
    }

    pub(super) fn warn(&mut self, field: Field, oddity: Oddity) {
        let value = self.shown(field);
        self.warn_value(field, &value, oddity);
    }

    pub(super) fn warn_value(&mut self, field: Field, value: &str, oddity: Oddity) {
        self.warn_at(field, value, None, oddity);
    }

    /// Once for each oddity of a field, however many rings have it.
    pub(super) fn warn_at(&mut self, field: Field, value: &str, place: Option<LatticePoint>, oddity: Oddity) {
        if self.warnings.iter().any(|warning| (warning.field, warning.oddity) == (field, oddity)) {
            return;
        }
        let (row, line) = (self.row.number, self.row.line);
        self.warnings.push(Warning { row, line, field, value: shorten(value), place, oddity });
    }

    /// The value for a report. What could name a person is not shown.
    fn shown(&self, field: Field) -> String {
        match field {
            Field::Caller | Field::Phone => String::new(),
            _ => self.text(field).map(|text| shorten(&text)).unwrap_or_default(),
        }
    }

    fn noting_zone(&mut self, field: Field, read: time::Read) -> LocalTime {
        if read.zone {
            self.warn(field, Oddity::ZoneIgnored);
        }
        read.time
    }
}

impl From<TimeFlaw> for Reason {
    fn from(flaw: TimeFlaw) -> Self {
        match flaw {
            TimeFlaw::Unreadable => Self::UnreadableTime,
            TimeFlaw::Impossible => Self::ImpossibleTime,
            TimeFlaw::Implausible => Self::ImplausibleTime,
        }
    }
}
