//! Buildings, each with the grid and community it is in.

use super::{Result, Rows, Table, integer, real, text};
use crate::snapshot::Snapshot;
use onemap_engine::format::write::{ColumnType, GeometryType, Shape};
use onemap_engine::record::{AreaLevel, Footprint, Value};

pub(super) const TABLE: Table<14> = Table {
    columns: [
        ("id", ColumnType::Text),
        ("name", ColumnType::Text),
        ("address", ColumnType::Text),
        ("compound", ColumnType::Text),
        ("usage", ColumnType::Text),
        ("units", ColumnType::Integer),
        ("floors", ColumnType::Integer),
        ("built", ColumnType::Integer),
        ("households", ColumnType::Real),
        ("households_estimated", ColumnType::Flag),
        ("residents", ColumnType::Real),
        ("community", ColumnType::Text),
        ("street", ColumnType::Text),
        ("grid", ColumnType::Text),
    ],
    geometry: GeometryType::Polygon,
};

/// The grid of each building and nothing else.
pub(super) const ASSIGNMENT: Table<2> = Table {
    columns: [("building", ColumnType::Text), ("grid", ColumnType::Text)],
    geometry: GeometryType::None,
};

pub(super) fn write_assignment(snapshot: &Snapshot, rows: &mut Rows<'_>) -> Result<()> {
    let buildings = &snapshot.buildings;
    for (building, face) in buildings.records.iter().zip(&buildings.faces[AreaLevel::Grid]) {
        let grid = snapshot.area(AreaLevel::Grid, face.0).map(|grid| grid.code.as_str());
        rows.push([Value::Text(building.id), text(grid)], None)?;
    }
    Ok(())
}

pub(super) fn write(snapshot: &Snapshot, rows: &mut Rows<'_>) -> Result<()> {
    let buildings = &snapshot.buildings;
    for (number, building) in buildings.records.iter().enumerate() {
        let footprint = building.footprint.to_footprint();
        let area =
            |level| snapshot.area(level, buildings.faces[level][number].0).map(|area| area.code.as_str());
        let values = [
            Value::Text(building.id),
            text(building.name),
            text(building.address),
            text(building.compound),
            text(building.usage),
            integer(building.units),
            integer(building.floors),
            integer(building.built),
            real(building.households),
            Value::Flag(building.households_estimated),
            real(building.residents),
            text(area(AreaLevel::Community)),
            text(area(AreaLevel::Street)),
            text(area(AreaLevel::Grid)),
        ];
        rows.push(values, Some(shape(&footprint)))?;
    }
    Ok(())
}

fn shape(footprint: &Footprint) -> Shape<'_> {
    match footprint {
        Footprint::Outline(outline) => Shape::Polygons(outline),
        Footprint::Point(point) => Shape::Point(*point),
    }
}
