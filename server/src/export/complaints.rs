//! Complaints, each with the grid it counts for, and that of its day. Who called is not exported, not even as a hash.

use super::{Result, Rows, Table, text, time};
use crate::snapshot::Snapshot;
use onemap_engine::format::write::{ColumnType, GeometryType, Shape};
use onemap_engine::record::{AreaLevel, Complaint, Value, Words};

pub(super) const TABLE: Table<18> = Table {
    columns: [
        ("id", ColumnType::Text),
        ("time", ColumnType::Time),
        ("channel", ColumnType::Text),
        ("category", ColumnType::Text),
        ("subcategory", ColumnType::Text),
        ("title", ColumnType::Text),
        ("text", ColumnType::Text),
        ("address", ColumnType::Text),
        ("building", ColumnType::Text),
        ("unit", ColumnType::Text),
        ("status", ColumnType::Text),
        ("dispatched", ColumnType::Time),
        ("deadline", ColumnType::Time),
        ("closed", ColumnType::Time),
        ("location_quality", ColumnType::Text),
        ("community", ColumnType::Text),
        ("grid", ColumnType::Text),
        ("grid_then", ColumnType::Text),
    ],
    geometry: GeometryType::Point,
};

pub(super) fn write(snapshot: &Snapshot, rows: &mut Rows<'_>) -> Result<()> {
    let mut failure = None;
    let reader = snapshot.reader()?;
    reader.complaints(|complaint| {
        if failure.is_none() {
            failure = row(snapshot, &complaint, rows).err();
        }
    })?;
    failure.map_or(Ok(()), Err)
}

fn row(snapshot: &Snapshot, complaint: &Complaint, rows: &mut Rows<'_>) -> Result<()> {
    let [community, grid] =
        [AreaLevel::Community, AreaLevel::Grid].map(|level| snapshot.area_of_complaint(level, complaint));
    let grid_then = snapshot.grid_then(complaint, grid)?;
    let values = [
        Value::Text(&complaint.id),
        Value::Time(complaint.time),
        text(complaint.channel.as_deref()),
        text(complaint.category.as_deref()),
        text(complaint.subcategory.as_deref()),
        text(complaint.title.as_deref()),
        text(complaint.text.as_deref()),
        text(complaint.address.as_deref()),
        text(complaint.building.as_deref()),
        text(complaint.unit.as_deref()),
        text(complaint.status.as_deref()),
        time(complaint.dispatched),
        time(complaint.deadline),
        time(complaint.closed),
        Value::Text(complaint.quality.word()),
        text(community.map(|area| area.code.as_str())),
        text(grid.map(|area| area.code.as_str())),
        text(grid_then.map(|area| area.code.as_str())),
    ];
    rows.push(values, complaint.point().map(Shape::Point))
}
