//! The city around a plan, asked of the store itself: what is near comes from its R-trees, so that the command line needs no
//! city in memory to edit a plan. Buildings go by row number.

use super::error::{Result, StoreError};
use super::plan_row::PlanId;
use super::reader::Reader;
use super::records::read_area;
use super::row::{Columns, Read};
use super::table;
use onemap_engine::assign::building_point;
use onemap_engine::coord::{Bounds, LatticePoint, Line, MultiPolygon};
use onemap_engine::coverage::is_inside;
use onemap_engine::plan::Surroundings;
use onemap_engine::record::{Area, AreaLevel, Building, Compound, Footprint, Road, Water};
use rusqlite::Connection;
use std::borrow::Borrow;
use std::cell::RefCell;

/// What operations on a plan look at.
pub struct StoredCity<'r, C: Borrow<Connection> = Connection> {
    reader: &'r Reader<C>,
    /// The plan that is edited: its own codes are free to it.
    draft: PlanId,
    /// The first thing that could not be read. Questions are answered with nothing from then on.
    failed: RefCell<Option<StoreError>>,
}

impl<'r, C: Borrow<Connection>> StoredCity<'r, C> {
    #[must_use]
    pub fn new(reader: &'r Reader<C>, draft: PlanId) -> Self {
        Self { reader, draft, failed: RefCell::new(None) }
    }

    /// To be asked after an edit: what it did stands only where everything could be read.
    ///
    /// # Errors
    /// What could not be read.
    pub fn finish(self) -> Result<()> {
        self.failed.into_inner().map_or(Ok(()), Err)
    }

    fn read<T: Default>(&self, read: impl FnOnce(&Reader<C>) -> Result<T>) -> T {
        read(self.reader).unwrap_or_else(|error| {
            self.failed.borrow_mut().get_or_insert(error);
            T::default()
        })
    }

    /// The records of an indexed table that come near a box.
    fn near<R: Read>(&self, table: &'static table::Table, bounds: &Bounds) -> Vec<R> {
        let sql = table.select_sql(&format!("WHERE fid IN ({})", near_sql(table.name)));
        self.read(|reader| reader.collect(&sql, sides(bounds), |row| R::read(&mut Columns::new(row, 0))))
    }

    fn compound_record(&self, id: &str) -> Option<Compound> {
        let sql = table::COMPOUNDS.select_sql("WHERE id = ?1 OR name = ?1 ORDER BY id = ?1 DESC, fid LIMIT 1");
        self.read(|reader| reader.collect(&sql, [id], |row| Compound::read(&mut Columns::new(row, 0)))).pop()
    }

    /// Buildings that name a compound, whether it has an outline or not.
    fn naming(&self, names: [&str; 2]) -> Vec<i64> {
        let sql = "SELECT fid FROM buildings WHERE compound IN (?1, ?2) ORDER BY fid";
        self.read(|reader| reader.collect(sql, names, |row| row.get(0)))
    }

    /// Buildings without a compound of their own that stand inside an outline.
    fn inside(&self, shape: &MultiPolygon) -> Vec<i64> {
        let Some(bounds) = shape.bounds() else { return Vec::new() };
        let sql =
            format!("SELECT fid FROM buildings WHERE compound IS NULL AND fid IN ({})", near_sql("buildings"));
        let near: Vec<i64> = self.read(|reader| reader.collect(&sql, sides(&bounds), |row| row.get(0)));
        let stands = |place: LatticePoint| shape.0.iter().any(|polygon| is_inside(polygon, place));
        let place = |fid: &i64| building_point(&self.footprint(*fid as usize));
        near.into_iter().filter(|fid| place(fid).is_some_and(stands)).collect()
    }
}

impl<C: Borrow<Connection>> Surroundings for StoredCity<'_, C> {
    fn building(&self, id: &str) -> Option<usize> {
        let fid: Option<i64> = self.read(|reader| reader.one("SELECT fid FROM buildings WHERE id = ?1", [id]));
        fid.and_then(|fid| usize::try_from(fid).ok())
    }

    fn compound(&self, id: &str) -> Option<Vec<usize>> {
        let record = self.compound_record(id);
        let name = record.as_ref().and_then(|compound| compound.name.clone());
        let own = record.as_ref().map_or(id, |compound| &compound.id);
        let mut rows = self.naming([own, name.as_deref().unwrap_or(own)]);
        if let Some(compound) = &record {
            rows.extend(self.inside(&compound.shape));
        }
        rows.sort_unstable();
        rows.dedup();
        (record.is_some() || !rows.is_empty()).then(|| numbers(rows))
    }

    fn buildings_near(&self, bounds: &Bounds) -> Vec<usize> {
        let sql = format!("{} ORDER BY id", near_sql("buildings"));
        numbers(self.read(|reader| reader.collect(&sql, sides(bounds), |row| row.get(0))))
    }

    fn footprint(&self, building: usize) -> Footprint {
        let sql = table::BUILDINGS.select_sql("WHERE fid = ?1");
        let read = self.read(|reader| {
            reader.collect(&sql, [building as i64], |row| Building::read(&mut Columns::new(row, 0)))
        });
        let nowhere = || Footprint::Outline(MultiPolygon::default());
        read.into_iter().next().map_or_else(nowhere, |building| building.footprint)
    }

    fn roads_near(&self, bounds: &Bounds) -> Vec<Line> {
        self.near::<Road>(&table::ROADS, bounds).into_iter().flat_map(|road| road.lines).collect()
    }

    fn dividers_near(&self, bounds: &Bounds) -> Vec<Line> {
        let water = self.near::<Water>(&table::WATER, bounds).into_iter().map(|water| water.shape);
        let compounds =
            self.near::<Compound>(&table::COMPOUNDS, bounds).into_iter().map(|compound| compound.shape);
        let outlines = water.chain(compounds).flat_map(|shape| outlines(&shape));
        self.roads_near(bounds).into_iter().chain(outlines).collect()
    }

    fn community(&self, code: &str) -> Option<MultiPolygon> {
        let sql =
            table::COMMUNITIES.select_sql("WHERE code = ?1 OR name = ?1 ORDER BY code = ?1 DESC, fid LIMIT 1");
        let read = self.read(|reader| {
            reader.collect(&sql, [code], |row| read_area(AreaLevel::Community, &mut Columns::new(row, 0)))
        });
        read.into_iter().next().map(|community| community.shape)
    }

    fn is_issued(&self, code: &str) -> bool {
        self.read(|reader| reader.is_issued(code, self.draft))
    }
}

impl<C: Borrow<Connection>> Reader<C> {
    /// The buildings that come near a box.
    ///
    /// # Errors
    /// When the store cannot be read or holds something unreadable.
    pub fn buildings_near(&self, bounds: &Bounds) -> Result<Vec<Building>> {
        let sql = table::BUILDINGS.select_sql(&format!("WHERE fid IN ({})", near_sql("buildings")));
        self.collect(&sql, sides(bounds), |row| Building::read(&mut Columns::new(row, 0)))
    }

    /// The communities that come near a box.
    ///
    /// # Errors
    /// As above.
    pub fn communities_near(&self, bounds: &Bounds) -> Result<Vec<Area>> {
        let sql = table::COMMUNITIES.select_sql(&format!("WHERE fid IN ({})", near_sql("communities")));
        self.collect(&sql, sides(bounds), |row| read_area(AreaLevel::Community, &mut Columns::new(row, 0)))
    }
}

/// Row numbers of what an R-tree has near a box. Its sides are rounded outwards by the R-tree itself.
fn near_sql(table: &str) -> String {
    format!("SELECT id FROM rtree_{table}_geom WHERE maxx >= ?1 AND minx <= ?2 AND maxy >= ?3 AND miny <= ?4")
}

/// West, east, south, north in degrees, as the R-trees have them.
fn sides(bounds: &Bounds) -> [f64; 4] {
    let Bounds { min, max } = *bounds;
    [min.lon(), max.lon(), min.lat(), max.lat()]
}

fn numbers(rows: Vec<i64>) -> Vec<usize> {
    rows.into_iter().filter_map(|row| usize::try_from(row).ok()).collect()
}

/// The rings of a shape as closed lines.
fn outlines(shape: &MultiPolygon) -> Vec<Line> {
    shape.rings().map(|ring| ring.iter().chain(ring.first()).copied().collect()).collect()
}
