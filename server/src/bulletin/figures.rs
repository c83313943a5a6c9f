//! Counts beside those of the period before and of a year ago.

use super::Subject;
use super::subject::during;
use crate::snapshot::{AreaEntry, Day, FaceNumber, Window, daily};
use onemap_engine::heat::Selection;
use onemap_engine::hotspot::{Change, change};
use onemap_engine::record::AreaLevel;
use serde::Serialize;
use utoipa::ToSchema;

/// A count, and how it changed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = BulletinFigures)]
pub struct Compared {
    pub count: u64,
    pub before: u64,
    /// Rate ÷ rate before − 1; `None` where there was nothing before.
    pub change: Option<f64>,
    /// Its 95 % interval, as of [`change`].
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Of the same days a year ago; `None` where the store does not reach back so far.
    pub year_before: Option<u64>,
    pub year_change: Option<f64>,
}

/// A category or an area with its count.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = BulletinRow)]
pub struct Named {
    /// Of an area; `None` for a category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    pub name: String,
    #[serde(flatten)]
    pub figures: Compared,
    /// Part of all complaints of the bulletin.
    pub share: f64,
    /// Of an area: complaints per 1,000 households.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_1000_households: Option<f64>,
}

/// Minor categories of a bulletin.
const MOST_SUBCATEGORIES: usize = 20;
const HOUSEHOLDS: f64 = 1000.0;

impl Compared {
    /// Whether chance alone hardly explains the change: its interval leaves out 0.
    #[must_use]
    pub fn is_significant(&self) -> bool {
        self.low.is_some_and(|low| low > 0.0) || self.high.is_some_and(|high| high < 0.0)
    }
}

impl Subject<'_> {
    fn compared(&self, count: u64, before: u64, year_before: Option<u64>) -> Compared {
        let seconds = |window: Window| window.length().as_secs_f64();
        let against = |window: Window, then| change(count, then, seconds(self.window), seconds(window));
        let (then, year) = (against(self.before, before), self.year_before.zip(year_before));
        Compared {
            count,
            before,
            change: then.and_then(|it| it.change),
            low: then.map(|it: Change| it.low),
            high: then.and_then(|it| it.high),
            year_before,
            year_change: year.and_then(|(window, then)| against(window, then)).and_then(|it| it.change),
        }
    }

    pub(super) fn total(&self) -> Compared {
        let count = |window| self.select(window).count();
        self.compared(count(self.window), count(self.before), self.year_before.map(count))
    }

    pub(super) fn series(&self) -> Vec<Day> {
        daily(self.window, &self.select(self.window), &self.select(self.before))
    }

    pub(super) fn categories(&self) -> Vec<Named> {
        let names = self.snapshot.complaints.category_names.all();
        self.named(names, |selection| selection.counts_by_category(names.len()))
    }

    pub(super) fn subcategories(&self) -> Vec<Named> {
        let names = self.snapshot.complaints.subcategory_names.all();
        let mut all = self.named(names, |selection| selection.counts_by_subcategory(names.len()));
        all.truncate(MOST_SUBCATEGORIES);
        all
    }

    fn named(&self, names: &[String], counts: impl Fn(Selection<'_>) -> Vec<u64>) -> Vec<Named> {
        let of = |window| counts(self.select(window));
        let (now, before, year) = (of(self.window), of(self.before), self.year_before.map(of));
        let total = self.select(self.window).count();
        let row = |(i, name): (usize, &String)| Named {
            code: None,
            name: name.clone(),
            figures: self.compared(now[i], before[i], year.as_ref().map(|year| year[i])),
            share: share(now[i], total),
            per_1000_households: None,
        };
        let there = names.iter().enumerate().filter(|(i, _)| now[*i] + before[*i] > 0);
        ordered(there.map(row).collect())
    }

    /// The areas right inside, of the first level at which there are several.
    pub(super) fn areas(&self) -> Option<(AreaLevel, Vec<Named>)> {
        let (level, inside) = self.children()?;
        let areas = self.snapshot.levels[level].len();
        let of = |window| self.snapshot.complaints.per_face(level, areas, &during(window));
        let (now, before, year) = (of(self.window), of(self.before), self.year_before.map(of));
        let total = self.select(self.window).count();
        let row = |&(face, area): &(FaceNumber, &AreaEntry)| {
            let i = face as usize;
            let households = self.snapshot.households(area).filter(|&households| households > 0.0);
            Named {
                code: Some(area.code.clone()),
                name: area.name.clone(),
                figures: self.compared(now[i], before[i], year.as_ref().map(|year| year[i])),
                share: share(now[i], total),
                per_1000_households: households.map(|households| now[i] as f64 / households * HOUSEHOLDS),
            }
        };
        Some((level, ordered(inside.iter().map(row).collect())))
    }

    fn children(&self) -> Option<(AreaLevel, Vec<(FaceNumber, &AreaEntry)>)> {
        let mut level = self.level;
        loop {
            level = self.snapshot.level_below(level)?;
            let all = self.snapshot.levels[level].iter();
            let inside: Vec<_> = all.filter(|&(face, _)| self.holds(level, face)).collect();
            if inside.len() > 1 {
                return Some((level, inside));
            }
        }
    }
}

fn ordered(mut rows: Vec<Named>) -> Vec<Named> {
    rows.sort_by(|a, b| {
        b.figures.count.cmp(&a.figures.count).then_with(|| (&a.name, &a.code).cmp(&(&b.name, &b.code)))
    });
    rows
}

fn share(count: u64, total: u64) -> f64 {
    if total == 0 { 0.0 } else { count as f64 / total as f64 }
}
