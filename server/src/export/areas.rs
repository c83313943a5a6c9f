//! Areas of any level: code, name, the area above, and what is in them.

use super::{Result, Rows, Table, real, text};
use crate::snapshot::{AreaEntry, Snapshot};
use onemap_engine::coverage::FaceId;
use onemap_engine::format::write::{ColumnType, GeometryType, Shape};
use onemap_engine::heat::Filter;
use onemap_engine::record::{AreaLevel, Value};

/// `parent` is what the level above is called.
pub(super) const fn table(parent: &'static str) -> Table<8> {
    Table {
        columns: [
            ("code", ColumnType::Text),
            ("name", ColumnType::Text),
            (parent, ColumnType::Text),
            ("households", ColumnType::Real),
            ("residents", ColumnType::Real),
            ("buildings", ColumnType::Integer),
            ("complaints", ColumnType::Integer),
            ("area_m2", ColumnType::Real),
        ],
        geometry: GeometryType::Polygon,
    }
}

pub(super) fn write(snapshot: &Snapshot, level: AreaLevel, rows: &mut Rows<'_>) -> Result<()> {
    let set = &snapshot.levels[level];
    let complaints = snapshot.complaints.per_face(level, set.len(), &Filter::default());
    for (face, area) in set.iter() {
        let shape = set.coverage.polygon(FaceId(face));
        let shape = (!shape.0.is_empty()).then_some(Shape::Polygons(&shape));
        let count = complaints.get(face as usize).copied().unwrap_or(0);
        rows.push(values(snapshot, area, count), shape)?;
    }
    Ok(())
}

fn values<'a>(snapshot: &'a Snapshot, area: &'a AreaEntry, complaints: u64) -> [Value<'a>; 8] {
    let parent = area.parent.and_then(|(level, face)| snapshot.area(level, face));
    [
        Value::Text(&area.code),
        Value::Text(&area.name),
        text(parent.map(|parent| parent.code.as_str())),
        real(snapshot.households(area)),
        real(snapshot.residents(area)),
        Value::Integer(area.tally.buildings as i64),
        Value::Integer(complaints as i64),
        Value::Real(area.area_m2),
    ]
}
