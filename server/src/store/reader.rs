//! Reading: records of each kind, as they were put.

use super::connection;
use super::error::{Result, StoreError};
use super::plans::{self, GridLayer};
use super::records::read_area;
use super::row::{Columns, Read};
use super::table::{self, Table};
use onemap_engine::coord::{Bounds, LatticePoint};
use onemap_engine::record::{Area, AreaLevel, Building, Complaint, Compound, Road, Staff, Water};
use rusqlite::{Connection, OptionalExtension, Row};
use std::borrow::Borrow;
use std::path::{Path, PathBuf};

/// A connection that reads. Each call sees the last commit; `consistently` makes several calls see the same one.
pub struct Reader<C = Connection> {
    pub(super) path: PathBuf,
    connection: C,
}

/// A reader inside a change: it sees what the change has done so far.
pub type ChangeReader<'a> = Reader<&'a Connection>;

/// Rows per table; grids are those in force of the default layer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    pub districts: u32,
    pub streets: u32,
    pub communities: u32,
    pub grids: u32,
    pub compounds: u32,
    pub buildings: u32,
    pub complaints: u32,
    /// Complaints with a place.
    pub located: u32,
    pub roads: u32,
    pub water: u32,
    pub staff: u32,
}

impl Counts {
    /// Complaints without a place.
    #[must_use]
    pub fn unlocated(&self) -> u32 {
        self.complaints - self.located
    }
}

impl Reader {
    pub(super) fn open(path: &Path) -> Result<Self> {
        Ok(Self { path: path.to_owned(), connection: connection::read_only(path)? })
    }

    /// Another reader of the same store.
    pub(super) fn again(&self) -> Result<Self> {
        Self::open(&self.path)
    }
}

impl<'c> Reader<&'c Connection> {
    pub(super) fn within(path: &Path, connection: &'c Connection) -> Self {
        Self { path: path.to_owned(), connection }
    }
}

impl<C: Borrow<Connection>> Reader<C> {
    /// The areas of a level in the order they were first imported; grids are those of the default layer.
    ///
    /// # Errors
    /// When the store cannot be read or holds something unreadable, as for all that follow.
    pub fn areas(&self, level: AreaLevel) -> Result<Vec<Area>> {
        if level == AreaLevel::Grid {
            return self.grids(None);
        }
        let sql = table::area_table(level).select_sql("ORDER BY fid");
        self.collect(&sql, [], |row| read_area(level, &mut Columns::new(row, 0)))
    }

    /// The grids in force of a layer, or of the default one; none where there is no such layer.
    ///
    /// # Errors
    /// As above.
    pub fn grids(&self, layer: Option<&str>) -> Result<Vec<Area>> {
        let version = plans::find_version(self.connection(), layer).map_err(StoreError::at(&self.path))?;
        self.grids_of_version(version)
    }

    /// The grids of a plan version; none where there is no version.
    pub(super) fn grids_of_version(&self, version: Option<i64>) -> Result<Vec<Area>> {
        let sql = "SELECT geom, code, name, parent, kind, households, residents, starts, ends
            FROM grids WHERE version = ?1 ORDER BY fid";
        self.collect(sql, [version], |row| read_area(AreaLevel::Grid, &mut Columns::new(row, 0)))
    }

    /// The default layer first.
    ///
    /// # Errors
    /// As above.
    pub fn grid_layers(&self) -> Result<Vec<GridLayer>> {
        plans::layers(self.connection()).map_err(StoreError::at(&self.path))
    }

    /// # Errors
    /// As above.
    pub fn compounds(&self) -> Result<Vec<Compound>> {
        self.all(&table::COMPOUNDS)
    }

    /// # Errors
    /// As above.
    pub fn roads(&self) -> Result<Vec<Road>> {
        self.all(&table::ROADS)
    }

    /// # Errors
    /// As above.
    pub fn water(&self) -> Result<Vec<Water>> {
        self.all(&table::WATER)
    }

    /// # Errors
    /// As above.
    pub fn staff(&self) -> Result<Vec<Staff>> {
        self.all(&table::STAFF)
    }

    /// Every building, one at a time.
    ///
    /// # Errors
    /// As above.
    pub fn buildings(&self, mut each: impl FnMut(Building)) -> Result<()> {
        self.scan(&table::BUILDINGS.select_sql("ORDER BY fid"), [], |row| {
            each(Building::read(&mut Columns::new(row, 0))?);
            Ok(())
        })
    }

    /// Every complaint, one at a time.
    ///
    /// # Errors
    /// As above.
    pub fn complaints(&self, mut each: impl FnMut(Complaint)) -> Result<()> {
        self.scan(&table::COMPLAINTS.select_sql("ORDER BY fid"), [], |row| {
            each(Complaint::read(&mut Columns::new(row, 0))?);
            Ok(())
        })
    }

    /// The complaint of a row number, as `complaint_columns` gives them.
    ///
    /// # Errors
    /// As above.
    pub fn complaint(&self, row: i64) -> Result<Option<Complaint>> {
        let sql = table::COMPLAINTS.select_sql("WHERE fid = ?1");
        let mut found = self.collect(&sql, [row], |row| Complaint::read(&mut Columns::new(row, 0)))?;
        Ok(found.pop())
    }

    /// Writes the whole file anew, packed, to a path where none is.
    pub(super) fn vacuum_into(&self, path: &Path) -> Result<()> {
        let path = path.to_string_lossy();
        self.connection().execute("VACUUM INTO ?1", [path]).map(drop).map_err(StoreError::at(&self.path))
    }

    /// # Errors
    /// As above.
    pub fn counts(&self) -> Result<Counts> {
        let sql = "SELECT (SELECT count(*) FROM districts), (SELECT count(*) FROM streets),
            (SELECT count(*) FROM communities),
            (SELECT count(*) FROM grids JOIN versions_in_force USING (version) WHERE is_default),
            (SELECT count(*) FROM compounds), (SELECT count(*) FROM buildings),
            (SELECT count(*) FROM complaints), (SELECT count(*) FROM complaints) - (SELECT count(*) FROM complaints WHERE geom IS NULL),
            (SELECT count(*) FROM roads), (SELECT count(*) FROM water), (SELECT count(*) FROM staff)";
        self.connection().query_row(sql, [], counts).map_err(StoreError::at(&self.path))
    }

    /// The box around all areas and buildings, or `None` where there are none.
    ///
    /// # Errors
    /// As above.
    pub fn extent(&self) -> Result<Option<Bounds>> {
        let sql = "SELECT min(min_x), min(min_y), max(max_x), max(max_y) FROM gpkg_contents
            WHERE table_name IN ('city', 'districts', 'streets', 'communities', 'grids', 'buildings')";
        let sides: [Option<f64>; 4] = self
            .connection()
            .query_row(sql, [], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))
            .map_err(StoreError::at(&self.path))?;
        let [Some(west), Some(south), Some(east), Some(north)] = sides else { return Ok(None) };
        let corners = [(west, south), (east, north)].map(|(lon, lat)| LatticePoint::from_degrees(lon, lat));
        Ok(Bounds::around(corners.into_iter().flatten()))
    }

    /// A number that changes when another connection has committed; worth comparing on one reader only.
    ///
    /// # Errors
    /// As above.
    pub fn data_version(&self) -> Result<i64> {
        let version = self.connection().pragma_query_value(None, "data_version", |row| row.get(0));
        version.map_err(StoreError::at(&self.path))
    }

    /// What was noted about the store as a whole.
    ///
    /// # Errors
    /// As above.
    pub fn meta(&self, key: &str) -> Result<Option<String>> {
        let sql = "SELECT value FROM onemap_meta WHERE key = ?1";
        let value = self.connection().query_row(sql, [key], |row| row.get(0)).optional();
        value.map_err(StoreError::at(&self.path))
    }

    /// Runs several reads on one state of the store, whatever is committed meanwhile.
    ///
    /// # Errors
    /// As above.
    pub fn consistently<T>(&self, read: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        let held = self.connection().unchecked_transaction().map_err(StoreError::at(&self.path))?;
        let result = read(self);
        held.finish().map_err(StoreError::at(&self.path))?;
        result
    }

    /// The name of the store's file, without its ending.
    pub fn file_name(&self) -> Option<String> {
        self.path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn connection(&self) -> &Connection {
        self.connection.borrow()
    }

    fn all<R: Read>(&self, table: &Table) -> Result<Vec<R>> {
        self.collect(&table.select_sql("ORDER BY fid"), [], |row| R::read(&mut Columns::new(row, 0)))
    }

    pub(super) fn collect<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut records = Vec::new();
        self.scan(sql, params, |row| {
            records.push(read(row)?);
            Ok(())
        })?;
        Ok(records)
    }

    pub(super) fn scan(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        each: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<()> {
        scan(self.connection(), sql, params, each).map_err(StoreError::at(&self.path))
    }
}

fn scan(
    connection: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    mut each: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        each(row)?;
    }
    Ok(())
}

fn counts(row: &Row<'_>) -> rusqlite::Result<Counts> {
    let mut columns = Columns::new(row, 0);
    Ok(Counts {
        districts: columns.take()?,
        streets: columns.take()?,
        communities: columns.take()?,
        grids: columns.take()?,
        compounds: columns.take()?,
        buildings: columns.take()?,
        complaints: columns.take()?,
        located: columns.take()?,
        roads: columns.take()?,
        water: columns.take()?,
        staff: columns.take()?,
    })
}
