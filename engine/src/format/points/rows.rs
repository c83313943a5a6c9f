//! Row by row, from any format to any.

use super::draft::Draft;
use super::place::{Tally, place};
use super::{PointsError, Task};
use crate::coord::LatticePoint;
use crate::format::write::{self, Column, ColumnType, GeometryType, RowWriter, Schema, Shape};
use crate::format::{ReadOptions, open};
use crate::record::{BindError, Binding, Columns, RawGeometry, Row, Value};
use std::sync::Arc;

pub(super) fn run(task: &Task<'_>) -> Result<Tally, PointsError> {
    let rows = open(task.input, &ReadOptions::default())?;
    let columns = Arc::clone(rows.columns());
    task.check_column_is_new(&columns.names)?;
    let source = Source::of(&columns, task)?;
    let draft = Draft::of(task.output);
    let mut writer = write::create(&draft.path, None, &schema(&columns, task))?;
    let mut tally = Tally::default();
    for chunk in rows {
        let (rows, unreadable): (Vec<_>, Vec<_>) = chunk?.rows.into_iter().partition(Result::is_ok);
        let rows: Vec<Row> = rows.into_iter().flatten().collect();
        tally.add(write_rows(task, &source, &columns, &rows, &mut *writer)?);
        tally.unreadable += unreadable.len() as u64;
    }
    writer.finish()?;
    draft.finish()?;
    Ok(tally)
}

/// Where a row has its coordinates.
enum Source {
    Columns(usize, usize),
    Geometry,
}

impl Source {
    fn of(columns: &Columns, task: &Task<'_>) -> Result<Self, BindError> {
        match Binding::point_columns(columns, &task.mapping()) {
            Ok((lon, lat)) => Ok(Self::Columns(lon, lat)),
            Err(_) if columns.geometry && task.mapping().is_empty() => Ok(Self::Geometry),
            Err(error) => Err(error),
        }
    }

    fn position(&self, row: &Row) -> (f64, f64) {
        match *self {
            Self::Columns(lon, lat) => (number(row.value(lon)), number(row.value(lat))),
            Self::Geometry => point(row).unwrap_or((f64::NAN, f64::NAN)),
        }
    }
}

fn number(value: Value<'_>) -> f64 {
    match value {
        Value::Integer(value) => value as f64,
        Value::Real(value) => value,
        Value::Text(text) => text.trim().parse().unwrap_or(f64::NAN),
        Value::Null | Value::Flag(_) | Value::Time(_) => f64::NAN,
    }
}

fn point(row: &Row) -> Option<(f64, f64)> {
    match row.geometry.as_ref()? {
        RawGeometry::Points(points) => points.first().copied(),
        RawGeometry::Lines(_) | RawGeometry::Polygons(_) => None,
    }
}

fn schema(columns: &Columns, task: &Task<'_>) -> Schema {
    let names = columns.names.iter().map(String::as_str).chain([task.column]);
    Schema {
        columns: names.map(|name| Column::new(name, ColumnType::Text)).collect(),
        geometry: if columns.geometry { GeometryType::Point } else { GeometryType::None },
    }
}

fn write_rows(
    task: &Task<'_>,
    source: &Source,
    columns: &Columns,
    rows: &[Row],
    writer: &mut dyn RowWriter,
) -> Result<Tally, PointsError> {
    let (lon, lat): (Vec<_>, Vec<_>) = rows.iter().map(|row| source.position(row)).unzip();
    let mut grids = vec![0; rows.len()];
    let mut tally = place(task, 0, &lon, &lat, &mut grids);
    for invalid in &mut tally.invalid_rows {
        *invalid = rows[*invalid as usize].number;
    }
    for (row, &grid) in rows.iter().zip(&grids) {
        let shape = point(row).and_then(|(x, y)| task.crs.to_lattice(x, y).ok());
        write_row(task, columns, row, grid, shape, writer)?;
    }
    Ok(tally)
}

fn write_row(
    task: &Task<'_>,
    columns: &Columns,
    row: &Row,
    grid: u32,
    shape: Option<LatticePoint>,
    writer: &mut dyn RowWriter,
) -> Result<(), PointsError> {
    let texts: Vec<String> = (0..columns.names.len()).map(|column| text(row.value(column))).collect();
    let known = texts.iter().zip(0..).map(|(text, column)| match row.value(column) {
        Value::Null => Value::Null,
        _ => Value::Text(text),
    });
    let code = grid.checked_sub(1).map_or(Value::Null, |grid| Value::Text(&task.codes[grid as usize]));
    let values: Vec<_> = known.chain([code]).collect();
    Ok(writer.write(&values, shape.map(Shape::Point))?)
}

fn text(value: Value<'_>) -> String {
    value.to_string()
}
