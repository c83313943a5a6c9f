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
impl Default for HouseholdRange {
    fn default() -> Self {
        Self { min: 300.0, max: 400.0 }
    }
}

impl HouseholdRange {
    /// The class of this many households.
    #[must_use]
    pub fn class(self, households: f64) -> RangeClass {
        match households {
            few if few < self.min => RangeClass::Under,
            many if many > self.max => RangeClass::Over,
            _ => RangeClass::In,
        }
    }
}

/// How a grid's households lie to the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RangeClass {
    Under,
    In,
    Over,
}

impl RangeClass {
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
        let range = HouseholdRange::default();
        let words: Vec<&str> = [299.9, 300.0, 400.0, 400.1].map(|n| range.class(n).word()).to_vec();
        assert_eq!(words, ["under", "in", "in", "over"]);
    }
}
