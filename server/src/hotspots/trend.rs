//! Growth against the period before (环比) and the same period a year ago (同比), and the trend within a window.

use super::Refusal;
use crate::snapshot::{Snapshot, Step, Window};
use jiff::ToSpan;
use onemap_engine::heat::Filter;
use onemap_engine::hotspot::{Change, Trend, change, mann_kendall};
use onemap_engine::record::LocalTime;

/// What is asked; the filter's own window does not matter.
#[derive(Clone, Debug)]
pub struct TrendQuestion {
    pub window: Window,
    pub step: Step,
    pub filter: Filter,
}

/// How complaints of one kind go.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendRow {
    /// `None` for all of them together.
    pub category: Option<String>,
    pub count: u64,
    pub before: u64,
    /// Against the window of the same length before.
    pub change: Option<Change>,
    /// `None` where the store does not reach back so far.
    pub year_before: Option<u64>,
    pub year_change: Option<Change>,
    /// Of complaints per whole step of the window; `None` where all steps are alike or there are fewer than two.
    pub trend: Option<Trend>,
}

/// All complaints first, then by major category.
pub struct Trends {
    pub rows: Vec<TrendRow>,
    pub notes: Vec<String>,
}

/// Steps of a series that is tested: their pairs are looked at one by one.
const MOST_STEPS: usize = 4_000;

impl TrendQuestion {
    /// # Errors
    /// When the window has too many steps.
    pub fn answer(&self, snapshot: &Snapshot) -> Result<Trends, Refusal> {
        let periods = Periods::of(self, snapshot)?;
        let mut rows = vec![self.row(snapshot, &periods, None)];
        for (number, name) in (0..u16::MAX).zip(snapshot.complaints.category_names.all()) {
            if self.filter.categories.as_ref().is_none_or(|chosen| chosen.contains(&number)) {
                rows.push(self.row(snapshot, &periods, Some((number, name))));
            }
        }
        Ok(Trends { rows, notes: periods.notes(snapshot) })
    }

    fn row(&self, snapshot: &Snapshot, periods: &Periods, category: Option<(u16, &str)>) -> TrendRow {
        let select = |window: Window| {
            let filter = self.filter.during(window.from, window.to);
            let categories = category.map(|it| vec![it.0]).or(filter.categories);
            snapshot.complaints.columns.select(&Filter { categories, ..filter })
        };
        let (count, before) = (select(self.window).count(), select(periods.before).count());
        let days = |window: Window| window.length().as_secs_f64();
        let against = |window, then| change(count, then, days(self.window), days(window));
        let a_year_ago = periods.year_before.map(|window| (window, select(window).count()));
        let steps = select(self.window).series(&periods.edges);
        TrendRow {
            category: category.map(|it| it.1.to_owned()),
            count,
            before,
            change: against(periods.before, before),
            year_before: a_year_ago.map(|it| it.1),
            year_change: a_year_ago.and_then(|(window, then)| against(window, then)),
            trend: mann_kendall(&steps.into_iter().map(|count| count as f64).collect::<Vec<_>>()),
        }
    }
}

/// What the window is compared with, and where its whole steps begin and end.
struct Periods {
    before: Window,
    /// The same days a year before, where the store has complaints since then.
    year_before: Option<Window>,
    edges: Vec<LocalTime>,
}

impl Periods {
    fn of(question: &TrendQuestion, snapshot: &Snapshot) -> Result<Self, Refusal> {
        let window = question.window;
        let mut edges =
            question.step.edges(window).filter(|edges| edges.len() <= MOST_STEPS).ok_or_else(|| {
                Refusal::new("step", format!("the window has more than {MOST_STEPS} of them; give longer ones"))
            })?;
        edges.retain(|&edge| window.from <= edge && edge <= window.to);
        let back = |time: LocalTime| time.checked_sub(1.year()).ok();
        let year_before = back(window.from).zip(back(window.to)).and_then(|(from, to)| Window::new(from, to));
        let year_before = year_before.filter(|window| reaches_back(snapshot, window.from));
        Ok(Self { before: window.before(), year_before, edges })
    }

    fn notes(&self, snapshot: &Snapshot) -> Vec<String> {
        let mut notes = Vec::new();
        if self.year_before.is_none() {
            notes.push(
                "the first complaint came less than a year before the window: no comparison with a year ago"
                    .to_owned(),
            );
        }
        notes.extend(within_before(snapshot, self.before));
        notes
    }
}

/// What is to be said where a comparison with the window before has not all of it.
pub(super) fn within_before(snapshot: &Snapshot, before: Window) -> Option<String> {
    let said = || format!("the first complaint came within the period before, which began at {}", before.from);
    (!reaches_back(snapshot, before.from)).then(said)
}

/// Whether there were complaints on the day of a time or earlier.
fn reaches_back(snapshot: &Snapshot, time: LocalTime) -> bool {
    snapshot.complaints.first_time().is_some_and(|first| first.date() <= time.date())
}
