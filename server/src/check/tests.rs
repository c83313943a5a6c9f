//! Small layers with one thing wrong each.

use super::finding::OtherRule;
use super::*;
use onemap_engine::coord::{LatticePoint, MultiPolygon, Polygon};
use onemap_engine::coverage::IssueKind;
use onemap_engine::record::{AreaLevel, Footprint};

/// About 1 m on a side per 100 steps, near Hefei.
fn square(x: i32, y: i32, size: i32) -> MultiPolygon {
    let corner = |dx, dy| LatticePoint::new(1_173_000_000 + x + dx, 318_000_000 + y + dy);
    let shell = vec![corner(0, 0), corner(size, 0), corner(size, size), corner(0, size)];
    Polygon { shell, holes: Vec::new() }.into()
}

fn area(level: AreaLevel, code: &str, shape: MultiPolygon) -> Area {
    Area {
        level,
        code: code.to_owned(),
        name: None,
        parent: None,
        kind: None,
        households: None,
        residents: None,
        starts: None,
        ends: None,
        shape,
    }
}

fn grid(code: &str, shape: MultiPolygon) -> Area {
    area(AreaLevel::Grid, code, shape)
}

fn building(id: &str, households: f64, shape: MultiPolygon) -> Building {
    Building {
        id: id.to_owned(),
        name: None,
        address: None,
        compound: None,
        grid: None,
        community: None,
        usage: None,
        units: None,
        floors: None,
        built: None,
        households: Some(households),
        households_estimated: false,
        residents: None,
        footprint: Footprint::Outline(shape),
    }
}

fn rules(subject: &Subject) -> Vec<(Rule, Vec<String>)> {
    let limits = Limits { households: 300.0..=400.0, tolerance_m: 0.5 };
    findings(subject, &limits).into_iter().map(|finding| (finding.rule, finding.areas)).collect()
}

#[test]
fn a_clean_layer_has_no_findings() {
    let grids = vec![grid("a", square(0, 0, 10_000)), grid("b", square(10_000, 0, 10_000))];
    let communities = vec![area(AreaLevel::Community, "c", square(0, 0, 10_000))];
    let wide = area(AreaLevel::Community, "d", square(10_000, 0, 10_000));
    let communities = communities.into_iter().chain([wide]).collect();
    assert_eq!(rules(&Subject { grids, communities, buildings: Vec::new() }), []);
}

#[test]
fn overlaps_and_codes_given_twice_are_violations() {
    let grids = vec![grid("a", square(0, 0, 10_000)), grid("a", square(5_000, 0, 10_000))];
    let found = rules(&Subject { grids, ..Subject::default() });
    let twice = vec!["a".to_owned(), "a".to_owned()];
    assert_eq!(found[0], (Rule::Coverage(IssueKind::Overlap), twice));
    assert_eq!(found[1], (Rule::Other(OtherRule::UniqueCode), vec!["a".to_owned()]));
    assert!(found.iter().all(|(rule, _)| rule.severity() == Severity::Violation));
}

#[test]
fn a_grid_in_two_communities_and_a_bare_place_are_found() {
    let grids = vec![grid("a", square(0, 0, 10_000))];
    let communities = vec![
        area(AreaLevel::Community, "most", square(0, 0, 7_000)),
        area(AreaLevel::Community, "bare", square(-20_000, 0, 5_000)),
    ];
    let found = rules(&Subject { grids, communities, buildings: Vec::new() });
    assert!(found.contains(&(Rule::Other(OtherRule::OneCommunity), vec!["a".to_owned()])));
    assert!(found.contains(&(Rule::Other(OtherRule::FullCover), vec!["bare".to_owned()])));
}

#[test]
fn cut_buildings_and_households_out_of_range_are_warnings() {
    let grids = vec![grid("a", square(0, 0, 10_000)), grid("b", square(10_000, 0, 10_000))];
    let buildings = vec![
        building("whole", 350.0, square(1_000, 1_000, 500)),
        building("cut", 10.0, square(9_700, 5_000, 1_000)),
    ];
    let found = rules(&Subject { grids, buildings, communities: Vec::new() });
    let cut = ["b", "a", "cut"].map(str::to_owned).to_vec();
    assert_eq!(
        found,
        [
            (Rule::Other(OtherRule::BuildingCut), cut),
            (Rule::Other(OtherRule::HouseholdRange), vec!["b".to_owned()])
        ]
    );
    assert!(found.iter().all(|(rule, _)| rule.severity() == Severity::Warning));
}
