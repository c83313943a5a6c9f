//! The grids tile the whole.

use super::super::finding::OtherRule::{DanglingVertex, NearBoundary};
use super::super::finding::{Finding, Size};
use super::{finding, shapes};
use onemap_engine::coverage::{ChangeKind, Coverage, mismatches};
use onemap_engine::record::Area;

/// Gaps, overlaps and broken rings. Gives the coverage too, for the rules that need it.
pub(in crate::check) fn coverage(grids: &[Area]) -> (Coverage, Vec<Finding>) {
    let built = Coverage::build(&shapes(grids));
    let codes: Vec<&str> = grids.iter().map(|grid| grid.code.as_str()).collect();
    let found = built.report.issues.iter().map(|issue| Finding::of_issue(issue, &codes)).collect();
    (built.coverage, found)
}

/// Boundaries of neighbours that are not the same, vertex by vertex: what `repair` would weld within the tolerance.
pub(in crate::check) fn boundaries(grids: &[Area], tolerance_m: f64) -> Vec<Finding> {
    let mismatches = mismatches(&shapes(grids), tolerance_m);
    let found = mismatches.iter().map(|mismatch| {
        let rule = if mismatch.kind == ChangeKind::DanglingVertex { DanglingVertex } else { NearBoundary };
        let codes = mismatch.polygons.iter().map(|&grid| grids[grid].code.clone()).collect();
        finding(rule, Some(mismatch.place), Some(Size::from(mismatch.extent)), codes)
    });
    found.collect()
}
