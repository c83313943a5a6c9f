//! Rows written again, with other shapes.

use crate::export::FileFormat;
use crate::intake::AreaTable;
use onemap_engine::coverage::{Coverage, FaceId};
use onemap_engine::format::WriteError;
use onemap_engine::format::write::{Column, ColumnType, GeometryType, Schema, Shape};
use onemap_engine::record::{Row, Value};
use std::path::Path;

/// Writes some rows of a table, each with the polygons of its face.
pub(super) fn write(
    table: &AreaTable,
    coverage: &Coverage,
    kept: &[usize],
    out: &Path,
    format: FileFormat,
) -> Result<Vec<String>, WriteError> {
    let (places, columns): (Vec<usize>, Vec<Column>) = columns(table).into_iter().unzip();
    let schema = Schema { columns: columns.clone(), geometry: GeometryType::Polygon };
    let mut writer = format.create(out, "grids", &schema)?;
    for &i in kept {
        let row = &table.rows[i];
        let texts: Vec<String> = places.iter().map(|&place| row.value(place).to_string()).collect();
        let cells = places.iter().zip(&columns).zip(&texts);
        let values: Vec<Value<'_>> =
            cells.map(|((&place, column), text)| cell(row.value(place), column.kind, text)).collect();
        let shape = coverage.polygon(FaceId::of_polygon(i));
        writer.write(&values, Some(Shape::Polygons(&shape)))?;
    }
    writer.finish()
}

/// The columns that are written, each with its place in the rows: all but the one that is the geometry.
fn columns(table: &AreaTable) -> Vec<(usize, Column)> {
    let names = table.columns.names.iter().enumerate();
    let written = names.filter(|(place, _)| table.columns.geometry_text != Some(*place));
    written.map(|(place, name)| (place, Column::new(name, kind(&table.rows, place)))).collect()
}

/// The type that holds all values of a column.
fn kind(rows: &[Row], place: usize) -> ColumnType {
    let kinds = rows.iter().filter_map(|row| match row.value(place) {
        Value::Null => None,
        Value::Text(_) => Some(ColumnType::Text),
        Value::Integer(_) => Some(ColumnType::Integer),
        Value::Real(_) => Some(ColumnType::Real),
        Value::Flag(_) => Some(ColumnType::Flag),
        Value::Time(_) => Some(ColumnType::Time),
    });
    let both = |a, b| match (a, b) {
        (ColumnType::Integer, ColumnType::Real) | (ColumnType::Real, ColumnType::Integer) => ColumnType::Real,
        _ if a == b => a,
        _ => ColumnType::Text,
    };
    kinds.reduce(both).unwrap_or(ColumnType::Text)
}

/// A value as its column holds it; `text` is what it reads as.
fn cell<'a>(value: Value<'a>, kind: ColumnType, text: &'a str) -> Value<'a> {
    match (value, kind) {
        (Value::Null, _) => Value::Null,
        (_, ColumnType::Text) => Value::Text(text),
        (Value::Integer(integer), ColumnType::Real) => Value::Real(integer as f64),
        (value, _) => value,
    }
}
