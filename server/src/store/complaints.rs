//! Complaints column by column: what the map needs of millions of them, without their texts.

use super::error::Result;
use super::names::Names;
use super::reader::Reader;
use super::records::point;
use super::row::Columns;
use super::table::COMPLAINTS;
use super::text_column::TextColumn;
use super::words;
use onemap_engine::coord::LatticePoint;
use onemap_engine::record::LocalTime;
use rusqlite::Row;

const EPOCH: LocalTime = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0);

/// Columns of equal length, one entry per complaint, in the order of the rows.
#[derive(Clone, Debug, Default)]
pub struct ComplaintColumns {
    /// Row numbers, for `Reader::complaint`.
    pub rows: Vec<i64>,
    /// `None` also for those known by their area alone.
    pub places: Vec<Option<LatticePoint>>,
    /// Ascending.
    pub by_area: Vec<KnownByArea>,
    pub ids: TextColumn,
    /// Seconds since 1970-01-01T00:00:00 of the city's own clock.
    pub times: Vec<i64>,
    /// Ids into the names below; `Names::NONE` where the complaint has none.
    pub channels: Vec<u32>,
    pub categories: Vec<u32>,
    pub subcategories: Vec<u32>,
    pub statuses: Vec<u32>,
    pub channel_names: Names,
    pub category_names: Names,
    pub subcategory_names: Names,
    pub status_names: Names,
}

/// A complaint of which only the area is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownByArea {
    /// Its place in the columns.
    pub row: usize,
    /// The area's inner point.
    pub place: LatticePoint,
    /// The grid it names, where it names one; else its community is what is known.
    pub grid: Option<String>,
}

impl ComplaintColumns {
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes over the rows of another, whose names get the ids they have here.
    fn append(&mut self, other: &mut Self) {
        let before = self.len();
        self.by_area.extend(other.by_area.drain(..).map(|it| KnownByArea { row: before + it.row, ..it }));
        self.rows.append(&mut other.rows);
        self.places.append(&mut other.places);
        self.ids.append(&other.ids);
        self.times.append(&mut other.times);
        self.channel_names.take_over(&other.channel_names, &mut self.channels, &other.channels);
        self.category_names.take_over(&other.category_names, &mut self.categories, &other.categories);
        self.subcategory_names.take_over(
            &other.subcategory_names,
            &mut self.subcategories,
            &other.subcategories,
        );
        self.status_names.take_over(&other.status_names, &mut self.statuses, &other.statuses);
    }

    fn push(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let mut columns = Columns::new(row, 0);
        self.rows.push(columns.take()?);
        let place = point(columns.geometry()?)?;
        self.ids.push(columns.text()?.unwrap_or_default());
        self.times.push(columns.parse(seconds)?.unwrap_or_default());
        self.channels.push(self.channel_names.intern(columns.text()?));
        self.categories.push(self.category_names.intern(columns.text()?));
        self.subcategories.push(self.subcategory_names.intern(columns.text()?));
        self.statuses.push(self.status_names.intern(columns.text()?));
        self.push_place(place, columns.text()?);
        Ok(())
    }

    /// `area` is the grid named by a complaint known by its area, empty where it names none.
    fn push_place(&mut self, place: Option<LatticePoint>, area: Option<&str>) {
        let Some((place, grid)) = place.zip(area) else { return self.places.push(place) };
        let grid = Some(grid.to_owned()).filter(|grid| !grid.is_empty());
        self.by_area.push(KnownByArea { row: self.places.len(), place, grid });
        self.places.push(None);
    }
}

impl Reader {
    /// Every complaint's columns.
    ///
    /// # Errors
    /// When the store cannot be read or holds something unreadable.
    pub fn complaint_columns(&self) -> Result<ComplaintColumns> {
        let sql = "SELECT fid, geom, id, time, channel, category, subcategory, status,
                iif(quality = 'area', coalesce(grid, ''), NULL)
            FROM complaints WHERE fid > ?1 AND fid <= ?2 ORDER BY fid";
        let (mut columns, mut rest) = self.in_halves(&COMPLAINTS, |reader, rows| {
            let mut columns = ComplaintColumns::default();
            reader.scan(sql, rows.limits(), |row| columns.push(row))?;
            Ok(columns)
        })?;
        columns.append(&mut rest);
        Ok(columns)
    }
}

fn seconds(text: &str) -> Option<i64> {
    Some(words::to_time(text)?.duration_since(EPOCH).as_secs())
}
