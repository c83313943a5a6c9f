//! Every grid has a start date, and ends after it starts.

use super::super::finding::Finding;
use super::super::finding::OtherRule::{DateOrder, StartDate};
use super::of_area;
use onemap_engine::record::Area;

pub(in crate::check) fn dates(grids: &[Area]) -> Vec<Finding> {
    let without = grids.iter().filter(|grid| grid.starts.is_none()).map(|grid| of_area(StartDate, grid));
    let ends_first = |grid: &&Area| grid.starts.zip(grid.ends).is_some_and(|(starts, ends)| ends <= starts);
    without.chain(grids.iter().filter(ends_first).map(|grid| of_area(DateOrder, grid))).collect()
}
