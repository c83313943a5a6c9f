//! Spans of local time.

use jiff::{SignedDuration, ToSpan};
use onemap_engine::record::LocalTime;
use serde::Serialize;
use utoipa::ToSchema;

/// Days of the default window.
const DAYS: i64 = 30;

/// A span of local time, [from, to), never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
pub struct Window {
    /// First moment of the window.
    #[schema(value_type = String, example = "2025-12-01T00:00:00")]
    pub from: LocalTime,
    /// First moment after it.
    #[schema(value_type = String, example = "2025-12-31T00:00:00")]
    pub to: LocalTime,
}

impl Window {
    /// `None` where `from` is not before `to`.
    #[must_use]
    pub fn new(from: LocalTime, to: LocalTime) -> Option<Self> {
        (from < to).then_some(Self { from, to })
    }

    /// The default window: the 30 whole days that end at the midnight following now. Within 31 days of either end
    /// of the calendar, where there is no such window, all of time.
    #[must_use]
    pub fn ending_after(now: LocalTime) -> Self {
        let midnight = now.date().tomorrow().map(|date| date.to_datetime(jiff::civil::Time::midnight()));
        let window = midnight.ok().and_then(Self::days_before);
        window.unwrap_or(Self { from: LocalTime::MIN, to: LocalTime::MAX })
    }

    /// The 30 days before a moment; `None` before the calendar begins.
    #[must_use]
    pub fn days_before(to: LocalTime) -> Option<Self> {
        Self::of_days(DAYS, to)
    }

    /// So many days before a moment; `None` before the calendar begins.
    #[must_use]
    pub fn of_days(days: i64, to: LocalTime) -> Option<Self> {
        Self::new(to.checked_sub(days.days()).ok()?, to)
    }

    /// The window of the same length that ends where this one begins; cut at the beginning of the calendar.
    #[must_use]
    pub fn before(&self) -> Self {
        Self { from: self.from.saturating_sub(self.length()), to: self.from }
    }

    /// From `from` to `to`.
    #[must_use]
    pub fn length(&self) -> SignedDuration {
        self.to.duration_since(self.from)
    }

    #[must_use]
    pub fn contains(&self, time: LocalTime) -> bool {
        self.from <= time && time < self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> LocalTime {
        text.parse().unwrap()
    }

    #[test]
    fn the_default_window_is_thirty_whole_days_with_today_as_the_last() {
        let window = Window::ending_after(at("2025-12-31T18:30:00"));
        assert_eq!(window, Window { from: at("2025-12-02"), to: at("2026-01-01") });
        assert!(window.contains(at("2025-12-31T23:59:59")));
        assert!(!window.contains(at("2026-01-01")));
    }

    #[test]
    fn the_window_before_is_as_long_and_ends_where_this_begins() {
        let window = Window::new(at("2024-03-01"), at("2024-03-31")).unwrap();
        assert_eq!(window.before(), Window { from: at("2024-01-31"), to: at("2024-03-01") });
    }

    #[test]
    fn no_window_is_empty_or_turned_round() {
        assert_eq!(Window::new(at("2025-01-01"), at("2025-01-01")), None);
        assert_eq!(Window::new(at("2025-01-02"), at("2025-01-01")), None);
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_trap() {
        assert_eq!(Window::ending_after(LocalTime::MAX).to, LocalTime::MAX);
        assert_eq!(Window::new(LocalTime::MIN, LocalTime::MAX).unwrap().before().from, LocalTime::MIN);
        assert_eq!(Window::days_before(LocalTime::MIN), None);
    }
}
