//! High-frequency problems: categories by how many, how fast they grow, how far they spread, and how often they are repeats.

use super::repeats::{RepeatQuestion, Said};
use super::setting::outside;
use super::trend::within_before;
use super::{Refusal, UnitKind, Units};
use crate::snapshot::{FaceNumber, Snapshot, Window};
use crate::store;
use onemap_engine::heat::Filter;
use onemap_engine::hotspot::{Change, Ranked, change, evenness, rank};
use onemap_engine::record::AreaLevel;
use rustc_hash::{FxHashMap, FxHashSet};

/// What categories are ranked by, the greatest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = RankedBy)]
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
    /// What tables of them say, in order.
    pub const COLUMNS: [&str; 15] = [
        "category",
        "subcategory",
        "count",
        "before",
        "change",
        "change_low",
        "change_high",
        "share",
        "expected_share",
        "ratio",
        "units",
        "spread",
        "evenness",
        "repeats",
        "repeat_share",
    ];

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

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedCategories {
    /// Those with a complaint in the window or in the one before, the greatest first.
    pub rows: Vec<CategoryRow>,
    /// All complaints of the area and the window.
    pub count: u64,
    /// Units that have their place in the area.
    pub units: u64,
    pub notes: Vec<String>,
}

/// Category and subcategory by number.
type Key = (u16, u16);
type Counts = FxHashMap<Key, u64>;

/// What one category has in the area and the window.
#[derive(Default)]
struct Tally {
    count: u64,
    repeats: u64,
    by_unit: FxHashMap<usize, u64>,
}

const CITY: (AreaLevel, FaceNumber) = (AreaLevel::City, Snapshot::CITY);

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
    pub fn answer(&self, snapshot: &Snapshot, said: &Said) -> Result<RankedCategories, Refusal> {
        let units = Units::of(snapshot, self.units, self.most_units)?;
        let tallies = self.tallies(snapshot, &units, &self.repeated(snapshot, said)?);
        let before = self.counts(snapshot, self.area, self.window.before());
        let of_city = self.area != CITY;
        let expected = if of_city { &self.counts(snapshot, CITY, self.window) } else { &before };
        let own = units.of_area(snapshot, self.area);
        let mut rows = self.rows(snapshot, &tallies, &before, expected, own);
        rows.sort_by(|a, b| self.by.of(b).total_cmp(&self.by.of(a)));
        let count = tallies.values().map(|it| it.count).sum();
        Ok(RankedCategories { rows, count, units: own as u64, notes: self.notes(snapshot, &tallies, count) })
    }

    /// Rows of the snapshot that are in an alert.
    fn repeated(&self, snapshot: &Snapshot, said: &Said) -> Result<FxHashSet<usize>, Refusal> {
        let mut rows = FxHashSet::default();
        for question in self.repeats() {
            rows.extend(question.answer(snapshot, said)?.alerts.into_iter().flat_map(|alert| alert.rows));
        }
        Ok(rows)
    }

    fn rows(
        &self,
        snapshot: &Snapshot,
        tallies: &FxHashMap<Key, Tally>,
        before: &Counts,
        expected: &Counts,
        units: usize,
    ) -> Vec<CategoryRow> {
        let mut keys: Vec<Key> = tallies.keys().chain(before.keys()).copied().collect();
        keys.sort_unstable();
        keys.dedup();
        let now: Vec<u64> = keys.iter().map(|key| tallies.get(key).map_or(0, |it| it.count)).collect();
        let earlier: Vec<u64> = keys.iter().map(|key| before.get(key).copied().unwrap_or(0)).collect();
        let all_expected: u64 = expected.values().sum();
        let share = |key| expected.get(key).copied().unwrap_or(0) as f64 / all_expected as f64;
        let (none, complaints) = (Tally::default(), &snapshot.complaints);
        let seconds = |window: Window| window.length().as_secs_f64();
        let row = |ranked: Ranked| {
            let key = &keys[ranked.index];
            let tally = tallies.get(key).unwrap_or(&none);
            let by_unit: Vec<u64> = tally.by_unit.values().copied().collect();
            let lengths = [self.window, self.window.before()].map(seconds);
            CategoryRow {
                category: complaints.category_names.name(key.0.into()).map(str::to_owned),
                subcategory: complaints.subcategory_names.name(key.1.into()).map(str::to_owned),
                count: ranked.count,
                before: ranked.before,
                change: change(ranked.count, ranked.before, lengths[0], lengths[1]),
                share: ranked.share,
                expected_share: (all_expected > 0).then(|| share(key)),
                units: by_unit.len() as u64,
                spread: by_unit.len() as f64 / units.max(1) as f64,
                evenness: evenness(&by_unit, units),
                repeats: tally.repeats,
            }
        };
        rank(&now, &earlier).into_iter().map(row).collect()
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

    fn tallies(
        &self,
        snapshot: &Snapshot,
        units: &Units<'_>,
        repeated: &FxHashSet<usize>,
    ) -> FxHashMap<Key, Tally> {
        let mut tallies: FxHashMap<Key, Tally> = FxHashMap::default();
        let filter = self.filter.during(self.window.from, self.window.to);
        snapshot.complaints.select(self.area.0, self.area.1, &filter).for_each(|position| {
            let row = snapshot.complaints.columns.row(position);
            let tally = tallies.entry(self.key(snapshot, row)).or_default();
            tally.count += 1;
            tally.repeats += u64::from(repeated.contains(&row));
            if let Some(unit) = units.of_complaint(position) {
                *tally.by_unit.entry(unit).or_default() += 1;
            }
        });
        tallies
    }

    fn notes(&self, snapshot: &Snapshot, tallies: &FxHashMap<Key, Tally>, count: u64) -> Vec<String> {
        let in_units: u64 = tallies.values().flat_map(|it| it.by_unit.values()).sum();
        let mut notes = outside(count - in_units, in_units);
        notes.extend(within_before(snapshot, self.window.before()));
        notes
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
