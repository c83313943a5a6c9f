//! Operations on a small city, as planners and scripts give them.

use super::{Change, Edit, Grid, MalformedOperation, Operation, Plan, Reason, Refusal, Surroundings};
use crate::assign::building_point;
use crate::coord::{Bounds, LatticePoint, Line, MultiPolygon, Polygon};
use crate::coverage::{FaceId, is_inside};
use crate::record::{Area, AreaLevel, Footprint};
use serde_json::json;
use std::collections::BTreeSet;

/// 0.001° on a side: about 95 m by 111 m near Hefei.
const S: i32 = 10_000;
const ORIGIN: LatticePoint = LatticePoint::new(1_173_000_000, 318_000_000);

fn p(x: i32, y: i32) -> LatticePoint {
    LatticePoint::new(ORIGIN.x + x, ORIGIN.y + y)
}

fn rectangle(x: i32, y: i32, width: i32, height: i32) -> MultiPolygon {
    let shell = vec![p(x, y), p(x + width, y), p(x + width, y + height), p(x, y + height)];
    Polygon { shell, holes: Vec::new() }.into()
}

fn grid(code: &str, shape: MultiPolygon) -> Area {
    Area {
        level: AreaLevel::Grid,
        code: code.to_owned(),
        name: None,
        parent: Some("340111001002".to_owned()),
        kind: Some("duty".to_owned()),
        households: Some(350.0),
        residents: None,
        starts: None,
        ends: None,
        shape,
    }
}

const WEST: &str = "340111001002001";
const EAST: &str = "340111001002002";

/// Two grids side by side, each 2 S wide and S high, in a community that reaches S / 2 beyond them in the north.
fn plan() -> Plan {
    let grids = [grid(WEST, rectangle(0, 0, 2 * S, S)), grid(EAST, rectangle(2 * S, 0, 2 * S, S))];
    Plan::new(&grids).0
}

/// Eight buildings in a row, four in each grid: `b0` to `b7`.
#[derive(Default)]
struct City {
    roads: Vec<Line>,
    compound: Vec<usize>,
    issued: BTreeSet<String>,
    community: Option<MultiPolygon>,
    /// Buildings are known by a point alone.
    points: bool,
}

impl City {
    fn shape(building: usize) -> MultiPolygon {
        rectangle(building as i32 * S / 2 + S / 8, S / 4, S / 4, S / 2)
    }
}

impl Surroundings for City {
    fn building(&self, id: &str) -> Option<usize> {
        id.strip_prefix('b')?.parse().ok().filter(|&building| building < 8)
    }

    fn compound(&self, id: &str) -> Option<Vec<usize>> {
        (id == "c").then(|| self.compound.clone())
    }

    fn buildings_near(&self, _: &Bounds) -> Vec<usize> {
        (0..8).collect()
    }

    fn footprint(&self, building: usize) -> Footprint {
        let outline = Footprint::Outline(Self::shape(building));
        if self.points { Footprint::Point(building_point(&outline).unwrap()) } else { outline }
    }

    fn roads_near(&self, _: &Bounds) -> Vec<Line> {
        self.roads.clone()
    }

    fn dividers_near(&self, _: &Bounds) -> Vec<Line> {
        self.roads.clone()
    }

    fn community(&self, code: &str) -> Option<MultiPolygon> {
        self.community.clone().filter(|_| code == "340111001002")
    }

    fn is_issued(&self, code: &str) -> bool {
        self.issued.contains(code)
    }
}

fn degrees(p: LatticePoint) -> [f64; 2] {
    [p.lon(), p.lat()]
}

fn operation(json: serde_json::Value) -> Operation {
    serde_json::from_value(json).unwrap()
}

fn edit(plan: &Plan, city: &City, json: serde_json::Value) -> Result<Edit, Refusal> {
    let edit = plan.edit(&operation(json), city)?;
    check(plan, &edit);
    Ok(edit)
}

/// What must hold of any edit: it replays from its bytes, its inverse leads back, no grid overlaps another.
fn check(before: &Plan, edit: &Edit) {
    let change = Change::from_bytes(&edit.change.to_bytes()).unwrap();
    assert_eq!(change, edit.change);
    assert_eq!(before.apply(&change).unwrap().canonical_bytes(), edit.plan.canonical_bytes());
    let back = edit.plan.apply(&change.inverse()).unwrap();
    assert_eq!(back.canonical_bytes(), before.canonical_bytes());
    let (rebuilt, report) = Plan::new(&edit.plan.areas());
    assert!(report.is_clean(), "{report:?}");
    assert_eq!(rebuilt.coverage().arcs().len(), edit.plan.coverage().arcs().len());
}

fn reason(edit: Result<Edit, Refusal>) -> Reason {
    edit.map(|edit| edit.touched).expect_err("the operation should be refused").reason
}

/// The codes of the grids that hold each building's middle.
fn homes(plan: &Plan) -> Vec<String> {
    let home = |building: usize| {
        let place = building_point(&Footprint::Outline(City::shape(building))).unwrap();
        plan.grid(plan.coverage().face_around(place)).unwrap().code.clone()
    };
    (0..8).map(home).collect()
}

/// Buildings with a vertex outside the grid that holds their middle.
fn cut_buildings(plan: &Plan) -> Vec<usize> {
    let is_cut = |&building: &usize| {
        let shape = City::shape(building);
        let place = building_point(&Footprint::Outline(shape.clone())).unwrap();
        let home = plan.coverage().polygon(plan.coverage().face_around(place));
        !shape.points().all(|p| home.0.iter().any(|polygon| is_inside(polygon, p)))
    };
    (0..8).filter(is_cut).collect()
}

#[test]
fn a_line_that_ends_a_few_centimetres_short_of_a_boundary_reaches_it() {
    let splits = |from, to| {
        let line = [degrees(from), degrees(to)];
        edit(&plan(), &City::default(), json!({"op": "split", "grid": WEST, "line": line})).is_ok()
    };
    assert!(splits(p(S / 2, 1), p(S / 2, S - 4)) && splits(p(1, S / 2), p(2 * S - 2, 1)));
    assert!(!splits(p(S / 2, 0), p(S / 2, S - 50)), "half a metre is no slip");
    let over = [degrees(p(2 * S - 3, S / 4)), degrees(p(3 * S, S / 2)), degrees(p(2 * S - 1, S * 3 / 4))];
    let reshaped =
        edit(&plan(), &City::default(), json!({"op": "reshape", "grid": WEST, "line": over})).unwrap();
    assert_eq!(reshaped.touched, [FaceId(1), FaceId(2)]);
}

#[test]
fn a_split_gets_the_next_code_and_its_siblings_attributes() {
    let line = [degrees(p(S / 2, -S)), degrees(p(S / 2, 2 * S))];
    let city = City { issued: BTreeSet::from(["340111001002003".to_owned()]), ..City::default() };
    let split = edit(&plan(), &city, json!({"op": "split", "grid": WEST, "line": line})).unwrap();
    let new = split.plan.grid(FaceId(3)).unwrap();
    assert_eq!(
        *new,
        Grid {
            code: "340111001002004".to_owned(),
            name: None,
            parent: Some("340111001002".to_owned()),
            kind: Some("duty".to_owned()),
            households: None,
            residents: None,
            starts: None,
            locked: false,
        },
        "002 is in the plan, 003 was issued once"
    );
    assert_eq!(split.plan.grid(FaceId(1)).unwrap().households, None, "what the file counted no longer holds");
    assert_eq!(split.touched, [FaceId(1), FaceId(3)]);
    let named = json!({"op": "split", "grid": WEST, "line": line, "codes": ["a", "b"]});
    assert_eq!(reason(edit(&plan(), &city, named)), Reason::CodesDiffer { made: 1, named: 2 });
    let taken = json!({"op": "split", "grid": WEST, "line": line, "codes": ["340111001002003"]});
    assert_eq!(reason(edit(&plan(), &city, taken)), Reason::CodeTaken("340111001002003".to_owned()));
}

#[test]
fn merged_grids_are_one() {
    let city = City::default();
    let merged = edit(&plan(), &city, json!({"op": "merge", "grids": [WEST, EAST], "into": EAST})).unwrap();
    assert_eq!(merged.plan.grids().map(|(_, grid)| grid.code.as_str()).collect::<Vec<_>>(), [EAST]);
    assert_eq!(merged.plan.find(WEST), None);
    let alone = json!({"op": "merge", "grids": [WEST, WEST], "into": WEST});
    assert_eq!(reason(edit(&plan(), &city, alone)), Reason::TooFewGrids);
    let unknown = json!({"op": "merge", "grids": [WEST, "x"], "into": WEST});
    assert_eq!(reason(edit(&plan(), &city, unknown)), Reason::UnknownGrid("x".to_owned()));
}

#[test]
fn bad_codes_and_unknown_members_are_refused() {
    let set = json!({"op": "set", "grid": WEST, "code": "a\n"});
    assert_eq!(reason(edit(&plan(), &City::default(), set)).code(), "bad_code");
    let odd = json!({"op": "set", "grid": WEST, "nmae": "x"});
    assert!(serde_json::from_value::<Operation>(odd).unwrap_err().to_string().contains("nmae"));
}

#[test]
fn a_locked_grid_neither_loses_nor_gains() {
    let city = City::default();
    let locked = edit(&plan(), &city, json!({"op": "lock", "grids": [EAST], "locked": true})).unwrap().plan;
    let gain = json!({"op": "assign", "buildings": ["b3"], "to": EAST});
    assert_eq!(reason(edit(&locked, &city, gain)), Reason::Locked(EAST.to_owned()));
    let beside = json!({"op": "split", "grid": WEST,
        "line": [degrees(p(-S, S / 2)), degrees(p(3 * S, S / 2))]});
    assert!(edit(&locked, &city, beside).is_ok(), "a line that only ends on its boundary leaves it as it is");
    let again = json!({"op": "lock", "grids": [EAST], "locked": true});
    assert_eq!(reason(edit(&locked, &city, again)).code(), "changes_nothing");
}

#[test]
fn buildings_go_to_the_neighbour_midway_and_whole() {
    let handed =
        edit(&plan(), &City::default(), json!({"op": "assign", "buildings": ["b2", "b3"], "to": EAST}));
    let plan = handed.unwrap().plan;
    assert_eq!(homes(&plan), [WEST, WEST, EAST, EAST, EAST, EAST, EAST, EAST]);
    assert_eq!(cut_buildings(&plan), Vec::<usize>::new());
    let boundary: Vec<LatticePoint> = plan
        .coverage()
        .arcs()
        .iter()
        .filter(|arc| arc.left != FaceId::OUTSIDE && arc.right != FaceId::OUTSIDE)
        .flat_map(|arc| arc.points.to_vec())
        .collect();
    assert!(boundary.iter().all(|q| (q.x - p(S, 0).x).abs() <= 20), "midway, within 20 cm: {boundary:?}");
}

#[test]
fn a_building_known_by_a_point_goes_or_is_refused_and_never_stays_in_silence() {
    let city = City { points: true, ..City::default() };
    let handed = edit(&plan(), &city, json!({"op": "assign", "buildings": ["b3"], "to": EAST})).unwrap();
    assert_eq!(homes(&handed.plan)[2..4], [WEST, EAST]);
    let apart = json!({"op": "assign", "buildings": ["b1"], "to": EAST});
    assert_eq!(reason(edit(&plan(), &city, apart)).code(), "disconnects");
    let all = json!({"op": "assign", "buildings": ["b0", "b1", "b2", "b3"], "to": EAST});
    assert_eq!(reason(edit(&plan(), &city, all)).code(), "nothing_left");
}

#[test]
fn a_road_draws_the_line_where_there_is_one() {
    // A road off the middle between b1 and b2.
    let x = S - S / 16;
    let city = City { roads: vec![vec![p(x, -S), p(x, S / 2), p(x, 2 * S)]], ..City::default() };
    let plan =
        edit(&plan(), &city, json!({"op": "assign", "buildings": ["b2", "b3"], "to": EAST})).unwrap().plan;
    let west = plan.coverage().face_bounds(FaceId(1)).unwrap();
    assert_eq!(west.max.x, p(x, 0).x);
    assert_eq!(plan.coverage().doubled_area(FaceId(1)), 2 * i128::from(x) * i128::from(S));
}

#[test]
fn compounds_go_whole_and_what_is_cut_off_is_refused() {
    let city = City { compound: vec![2, 3], ..City::default() };
    let handed = edit(&plan(), &city, json!({"op": "assign", "compounds": ["c"], "to": EAST})).unwrap();
    assert_eq!(homes(&handed.plan)[2..4], [EAST, EAST]);
    let apart = json!({"op": "assign", "buildings": ["b0"], "to": EAST});
    assert_eq!(reason(edit(&plan(), &city, apart)).code(), "disconnects");
    let all = json!({"op": "assign", "buildings": ["b0", "b1", "b2", "b3"], "to": EAST});
    assert_eq!(reason(edit(&plan(), &city, all)).code(), "nothing_left");
    let unknown = json!({"op": "assign", "buildings": ["x"], "to": EAST});
    assert_eq!(reason(edit(&plan(), &city, unknown)), Reason::UnknownBuilding("x".to_owned()));
    assert_eq!(reason(edit(&plan(), &city, json!({"op": "assign", "to": EAST}))), Reason::NoBuildings);
    let there = json!({"op": "assign", "buildings": ["b7"], "to": EAST});
    assert_eq!(reason(edit(&plan(), &city, there)).code(), "changes_nothing");
}

#[test]
fn a_grid_is_made_in_a_gap_and_only_there() {
    let ring = [p(S, S / 2), p(3 * S, S / 2), p(3 * S, 2 * S), p(S, 2 * S), p(S, S / 2)].map(degrees);
    let shape = json!({"type": "Polygon", "coordinates": [ring]});
    let new = json!({"op": "create", "shape": shape, "code": "n", "name": "新", "parent": "340111001002"});
    let made = edit(&plan(), &City::default(), new.clone()).unwrap().plan;
    assert_eq!(made.coverage().doubled_area(FaceId(3)), 2 * 2 * i128::from(S) * i128::from(S));
    assert_eq!(made.grid(FaceId(3)).unwrap().name.as_deref(), Some("新"));
    let again = json!({"op": "create", "shape": shape, "code": "m"});
    assert_eq!(reason(edit(&made, &City::default(), again)).code(), "no_gap");
    assert_eq!(reason(edit(&made, &City::default(), new)), Reason::CodeTaken("n".to_owned()));
}

#[test]
fn a_grid_is_clipped_to_its_community() {
    let city = City { community: Some(rectangle(0, 0, 4 * S, S / 2)), ..City::default() };
    let clipped = edit(&plan(), &city, json!({"op": "clip", "grid": WEST})).unwrap().plan;
    assert_eq!(clipped.coverage().doubled_area(FaceId(1)), 2 * i128::from(S) * i128::from(S));
    let nowhere = edit(&plan(), &City::default(), json!({"op": "clip", "grid": WEST}));
    assert!(matches!(reason(nowhere), Reason::UnknownCommunity { .. }));
}

#[test]
fn a_boundary_is_laid_on_a_road_with_its_bends() {
    // A vertex in the middle of the boundary, and a bent road 3 to 8 m beside it.
    let city = City {
        roads: vec![vec![
            p(2 * S + 500, -S),
            p(2 * S + 500, S / 4),
            p(2 * S + 800, S / 2),
            p(2 * S + 500, 2 * S),
        ]],
        ..City::default()
    };
    let put = |at: i32, plan: &Plan, from: i32| {
        let edge = [degrees(p(2 * S, from)), degrees(p(2 * S, S))];
        edit(plan, &city, json!({"op": "insert_vertex", "edge": edge, "at": degrees(p(2 * S, at))}))
            .unwrap()
            .plan
    };
    let bent = put(S - S / 8, &put(S / 8, &plan(), 0), S / 8);
    let snapped = edit(&bent, &city, json!({"op": "snap", "grid": WEST, "tolerance_m": 15})).unwrap().plan;
    let boundary: Vec<LatticePoint> = snapped
        .coverage()
        .arcs()
        .iter()
        .find(|arc| arc.left == FaceId(1) && arc.right == FaceId(2))
        .or_else(|| {
            snapped.coverage().arcs().iter().find(|arc| arc.left == FaceId(2) && arc.right == FaceId(1))
        })
        .unwrap()
        .points
        .to_vec();
    assert!(
        boundary.contains(&p(2 * S + 500, S / 4)) && boundary.contains(&p(2 * S + 800, S / 2)),
        "{boundary:?}"
    );
    assert!(!boundary.contains(&p(2 * S, S / 8)));
    let far = json!({"op": "snap", "grid": WEST, "tolerance_m": 1});
    assert_eq!(reason(edit(&bent, &city, far)), Reason::NothingNear(WEST.to_owned()));
    let absurd = json!({"op": "snap", "grid": WEST, "tolerance_m": -1});
    assert_eq!(reason(edit(&bent, &city, absurd)), Reason::BadTolerance("-1".to_owned()));
}

#[test]
fn what_a_grid_says_is_changed_and_nothing_else() {
    let city = City::default();
    let said =
        edit(&plan(), &city, json!({"op": "set", "grid": WEST, "code": "w", "starts": "2026-12-01"})).unwrap();
    let grid = said.plan.grid(FaceId(1)).unwrap();
    assert_eq!((grid.code.as_str(), grid.kind.as_deref(), grid.households), ("w", Some("duty"), Some(350.0)));
    assert_eq!(grid.starts.unwrap().to_string(), "2026-12-01");
    assert!(said.change.delta.is_empty());
    let taken = json!({"op": "set", "grid": WEST, "code": EAST});
    assert_eq!(reason(edit(&plan(), &city, taken)), Reason::CodeTaken(EAST.to_owned()));
}

#[test]
fn a_list_is_an_array_or_features() {
    let line = json!([[117.3, 31.8], [117.31, 31.81]]);
    let array =
        json!([{"op": "split", "grid": "a", "line": line}, {"op": "lock", "grids": ["a"], "locked": true}]);
    let features = json!({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"op": "split", "grid": "a"}, "geometry": {"type": "LineString", "coordinates": line}},
        {"type": "Feature", "properties": {"op": "lock", "grids": ["a"], "locked": true}, "geometry": null},
    ]});
    let list = |json: &serde_json::Value| Operation::list(&json.to_string());
    assert_eq!(list(&array).unwrap(), list(&features).unwrap());
    let again: Vec<Operation> =
        serde_json::from_str(&serde_json::to_string(&list(&array).unwrap()).unwrap()).unwrap();
    assert_eq!(again, list(&array).unwrap());
}

#[test]
fn a_malformed_operation_is_named_by_its_number() {
    let error = |json: serde_json::Value| Operation::list(&json.to_string()).unwrap_err().to_string();
    let fine = json!({"op": "lock", "grids": ["a"], "locked": true});
    assert_eq!(
        error(json!([fine, {"op": "split", "grid": "a", "line": [[31.8, 117.3], [0, 0]]}])),
        "operation 1: (31.8, 117.3) looks like latitude, longitude; give longitude first"
    );
    assert!(error(json!([fine, {"op": "fly"}])).starts_with("operation 1: unknown variant `fly`"));
    assert!(error(json!([{"op": "split", "grid": "a"}])).starts_with("operation 0: missing field `line`"));
    assert_eq!(Operation::list("{}"), Err(MalformedOperation::NotAList));
    assert!(matches!(Operation::list("["), Err(MalformedOperation::NotJson(_))));
}

#[test]
fn bytes_that_are_no_change_are_refused() {
    let split = json!({"op": "split", "grid": WEST, "line": [degrees(p(S / 2, -S)), degrees(p(S / 2, 2 * S))]});
    let edit = edit(&plan(), &City::default(), split).unwrap();
    let bytes = edit.change.to_bytes();
    for length in 0..bytes.len() {
        assert!(Change::from_bytes(&bytes[..length]).is_err(), "cut at {length}");
    }
    assert!(edit.plan.apply(&edit.change).is_err(), "a change does not apply twice");
}
