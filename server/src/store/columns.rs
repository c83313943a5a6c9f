//! Complaints column by column: what the map needs of millions of them, without their texts.

use super::error::Result;
use super::reader::Reader;
use super::records::{point, time};
use super::row::Columns;
use super::words;
use onemap_engine::coord::LatticePoint;
use onemap_engine::record::{CallerKey, LocalTime, LocationQuality};
use rusqlite::Row;
use rustc_hash::FxHashMap;

const EPOCH: LocalTime = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0);

/// The distinct values of a text column; a value's id is its place.
#[derive(Clone, Debug, Default)]
pub struct Names {
    names: Vec<String>,
    ids: FxHashMap<String, u32>,
}

/// Columns of equal length, one entry per complaint, in the order of the rows.
#[derive(Clone, Debug, Default)]
pub struct ComplaintColumns {
    /// Row numbers, for `Reader::complaint`.
    pub rows: Vec<i64>,
    pub places: Vec<Option<LatticePoint>>,
    /// Seconds since 1970-01-01T00:00:00 of the city's own clock.
    pub times: Vec<i64>,
    pub qualities: Vec<LocationQuality>,
    /// Ids into the names below; `Names::NONE` where the complaint has none.
    pub channels: Vec<u32>,
    pub categories: Vec<u32>,
    pub subcategories: Vec<u32>,
    pub statuses: Vec<u32>,
    pub callers: Vec<Option<CallerKey>>,
    pub channel_names: Names,
    pub category_names: Names,
    pub subcategory_names: Names,
    pub status_names: Names,
}

impl Names {
    /// The id of no name.
    pub const NONE: u32 = u32::MAX;

    /// All names, by id.
    #[must_use]
    pub fn all(&self) -> &[String] {
        &self.names
    }

    #[must_use]
    pub fn name(&self, id: u32) -> Option<&str> {
        self.names.get(id as usize).map(String::as_str)
    }

    #[must_use]
    pub fn id(&self, name: &str) -> Option<u32> {
        self.ids.get(name).copied()
    }

    fn intern(&mut self, name: Option<&str>) -> u32 {
        let Some(name) = name else { return Self::NONE };
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.ids.insert(name.to_owned(), id);
        id
    }
}

impl<'a> FromIterator<&'a str> for Names {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let mut known = Self::default();
        for name in names {
            known.intern(Some(name));
        }
        known
    }
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

    fn push(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let mut columns = Columns::new(row, 0);
        self.rows.push(columns.take()?);
        self.places.push(point(columns.geometry()?)?);
        self.times.push(columns.parse(seconds)?.unwrap_or_default());
        self.qualities.push(columns.parse(words::to_quality)?.unwrap_or(LocationQuality::None));
        self.channels.push(self.channel_names.intern(columns.text()?));
        self.categories.push(self.category_names.intern(columns.text()?));
        self.subcategories.push(self.subcategory_names.intern(columns.text()?));
        self.statuses.push(self.status_names.intern(columns.text()?));
        let caller: Option<i64> = columns.take()?;
        self.callers.push(caller.map(|key| CallerKey(key.cast_unsigned())));
        Ok(())
    }
}

impl Reader {
    /// Every complaint's columns; about a second for 2.4 million.
    ///
    /// # Errors
    /// When the store cannot be read or holds something unreadable.
    pub fn complaint_columns(&self) -> Result<ComplaintColumns> {
        let sql = "SELECT fid, geom, time, quality, channel, category, subcategory, status, caller
            FROM complaints ORDER BY fid";
        let mut columns = ComplaintColumns::default();
        self.scan(sql, [], |row| columns.push(row))?;
        Ok(columns)
    }

    /// The id of every complaint, in the order of the columns.
    ///
    /// # Errors
    /// As above.
    pub fn complaint_ids(&self, mut each: impl FnMut(&str)) -> Result<()> {
        self.scan("SELECT id FROM complaints ORDER BY fid", [], |row| {
            each(row.get_ref(0)?.as_str()?);
            Ok(())
        })
    }
}

fn seconds(text: &str) -> Option<i64> {
    Some(time(text)?.duration_since(EPOCH).as_secs())
}
