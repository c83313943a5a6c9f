//! Compounds, water, roads and staff.

use super::{Result, Rows, Table, text};
use crate::snapshot::Snapshot;
use onemap_engine::format::write::{ColumnType, GeometryType, Shape};
use onemap_engine::record::{AreaLevel, Value, Words};

/// Compounds and water.
pub(super) const NAMED_AREA: Table<2> =
    Table { columns: [("id", ColumnType::Text), ("name", ColumnType::Text)], geometry: GeometryType::Polygon };

pub(super) const ROAD: Table<3> = Table {
    columns: [("id", ColumnType::Text), ("name", ColumnType::Text), ("class", ColumnType::Text)],
    geometry: GeometryType::Line,
};

pub(super) const STAFF: Table<5> = Table {
    columns: [
        ("id", ColumnType::Text),
        ("name", ColumnType::Text),
        ("role", ColumnType::Text),
        ("grid", ColumnType::Text),
        ("phone", ColumnType::Text),
    ],
    geometry: GeometryType::None,
};

pub(super) fn compounds(snapshot: &Snapshot, rows: &mut Rows<'_>) -> Result<()> {
    for it in &snapshot.compounds {
        rows.push([Value::Text(&it.id), text(it.name.as_deref())], Some(Shape::Polygons(&it.shape)))?;
    }
    Ok(())
}

pub(super) fn water(snapshot: &Snapshot, rows: &mut Rows<'_>) -> Result<()> {
    for it in &snapshot.water {
        rows.push([Value::Text(&it.id), text(it.name.as_deref())], Some(Shape::Polygons(&it.shape)))?;
    }
    Ok(())
}

pub(super) fn roads(snapshot: &Snapshot, rows: &mut Rows<'_>) -> Result<()> {
    for it in &snapshot.roads {
        let values = [Value::Text(&it.id), text(it.name.as_deref()), Value::Text(it.class.word())];
        rows.push(values, Some(Shape::Lines(&it.lines)))?;
    }
    Ok(())
}

/// The staff of the grids in force, grid by grid.
pub(super) fn staff(snapshot: &Snapshot, rows: &mut Rows<'_>) -> Result<()> {
    for (_, grid) in snapshot.levels[AreaLevel::Grid].iter() {
        for it in snapshot.staff_of(&grid.code) {
            let values = [
                Value::Text(&it.id),
                Value::Text(&it.name),
                Value::Text(it.role.word()),
                Value::Text(&it.grid),
                text(it.phone.as_deref()),
            ];
            rows.push(values, None)?;
        }
    }
    Ok(())
}
