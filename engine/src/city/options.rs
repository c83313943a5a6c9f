//! What a city is asked to be.

use crate::record::LocalDate;
use serde::Serialize;

/// Size, seed and period of a generated city.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Options {
    pub grids: u32,
    pub buildings: usize,
    pub complaints: u64,
    pub seed: u64,
    /// Day of the first complaints.
    pub start: LocalDate,
    /// The day after the last.
    pub end: LocalDate,
}

/// A city that cannot be made; the message says what could.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OptionsError {
    #[error("a city has from 1 to {MOST_GRIDS} grids, not {0}")]
    Grids(u32),
    #[error("{asked} buildings do not fit into {grids} grids; there is room for about {most}")]
    Buildings { asked: usize, grids: u32, most: usize },
    #[error("{asked} complaints are more than {MOST_COMPLAINTS_PER_DAY} a day in {days} days")]
    Complaints { asked: u64, days: i64 },
    #[error("the period from {start} to {end} (not included) must be 1 to {MOST_DAYS} days long")]
    Period { start: LocalDate, end: LocalDate },
}

/// 199 streets of as many communities as their codes have room for.
const MOST_GRIDS: u32 = 50_000;
/// Ids count six digits within a day.
const MOST_COMPLAINTS_PER_DAY: u64 = 400_000;
const MOST_DAYS: i64 = 7_310;

impl Default for Options {
    /// The demo city.
    fn default() -> Self {
        Self {
            grids: 779,
            buildings: 60_000,
            complaints: 240_000,
            seed: 7,
            start: LocalDate::constant(2024, 1, 1),
            end: LocalDate::constant(2026, 1, 1),
        }
    }
}

impl Options {
    /// # Errors
    /// When the numbers are out of range or contradict each other.
    pub fn check(&self) -> Result<(), OptionsError> {
        let days = self.days();
        if !(1..=MOST_GRIDS).contains(&self.grids) {
            return Err(OptionsError::Grids(self.grids));
        }
        if !(1..=MOST_DAYS).contains(&days) {
            return Err(OptionsError::Period { start: self.start, end: self.end });
        }
        if self.complaints / days.unsigned_abs() > MOST_COMPLAINTS_PER_DAY {
            return Err(OptionsError::Complaints { asked: self.complaints, days });
        }
        Ok(())
    }

    /// Length of the period, [start, end).
    #[must_use]
    pub fn days(&self) -> i64 {
        i64::from((self.end - self.start).get_days())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_is_refused() {
        let demo = Options::default();
        assert_eq!(demo.check(), Ok(()));
        assert_eq!(demo.days(), 731);
        assert!(matches!(Options { grids: 0, ..demo }.check(), Err(OptionsError::Grids(0))));
        assert!(matches!(Options { end: demo.start, ..demo }.check(), Err(OptionsError::Period { .. })));
        assert!(matches!(
            Options { complaints: 1 << 40, ..demo }.check(),
            Err(OptionsError::Complaints { .. })
        ));
    }
}
