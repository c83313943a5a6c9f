//! Grid layers, their plans and versions.

use rusqlite::{Connection, OptionalExtension, Result, Row};

/// The layer that grids go into when none is named and there is none yet: duty grids (责任网格).
const FIRST_LAYER: &str = "duty";

/// One complete set of grids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridLayer {
    pub id: String,
    pub name: String,
    pub is_default: bool,
    /// Grids of its plan in force.
    pub grids: u32,
    /// `None` for a layer without a plan in force.
    pub plan: Option<PlanInForce>,
}

/// The plan that the grids of a layer are those of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanInForce {
    pub name: String,
    /// Number of its current version.
    pub version: u32,
    /// First day, where the plan says one.
    pub starts: Option<String>,
}

/// The current version of the plan in force of a layer, made with the layer where it is missing. The first layer of a
/// store is its default.
pub(super) fn version_in_force(connection: &Connection, layer: Option<&str>) -> Result<i64> {
    let layer = match layer {
        Some(layer) => layer.to_owned(),
        None => default_layer(connection)?.unwrap_or_else(|| FIRST_LAYER.to_owned()),
    };
    match find_version(connection, Some(&layer))? {
        Some(version) => Ok(version),
        None => make_version(connection, &layer),
    }
}

/// The version that holds the grids of a layer, or of the default layer.
pub(super) fn find_version(connection: &Connection, layer: Option<&str>) -> Result<Option<i64>> {
    let sql =
        "SELECT version FROM versions_in_force WHERE CASE WHEN ?1 IS NULL THEN is_default ELSE layer = ?1 END";
    connection.query_row(sql, [layer], |row| row.get(0)).optional()
}

pub(super) fn layers(connection: &Connection) -> Result<Vec<GridLayer>> {
    let sql = "SELECT grid_layers.id, grid_layers.name, grid_layers.is_default,
            (SELECT count(*) FROM grids WHERE grids.version = versions_in_force.version),
            plans.name, versions_in_force.number, plans.starts
        FROM grid_layers
        LEFT JOIN versions_in_force ON versions_in_force.layer = grid_layers.id
        LEFT JOIN plan_versions ON plan_versions.id = versions_in_force.version
        LEFT JOIN plans ON plans.id = plan_versions.plan
        ORDER BY grid_layers.is_default DESC, grid_layers.id";
    let mut statement = connection.prepare(sql)?;
    let layers = statement.query_map([], |row| {
        let (id, name, is_default, grids) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(GridLayer { id, name, is_default, grids, plan: plan(row)? })
    })?;
    layers.collect()
}

fn plan(row: &Row<'_>) -> Result<Option<PlanInForce>> {
    let Some(name) = row.get(4)? else { return Ok(None) };
    Ok(Some(PlanInForce { name, version: row.get(5)?, starts: row.get(6)? }))
}

pub(super) fn default_layer(connection: &Connection) -> Result<Option<String>> {
    connection.query_row("SELECT id FROM grid_layers WHERE is_default", [], |row| row.get(0)).optional()
}

fn make_version(connection: &Connection, layer: &str) -> Result<i64> {
    connection.execute(
        "INSERT OR IGNORE INTO grid_layers SELECT ?1, ?1, NOT EXISTS (SELECT * FROM grid_layers)",
        [layer],
    )?;
    connection.execute(
        "INSERT INTO plans (layer, name, state, created, changed)
            SELECT ?1, 'Imported plan', 'in_force', now, now
            FROM (SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS now)",
        [layer],
    )?;
    let plan = connection.last_insert_rowid();
    connection.execute("INSERT INTO plan_versions (plan, number) VALUES (?1, 1)", [plan])?;
    Ok(connection.last_insert_rowid())
}
