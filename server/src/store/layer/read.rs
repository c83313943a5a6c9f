//! Rows of a layer of a GeoPackage (OGC 12-128r19, 2.1).

use crate::store::geometry;
use onemap_engine::format::{self, DeclaredCrs, ReadError, ReadOptions, Rows, Source};
use onemap_engine::record::{Chunk, Columns, Field, RawGeometry, Reason, Rejection, Row, Value};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::path::Path;
use std::sync::Arc;

const CHUNK_ROWS: i64 = 4096;

/// A table of features being read, in the order of its key.
struct LayerRows {
    connection: Connection,
    /// Selects the rows after a key, the key first.
    sql: String,
    columns: Arc<Columns>,
    /// Where the geometry stands among the columns that are selected.
    geometry: usize,
    /// Which of the columns hold true or false.
    flags: Vec<bool>,
    crs: Option<DeclaredCrs>,
    after: i64,
    rows: u64,
    ended: bool,
}

/// What a GeoPackage says of one of its layers.
struct Layer {
    table: String,
    geometry: String,
    srs_id: i64,
}

/// Opens a layer of a GeoPackage: the one named, the one likely meant, or the only one.
///
/// # Errors
/// When the file is no GeoPackage, or which layer is meant cannot be told.
pub fn open_layer(path: &Path, options: &ReadOptions) -> Result<Rows, ReadError> {
    let metadata =
        std::fs::metadata(path).map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
    let unsupported = |what: String| ReadError::Unsupported { path: path.to_owned(), what };
    let broken =
        |error: rusqlite::Error| unsupported(format!("this is no GeoPackage that can be read: {error}"));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(broken)?;
    let layers = layers(&connection).map_err(broken)?;
    let layer = chosen(layers, options).map_err(unsupported)?;
    let rows = LayerRows::new(connection, &layer).map_err(broken)?;
    Rows::of(Box::new(rows), metadata.len())
}

fn layers(connection: &Connection) -> rusqlite::Result<Vec<Layer>> {
    let mut statement = connection.prepare(
        "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_geometry_columns g
         JOIN gpkg_contents c ON c.table_name = g.table_name WHERE c.data_type = 'features' ORDER BY g.table_name",
    )?;
    let layer =
        |row: &rusqlite::Row<'_>| Ok(Layer { table: row.get(0)?, geometry: row.get(1)?, srs_id: row.get(2)? });
    statement.query_map([], layer)?.collect()
}

fn chosen(layers: Vec<Layer>, options: &ReadOptions) -> Result<Layer, String> {
    let names: Vec<String> = layers.iter().map(|layer| layer.table.clone()).collect();
    let name = format::chosen_layer(&names, options)?;
    Ok(layers.into_iter().find(|layer| layer.table == name).expect("one of the names was chosen"))
}

impl LayerRows {
    fn new(connection: Connection, layer: &Layer) -> rusqlite::Result<Self> {
        let described = columns(&connection, &layer.table)?;
        let key = described.iter().find(|column| column.is_key).map_or("rowid", |column| column.name.as_str());
        let selected: Vec<&Described> = described.iter().filter(|column| !column.is_key).collect();
        let list: String = selected.iter().map(|column| format!(", {}", quoted(&column.name))).collect();
        let (table, key) = (quoted(&layer.table), quoted(key));
        let sql = format!("SELECT {key}{list} FROM {table} WHERE {key} > ?1 ORDER BY {key} LIMIT {CHUNK_ROWS}");
        connection.prepare(&sql)?;
        let geometry = selected.iter().position(|column| column.name.eq_ignore_ascii_case(&layer.geometry));
        let geometry = geometry.ok_or_else(|| rusqlite::Error::InvalidColumnName(layer.geometry.clone()))?;
        let plain = || selected.iter().enumerate().filter(|(i, _)| *i != geometry).map(|(_, column)| column);
        Ok(Self {
            columns: Arc::new(Columns {
                names: plain().map(|column| column.name.clone()).collect(),
                geometry: true,
                geometry_text: None,
            }),
            flags: plain().map(|column| column.is_flag).collect(),
            crs: crs(&connection, layer.srs_id)?,
            connection,
            sql,
            geometry,
            after: i64::MIN,
            rows: 0,
            ended: false,
        })
    }

    fn read(&mut self) -> rusqlite::Result<Vec<Result<Row, Rejection>>> {
        let mut statement = self.connection.prepare_cached(&self.sql)?;
        let mut found = statement.query([self.after])?;
        let mut rows = Vec::new();
        while let Some(record) = found.next()? {
            self.after = record.get(0)?;
            self.rows += 1;
            rows.push(self.row(record)?);
        }
        Ok(rows)
    }

    fn row(&self, record: &rusqlite::Row<'_>) -> rusqlite::Result<Result<Row, Rejection>> {
        let mut row = Row::with_capacity(self.rows, self.flags.len(), 64);
        let mut geometry = Ok(None);
        let mut flags = self.flags.iter();
        for column in 0..=self.flags.len() {
            let value = record.get_ref(column + 1)?;
            if column == self.geometry {
                geometry = shape(value);
                continue;
            }
            match value_of(value, flags.next() == Some(&true)) {
                Some(value) => row.push(value),
                None => return Ok(Err(Rejection::of_row(self.rows, Field::Row, "", Reason::BadEncoding))),
            }
        }
        Ok(match geometry {
            Ok(geometry) => {
                row.geometry = geometry;
                Ok(row)
            }
            Err(reason) => Err(Rejection::of_row(self.rows, Field::Geometry, "", reason)),
        })
    }
}

impl Source for LayerRows {
    fn next_chunk(&mut self) -> Option<Result<Chunk, ReadError>> {
        if self.ended {
            return None;
        }
        match self.read() {
            Ok(rows) if rows.is_empty() => None,
            Ok(rows) => Some(Ok(Chunk { columns: Arc::clone(&self.columns), rows })),
            Err(error) => {
                self.ended = true;
                Some(Err(ReadError::Broken { rows: self.rows, offset: 0, what: error.to_string() }))
            }
        }
    }

    fn columns(&self) -> Arc<Columns> {
        Arc::clone(&self.columns)
    }

    fn crs(&self) -> Option<DeclaredCrs> {
        self.crs.clone()
    }
}

struct Described {
    name: String,
    is_key: bool,
    is_flag: bool,
}

fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<Described>> {
    let mut statement = connection.prepare("SELECT name, upper(type), pk FROM pragma_table_info(?1)")?;
    let column = |row: &rusqlite::Row<'_>| {
        let (kind, key): (String, i64) = (row.get(1)?, row.get(2)?);
        Ok(Described { name: row.get(0)?, is_key: key == 1 && kind == "INTEGER", is_flag: kind == "BOOLEAN" })
    };
    statement.query_map([table], column)?.collect()
}

/// The reference system by its EPSG code, else by its definition; 0 and −1 stand for none.
fn crs(connection: &Connection, srs_id: i64) -> rusqlite::Result<Option<DeclaredCrs>> {
    let sql = "SELECT upper(organization), organization_coordsys_id, definition FROM gpkg_spatial_ref_sys
               WHERE srs_id = ?1 AND srs_id > 0";
    let declared = |row: &rusqlite::Row<'_>| {
        let (organization, code): (String, i64) = (row.get(0)?, row.get(1)?);
        Ok(match u32::try_from(code) {
            Ok(code) if organization == "EPSG" => DeclaredCrs::Epsg(code),
            _ => DeclaredCrs::Wkt(row.get(2)?),
        })
    };
    connection.query_row(sql, [srs_id], declared).optional()
}

fn shape(value: ValueRef<'_>) -> Result<Option<RawGeometry>, Reason> {
    match value {
        ValueRef::Null => Ok(None),
        ValueRef::Blob(blob) => {
            let body = geometry::body(blob).ok_or(Reason::UnreadableGeometry)?;
            format::read_wkb(body).map(|geometry| Some(geometry).filter(|geometry| !geometry.is_empty()))
        }
        _ => Err(Reason::UnreadableGeometry),
    }
}

/// `None` for text that is none. Bytes beside the geometry stand for nothing here.
fn value_of(value: ValueRef<'_>, is_flag: bool) -> Option<Value<'_>> {
    Some(match value {
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
        ValueRef::Integer(integer) if is_flag => Value::Flag(integer != 0),
        ValueRef::Integer(integer) => Value::Integer(integer),
        ValueRef::Real(real) => Value::Real(real),
        ValueRef::Text(text) => Value::Text(std::str::from_utf8(text).ok()?),
    })
}

/// A name as SQL has it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
