//! The layout of a store: GeoPackage 1.4 system tables, the tables of records, plans and our own `onemap_meta`.

use super::geometry::SRS_ID;
use super::rtree;
use super::table::{self, Table};
use rusqlite::{Connection, params};

/// Number of the layout below; kept in `onemap_meta`, raised by each step in `migrate`.
pub(super) const SCHEMA: u32 = 3;
/// Where `onemap_meta` keeps what the key of the callers' hashes is known by.
pub const CALLER_KEY: &str = "caller_key";
/// "GPKG", at offset 68 of the file.
pub(super) const APPLICATION_ID: i32 = 0x4750_4B47;
/// GeoPackage 1.4.0.
const GEOPACKAGE_VERSION: i32 = 10_400;

const SYSTEM: &str = include_str!("geopackage.sql");
const PLANS: &str = include_str!("plans.sql");

/// Finds the complaints without a place, however many have one.
const UNLOCATED: &str = "CREATE INDEX complaints_unlocated ON complaints (fid) WHERE geom IS NULL";

/// Tells whether a code was ever given to a grid.
const CODES: &str = "CREATE INDEX grids_by_code ON grids (code)";

/// Lays out an empty file.
pub(super) fn create(connection: &Connection) -> rusqlite::Result<()> {
    create_system(connection)?;
    connection.execute_batch(PLANS)?;
    table::ALL.iter().try_for_each(|table| create_table(connection, table))?;
    connection.execute_batch(UNLOCATED)?;
    connection.execute_batch(CODES)?;
    set_schema(connection, SCHEMA)
}

/// Makes an empty file a GeoPackage without layers.
pub(super) fn create_system(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", GEOPACKAGE_VERSION)?;
    connection.execute_batch(SYSTEM)
}

pub(super) fn set_schema(connection: &Connection, number: u32) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO onemap_meta (key, value) VALUES ('schema', ?1)";
    connection.execute(sql, [number.to_string()]).map(drop)
}

fn create_table(connection: &Connection, table: &Table) -> rusqlite::Result<()> {
    connection.execute_batch(&table_sql(table))?;
    let kind = if table.shape.name().is_some() { "features" } else { "attributes" };
    let srs = table.shape.name().map(|_| SRS_ID);
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES (?1, ?2, ?3, ?4)",
        params![table.name, kind, table.title, srs],
    )?;
    if let Some(shape) = table.shape.name() {
        connection.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, ?3, 0, 0)",
            params![table.name, shape, SRS_ID],
        )?;
    }
    if table.indexed { rtree::create(connection, table.name) } else { Ok(()) }
}

fn table_sql(table: &Table) -> String {
    let geometry = table.shape.name().map(|shape| format!("geom {shape}, ")).unwrap_or_default();
    let columns: Vec<_> = table.columns.iter().map(|(name, kind)| format!("{name} {kind}")).collect();
    format!(
        "CREATE TABLE {} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {geometry}{}, UNIQUE ({}))",
        table.name,
        columns.join(", "),
        table.key.join(", "),
    )
}
