//! The rules of the trade, checked: what is wrong with the grids of a city, where, and how much.

mod finding;
mod policy;
mod rules;

pub use finding::{Finding, Level, OtherRule, Rule, Severity, Size};
pub use policy::{CodeStyle, Demands, Policy, PolicyError};

use crate::store::BuildingColumns;
use onemap_engine::record::Area;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// What is checked. Rules about communities or buildings are passed over where there are none.
#[derive(Debug, Default)]
pub struct Subject<'a> {
    pub grids: Vec<Area>,
    pub communities: Vec<Area>,
    pub buildings: Cow<'a, BuildingColumns>,
}

/// The parameters of the rules, and severities other than their own.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Households a grid should have.
    pub households: RangeInclusive<f64>,
    /// Parts of a grid outside its community that are thinner than this many metres are drawing noise, not violations;
    /// boundaries of neighbours that come this near are meant to be one.
    pub tolerance_m: f64,
    pub codes: CodeStyle,
    /// What a unit cell should measure; `None` where the grids are no unit cells.
    pub cell_area_m2: Option<f64>,
    /// Grids that may lie in several communities.
    pub merged_grids: Vec<String>,
    pub severity: BTreeMap<Rule, Level>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            households: 300.0..=400.0,
            tolerance_m: 0.5,
            codes: CodeStyle::default(),
            cell_area_m2: None,
            merged_grids: Vec::new(),
            severity: BTreeMap::new(),
        }
    }
}

/// Everything found, in the order of rules, then places.
#[must_use]
pub fn findings(subject: &Subject<'_>, limits: &Limits) -> Vec<Finding> {
    let (coverage, mut found) = rules::coverage(&subject.grids);
    found.extend(rules::boundaries(&subject.grids, limits.tolerance_m));
    found.extend(rules::codes(subject, limits));
    found.extend(rules::dates(&subject.grids));
    if let Some(area_m2) = limits.cell_area_m2 {
        found.extend(rules::cell_area(&subject.grids, &coverage, area_m2));
    }
    if !subject.communities.is_empty() {
        found.extend(rules::one_community(subject, limits.tolerance_m, &limits.merged_grids));
        found.extend(rules::full_cover(subject, limits.tolerance_m));
    }
    if !subject.buildings.is_empty() {
        found.extend(rules::buildings(subject, &coverage, limits));
    }
    weighed(found, limits)
}

/// The findings with the severities that the city gave their rules; those of rules that are off are left out.
#[must_use]
pub fn weighed(mut found: Vec<Finding>, limits: &Limits) -> Vec<Finding> {
    found.retain_mut(|finding| match limits.severity.get(&finding.rule) {
        Some(level) => level.severity().map(|severity| finding.severity = severity).is_some(),
        None => true,
    });
    found
}

#[cfg(test)]
mod tests;
