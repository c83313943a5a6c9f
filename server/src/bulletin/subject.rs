//! The area and the period of a bulletin, and which complaints belong to it.

use super::{Place, Query};
use crate::snapshot::{AreaEntry, FaceNumber, LEVELS, Snapshot, Window};
use jiff::ToSpan;
use onemap_engine::heat::{Filter, Selection};
use onemap_engine::record::{AreaLevel, LocalTime};
use rustc_hash::FxHashSet;

/// An area seen through a period.
pub struct Subject<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) level: AreaLevel,
    pub(super) face: FaceNumber,
    pub(super) area: &'a AreaEntry,
    pub(super) window: Window,
    pub(super) before: Window,
    pub(super) year_before: Option<Window>,
}

/// The area with a code or a name, the outermost one where several have it; the city where none is asked for.
#[must_use]
pub fn find_area<'a>(
    snapshot: &'a Snapshot,
    name: Option<&str>,
) -> Option<(AreaLevel, FaceNumber, &'a AreaEntry)> {
    let Some(name) = name else { return Some((AreaLevel::City, Snapshot::CITY, snapshot.city())) };
    let all = || {
        let of = |level| snapshot.levels[level].iter().map(move |(face, area)| (level, face, area));
        LEVELS.into_iter().flat_map(of)
    };
    let by_code = all().find(|(_, _, area)| area.code == name);
    by_code.or_else(|| all().find(|(_, _, area)| area.is_called(name)))
}

impl<'a> Subject<'a> {
    #[must_use]
    pub fn new(
        snapshot: &'a Snapshot,
        (level, face, area): (AreaLevel, FaceNumber, &'a AreaEntry),
        window: Window,
    ) -> Self {
        let back = |time: LocalTime| time.checked_sub(1.year()).ok();
        let a_year_ago = back(window.from).zip(back(window.to)).and_then(|(from, to)| Window::new(from, to));
        let first = snapshot.complaints.first_time();
        let year_before = a_year_ago.filter(|it| first.is_some_and(|first| first.date() <= it.from.date()));
        Self { snapshot, level, face, area, window, before: window.before(), year_before }
    }

    pub(super) fn place(&self) -> Place {
        Place { level: self.level, code: self.area.code.clone(), name: self.area.name.clone() }
    }

    /// Its complaints of a window.
    pub(super) fn select(&self, window: Window) -> Selection<'a> {
        self.snapshot.complaints.select(self.level, self.face, &during(window))
    }

    /// The rows of its complaints of a window.
    pub(super) fn rows(&self, window: Window) -> FxHashSet<usize> {
        let mut rows = FxHashSet::default();
        self.select(window).for_each(|position| {
            rows.insert(self.snapshot.complaints.columns.row(position));
        });
        rows
    }

    /// Whether an area lies in it, or is it.
    pub(super) fn holds(&self, level: AreaLevel, face: FaceNumber) -> bool {
        let is_it = |level: AreaLevel, area: &AreaEntry| level == self.level && area.code == self.area.code;
        self.level == AreaLevel::City
            || (level, face) == (self.level, self.face)
            || self.snapshot.ancestors(level, face).any(|(level, area)| is_it(level, area))
    }

    pub(super) fn queries(&self, areas: Option<AreaLevel>, units: AreaLevel) -> Vec<Query> {
        let window = format!("from={}&to={}", self.window.from, self.window.to);
        let sheet = format!("/api/v1/areas/{}/{}?{window}", plural(self.level), self.area.code);
        let since = super::repeats::since(self.window);
        let command = |method: &str| format!("onemap hotspots {method} --from {since} --to {}", self.window.to);
        let mut queries = vec![Query { part: "total, series, categories, subcategories", query: sheet }];
        if let Some(level) = areas {
            queries.push(Query { part: "areas", query: format!("/api/v1/areas/{}?{window}", plural(level)) });
        }
        queries.extend([
            Query {
                part: "hotspots",
                query: format!("/api/v1/hotspots/gi-star?units={}&{window}", plural(units)),
            },
            Query { part: "repeat_callers", query: command("repeat-callers") },
            Query { part: "repeat_subjects", query: command("repeat-subjects") },
        ]);
        queries
    }
}

/// Complaints of a window.
pub(super) fn during(window: Window) -> Filter {
    Filter::default().during(window.from, window.to)
}

/// The level as the API's addresses have it.
pub(super) fn plural(level: AreaLevel) -> &'static str {
    match level {
        AreaLevel::City => "city",
        AreaLevel::District => "districts",
        AreaLevel::Street => "streets",
        AreaLevel::Community => "communities",
        AreaLevel::Grid => "grids",
    }
}
