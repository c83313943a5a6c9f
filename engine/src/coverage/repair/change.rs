//! One thing that a repair changed.

use crate::coord::LatticePoint;
use crate::coverage::{Extent, Issue, IssueKind};
use serde::Serialize;
use std::cmp::Ordering;

/// The kinds of changes, in the order of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A ring with fewer than three distinct points was left out.
    TooFewPoints,
    /// A point given twice in a row was dropped.
    RepeatedPoint,
    /// A line out and back was dropped.
    Spike,
    /// Rings that cross or overlap were taken apart: what they enclose an odd number of times stays.
    InvalidRing,
    /// A polygon with the same shape as an earlier one has nothing left.
    Duplicate,
    /// A vertex on a neighbour's edge became a vertex of the neighbour too. Nothing moved.
    DanglingVertex,
    /// A vertex moved to another polygon's vertex.
    VertexMoved,
    /// An edge was led through another polygon's vertex.
    EdgeMoved,
    /// A place that several polygons covered went to one of them.
    Overlap,
    /// A gap went to a neighbour.
    Gap,
    /// A sliver cut off from its polygon went to a neighbour.
    Sliver,
}

/// One change, in one place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    pub kind: ChangeKind,
    pub place: LatticePoint,
    /// Area that changed hands, or how far something moved.
    pub extent: Extent,
    /// The polygons involved, ascending: those over an overlap, around a gap, at a vertex.
    pub polygons: Vec<usize>,
    /// The polygon that got the area.
    pub to: Option<usize>,
}

impl Change {
    /// A point that was given twice in a row, by a polygon, and is dropped.
    #[must_use]
    pub fn repeated_point(polygon: usize, place: LatticePoint) -> Self {
        let extent = Extent::Places(1);
        Self { kind: ChangeKind::RepeatedPoint, place, extent, polygons: vec![polygon], to: None }
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        (self.kind, &self.polygons, self.place).cmp(&(other.kind, &other.polygons, other.place))
    }
}

impl From<Issue> for Change {
    /// The change that mends a flaw of a single polygon.
    fn from(issue: Issue) -> Self {
        let kind = match issue.kind {
            IssueKind::TooFewPoints => ChangeKind::TooFewPoints,
            IssueKind::RepeatedPoint => ChangeKind::RepeatedPoint,
            IssueKind::Spike => ChangeKind::Spike,
            IssueKind::Duplicate => ChangeKind::Duplicate,
            _ => ChangeKind::InvalidRing,
        };
        let to = issue.polygons.first().copied().filter(|_| kind == ChangeKind::Duplicate);
        Self { kind, place: issue.place, extent: issue.extent, polygons: issue.polygons, to }
    }
}
