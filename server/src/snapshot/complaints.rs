//! Complaints: the engine's columns to select and count, and beside them what lists and tiles show of each.

use super::levels::{FaceNumber, PerLevel};
use crate::store::{self, KnownByArea, Names, TextColumn};
use onemap_engine::coord::{Bounds, LatticePoint};
use onemap_engine::heat::{ComplaintColumns, ComplaintRow, Filter, Selection};
use onemap_engine::hotspot::ComplaintCells;
use onemap_engine::record::{AreaLevel, LocalTime};
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// All complaints. A *row* counts from the oldest on, equal times in the order of the store; a *position* is a place
/// in the engine's columns.
#[derive(Debug, Default)]
pub struct Complaints {
    pub columns: ComplaintColumns,
    /// How many are known by their area alone: they count for it, and have no point.
    pub by_area: usize,
    /// The box around those that have a point.
    pub bounds: Option<Bounds>,
    /// By row.
    pub ids: TextColumn,
    /// By row: seconds since 1970-01-01T00:00:00 of the city's own clock.
    pub(super) times: Vec<i64>,
    /// By row: the store's row number, where titles, texts and addresses stay.
    pub store_rows: Vec<i64>,
    /// By row; `u16::MAX` for none.
    categories: Vec<u16>,
    subcategories: Vec<u16>,
    /// Every category with every subcategory that occurs with it, ascending.
    pairs: Vec<(u16, u16)>,
    pub channel_names: Names,
    pub category_names: Names,
    pub subcategory_names: Names,
    pub status_names: Names,
    /// By position: the area of each level that the complaint counts for, 0 for none.
    pub faces: PerLevel<Vec<FaceNumber>>,
    /// Made when they are first asked for.
    pub(super) cells: ComplaintCells,
}

/// Complaints that are not in their areas yet.
pub(super) struct Ordered {
    pub complaints: Complaints,
    /// By position: where each is; `None` also for those known by their area alone.
    pub places: Vec<Option<LatticePoint>>,
    /// Those, with their positions.
    pub by_area: Vec<(usize, KnownByArea)>,
}

impl Ordered {
    /// The store's columns, put in the order of time, and the engine's columns made of them.
    pub fn new(stored: store::ComplaintColumns) -> Self {
        let mut order: Vec<u32> = (0..stored.len() as u32).collect();
        order.par_sort_by_key(|&row| stored.times[row as usize]);
        let rows: Vec<ComplaintRow> =
            order.par_iter().map(|&row| complaint_row(&stored, row as usize)).collect();
        let columns = ComplaintColumns::new(&rows);
        let places =
            (0..rows.len()).into_par_iter().map(|position| rows[columns.row(position)].place).collect();
        let by_area = by_area(&columns, &order, stored.by_area);
        let complaints = Complaints {
            columns,
            by_area: by_area.len(),
            ids: order.iter().map(|&row| stored.ids.get(row as usize)).collect(),
            times: permuted(&stored.times, &order),
            store_rows: permuted(&stored.rows, &order),
            bounds: Bounds::around(stored.places.iter().copied().flatten()),
            pairs: pairs(&rows),
            categories: rows.iter().map(|row| row.category).collect(),
            subcategories: rows.iter().map(|row| row.subcategory).collect(),
            channel_names: stored.channel_names,
            category_names: stored.category_names,
            subcategory_names: stored.subcategory_names,
            status_names: stored.status_names,
            ..Complaints::default()
        };
        Self { complaints, places, by_area }
    }
}

/// The complaints known by their area alone, which are among those without a point, with their positions.
fn by_area(
    columns: &ComplaintColumns,
    order: &[u32],
    mut known: Vec<KnownByArea>,
) -> Vec<(usize, KnownByArea)> {
    let mut positions: Vec<(u32, usize)> =
        (columns.located()..columns.len()).map(|position| (order[columns.row(position)], position)).collect();
    positions.sort_unstable();
    let position =
        |row: usize| positions.binary_search_by_key(&(row as u32), |it| it.0).map(|at| positions[at].1);
    known.drain(..).filter_map(|it| Some((position(it.row).ok()?, it))).collect()
}

fn complaint_row(columns: &store::ComplaintColumns, row: usize) -> ComplaintRow {
    ComplaintRow {
        place: columns.places[row],
        time: local_time(columns.times[row]),
        category: wide(columns.categories[row]),
        subcategory: wide(columns.subcategories[row]),
        channel: narrow(columns.channels[row]),
        status: narrow(columns.statuses[row]),
    }
}

fn pairs(rows: &[ComplaintRow]) -> Vec<(u16, u16)> {
    let seen: FxHashSet<(u16, u16)> = rows.iter().map(|row| (row.category, row.subcategory)).collect();
    let mut pairs: Vec<_> = seen.into_iter().collect();
    pairs.sort_unstable();
    pairs
}

/// Names past the 65,535th count as none.
fn wide(name: u32) -> u16 {
    u16::try_from(name).unwrap_or(u16::MAX)
}

/// Names past the 255th count as none.
fn narrow(name: u32) -> u8 {
    u8::try_from(name).unwrap_or(u8::MAX)
}

fn permuted<T: Copy + Send + Sync>(column: &[T], order: &[u32]) -> Vec<T> {
    order.par_iter().map(|&row| column[row as usize]).collect()
}

impl Complaints {
    /// The complaints that pass the filter, of the whole city (face 1 of its level) or of one area.
    #[must_use]
    pub fn select(&self, level: AreaLevel, face: FaceNumber, filter: &Filter) -> Selection<'_> {
        let selection = self.columns.select(filter);
        if level == AreaLevel::City { selection } else { selection.with_key(&self.faces[level], face) }
    }

    /// Complaints that pass the filter per area of a level, by face number; entry 0 counts those in none.
    #[must_use]
    pub fn per_face(&self, level: AreaLevel, faces: usize, filter: &Filter) -> Vec<u64> {
        let selection = self.columns.select(filter);
        if level == AreaLevel::City {
            return vec![0, selection.count()];
        }
        selection.counts_by_key(&self.faces[level], faces + 1)
    }

    /// The area of a level that the complaint at a position counts for, 0 for none.
    #[must_use]
    pub fn face(&self, level: AreaLevel, position: usize) -> FaceNumber {
        self.faces[level].get(position).copied().unwrap_or(0)
    }

    #[must_use]
    pub fn time(&self, row: usize) -> LocalTime {
        local_time(self.times[row])
    }

    /// Seconds since 1970-01-01T00:00:00 of the city's own clock.
    #[must_use]
    pub fn seconds(&self, row: usize) -> f64 {
        self.times[row] as f64
    }

    #[must_use]
    pub fn first_time(&self) -> Option<LocalTime> {
        self.times.first().map(|&time| local_time(time))
    }

    #[must_use]
    pub fn last_time(&self) -> Option<LocalTime> {
        self.times.last().map(|&time| local_time(time))
    }

    #[must_use]
    pub fn category(&self, row: usize) -> Option<&str> {
        self.category_names.name(self.categories[row].into())
    }

    #[must_use]
    pub fn subcategory(&self, row: usize) -> Option<&str> {
        self.subcategory_names.name(self.subcategories[row].into())
    }
}

const EPOCH: LocalTime = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0);

/// The local time this many seconds after 1970 began, held at the ends of the calendar.
fn local_time(seconds: i64) -> LocalTime {
    let end = if seconds < 0 { LocalTime::MIN } else { LocalTime::MAX };
    EPOCH.checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap_or(end)
}

impl Complaints {
    /// Category and subcategory of a row, as numbers; `u16::MAX` for none.
    #[must_use]
    pub fn pair(&self, row: usize) -> (u16, u16) {
        (self.categories[row], self.subcategories[row])
    }

    /// Every category with every subcategory that occurs with it, ascending.
    #[must_use]
    pub fn pairs(&self) -> &[(u16, u16)] {
        &self.pairs
    }

    /// The category a subcategory is filed under; the first one where there are several.
    #[must_use]
    pub fn category_of(&self, subcategory: usize) -> Option<&str> {
        let pair = self.pairs.iter().find(|&&(_, other)| usize::from(other) == subcategory)?;
        self.category_names.name(pair.0.into())
    }
}
