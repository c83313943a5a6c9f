//! The rules, one function each.

use super::finding::OtherRule::{BuildingCut, FullCover, HouseholdRange, OneCommunity, UniqueCode};
use super::finding::{Finding, OtherRule, Rule, Size};
use super::{Limits, Subject};
use onemap_engine::assign::{BuildingRule, Tally, Workload, assign_buildings, building_point, straddling};
use onemap_engine::coord::MultiPolygon;
use onemap_engine::coverage::{Coverage, FaceId, Overlay, inner_point};
use onemap_engine::locate::GridIndex;
use onemap_engine::record::Area;
use rustc_hash::FxHashMap;

/// A building with at least this share of its area in one grid is not cut: its outline only touches the boundary.
const WHOLE: f64 = 0.99;

/// The grids tile the whole. Gives the coverage too, for the rules that need it.
pub(super) fn coverage(grids: &[Area]) -> (Coverage, Vec<Finding>) {
    let built = Coverage::build(&shapes(grids));
    let found = built.report.issues.iter().map(|issue| {
        let codes = issue.polygons.iter().map(|&grid| grids[grid].code.clone()).collect();
        Finding::new(Rule::Coverage(issue.kind), Some(issue.place), Some(issue.extent.into()), codes)
    });
    let found = found.collect();
    (built.coverage, found)
}

pub(super) fn codes(grids: &[Area]) -> Vec<Finding> {
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    let mut found = Vec::new();
    for grid in grids {
        let times = seen.entry(&grid.code).or_default();
        *times += 1;
        if *times == 2 {
            let place = grid.shape.points().next();
            found.push(Finding::new(Rule::Other(UniqueCode), place, None, vec![grid.code.clone()]));
        }
    }
    found
}

pub(super) fn one_community(subject: &Subject, tolerance_m: f64) -> Vec<Finding> {
    let (grids, communities) = (&subject.grids, &subject.communities);
    let overlay = Overlay::new(&shapes(grids), &shapes(communities), tolerance_m);
    let spills = overlay.spills().iter();
    spills
        .map(|spill| {
            let codes = [Some(&grids[spill.first]), spill.second.map(|other| &communities[other])];
            let codes = codes.into_iter().flatten().map(|area| area.code.clone()).collect();
            let size = Size::area_m2(spill.area_m2);
            Finding::new(Rule::Other(OneCommunity), Some(spill.place), Some(size), codes)
        })
        .collect()
}

pub(super) fn full_cover(subject: &Subject, tolerance_m: f64) -> Vec<Finding> {
    let communities = &subject.communities;
    let overlay = Overlay::new(&shapes(communities), &shapes(&subject.grids), tolerance_m);
    let parts = overlay.spills().iter().filter(|spill| spill.second.is_none());
    let parts = parts.map(|spill| (spill.first, Some(spill.place), spill.area_m2));
    let whole = overlay.shares().iter().filter(|share| overlay.home(share.first).is_none());
    let whole = whole.map(|share| (share.first, inner_point(&communities[share.first].shape), share.area_m2));
    parts
        .chain(whole)
        .map(|(community, place, area_m2)| {
            let codes = vec![communities[community].code.clone()];
            Finding::new(Rule::Other(FullCover), place, Some(Size::area_m2(area_m2)), codes)
        })
        .collect()
}

/// Buildings cut by a boundary, and grids out of the range of households.
pub(super) fn buildings(subject: &Subject, coverage: &Coverage, limits: &Limits) -> Vec<Finding> {
    let index = GridIndex::build(coverage);
    let mut found = cut(subject, &index);
    found.extend(out_of_range(subject, coverage, &index, limits));
    found
}

fn cut(subject: &Subject, index: &GridIndex) -> Vec<Finding> {
    let straddles = straddling(index, &subject.buildings);
    straddles
        .iter()
        .filter(|straddle| straddle.shares[0].share < WHOLE)
        .map(|straddle| {
            let building = &subject.buildings[straddle.building];
            let grids = straddle.shares.iter().filter_map(|share| share.face.polygon());
            let mut areas: Vec<String> = grids.map(|grid| subject.grids[grid].code.clone()).collect();
            areas.push(building.id.clone());
            let size = Size { value: 1.0 - straddle.shares[0].share, unit: "of the building" };
            finding(BuildingCut, building_point(&building.footprint), size, areas)
        })
        .collect()
}

fn out_of_range(subject: &Subject, coverage: &Coverage, index: &GridIndex, limits: &Limits) -> Vec<Finding> {
    let faces = assign_buildings(index, &subject.buildings, BuildingRule::InnerPoint);
    let tallies = subject.buildings.iter().map(|it| Tally::of_building(it.households, it.residents));
    let workload = Workload::of(subject.grids.len(), tallies, &faces, &[]);
    let tallies = subject.grids.iter().zip(workload.grids()).enumerate();
    tallies
        .filter(|(_, (_, tally))| !limits.households.contains(&tally.households()))
        .map(|(grid, (area, tally))| {
            let size = Size { value: tally.households(), unit: "households" };
            finding(
                HouseholdRange,
                coverage.inner_point(FaceId::of_polygon(grid)),
                size,
                vec![area.code.clone()],
            )
        })
        .collect()
}

fn finding(
    rule: OtherRule,
    place: Option<onemap_engine::coord::LatticePoint>,
    size: Size,
    areas: Vec<String>,
) -> Finding {
    Finding::new(Rule::Other(rule), place, Some(size), areas)
}

fn shapes(areas: &[Area]) -> Vec<MultiPolygon> {
    areas.iter().map(|area| area.shape.clone()).collect()
}
