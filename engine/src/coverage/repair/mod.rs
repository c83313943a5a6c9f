//! Repair of foreign layers: from polygons with gaps, overlaps and ragged boundaries to a coverage, and what was changed
//! for it.
//!
//! 1. *Weld*: vertices and edges of different polygons that lie within the tolerance become one boundary.
//! 2. *Node*: the boundaries are cut where they meet, as in [`Coverage::build`]; spikes and broken rings go with it.
//! 3. *Decide*: each place that several polygons cover goes to one of them, narrow gaps go to a neighbour, and so do
//!    slivers that are cut off from the rest of their polygon.
//!
//! What is promised is what JTS promises of its `CoverageCleaner`: the result is a coverage, and gaps wider than asked
//! stay. Beyond it, a layer that is a coverage already, its polygons wider than the tolerance, comes out as it went in,
//! and every change is told.

mod balance;
mod change;
mod circle;
mod near;
mod owners;
#[cfg(test)]
mod peers;
#[cfg(test)]
mod tests;
mod weld;

pub use balance::Balance;
pub use change::{Change, ChangeKind};

use super::build::Subdivision;
use super::fit::Fit;
use super::model::{Coverage, FaceId};
use super::report::{Issue, IssueKind, Report};
use super::twins::twins;
use super::{Extent, inspect};
use crate::coord::predicate::doubled_area;
use crate::coord::{LatticePoint, MultiPolygon, Polygon};
use owners::Owners;
use rayon::prelude::*;
use serde::Serialize;
use std::cmp::Reverse;

/// How a layer is to be repaired.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repair {
    /// Boundaries of different polygons that come this near, in metres, are one boundary. Nothing is moved farther.
    pub tolerance_m: f64,
    /// Gaps into which no circle of this diameter fits are filled.
    pub max_gap_width_m: f64,
    pub gaps: GapRule,
    pub overlaps: OverlapRule,
}

/// Which neighbour a narrow gap goes to; the earlier one where two are alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapRule {
    /// That with the longest border on the gap.
    #[default]
    LongestBorder,
    Largest,
    Smallest,
    /// Gaps stay.
    None,
}

/// Which polygon a place goes to that several cover; the earlier one where two are alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OverlapRule {
    /// The first in order.
    #[default]
    First,
    Largest,
    Smallest,
}

/// A repaired layer, and the account of it.
#[derive(Clone, Debug, Default)]
pub struct Repaired {
    /// Face `i` is what became of polygon `i`.
    pub coverage: Coverage,
    /// What was changed, ordered by kind, polygons and place.
    pub changes: Vec<Change>,
    /// What is still wrong: gaps that are too wide, polygons that have nothing left.
    pub remaining: Vec<Issue>,
    /// Where each polygon's area went.
    pub balances: Vec<Balance>,
}

impl Repair {
    /// Repair with one tolerance for boundaries and for the width of gaps.
    #[must_use]
    pub fn within(tolerance_m: f64) -> Self {
        let (gaps, overlaps) = (GapRule::default(), OverlapRule::default());
        Self { tolerance_m, max_gap_width_m: tolerance_m, gaps, overlaps }
    }

    /// Repairs a layer. The result is the same on any number of threads.
    #[must_use]
    pub fn run(&self, polygons: &[MultiPolygon]) -> Repaired {
        match Fit::of(polygons).filter(|fit| self.leaves_alone(polygons, fit)) {
            Some(fit) => Repaired::unchanged(&fit),
            None => self.mended(polygons),
        }
    }

    /// Whether nothing is to be done about polygons that fit.
    fn leaves_alone(&self, polygons: &[MultiPolygon], fit: &Fit) -> bool {
        let is_filled =
            |gap: &MultiPolygon| self.gaps != GapRule::None && !circle::fits(gap, self.max_gap_width_m);
        !fit.gaps.iter().any(is_filled)
            && !polygons.par_iter().any(|shape| has_sliver(shape, self.tolerance_m))
            && (near::are_apart(&fit.joined, self.tolerance_m)
                || weld::weld(polygons, self.tolerance_m).changes.is_empty())
    }

    fn mended(&self, polygons: &[MultiPolygon]) -> Repaired {
        let twin_of = twins(polygons);
        let mut changes: Vec<Change> = inspect::flaws(polygons)
            .into_iter()
            .chain(inspect::duplicates(polygons, &twin_of))
            .map(Change::from)
            .collect();
        let welded = weld::weld(polygons, self.tolerance_m);
        let distinct = (0..).zip(welded.polygons.iter()).filter(|(i, _)| twin_of[*i as usize].is_none());
        let subdivision = Subdivision::new(distinct);
        let mut owners = Owners::of_overlaps(&subdivision, polygons.len(), self.overlaps);
        owners.fill_gaps(self.gaps, self.max_gap_width_m);
        owners.hand_over_slivers(self.tolerance_m);
        let coverage = subdivision.coverage(&owners.owner, polygons.len());
        changes.extend(welded.changes);
        changes.extend(owners.changes);
        changes.sort_by(Change::compare);
        let balances = balance::balances(polygons, &coverage, &changes);
        Repaired { remaining: remaining(polygons, &coverage), coverage, changes, balances }
    }
}

impl Repaired {
    /// Polygons that fit, as they are but for repeated points.
    fn unchanged(fit: &Fit) -> Self {
        let (coverage, report) = (fit.coverage(), &fit.report);
        let faces: Vec<FaceId> = coverage.faces().collect();
        let balance = |&face: &FaceId| {
            let area_m2 = coverage.area_m2(face);
            Balance { before_m2: area_m2, after_m2: area_m2, ..Balance::default() }
        };
        Self {
            changes: report.of(IssueKind::RepeatedPoint).cloned().map(Change::from).collect(),
            remaining: report.issues.iter().filter(|issue| !issue.kind.is_harmless()).cloned().collect(),
            balances: faces.par_iter().map(balance).collect(),
            coverage,
        }
    }
}

/// Whether a valid shape has a piece beside its largest that is narrower than the tolerance.
fn has_sliver(shape: &MultiPolygon, tolerance_m: f64) -> bool {
    let mut pieces: Vec<&Polygon> = shape.0.iter().collect();
    let doubled_area = |piece: &Polygon| {
        let holes: i128 = piece.holes.iter().map(|hole| doubled_area(hole).abs()).sum();
        doubled_area(&piece.shell).abs() - holes
    };
    pieces.sort_by_cached_key(|piece| Reverse(doubled_area(piece)));
    pieces.into_iter().skip(1).any(|piece| !circle::fits(&piece.clone().into(), tolerance_m))
}

/// Where boundaries of different polygons lie within a tolerance in metres and are not the same: what
/// [`Repair`] would weld.
#[must_use]
pub fn mismatches(polygons: &[MultiPolygon], tolerance_m: f64) -> Vec<Change> {
    let mut found = weld::weld(polygons, tolerance_m).changes;
    found.sort_by(Change::compare);
    found
}

/// What is wrong with a layer: the report of [`Coverage::build`], without a coverage, and its [`mismatches`].
#[must_use]
pub fn check(polygons: &[MultiPolygon], tolerance_m: f64) -> (Report, Vec<Change>) {
    match Fit::of(polygons) {
        // What fits shares its vertices.
        Some(fit) if tolerance_m <= 0.0 => (fit.report, Vec::new()),
        Some(fit) => (fit.report, mismatches(polygons, tolerance_m)),
        None => (Coverage::build_noded(polygons).report, mismatches(polygons, tolerance_m)),
    }
}

/// What is wrong with the repaired layer.
fn remaining(polygons: &[MultiPolygon], coverage: &Coverage) -> Vec<Issue> {
    let shapes: Vec<MultiPolygon> = coverage.faces().map(|face| coverage.polygon(face)).collect();
    let issues = Coverage::build(&shapes).report.issues.into_iter();
    let placed = |issue: Issue| match issue.kind {
        IssueKind::ZeroArea => {
            Issue { place: first_point(&polygons[issue.polygons[0]]), extent: Extent::AreaM2(0.0), ..issue }
        }
        _ => issue,
    };
    issues.filter(|issue| !issue.kind.is_harmless()).map(placed).collect()
}

fn first_point(shape: &MultiPolygon) -> LatticePoint {
    shape.points().next().unwrap_or_default()
}
