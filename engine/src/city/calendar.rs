//! The rhythm of complaints: hours of the day, days of the week, seasons, holidays.

use crate::record::LocalDate;
use jiff::civil::{Weekday, date};

/// When in the year a category comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Flat,
    /// Mid-November to mid-March, when homes are heated.
    Heating,
    Summer,
    /// The plum rains and the thunderstorms after them.
    Rain,
    /// Before and after schools open.
    Term,
    /// The weeks before the Spring Festival, when wages are due.
    Winter,
}

/// When in the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rhythm {
    Day,
    Evening,
    Night,
}

impl Season {
    pub fn named(name: &str) -> Self {
        match name {
            "heating" => Self::Heating,
            "summer" => Self::Summer,
            "rain" => Self::Rain,
            "term" => Self::Term,
            "winter" => Self::Winter,
            _ => Self::Flat,
        }
    }

    /// How much more often than on a flat day.
    pub fn factor(self, day: LocalDate) -> f64 {
        let (month, day) = (day.month(), day.day());
        match (self, month) {
            (Self::Heating, 12 | 1 | 2) => 3.2,
            (Self::Heating, 11) if day >= 15 => 4.0,
            (Self::Heating, 3) if day <= 15 => 2.0,
            (Self::Heating, _) => 0.35,
            (Self::Summer, 6..=9) => 1.7,
            (Self::Summer, 5 | 10) => 1.2,
            (Self::Summer, _) => 0.7,
            (Self::Rain, 6 | 7) => 2.2,
            (Self::Rain, 5 | 8) => 1.4,
            (Self::Rain, _) => 0.8,
            (Self::Term, 6..=9) => 1.8,
            (Self::Term, _) => 0.8,
            (Self::Winter, 12 | 1) => 1.8,
            (Self::Winter, _) => 0.9,
            (Self::Flat, _) => 1.0,
        }
    }
}

impl Rhythm {
    pub fn named(name: &str) -> Self {
        match name {
            "night" => Self::Night,
            "evening" => Self::Evening,
            _ => Self::Day,
        }
    }

    /// Weight of each hour of the day.
    pub const fn hours(self) -> [f64; 24] {
        match self {
            Self::Day => [
                0.2, 0.1, 0.1, 0.1, 0.1, 0.3, 0.9, 2.2, 5.5, 8.0, 8.4, 6.8, 4.2, 4.6, 6.8, 7.4, 7.0, 5.6, 3.8,
                3.4, 2.8, 1.9, 1.0, 0.5,
            ],
            Self::Evening => [
                0.6, 0.3, 0.2, 0.2, 0.2, 0.5, 1.6, 3.0, 4.4, 5.0, 4.8, 4.2, 3.8, 3.4, 3.6, 3.8, 4.2, 5.4, 7.2,
                8.4, 8.0, 6.2, 3.6, 1.6,
            ],
            Self::Night => [
                5.0, 3.2, 1.6, 0.9, 0.8, 1.6, 3.0, 2.6, 2.2, 2.4, 2.4, 2.6, 3.6, 3.2, 2.2, 2.0, 2.0, 2.4, 3.4,
                5.6, 8.6, 11.0, 11.4, 8.4,
            ],
        }
    }
}

/// Public holidays of 2024 and 2025 as the State Council set them: first and last day.
const HOLIDAYS: [(LocalDate, LocalDate); 13] = [
    (date(2024, 1, 1), date(2024, 1, 1)),
    (date(2024, 2, 9), date(2024, 2, 17)),
    (date(2024, 4, 4), date(2024, 4, 6)),
    (date(2024, 5, 1), date(2024, 5, 5)),
    (date(2024, 6, 8), date(2024, 6, 10)),
    (date(2024, 9, 15), date(2024, 9, 17)),
    (date(2024, 10, 1), date(2024, 10, 7)),
    (date(2025, 1, 1), date(2025, 1, 1)),
    (date(2025, 1, 28), date(2025, 2, 4)),
    (date(2025, 4, 4), date(2025, 4, 6)),
    (date(2025, 5, 1), date(2025, 5, 5)),
    (date(2025, 5, 31), date(2025, 6, 2)),
    (date(2025, 10, 1), date(2025, 10, 8)),
];

/// How busy a day is for all categories alike: Mondays most, holidays least.
pub(super) fn day_factor(day: LocalDate) -> f64 {
    let week = match day.weekday() {
        Weekday::Monday => 1.18,
        Weekday::Tuesday => 1.10,
        Weekday::Wednesday => 1.06,
        Weekday::Thursday => 1.04,
        Weekday::Friday => 1.02,
        Weekday::Saturday => 0.82,
        Weekday::Sunday => 0.78,
    };
    let holiday = HOLIDAYS.iter().any(|&(first, last)| (first..=last).contains(&day));
    week * if holiday { 0.5 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_are_quiet_and_winters_cold() {
        assert!(day_factor(date(2024, 2, 12)) < 0.6 * day_factor(date(2024, 3, 11)));
        assert!(Season::Heating.factor(date(2024, 12, 20)) > 5.0 * Season::Heating.factor(date(2024, 7, 1)));
        assert!(Rhythm::Night.hours()[22] > Rhythm::Night.hours()[10]);
    }
}
