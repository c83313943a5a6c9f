//! Buildings stay whole, and households per grid within the range.

use super::super::finding::OtherRule::{BuildingCut, HouseholdRange};
use super::super::finding::{Finding, Size};
use super::super::{Limits, Subject};
use super::finding;
use onemap_engine::assign::{BuildingRule, Tally, Workload, assign_buildings, footprint_point, straddling};
use onemap_engine::coverage::{Coverage, FaceId};
use onemap_engine::locate::GridIndex;

/// A building with at least this share of its area in one grid is not cut: its outline only touches the boundary.
const WHOLE: f64 = 0.99;

/// Buildings cut by a boundary, and grids out of the range of households.
pub(in crate::check) fn buildings(subject: &Subject<'_>, coverage: &Coverage, limits: &Limits) -> Vec<Finding> {
    let index = GridIndex::build(coverage);
    let mut found = cut(subject, &index);
    found.extend(out_of_range(subject, coverage, &index, limits));
    found
}

fn cut(subject: &Subject<'_>, index: &GridIndex) -> Vec<Finding> {
    let straddles = straddling(index, &subject.buildings.footprints);
    straddles
        .iter()
        .filter(|straddle| straddle.shares[0].share < WHOLE)
        .map(|straddle| {
            let building = subject.buildings.get(straddle.building);
            let grids = straddle.shares.iter().filter_map(|share| share.face.polygon());
            let mut areas: Vec<String> = grids.map(|grid| subject.grids[grid].code.clone()).collect();
            areas.push(building.id.to_owned());
            let size = Size { value: 1.0 - straddle.shares[0].share, unit: "of the building" };
            finding(BuildingCut, footprint_point(building.footprint), Some(size), areas)
        })
        .collect()
}

fn out_of_range(
    subject: &Subject<'_>,
    coverage: &Coverage,
    index: &GridIndex,
    limits: &Limits,
) -> Vec<Finding> {
    let faces = assign_buildings(index, &subject.buildings.footprints, BuildingRule::InnerPoint);
    let tallies = subject.buildings.iter().map(|it| Tally::of_building(it.households, it.residents));
    let workload = Workload::of(subject.grids.len(), tallies, &faces, &[]);
    let tallies = subject.grids.iter().zip(workload.grids()).enumerate();
    tallies
        .filter(|(_, (_, tally))| !limits.households.contains(&tally.households()))
        .map(|(grid, (area, tally))| {
            let size = Size { value: tally.households(), unit: "households" };
            let place = coverage.inner_point(FaceId::of_polygon(grid));
            finding(HouseholdRange, place, Some(size), vec![area.code.clone()])
        })
        .collect()
}
