//! Areas from rows.

use super::reader::FromRow;
use super::row_fields::RowFields;
use crate::record::{Area, Field, Rejection};

impl FromRow for Area {
    fn from_row(fields: &mut RowFields<'_>) -> Result<Self, Rejection> {
        Ok(Self {
            level: fields.kind.level().expect("areas are read by readers of areas"),
            code: fields.required_code(Field::Code)?,
            name: fields.string(Field::Name),
            parent: fields.code(Field::Parent)?,
            kind: fields.string(Field::Kind),
            households: fields.quantity(Field::Households),
            residents: fields.quantity(Field::Residents),
            starts: fields.date(Field::Starts),
            ends: fields.date(Field::Ends),
            shape: fields.polygons()?,
        })
    }
}
