//! Complaints column by column: what the map needs of millions of them, without their texts.

use super::error::Result;
use super::reader::Reader;
use super::records::point;
use super::row::Columns;
use super::text_column::TextColumn;
use super::words;
use onemap_engine::coord::LatticePoint;
use onemap_engine::record::LocalTime;
use rusqlite::Row;
use rustc_hash::FxHashMap;
use std::thread;

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

    /// Appends ids into other names to ids into these.
    fn take_over(&mut self, other: &Self, ids: &mut Vec<u32>, others: &[u32]) {
        let here: Vec<u32> = other.names.iter().map(|name| self.intern(Some(name))).collect();
        ids.extend(others.iter().map(|&id| here.get(id as usize).copied().unwrap_or(Self::NONE)));
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

    /// Columns do not move while they grow to so many rows.
    fn with_room(rows: usize) -> Self {
        Self {
            rows: Vec::with_capacity(rows),
            places: Vec::with_capacity(rows),
            times: Vec::with_capacity(rows),
            channels: Vec::with_capacity(rows),
            categories: Vec::with_capacity(rows),
            subcategories: Vec::with_capacity(rows),
            statuses: Vec::with_capacity(rows),
            ..Self::default()
        }
    }

    /// Takes over the rows of another, whose names get the ids they have here.
    fn append(&mut self, other: &mut Self) {
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
        self.places.push(point(columns.geometry()?)?);
        self.ids.push(columns.text()?.unwrap_or_default());
        self.times.push(columns.parse(seconds)?.unwrap_or_default());
        self.channels.push(self.channel_names.intern(columns.text()?));
        self.categories.push(self.category_names.intern(columns.text()?));
        self.subcategories.push(self.subcategory_names.intern(columns.text()?));
        self.statuses.push(self.status_names.intern(columns.text()?));
        Ok(())
    }
}

impl Reader {
    /// Every complaint's columns, in two halves that are read at the same time. A commit between the two is seen in the second
    /// only; whoever watches the store reads it again.
    ///
    /// # Errors
    /// When the store cannot be read or holds something unreadable.
    pub fn complaint_columns(&self) -> Result<ComplaintColumns> {
        let last = self.last_complaint()?;
        let middle = last / 2;
        let other = self.again()?;
        let (first, second) = thread::scope(|scope| {
            let second = scope.spawn(move || other.columns_of(middle, i64::MAX, last - middle));
            let first = self.columns_of(0, middle, last);
            (first, second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let mut columns = first?;
        columns.append(&mut second?);
        Ok(columns)
    }

    /// The columns of the rows after one and up to another, with room for so many.
    fn columns_of(&self, after: i64, last: i64, room: i64) -> Result<ComplaintColumns> {
        let sql = "SELECT fid, geom, id, time, channel, category, subcategory, status
            FROM complaints WHERE fid > ?1 AND fid <= ?2 ORDER BY fid";
        let mut columns = ComplaintColumns::with_room(usize::try_from(room).unwrap_or(0));
        self.scan(sql, [after, last], |row| columns.push(row))?;
        Ok(columns)
    }
}

fn seconds(text: &str) -> Option<i64> {
    Some(words::to_time(text)?.duration_since(EPOCH).as_secs())
}
