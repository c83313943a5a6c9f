//! Small layers with one thing wrong each.

use super::finding::OtherRule;
use super::*;
use onemap_engine::coord::{LatticePoint, MultiPolygon, Polygon};
use onemap_engine::coverage::IssueKind;
use onemap_engine::record::{AreaLevel, Building, Footprint, LocalDate};

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
        starts: Some(LocalDate::constant(2024, 1, 1)),
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

fn rules(subject: &Subject<'_>) -> Vec<(Rule, Vec<String>)> {
    findings(subject, &Limits::default()).into_iter().map(|finding| (finding.rule, finding.areas)).collect()
}

#[test]
fn a_clean_layer_has_no_findings() {
    let grids = vec![grid("a", square(0, 0, 10_000)), grid("b", square(10_000, 0, 10_000))];
    let communities = vec![area(AreaLevel::Community, "c", square(0, 0, 10_000))];
    let wide = area(AreaLevel::Community, "d", square(10_000, 0, 10_000));
    let communities = communities.into_iter().chain([wide]).collect();
    assert_eq!(rules(&Subject { grids, communities, ..Subject::default() }), []);
}

#[test]
fn overlaps_and_codes_given_twice_are_violations() {
    let grids = vec![grid("a", square(0, 0, 10_000)), grid("a", square(5_000, 0, 10_000))];
    let found = rules(&Subject { grids, ..Subject::default() });
    let twice = vec!["a".to_owned(), "a".to_owned()];
    assert_eq!(found[0], (Rule::Coverage(IssueKind::Overlap), twice));
    assert!(found.contains(&(Rule::Other(OtherRule::UniqueCode), vec!["a".to_owned()])));
    assert!(found.iter().all(|(rule, _)| rule.severity() == Severity::Violation));
}

#[test]
fn a_grid_in_two_communities_and_a_bare_place_are_found() {
    let grids = vec![grid("a", square(0, 0, 10_000))];
    let communities = vec![
        area(AreaLevel::Community, "most", square(0, 0, 7_000)),
        area(AreaLevel::Community, "bare", square(-20_000, 0, 5_000)),
    ];
    let found = rules(&Subject { grids, communities, ..Subject::default() });
    assert!(found.contains(&(Rule::Other(OtherRule::OneCommunity), vec!["a".to_owned()])));
    assert!(found.contains(&(Rule::Other(OtherRule::FullCover), vec!["bare".to_owned()])));
}

#[test]
fn a_grid_that_says_it_is_in_another_community_is_found() {
    let stating = |code: &str, x, parent: &str| Area {
        parent: Some(parent.to_owned()),
        ..grid(code, square(x, 0, 10_000))
    };
    let grids = vec![stating("a", 0, "c"), stating("b", 10_000, "c"), stating("e", 20_000, "nowhere")];
    let communities = vec![
        area(AreaLevel::Community, "c", square(0, 0, 10_000)),
        area(AreaLevel::Community, "d", square(10_000, 0, 10_000)),
        area(AreaLevel::Community, "f", square(20_000, 0, 10_000)),
    ];
    let found = rules(&Subject { grids, communities, ..Subject::default() });
    let misplaced = [["b", "d"], ["e", "f"]].map(|codes| codes.map(str::to_owned).to_vec());
    assert_eq!(found, misplaced.map(|codes| (Rule::Other(OtherRule::OneCommunity), codes)));
}

#[test]
fn cut_buildings_and_households_out_of_range_are_warnings() {
    let grids = vec![grid("a", square(0, 0, 10_000)), grid("b", square(10_000, 0, 10_000))];
    let buildings = [
        building("whole", 350.0, square(1_000, 1_000, 500)),
        building("cut", 10.0, square(9_700, 5_000, 1_000)),
    ];
    let found =
        rules(&Subject { grids, buildings: Cow::Owned(buildings.iter().collect()), communities: Vec::new() });
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

#[test]
fn a_vertex_that_a_neighbour_lacks_and_boundaries_nearly_the_same_are_found() {
    let grids = vec![
        grid("a", square(0, 0, 10_000)),
        grid("b", square(10_000, 5_000, 5_000)),
        grid("c", square(10_020, 0, 4_000)),
    ];
    let found = rules(&Subject { grids, ..Subject::default() });
    let codes = |codes: &[&str]| codes.iter().map(|&code| code.to_owned()).collect::<Vec<_>>();
    let near = Rule::Other(OtherRule::NearBoundary);
    assert_eq!(
        found,
        [
            (Rule::Other(OtherRule::DanglingVertex), codes(&["a", "b"])),
            (near, codes(&["a", "c"])),
            (near, codes(&["a", "c"])),
        ]
    );
    let grids = vec![grid("a", square(0, 0, 10_000)), grid("c", square(10_080, 0, 4_000))];
    assert_eq!(
        rules(&Subject { grids, ..Subject::default() }),
        [],
        "beyond the tolerance they are two boundaries"
    );
}

#[test]
fn codes_and_dates_and_areas_are_checked_as_the_layer_demands() {
    let mut cells = vec![
        grid("340111001001001", square(0, 0, 10_000)),
        grid("340111001002002", square(10_000, 0, 10_000)),
        grid("34011100100100", square(20_000, 0, 10_000)),
        grid("340111001001004", square(30_000, 0, 40_000)),
    ];
    cells.iter_mut().for_each(|cell| cell.parent = Some("340111001001".to_owned()));
    cells[0].ends = cells[0].starts;
    cells[1].starts = None;
    let communities = vec![area(AreaLevel::Community, "340111400001", square(0, 0, 80_000))];
    let subject = Subject { grids: cells, communities, ..Subject::default() };
    let limits = Limits { codes: CodeStyle::UnitCell, cell_area_m2: Some(10_000.0), ..Limits::default() };
    let found = findings(&subject, &limits);
    let of = |rule| {
        let of_rule = found.iter().filter(|finding| finding.rule == Rule::Other(rule));
        of_rule.map(|finding| finding.areas[0].as_str()).collect::<Vec<_>>()
    };
    assert_eq!(of(OtherRule::CodeFormat), ["340111001002002", "34011100100100"]);
    assert_eq!(of(OtherRule::CommunityCode), ["340111400001"]);
    assert_eq!(of(OtherRule::DateOrder), ["340111001001001"]);
    assert_eq!(of(OtherRule::StartDate), ["340111001002002"]);
    assert_eq!(of(OtherRule::CellArea), ["340111001001004"]);
}

#[test]
fn severities_are_as_the_city_has_them() {
    let grids = vec![grid("a", square(0, 0, 10_000)), grid("a", square(10_000, 0, 10_000))];
    let subject = Subject { grids, ..Subject::default() };
    let unique = Rule::Other(OtherRule::UniqueCode);
    let with = |level| Limits { severity: [(unique, level)].into(), ..Limits::default() };
    assert_eq!(findings(&subject, &with(Level::Warning))[0].severity, Severity::Warning);
    assert_eq!(findings(&subject, &with(Level::Off)), []);
}

#[test]
fn a_merged_grid_may_lie_in_two_communities() {
    let grids = vec![grid("a", square(0, 0, 10_000))];
    let communities = [("most", 0, 6_000), ("rest", 6_000, 10_000)]
        .map(|(code, x, size)| area(AreaLevel::Community, code, square(x, 0, size)));
    let subject = Subject { grids, communities: communities.to_vec(), ..Subject::default() };
    let spills = |limits: &Limits| {
        let found = findings(&subject, limits).into_iter();
        found.filter(|f| f.rule == Rule::Other(OtherRule::OneCommunity) && f.areas.len() == 2).count()
    };
    assert_eq!(spills(&Limits::default()), 1);
    assert_eq!(spills(&Limits { merged_grids: vec!["a".to_owned()], ..Limits::default() }), 0);
}
