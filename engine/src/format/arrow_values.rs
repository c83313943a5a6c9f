//! Arrow columns of any type as the few types of values that rows have.

use crate::record::{LocalTime, Value};
use arrow::array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Float64Array, Int64Array, StringArray,
    TimestampMicrosecondArray,
};
use arrow::compute::cast;
use arrow::datatypes::{DataType, TimeUnit};
use arrow::error::ArrowError;
use arrow::record_batch::RecordBatch;
use jiff::SignedDuration;

/// A column cast to one of the types of values.
pub(super) enum Column {
    Text(StringArray),
    Integer(Int64Array),
    Real(Float64Array),
    Flag(BooleanArray),
    /// Microseconds since 1970 on the local clock.
    Time(TimestampMicrosecondArray),
    Bytes(BinaryArray),
    /// Lists, structs and the rest: kept as columns, so that places agree, and always null.
    Unread,
}

/// The columns of a batch; the geometry is left unread, and read apart.
pub(super) fn columns(batch: &RecordBatch, geometry: Option<usize>) -> Result<Vec<Column>, ArrowError> {
    let all = batch.columns().iter().enumerate();
    all.map(|(i, column)| if geometry == Some(i) { Ok(Column::Unread) } else { Column::of(column) }).collect()
}

impl Column {
    pub fn of(array: &ArrayRef) -> Result<Self, ArrowError> {
        use DataType as T;
        Ok(match values_type(array.data_type()) {
            T::Utf8 | T::LargeUtf8 | T::Utf8View => Self::Text(cast_to(array, &T::Utf8)?),
            T::Int8 | T::Int16 | T::Int32 | T::Int64 | T::UInt8 | T::UInt16 | T::UInt32 => {
                Self::Integer(cast_to(array, &T::Int64)?)
            }
            // May not fit 64 bits with a sign; as text nothing is lost, and numbers are read from text as well.
            T::UInt64 | T::Decimal32(..) | T::Decimal64(..) | T::Decimal128(..) | T::Decimal256(..) => {
                Self::Text(cast_to(array, &T::Utf8)?)
            }
            T::Float16 | T::Float64 => Self::Real(cast_to(array, &T::Float64)?),
            T::Float32 => Self::Real(shortest(&cast_to(array, &T::Float32)?)),
            T::Boolean => Self::Flag(cast_to(array, &T::Boolean)?),
            T::Date32 | T::Date64 | T::Timestamp(..) => Self::Time(local(array)?),
            T::Binary | T::LargeBinary | T::BinaryView => Self::Bytes(cast_to(array, &T::Binary)?),
            _ => Self::Unread,
        })
    }

    pub fn value(&self, i: usize) -> Value<'_> {
        match self {
            Self::Text(array) if array.is_valid(i) => Value::Text(array.value(i)),
            Self::Integer(array) if array.is_valid(i) => Value::Integer(array.value(i)),
            Self::Real(array) if array.is_valid(i) => Value::Real(array.value(i)),
            Self::Flag(array) if array.is_valid(i) => Value::Flag(array.value(i)),
            Self::Time(array) if array.is_valid(i) => {
                since_1970(array.value(i)).map_or(Value::Null, Value::Time)
            }
            _ => Value::Null,
        }
    }

    pub fn bytes(&self, i: usize) -> Option<&[u8]> {
        match self {
            Self::Bytes(array) if array.is_valid(i) => Some(array.value(i)),
            _ => None,
        }
    }
}

fn values_type(of: &DataType) -> &DataType {
    match of {
        DataType::Dictionary(_, values) => values,
        other => other,
    }
}

fn cast_to<T: Clone + 'static>(array: &ArrayRef, to: &DataType) -> Result<T, ArrowError> {
    let values = cast(array, to)?;
    let typed = values.as_any().downcast_ref::<T>().cloned();
    typed.ok_or_else(|| ArrowError::CastError(format!("{} cannot be read as {to}", array.data_type())))
}

/// The decimal numbers that single precision was written from: 0.1, not 0.10000000149.
fn shortest(array: &arrow::array::Float32Array) -> Float64Array {
    array.iter().map(|value| value.and_then(|value| value.to_string().parse().ok())).collect()
}

/// Times on the clock of the zone that the column names, where it is an offset such as `+08:00`; else as stored.
fn local(array: &ArrayRef) -> Result<TimestampMicrosecondArray, ArrowError> {
    let offset = match array.data_type() {
        DataType::Timestamp(_, Some(zone)) => offset_microseconds(zone),
        _ => 0,
    };
    let utc: TimestampMicrosecondArray = cast_to(
        &cast(array, &DataType::Timestamp(TimeUnit::Microsecond, None))?,
        &DataType::Timestamp(TimeUnit::Microsecond, None),
    )?;
    Ok(if offset == 0 { utc } else { utc.unary(|microseconds| microseconds + offset) })
}

fn offset_microseconds(zone: &str) -> i64 {
    const PER_MINUTE: i64 = 60_000_000;
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let offset = zone.strip_prefix(['+', '-']).and_then(|offset| offset.split_once(':'));
    let minutes = offset.and_then(|(h, m)| Some(h.parse::<i64>().ok()? * 60 + m.parse::<i64>().ok()?));
    sign * minutes.unwrap_or(0) * PER_MINUTE
}

fn since_1970(microseconds: i64) -> Option<LocalTime> {
    let epoch = LocalTime::constant(1970, 1, 1, 0, 0, 0, 0);
    epoch.checked_add(SignedDuration::from_micros(microseconds)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::array::{Date32Array, Decimal128Array, Float32Array, TimestampSecondArray, UInt64Array};
    use std::sync::Arc;

    #[track_caller]
    fn check(array: impl Array + 'static, expected: &str) {
        let column = Column::of(&(Arc::new(array) as ArrayRef)).unwrap();
        assert_eq!(column.value(0).to_string(), expected);
    }

    #[test]
    fn every_common_type_has_a_value() {
        check(Float32Array::from(vec![0.1]), "0.1");
        check(UInt64Array::from(vec![u64::MAX]), "18446744073709551615");
        check(Decimal128Array::from(vec![12345]).with_precision_and_scale(10, 2).unwrap(), "123.45");
        check(Date32Array::from(vec![20_453]), "2025-12-31T00:00:00");
        check(TimestampSecondArray::from(vec![1_767_139_140]), "2025-12-30T23:59:00");
        check(TimestampSecondArray::from(vec![1_767_139_140]).with_timezone("+08:00"), "2025-12-31T07:59:00");
        check(StringArray::from(vec![None::<&str>]), "");
    }
}
