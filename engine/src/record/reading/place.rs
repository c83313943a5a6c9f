//! Where a row is: its geometry or its coordinate columns, brought onto the lattice.

use super::row_fields::RowFields;
use crate::coord::{Bounds, CoordinateError, LatticePoint};
use crate::record::{Field, Oddity, Position, RawGeometry, Reason, Rejection, Value};

impl RowFields<'_> {
    /// The row's point: of its geometry, else of its coordinate columns. `None` where there is none, or it is 0, 0.
    pub(super) fn point(&mut self) -> Result<Option<LatticePoint>, Rejection> {
        let Some((x, y)) = self.raw_point()? else { return Ok(None) };
        if x == 0.0 && y == 0.0 {
            self.warn_value(Field::Lon, "0, 0", Oddity::NullIsland);
            return Ok(None);
        }
        self.project(x, y).map(Some)
    }

    fn raw_point(&self) -> Result<Option<Position>, Rejection> {
        match &self.row.geometry {
            Some(RawGeometry::Points(points)) => Ok(points.first().copied()),
            Some(other) => Err(self.reject_value(Field::Geometry, other.kind(), Reason::WrongGeometry)),
            None => match (self.coordinate(Field::Lon)?, self.coordinate(Field::Lat)?) {
                (Some(x), Some(y)) => Ok(Some((x, y))),
                _ => Ok(None),
            },
        }
    }

    fn coordinate(&self, field: Field) -> Result<Option<f64>, Rejection> {
        match self.value(field) {
            Value::Null => Ok(None),
            Value::Real(real) => Ok(Some(real)),
            Value::Integer(integer) => Ok(Some(integer as f64)),
            Value::Text(text) => {
                let number = super::text::number(text);
                number.map(Some).ok_or_else(|| self.reject(field, Reason::UnreadableNumber))
            }
            Value::Flag(_) | Value::Time(_) => Err(self.reject(field, Reason::UnreadableNumber)),
        }
    }

    pub(super) fn project(&self, x: f64, y: f64) -> Result<LatticePoint, Rejection> {
        let reject = |reason| self.reject_value(Field::Lon, &format!("{x}, {y}"), reason);
        let point = self.reading.crs.to_lattice(x, y).map_err(|error| reject((&error).into()))?;
        if self.reading.extent.is_some_and(|extent| looks_swapped(point, &extent)) {
            return Err(reject(Reason::Swapped));
        }
        Ok(point)
    }
}

impl From<&CoordinateError> for Reason {
    fn from(error: &CoordinateError) -> Self {
        match error {
            CoordinateError::NotFinite { .. } => Self::NotFinite,
            CoordinateError::Swapped { .. } => Self::Swapped,
            CoordinateError::OutOfRange { .. } | CoordinateError::NotInCrs { .. } => Self::OutOfRange,
        }
    }
}

/// Whether a point outside the city would lie in it with its coordinates the other way round.
fn looks_swapped(point: LatticePoint, extent: &Bounds) -> bool {
    !extent.contains(point) && extent.contains(LatticePoint::new(point.y, point.x))
}
