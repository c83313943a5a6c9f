//! The GeoPackage R-tree extension (OGC 12-128r19, annex F.3): index, triggers and the functions they call.

use super::geometry;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, params};

const TRIGGERS: &str = include_str!("rtree.sql");
const DEFINITION: &str = "http://www.geopackage.org/spec140/#extension_rtree";

/// Gives a table without rows its R-tree and the triggers that keep it true, whoever writes.
pub(super) fn create(connection: &Connection, table: &str) -> rusqlite::Result<()> {
    connection.execute_batch(&TRIGGERS.replace("<t>", table))?;
    let sql = "INSERT INTO gpkg_extensions VALUES (?1, 'geom', 'gpkg_rtree_index', ?2, 'write-only')";
    connection.execute(sql, params![table, DEFINITION]).map(drop)
}

/// Makes the `ST_` functions of the triggers known to a connection that writes.
pub(super) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("ST_IsEmpty", 1, flags, |context| {
        Ok(envelope(context).map(|envelope| envelope.is_none()))
    })?;
    let sides = ["ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"];
    sides.iter().enumerate().try_for_each(|(side, name)| {
        connection.create_scalar_function(*name, 1, flags, move |context| {
            Ok(envelope(context).flatten().map(|envelope| envelope[side]))
        })
    })
}

/// `None` for a null argument, `Some(None)` for an empty geometry.
fn envelope(context: &Context<'_>) -> Option<Option<[f64; 4]>> {
    match context.get_raw(0) {
        ValueRef::Blob(blob) => Some(geometry::envelope(blob)),
        _ => None,
    }
}
