//! One thing found by a rule.

use onemap_engine::coord::LatticePoint;
use onemap_engine::coverage::{Extent, Issue, IssueKind};
use onemap_engine::record::{Oddity, Rejection, Warning};
use serde::{Deserialize, Serialize};

/// What was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", untagged)]
pub enum Rule {
    /// The grids tile the whole: no gap, no overlap, rings that are valid.
    Coverage(IssueKind),
    Other(OtherRule),
}

/// The rules that are not about the coverage itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherRule {
    /// Every row of the file is a grid.
    Unreadable,
    /// What a row of the file says can be taken as it is.
    OddValue,
    /// A vertex on a boundary is a vertex of both neighbours.
    DanglingVertex,
    /// Neighbours have the same boundary, not two that nearly coincide.
    NearBoundary,
    /// No two grids have the same code.
    UniqueCode,
    /// A code is built as those of its layer are: 15 digits for unit cells.
    CodeFormat,
    /// A 12-digit code of a community has a street part that exists.
    CommunityCode,
    /// A grid has a start date.
    StartDate,
    /// A grid ends after it starts.
    DateOrder,
    /// A unit cell measures about what it should.
    CellArea,
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

/// What a city makes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Violation,
    Warning,
    /// What the rule finds is not told.
    Off,
}

impl Level {
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Violation => Some(Severity::Violation),
            Self::Warning => Some(Severity::Warning),
            Self::Off => None,
        }
    }
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
            Self::Other(
                OtherRule::BuildingCut
                | OtherRule::HouseholdRange
                | OtherRule::CellArea
                | OtherRule::StartDate
                | OtherRule::OddValue,
            ) => Severity::Warning,
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
    /// A row of a file that could not be read as a grid.
    pub fn unreadable(rejection: &Rejection) -> Self {
        Self::new(Rule::Other(OtherRule::Unreadable), None, None, vec![rejection.to_string()])
    }

    /// What was odd about a grid when its file was read; `None` where a rule of the coverage says it better.
    pub fn odd(code: &str, warning: &Warning) -> Option<Self> {
        let code = code.to_owned();
        match warning.oddity {
            Oddity::SelfIntersection => None,
            Oddity::RepeatedPoints => {
                Some(Self::new(Rule::Coverage(IssueKind::RepeatedPoint), warning.place, None, vec![code]))
            }
            _ => Some(Self::new(
                Rule::Other(OtherRule::OddValue),
                warning.place,
                None,
                vec![
                    code,
                    format!("row {}: {}: {} (`{}`)", warning.row, warning.field, warning.oddity, warning.value),
                ],
            )),
        }
    }

    /// Something wrong with a coverage; `codes` are those of its polygons.
    pub fn of_issue(issue: &Issue, codes: &[&str]) -> Self {
        let areas = issue.polygons.iter().map(|&polygon| codes[polygon].to_owned()).collect();
        Self::new(Rule::Coverage(issue.kind), Some(issue.place), Some(issue.extent.into()), areas)
    }

    pub(in crate::check) fn new(
        rule: Rule,
        place: Option<LatticePoint>,
        size: Option<Size>,
        areas: Vec<String>,
    ) -> Self {
        let (lon, lat) = (place.map(LatticePoint::lon), place.map(LatticePoint::lat));
        Self { rule, severity: rule.severity(), lon, lat, size, areas }
    }
}

impl Size {
    pub(in crate::check) const fn area_m2(value: f64) -> Self {
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
