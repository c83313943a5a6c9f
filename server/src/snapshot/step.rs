//! Windows cut into steps of the calendar.

use super::window::Window;
use jiff::ToSpan;
use jiff::civil::{Time, Weekday};
use onemap_engine::record::{LocalDate, LocalTime};
use serde::Deserialize;
use utoipa::ToSchema;

/// Steps of a series. More would be no series that anyone reads.
const MOST: usize = 20_000;

/// The step of a series.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, serde::Serialize, ToSchema, clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    Hour,
    #[default]
    Day,
    /// From Monday.
    Week,
    Month,
}

impl Step {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The steps that a window touches: where each begins, and the end of the last. The first begins at or before the window.
    /// `None` where there would be too many, or the calendar ends.
    #[must_use]
    pub fn edges(self, window: Window) -> Option<Vec<LocalTime>> {
        let mut edges = vec![self.floor(window.from)?];
        while *edges.last()? < window.to {
            if edges.len() > MOST {
                return None;
            }
            edges.push(self.after(*edges.last()?)?);
        }
        Some(edges)
    }

    /// Where the step that holds a time begins.
    fn floor(self, time: LocalTime) -> Option<LocalTime> {
        let date = time.date();
        match self {
            Self::Hour => Some(date.at(time.hour(), 0, 0, 0)),
            Self::Day => Some(midnight(date)),
            Self::Week => {
                let days = date.weekday().since(Weekday::Monday);
                date.checked_sub(i64::from(days).days()).ok().map(midnight)
            }
            Self::Month => Some(midnight(date.first_of_month())),
        }
    }

    /// Where the next step begins.
    fn after(self, begin: LocalTime) -> Option<LocalTime> {
        let span = match self {
            Self::Hour => 1.hour(),
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
        };
        begin.checked_add(span).ok()
    }
}

fn midnight(date: LocalDate) -> LocalTime {
    date.to_datetime(Time::midnight())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(step: Step, from: &str, to: &str) -> Vec<String> {
        let window = Window::new(from.parse().unwrap(), to.parse().unwrap()).unwrap();
        step.edges(window).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn steps_follow_the_calendar() {
        assert_eq!(
            edges(Step::Hour, "2025-12-31T22:30", "2026-01-01"),
            ["2025-12-31T22:00:00", "2025-12-31T23:00:00", "2026-01-01T00:00:00"]
        );
        assert_eq!(
            edges(Step::Month, "2024-01-31", "2024-03-01"),
            ["2024-01-01T00:00:00", "2024-02-01T00:00:00", "2024-03-01T00:00:00"]
        );
        // 2025-12-31 was a Wednesday.
        assert_eq!(
            edges(Step::Week, "2025-12-31", "2026-01-02"),
            ["2025-12-29T00:00:00", "2026-01-05T00:00:00"]
        );
    }

    #[test]
    fn all_of_time_has_too_many_days() {
        let all = Window::new(LocalTime::MIN, LocalTime::MAX).unwrap();
        assert_eq!(Step::Day.edges(all), None);
        assert_eq!(
            Step::Month.edges(Window::new("9999-12-01".parse().unwrap(), LocalTime::MAX).unwrap()),
            None
        );
    }
}
