//! A GeoPackage with one layer.

use super::read::quoted;
use crate::store::connection::{beside, log_of};
use crate::store::geometry::{self, SRS_ID};
use crate::store::{rtree, schema};
use onemap_engine::coord::Bounds;
use onemap_engine::format::WriteError;
use onemap_engine::format::write::{ColumnType, GeometryType, RowWriter, Schema, Shape};
use onemap_engine::record::Value;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, params, params_from_iter};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Rows of the layer, in a file beside its future place.
struct LayerRows {
    path: PathBuf,
    part: PathBuf,
    connection: Connection,
    layer: &'static str,
    insert: String,
    has_geometry: bool,
    bounds: Option<Bounds>,
}

/// Begins a GeoPackage with one layer, named so. It appears whole, in place of a file that is there.
///
/// # Errors
/// When it cannot be written, or someone is writing to the file that is there.
pub fn create_layer(
    path: &Path,
    layer: &'static str,
    schema: &Schema,
) -> Result<Box<dyn RowWriter>, WriteError> {
    let create = |source| WriteError::Create { path: path.to_owned(), source };
    if log_of(path).exists() {
        let what = "it is a store that is in use; name another file";
        return Err(create(io::Error::new(io::ErrorKind::ResourceBusy, what)));
    }
    let part = beside(path, ".part");
    File::create(&part).map_err(create)?;
    let connection = begin(&part, layer, schema).map_err(failed)?;
    let has_geometry = schema.geometry != GeometryType::None;
    let places = (1..=schema.columns.len() + usize::from(has_geometry)).map(|i| format!("?{i}"));
    let geometry = has_geometry.then(|| "geom".to_owned()).into_iter();
    let names = geometry.chain(schema.columns.iter().map(|column| quoted(&column.name)));
    let insert = format!(
        "INSERT INTO {} ({}) VALUES ({})",
        quoted(layer),
        names.collect::<Vec<_>>().join(", "),
        places.collect::<Vec<_>>().join(", ")
    );
    Ok(Box::new(LayerRows {
        path: path.to_owned(),
        part,
        connection,
        layer,
        insert,
        has_geometry,
        bounds: None,
    }))
}

fn begin(part: &Path, layer: &str, schema: &Schema) -> rusqlite::Result<Connection> {
    let connection = Connection::open(part)?;
    connection.pragma_update(None, "journal_mode", "OFF")?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    rtree::register(&connection)?;
    schema::create_system(&connection)?;
    connection.execute_batch("BEGIN")?;
    let columns: String =
        schema.columns.iter().map(|c| format!(", {} {}", quoted(&c.name), sql_type(c.kind))).collect();
    let shape = match schema.geometry {
        GeometryType::None => None,
        GeometryType::Point => Some("POINT"),
        GeometryType::Line => Some("MULTILINESTRING"),
        // Buildings may be points among polygons.
        GeometryType::Polygon => Some("GEOMETRY"),
    };
    let geometry = shape.map(|shape| format!(", geom {shape}")).unwrap_or_default();
    let table = quoted(layer);
    connection.execute_batch(&format!(
        "CREATE TABLE {table} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL{geometry}{columns})"
    ))?;
    let kind = if shape.is_some() { "features" } else { "attributes" };
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES (?1, ?2, ?1, ?3)",
        params![layer, kind, shape.map(|_| SRS_ID)],
    )?;
    if let Some(shape) = shape {
        let sql = "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, ?3, 0, 0)";
        connection.execute(sql, params![layer, shape, SRS_ID])?;
        rtree::create(&connection, layer)?;
    }
    Ok(connection)
}

const fn sql_type(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Text => "TEXT",
        ColumnType::Integer => "INTEGER",
        ColumnType::Real => "REAL",
        ColumnType::Flag => "BOOLEAN",
        // The city's own clock; a GeoPackage DATETIME is UTC.
        ColumnType::Time => "TEXT",
    }
}

/// A value on its way into a statement.
enum Cell<'a> {
    Value(Value<'a>),
    Blob(Option<Vec<u8>>),
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self {
            Self::Blob(None) | Self::Value(Value::Null) => ValueRef::Null,
            Self::Blob(Some(blob)) => ValueRef::Blob(blob),
            Self::Value(Value::Text(text)) => ValueRef::Text(text.as_bytes()),
            Self::Value(Value::Integer(integer)) => ValueRef::Integer(*integer),
            Self::Value(Value::Real(real)) => ValueRef::Real(*real),
            Self::Value(Value::Flag(flag)) => ValueRef::Integer((*flag).into()),
            Self::Value(Value::Time(time)) => return Ok(time.to_string().into()),
        };
        Ok(ToSqlOutput::Borrowed(value))
    }
}

impl RowWriter for LayerRows {
    fn write(&mut self, values: &[Value<'_>], shape: Option<Shape<'_>>) -> Result<(), WriteError> {
        self.bounds = [self.bounds, shape.and_then(bounds)].into_iter().flatten().reduce(Bounds::union);
        let geometry = self.has_geometry.then(|| Cell::Blob(shape.map(blob)));
        let cells = geometry.into_iter().chain(values.iter().map(|value| Cell::Value(*value)));
        let mut statement = self.connection.prepare_cached(&self.insert).map_err(failed)?;
        statement.execute(params_from_iter(cells)).map(drop).map_err(failed)
    }

    fn finish(self: Box<Self>) -> Result<Vec<String>, WriteError> {
        if let Some(Bounds { min, max }) = self.bounds {
            let sql =
                "UPDATE gpkg_contents SET min_x = ?1, min_y = ?2, max_x = ?3, max_y = ?4 WHERE table_name = ?5";
            let sides = params![min.lon(), min.lat(), max.lon(), max.lat(), self.layer];
            self.connection.execute(sql, sides).map_err(failed)?;
        }
        self.connection.execute_batch("COMMIT").map_err(failed)?;
        self.connection.close().map_err(|(_, error)| failed(error))?;
        File::open(&self.part)?.sync_all()?;
        fs::rename(&self.part, &self.path)?;
        Ok(Vec::new())
    }
}

fn bounds(shape: Shape<'_>) -> Option<Bounds> {
    match shape {
        Shape::Point(point) => Bounds::around([point]),
        Shape::Lines(lines) => Bounds::around(lines.iter().flatten().copied()),
        Shape::Polygons(shape) => shape.bounds(),
    }
}

fn blob(shape: Shape<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    match shape {
        Shape::Point(point) => geometry::write_point(&mut out, point),
        Shape::Lines(lines) => geometry::write_lines(&mut out, lines),
        Shape::Polygons(shape) => geometry::write_polygons(&mut out, shape),
    }
    out
}

fn failed(error: rusqlite::Error) -> WriteError {
    WriteError::Io(io::Error::other(error))
}
