//! How many households a grid should have.

use serde::Serialize;
use utoipa::ToSchema;

/// Households a grid should have.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct HouseholdRange {
    pub min: f64,
    pub max: f64,
}

/// 300 to 400 households a grid is what most places ask for.
pub const HOUSEHOLD_RANGE: HouseholdRange = HouseholdRange { min: 300.0, max: 400.0 };

/// How a grid's households lie to the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RangeClass {
    Under,
    In,
    Over,
}

impl RangeClass {
    /// The class of this many households.
    #[must_use]
    pub fn of(households: f64) -> Self {
        match households {
            few if few < HOUSEHOLD_RANGE.min => Self::Under,
            many if many > HOUSEHOLD_RANGE.max => Self::Over,
            _ => Self::In,
        }
    }

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Under => "under",
            Self::In => "in",
            Self::Over => "over",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_in_range() {
        let words: Vec<&str> = [299.9, 300.0, 400.0, 400.1].map(|n| RangeClass::of(n).word()).to_vec();
        assert_eq!(words, ["under", "in", "in", "over"]);
    }
}
