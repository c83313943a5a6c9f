//! Compounds, roads, water and staff from rows.

use super::reader::FromRow;
use super::row_fields::RowFields;
use crate::record::{Compound, Field, Reason, Rejection, Road, RoadClass, Staff, StaffRole, Water};

impl FromRow for Compound {
    fn from_row(fields: &mut RowFields<'_>) -> Result<Self, Rejection> {
        Ok(Self {
            id: fields.required_code(Field::Id)?,
            name: fields.string(Field::Name),
            shape: fields.polygons()?,
        })
    }
}

impl FromRow for Road {
    fn from_row(fields: &mut RowFields<'_>) -> Result<Self, Rejection> {
        Ok(Self {
            id: id_or_row(fields)?,
            name: fields.string(Field::Name),
            class: fields.text(Field::Class).map_or(RoadClass::Other, |class| road_class(&class)),
            lines: fields.lines()?,
        })
    }
}

impl FromRow for Water {
    fn from_row(fields: &mut RowFields<'_>) -> Result<Self, Rejection> {
        Ok(Self { id: id_or_row(fields)?, name: fields.string(Field::Name), shape: fields.polygons()? })
    }
}

impl FromRow for Staff {
    fn from_row(fields: &mut RowFields<'_>) -> Result<Self, Rejection> {
        let name = fields.string(Field::Name).ok_or_else(|| fields.reject(Field::Name, Reason::Missing))?;
        let grid = fields.required_code(Field::Grid)?;
        let id = fields.code(Field::Id)?.unwrap_or_else(|| format!("{grid}/{name}"));
        Ok(Self {
            id,
            name,
            role: fields.text(Field::Role).map_or(StaffRole::Other, |role| staff_role(&role)),
            grid,
            phone: fields.code(Field::Phone)?,
            starts: fields.date(Field::Starts),
        })
    }
}

/// Nothing refers to a road or a lake, so the row number will do where there is no id.
fn id_or_row(fields: &RowFields<'_>) -> Result<String, Rejection> {
    Ok(fields.code(Field::Id)?.unwrap_or_else(|| fields.row.number.to_string()))
}

/// By OpenStreetMap's `highway` values, English words and the Chinese classes (GB 50220).
fn road_class(text: &str) -> RoadClass {
    const WORDS: [(RoadClass, &[&str]); 5] = [
        (RoadClass::Rail, &["rail", "subway", "tram", "铁路", "轨道"]),
        (RoadClass::Motorway, &["motorway", "trunk", "freeway", "高速", "快速路", "高架"]),
        (RoadClass::Primary, &["primary", "arterial", "主干"]),
        (RoadClass::Secondary, &["secondary", "tertiary", "collector", "次干"]),
        (RoadClass::Residential, &["residential", "living_street", "unclassified", "local", "支路", "小区"]),
    ];
    let text = text.to_lowercase();
    let known = WORDS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word)));
    known.map_or(RoadClass::Other, |(class, _)| *class)
}

fn staff_role(text: &str) -> StaffRole {
    const WORDS: [(StaffRole, &[&str]); 4] = [
        (StaffRole::Head, &["head", "chief", "网格长"]),
        (StaffRole::Instructor, &["instructor", "指导员"]),
        (StaffRole::Assistant, &["assistant", "辅助", "协管"]),
        (StaffRole::Worker, &["worker", "steward", "专职", "网格员"]),
    ];
    let text = text.to_lowercase();
    let known = WORDS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word)));
    known.map_or(StaffRole::Other, |(role, _)| *role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_and_roles_in_both_languages() {
        assert_eq!(road_class("motorway_link"), RoadClass::Motorway);
        assert_eq!(road_class("城市主干路"), RoadClass::Primary);
        assert_eq!(road_class("footway"), RoadClass::Other);
        assert_eq!(staff_role("网格长"), StaffRole::Head);
        assert_eq!(staff_role("专职网格员"), StaffRole::Worker);
        assert_eq!(staff_role("Assistant"), StaffRole::Assistant);
    }
}
