//! The rules, by what they look at. Each gives what it finds, in the order of the grids.

mod areas;
mod buildings;
mod codes;
mod communities;
mod coverage;
mod dates;

pub(super) use areas::cell_area;
pub(super) use buildings::buildings;
pub(super) use codes::codes;
pub(super) use communities::{full_cover, one_community};
pub(super) use coverage::{boundaries, coverage};
pub(super) use dates::dates;

use super::finding::{Finding, OtherRule, Rule, Size};
use onemap_engine::coord::{LatticePoint, MultiPolygon};
use onemap_engine::record::Area;

fn finding(rule: OtherRule, place: Option<LatticePoint>, size: Option<Size>, areas: Vec<String>) -> Finding {
    Finding::new(Rule::Other(rule), place, size, areas)
}

/// A finding about one area as a whole, placed at its first vertex.
fn of_area(rule: OtherRule, area: &Area) -> Finding {
    finding(rule, area.shape.points().next(), None, vec![area.code.clone()])
}

fn shapes(areas: &[Area]) -> Vec<MultiPolygon> {
    areas.iter().map(|area| area.shape.clone()).collect()
}
