//! High-frequency problems: categories by how many, how fast they grow, how far they spread, and how often they are repeats.

use super::repeats::{RepeatQuestion, Said};
use super::{Refusal, UnitKind, Units};
use crate::snapshot::{FaceNumber, Snapshot, Window};
use crate::store;
use onemap_engine::heat::Filter;
use onemap_engine::hotspot::{Change, change, evenness, rank};
use onemap_engine::record::AreaLevel;
use rustc_hash::{FxHashMap, FxHashSet};

/// What categories are ranked by, the greatest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum By {
    /// Complaints.
    #[default]
    Volume,
    /// The lower end of the interval of growth: what has certainly grown most.
    Growth,
    /// The share of units that have one.
    Spread,
    /// The share of complaints that are repeats.
    Repeats,
    /// Share over expected share.
    Ratio,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct CategoryQuestion {
    pub window: Window,
    pub filter: Filter,
    /// Rank minor categories (小类) instead of major ones (大类).
    pub minor: bool,
    /// Only complaints of this area.
    pub area: (AreaLevel, FaceNumber),
    /// What spread is measured in.
    pub units: UnitKind,
    pub most_units: usize,
    pub by: By,
}

/// One category.
#[derive(Clone, Debug, PartialEq)]
pub struct CategoryRow {
    pub category: Option<String>,
    /// `None` where major ones are ranked.
    pub subcategory: Option<String>,
    pub count: u64,
    /// In the window of the same length before.
    pub before: u64,
    pub change: Option<Change>,
    /// Of all complaints of the area, 0 to 1.
    pub share: f64,
    /// What it has in the whole city; of the city itself, in the window before. `None` where there is nothing to compare with.
    pub expected_share: Option<f64>,
    /// Units of the area that have one, and their share.
    pub units: u64,
    pub spread: f64,
    /// How evenly they lie on those units (Pielou); `None` with fewer than two units.
    pub evenness: Option<f64>,
    /// Complaints in an alert of one caller or of many callers, at default thresholds.
    pub repeats: u64,
}

impl CategoryRow {
    /// Share over expected share.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        self.expected_share.filter(|&share| share > 0.0).map(|expected| self.share / expected)
    }

    /// The share of its complaints that are repeats.
    #[must_use]
    pub fn repeat_share(&self) -> Option<f64> {
        (self.count > 0).then(|| self.repeats as f64 / self.count as f64)
    }
}

/// Category and subcategory by number.
type Key = (u16, u16);
type Counts = FxHashMap<Key, u64>;

impl CategoryQuestion {
    /// The questions of repeats whose answers tell what is one.
    fn repeats(&self) -> [RepeatQuestion; 2] {
        let filter = self.filter.during(self.window.from, self.window.to);
        [RepeatQuestion::callers(filter.clone()), RepeatQuestion::subjects(filter)]
    }

    /// Reads what the store alone knows.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self, snapshot: &Snapshot) -> store::Result<Said> {
        self.repeats()[0].read(snapshot)
    }

    /// # Errors
    /// When there are no such units.
    pub fn answer(&self, snapshot: &Snapshot, said: &Said) -> Result<Vec<CategoryRow>, Refusal> {
        let units = Units::of(snapshot, self.units, self.most_units)?;
        let own = units.of_area(snapshot, self.area);
        let mut repeats: FxHashSet<usize> = FxHashSet::default();
        for question in self.repeats() {
            repeats.extend(question.answer(snapshot, said)?.alerts.into_iter().flat_map(|alert| alert.rows));
        }
        let city = (AreaLevel::City, Snapshot::CITY);
        let (now, before) = (
            self.counts(snapshot, self.area, self.window),
            self.counts(snapshot, self.area, self.window.before()),
        );
        let expected =
            if self.area == city { before.clone() } else { self.counts(snapshot, city, self.window) };
        let (spread, repeated) = self.spread_and_repeats(snapshot, &units, &repeats);
        let mut keys: Vec<Key> = now.keys().chain(before.keys()).copied().collect();
        keys.sort_unstable();
        keys.dedup();
        let column = |counts: &Counts| {
            keys.iter().map(|key| counts.get(key).copied().unwrap_or(0)).collect::<Vec<u64>>()
        };
        let all_expected: u64 = expected.values().sum();
        let days = |window: Window| window.length().as_secs_f64();
        let row = |ranked: onemap_engine::hotspot::Ranked| {
            let key = keys[ranked.index];
            let by_unit: Vec<u64> =
                spread.get(&key).map_or_else(Vec::new, |units| units.values().copied().collect());
            let name = |names: &store::Names, id: u16| names.name(id.into()).map(str::to_owned);
            CategoryRow {
                category: name(&snapshot.complaints.category_names, key.0),
                subcategory: name(&snapshot.complaints.subcategory_names, key.1).filter(|_| self.minor),
                count: ranked.count,
                before: ranked.before,
                change: change(ranked.count, ranked.before, days(self.window), days(self.window.before())),
                share: ranked.share,
                expected_share: (all_expected > 0)
                    .then(|| expected.get(&key).copied().unwrap_or(0) as f64 / all_expected as f64),
                units: by_unit.len() as u64,
                spread: by_unit.len() as f64 / own.max(1) as f64,
                evenness: evenness(&by_unit, own),
                repeats: repeated.get(&key).copied().unwrap_or(0),
            }
        };
        let mut rows: Vec<CategoryRow> = rank(&column(&now), &column(&before)).into_iter().map(row).collect();
        rows.sort_by(|a, b| self.by.of(b).total_cmp(&self.by.of(a)));
        Ok(rows)
    }

    fn key(&self, snapshot: &Snapshot, row: usize) -> Key {
        let (category, subcategory) = snapshot.complaints.pair(row);
        (category, if self.minor { subcategory } else { u16::MAX })
    }

    fn counts(&self, snapshot: &Snapshot, (level, face): (AreaLevel, FaceNumber), window: Window) -> Counts {
        let mut counts = Counts::default();
        let filter = self.filter.during(window.from, window.to);
        snapshot.complaints.select(level, face, &filter).for_each(|position| {
            let row = snapshot.complaints.columns.row(position);
            *counts.entry(self.key(snapshot, row)).or_default() += 1;
        });
        counts
    }

    /// Complaints of each category by unit, and how many are repeats.
    fn spread_and_repeats(
        &self,
        snapshot: &Snapshot,
        units: &Units<'_>,
        repeats: &FxHashSet<usize>,
    ) -> (FxHashMap<Key, FxHashMap<usize, u64>>, Counts) {
        let mut spread: FxHashMap<Key, FxHashMap<usize, u64>> = FxHashMap::default();
        let mut repeated = Counts::default();
        let filter = self.filter.during(self.window.from, self.window.to);
        snapshot.complaints.select(self.area.0, self.area.1, &filter).for_each(|position| {
            let row = snapshot.complaints.columns.row(position);
            let key = self.key(snapshot, row);
            if let Some(unit) = units.of_complaint(position) {
                *spread.entry(key).or_default().entry(unit).or_default() += 1;
            }
            *repeated.entry(key).or_default() += u64::from(repeats.contains(&row));
        });
        (spread, repeated)
    }
}

impl By {
    fn of(self, row: &CategoryRow) -> f64 {
        match self {
            Self::Volume => row.count as f64,
            Self::Growth => row.change.map_or(f64::NEG_INFINITY, |change| change.low),
            Self::Spread => row.spread,
            Self::Repeats => row.repeat_share().unwrap_or(0.0),
            Self::Ratio => row.ratio().unwrap_or(0.0),
        }
    }
}
