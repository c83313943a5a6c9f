//! Growth against the period before (环比) and the same period a year ago (同比), and the trend within a window.

use crate::snapshot::{Snapshot, Step, Window};
use jiff::ToSpan;
use onemap_engine::heat::Filter;
use onemap_engine::hotspot::{Change, Trend, change, mann_kendall};

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
    pub fn answer(&self, snapshot: &Snapshot) -> Result<Trends, super::Refusal> {
        let whole = |edges: Vec<_>| -> Vec<_> {
            edges.into_iter().filter(|&edge| self.window.from <= edge && edge <= self.window.to).collect()
        };
        let edges = self.step.edges(self.window).map(whole).filter(|edges| edges.len() <= MOST_STEPS);
        let too_many = || {
            super::Refusal::new(
                "step",
                format!("the window has more than {MOST_STEPS} of them; give longer ones"),
            )
        };
        let edges = edges.ok_or_else(too_many)?;
        let (before, year_before) = (self.window.before(), self.year_before(snapshot));
        let mut rows = vec![self.row(snapshot, None, before, year_before, &edges)];
        for (number, name) in snapshot.complaints.category_names.all().iter().enumerate() {
            let chosen = self.filter.categories.as_ref();
            if chosen.is_none_or(|chosen| chosen.iter().any(|&it| usize::from(it) == number)) {
                let category = u16::try_from(number).ok().map(|number| (number, name.as_str()));
                rows.extend(category.map(|it| self.row(snapshot, Some(it), before, year_before, &edges)));
            }
        }
        let mut notes = Vec::new();
        if year_before.is_none() {
            notes.push("the first complaint came less than a year before the window: nothing to compare with a year ago".to_owned());
        }
        if snapshot.complaints.first_time().is_some_and(|first| first > before.from) {
            notes.push(format!(
                "the first complaint came within the period before, which began at {}",
                before.from
            ));
        }
        Ok(Trends { rows, notes })
    }

    /// The same days a year before, where the store has complaints since then.
    fn year_before(&self, snapshot: &Snapshot) -> Option<Window> {
        let back = |time: onemap_engine::record::LocalTime| time.checked_sub(1.year()).ok();
        let window = Window::new(back(self.window.from)?, back(self.window.to)?)?;
        (snapshot.complaints.first_time()? <= window.from).then_some(window)
    }

    fn row(
        &self,
        snapshot: &Snapshot,
        category: Option<(u16, &str)>,
        before: Window,
        year_before: Option<Window>,
        edges: &[onemap_engine::record::LocalTime],
    ) -> TrendRow {
        let filter = |window: Window| {
            let filter = self.filter.during(window.from, window.to);
            Filter { categories: category.map(|it| vec![it.0]).or(filter.categories.clone()), ..filter }
        };
        let select = |window| snapshot.complaints.columns.select(&filter(window));
        let count = |window| select(window).count();
        let days = |window: Window| window.length().as_secs_f64();
        let now = count(self.window);
        let against = |window, then| change(now, then, days(self.window), days(window));
        let steps: Vec<f64> = select(self.window).series(edges).into_iter().map(|count| count as f64).collect();
        let a_year_ago = year_before.map(|window| (window, count(window)));
        let then = count(before);
        TrendRow {
            category: category.map(|it| it.1.to_owned()),
            count: now,
            before: then,
            change: against(before, then),
            year_before: a_year_ago.map(|it| it.1),
            year_change: a_year_ago.and_then(|(window, then)| against(window, then)),
            trend: mann_kendall(&steps),
        }
    }
}
