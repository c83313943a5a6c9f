//! Buildings from rows.

use super::estimate::estimated_households;
use super::reader::FromRow;
use super::row_fields::RowFields;
use crate::record::{Building, Field, Footprint, RawGeometry, Reason, Rejection};

impl FromRow for Building {
    fn from_row(fields: &mut RowFields<'_>) -> Result<Self, Rejection> {
        let mut building = Self {
            id: fields.required_code(Field::Id)?,
            name: fields.string(Field::Name),
            address: fields.string(Field::Address),
            compound: fields.code(Field::Compound)?,
            grid: fields.code(Field::Grid)?,
            community: fields.code(Field::Community)?,
            usage: fields.string(Field::Usage),
            units: fields.count(Field::Units),
            floors: fields.count(Field::Floors),
            built: fields.count(Field::Built).and_then(year),
            households: fields.quantity(Field::Households),
            households_estimated: false,
            residents: fields.quantity(Field::Residents),
            footprint: footprint(fields)?,
        };
        if building.households.is_none() {
            let floor_area = fields.quantity(Field::FloorArea);
            let footprint_area = fields.quantity(Field::FootprintArea);
            building.households = estimated_households(&building, floor_area, footprint_area);
            building.households_estimated = building.households.is_some();
        }
        Ok(building)
    }
}

fn footprint(fields: &mut RowFields<'_>) -> Result<Footprint, Rejection> {
    match &fields.row.geometry {
        Some(RawGeometry::Polygons(_)) => fields.polygons().map(Footprint::Outline),
        _ => match fields.point()? {
            Some(point) => Ok(Footprint::Point(point)),
            None => Err(fields.reject_value(Field::Geometry, "", Reason::Missing)),
        },
    }
}

/// Open data writes 0 for an unknown year.
fn year(year: u32) -> Option<i16> {
    i16::try_from(year).ok().filter(|year| (1000..=2200).contains(year))
}
