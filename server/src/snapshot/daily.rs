//! Complaints by day, beside the days before.

use super::step::Step;
use super::window::Window;
use onemap_engine::heat::Selection;
use onemap_engine::record::LocalDate;
use serde::Serialize;
use utoipa::ToSchema;

/// Complaints of one day, and of the day as far into the window before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Day {
    #[schema(value_type = String, example = "2025-12-31")]
    pub date: LocalDate,
    pub count: u64,
    pub before: u64,
}

/// Each day of a window, given its complaints and those of the window before; nothing where there are too many days to draw.
#[must_use]
pub fn daily(window: Window, now: &Selection<'_>, before: &Selection<'_>) -> Vec<Day> {
    let Some(days) = Step::Day.edges(window) else { return Vec::new() };
    let shifted: Vec<_> = days.iter().map(|&day| day.saturating_sub(window.length())).collect();
    let figures = now.series(&days).into_iter().zip(before.series(&shifted));
    days.iter().zip(figures).map(|(day, (count, before))| Day { date: day.date(), count, before }).collect()
}
