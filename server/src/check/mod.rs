//! The rules of the trade, checked: what is wrong with the grids of a city, where, and how much.

mod finding;
mod rules;

pub use finding::{Finding, Rule, Severity, Size};

use onemap_engine::record::{Area, Building};
use std::ops::RangeInclusive;

/// What is checked. Rules about communities or buildings are passed over where there are none.
#[derive(Debug, Default)]
pub struct Subject {
    pub grids: Vec<Area>,
    pub communities: Vec<Area>,
    pub buildings: Vec<Building>,
}

/// The parameters of the rules.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Households a grid should have.
    pub households: RangeInclusive<f64>,
    /// Parts of a grid outside its community that are thinner than this many metres are drawing noise, not violations.
    pub tolerance_m: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { households: 300.0..=400.0, tolerance_m: 0.5 }
    }
}

/// Everything found, in the order of rules, then places.
#[must_use]
pub fn findings(subject: &Subject, limits: &Limits) -> Vec<Finding> {
    let (coverage, mut found) = rules::coverage(&subject.grids);
    found.extend(rules::codes(&subject.grids));
    if !subject.communities.is_empty() {
        found.extend(rules::one_community(subject, limits.tolerance_m));
        found.extend(rules::full_cover(subject, limits.tolerance_m));
    }
    if !subject.buildings.is_empty() {
        found.extend(rules::buildings(subject, &coverage, limits));
    }
    found
}

#[cfg(test)]
mod tests;
