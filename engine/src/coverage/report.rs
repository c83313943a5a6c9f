//! What is wrong with the polygons a coverage was built from.

use crate::coord::LatticePoint;
use serde::{Deserialize, Serialize};

/// Gaps and overlaps thinner than this are slivers: the two sides were drawn apart, not meant to differ. The width of
/// a region is 2 · area / perimeter, which is right for long strips.
pub const SLIVER_WIDTH_M: f64 = 1.0;

/// The kinds of issues, in the order of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueKind {
    /// A ring with fewer than three distinct points; it is left out.
    TooFewPoints,
    /// A polygon that covers nothing.
    ZeroArea,
    /// A ring with a point given twice in a row; harmless.
    RepeatedPoint,
    /// A ring that goes out and comes back on the same line; the line is dropped.
    Spike,
    /// A polygon whose rings cross, overlap or touch in a way that simple features do not allow. What its rings
    /// enclose an odd number of times counts as inside.
    InvalidRing,
    /// The same shape as an earlier polygon, which keeps the place.
    Duplicate,
    /// A place that two polygons cover; the earlier one keeps it.
    Overlap,
    /// An overlap thinner than `SLIVER_WIDTH_M`.
    OverlapSliver,
    /// A place that no polygon covers, with polygons all around.
    Gap,
    /// A gap thinner than `SLIVER_WIDTH_M`.
    GapSliver,
    /// A face in more than one piece.
    Disconnected,
    /// A face with a hole, filled by others or not.
    Hole,
}

impl IssueKind {
    /// Whether a clean layer may have it: such issues are worth a look but break no rule of coverages.
    #[must_use]
    pub const fn is_harmless(self) -> bool {
        matches!(self, Self::RepeatedPoint | Self::Disconnected | Self::Hole)
    }
}

/// How large an issue is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    AreaM2(f64),
    LengthM(f64),
    /// Number of places.
    Places(usize),
}

impl Extent {
    /// The figure alone.
    #[must_use]
    pub const fn value(self) -> f64 {
        match self {
            Self::AreaM2(value) | Self::LengthM(value) => value,
            Self::Places(count) => count as f64,
        }
    }
}

/// One thing wrong, in one place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    pub kind: IssueKind,
    /// A lattice point in or on it: strictly inside a gap, an overlap or a hole where these hold a lattice point.
    pub place: LatticePoint,
    pub extent: Extent,
    /// Places in the input of the polygons involved, ascending: the two of an overlap, the neighbours of a gap.
    pub polygons: Vec<usize>,
}

/// Everything wrong with a layer, ordered by kind, polygons and place; one issue per region.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub issues: Vec<Issue>,
}

impl Report {
    pub(crate) fn new(mut issues: Vec<Issue>) -> Self {
        issues.sort_by(|a, b| (a.kind, &a.polygons, a.place).cmp(&(b.kind, &b.polygons, b.place)));
        Self { issues }
    }

    /// Whether the polygons are a coverage: nothing but harmless issues.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.issues.iter().all(|issue| issue.kind.is_harmless())
    }

    /// The issues of one kind.
    pub fn of(&self, kind: IssueKind) -> impl Iterator<Item = &Issue> {
        self.issues.iter().filter(move |issue| issue.kind == kind)
    }
}
