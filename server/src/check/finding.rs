//! One thing found by a rule.

use onemap_engine::coord::LatticePoint;
use onemap_engine::coverage::{Extent, IssueKind};
use serde::Serialize;

/// What was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case", untagged)]
pub enum Rule {
    /// The grids tile the whole: no gap, no overlap, rings that are valid.
    Coverage(IssueKind),
    Other(OtherRule),
}

/// The rules that are not about the coverage itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherRule {
    /// No two grids have the same code.
    UniqueCode,
    /// A grid lies in one community.
    OneCommunity,
    /// Every part of a community belongs to a grid.
    FullCover,
    /// No building is cut by a grid boundary.
    BuildingCut,
    /// Households per grid are within the range.
    HouseholdRange,
}

/// Whether a finding makes the plan wrong, or only worth a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Violation,
    Warning,
}

/// How large a finding is, and in what.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Size {
    pub value: f64,
    pub unit: &'static str,
}

/// One thing found: where, how much, and whom it concerns.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    pub rule: Rule,
    pub severity: Severity,
    /// Degrees; `None` where the thing has no place.
    pub lon: Option<f64>,
    pub lat: Option<f64>,
    pub size: Option<Size>,
    /// Codes of the grids, and of the community or building beside them.
    pub areas: Vec<String>,
}

impl Rule {
    /// Rules of high certainty are violations; the others, and findings that break no coverage, are warnings.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::Coverage(kind) if kind.is_harmless() => Severity::Warning,
            Self::Other(OtherRule::BuildingCut | OtherRule::HouseholdRange) => Severity::Warning,
            Self::Coverage(_) | Self::Other(_) => Severity::Violation,
        }
    }

    /// The name in reports.
    #[must_use]
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

impl Finding {
    pub(super) fn new(rule: Rule, place: Option<LatticePoint>, size: Option<Size>, areas: Vec<String>) -> Self {
        let (lon, lat) = (place.map(LatticePoint::lon), place.map(LatticePoint::lat));
        Self { rule, severity: rule.severity(), lon, lat, size, areas }
    }
}

impl Size {
    pub(super) const fn area_m2(value: f64) -> Self {
        Self { value, unit: "m2" }
    }
}

impl From<Extent> for Size {
    fn from(extent: Extent) -> Self {
        match extent {
            Extent::AreaM2(value) => Self::area_m2(value),
            Extent::LengthM(value) => Self { value, unit: "m" },
            Extent::Places(count) => Self { value: count as f64, unit: "places" },
        }
    }
}
