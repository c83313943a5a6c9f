//! Areas from rows.

use super::Kind;
use super::reader::FromRow;
use super::row_fields::RowFields;
use crate::record::{Area, AreaLevel, Field, Rejection};

impl FromRow for Area {
    fn from_row(fields: &mut RowFields<'_>) -> Result<Self, Rejection> {
        Ok(Self {
            level: level(fields.kind),
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

fn level(kind: Kind) -> AreaLevel {
    match kind {
        Kind::Area(level) => level,
        _ => AreaLevel::Grid,
    }
}
