//! The bulletin of an area: what came in during a week or a month, against the period before and a year ago, where it piles up, who
//! calls again, and what that means in words. Figures are values; pages, tables and words are made of them.

mod figures;
mod findings;
mod map;
mod page;
mod repeats;
mod significant;
mod subject;
mod tables;

pub use figures::{Compared, Named};
pub use repeats::{Repeat, Repeats};
pub use significant::Hot;
pub use subject::{Subject, find_area};

use crate::hotspots::{Refusal, Said};
use crate::print::{Language, Style};
use crate::snapshot::{Day, Snapshot, Window};
use onemap_engine::record::AreaLevel;
use serde::Serialize;
use utoipa::ToSchema;

/// What a bulletin is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = BulletinPlace)]
pub struct Place {
    #[schema(value_type = String, example = "street")]
    pub level: AreaLevel,
    pub code: String,
    pub name: String,
}

/// One bulletin.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Bulletin {
    pub area: Place,
    pub window: Window,
    pub before: Window,
    /// The same days a year before, where the store has complaints since then.
    pub year_before: Option<Window>,
    pub total: Compared,
    /// By day, beside the day as far into the period before.
    pub series: Vec<Day>,
    /// Major categories, the largest first.
    pub categories: Vec<Named>,
    /// The twenty largest minor categories.
    pub subcategories: Vec<Named>,
    /// The level of `areas`.
    #[schema(value_type = Option<String>, example = "community")]
    pub areas_level: Option<AreaLevel>,
    /// The areas inside, the one with the most complaints first.
    pub areas: Vec<Named>,
    /// The units in which hotspots were looked for, and how many there are in all.
    #[schema(value_type = String, example = "grid")]
    pub units_level: AreaLevel,
    pub units: usize,
    /// Significant hotspots inside, the hottest first.
    pub hotspots: Vec<Hot>,
    /// Alerts with a complaint of this period, the largest first.
    pub repeat_callers: Repeats,
    pub repeat_subjects: Repeats,
    /// What stands out, in words.
    pub findings: Findings,
    /// Where each part comes from: requests of the API that give the same numbers.
    pub queries: Vec<Query>,
}

/// What stands out, in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = BulletinFindings)]
pub struct Findings {
    pub zh: Vec<String>,
    pub en: Vec<String>,
}

/// A request of the API, or a command, that gives the numbers of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = BulletinQuery)]
pub struct Query {
    pub part: &'static str,
    pub query: String,
}

impl Bulletin {
    /// The bulletin of an area; `said` has the callers.
    ///
    /// # Errors
    /// When hotspots or repeats cannot be asked of this city.
    pub fn new(snapshot: &Snapshot, subject: &Subject<'_>, said: &Said) -> Result<Self, Refusal> {
        let (areas_level, areas) = subject.areas().unzip();
        let (units_level, units, hotspots) = significant::hotspots(subject)?;
        let [repeat_callers, repeat_subjects] = repeats::repeats(subject, said)?;
        let mut bulletin = Self {
            area: subject.place(),
            window: subject.window,
            before: subject.before,
            year_before: subject.year_before,
            total: subject.total(),
            series: subject.series(),
            categories: subject.categories(),
            subcategories: subject.subcategories(),
            areas_level,
            areas: areas.unwrap_or_default(),
            units_level,
            units,
            hotspots,
            repeat_callers,
            repeat_subjects,
            findings: Findings::default(),
            queries: subject.queries(areas_level, units_level),
        };
        let reaches_back =
            snapshot.complaints.first_time().is_some_and(|first| first.date() <= subject.before.from.date());
        let words = |language| findings::findings(&bulletin, reaches_back, language);
        bulletin.findings = Findings { zh: words(Language::Chinese), en: words(Language::English) };
        Ok(bulletin)
    }

    /// A page to be read and printed.
    #[must_use]
    pub fn html(&self, snapshot: &Snapshot, language: Language, style: Style) -> String {
        page::page(self, snapshot, language, style)
    }

    /// The tables of the bulletin as CSV: file name and content.
    #[must_use]
    pub fn tables(&self) -> Vec<(&'static str, String)> {
        tables::tables(self)
    }
}
