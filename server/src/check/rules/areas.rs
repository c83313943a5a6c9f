//! The area of unit cells.

use super::super::finding::OtherRule::CellArea;
use super::super::finding::{Finding, Size};
use super::finding;
use onemap_engine::coverage::{Coverage, FaceId};
use onemap_engine::record::Area;

/// A cell is far off where it is less than half or more than twice as large as it should be.
const FAR_OFF: f64 = 2.0;

/// Grids whose area in m² is far from that of a unit cell.
pub(in crate::check) fn cell_area(grids: &[Area], coverage: &Coverage, expected_m2: f64) -> Vec<Finding> {
    let areas = coverage.faces().zip(grids).map(|(face, grid)| (face, grid, coverage.area_m2(face)));
    let near = expected_m2 / FAR_OFF..=expected_m2 * FAR_OFF;
    areas
        .filter(|(_, _, area_m2)| !near.contains(area_m2))
        .map(|(face, grid, area_m2)| far_off(coverage, face, grid, area_m2))
        .collect()
}

fn far_off(coverage: &Coverage, face: FaceId, grid: &Area, area_m2: f64) -> Finding {
    let place = coverage.inner_point(face).or_else(|| grid.shape.points().next());
    finding(CellArea, place, Some(Size::area_m2(area_m2)), vec![grid.code.clone()])
}
