//! Random edits of a small city: the grids are what their own polygons build, and who is in which is what placing everyone anew finds.

use onemap::plan::{City, Drafted, Placement, carry_out};
use onemap::snapshot::Snapshot;
use onemap::store::{Change, Result, Store, StoredCity, Writer};
use onemap_engine::coord::{LatticePoint, MultiPolygon, Polygon};
use onemap_engine::coverage::{Coverage, FaceId};
use onemap_engine::plan::{Operation, Plan};
use onemap_engine::record::{
    Area, AreaLevel, Building, Complaint, Compound, Footprint, LocationQuality, Road, RoadClass,
};
use proptest::prelude::*;
use serde_json::json;
use std::sync::Arc;
use tempfile::TempDir;

/// Side of a grid, lattice steps: some 100 m.
const SIDE: i32 = 10_000;

fn at(x: i32, y: i32) -> LatticePoint {
    LatticePoint::new(1_173_000_000 + x, 318_000_000 + y)
}

fn rectangle(x: [i32; 2], y: [i32; 2]) -> MultiPolygon {
    Polygon { shell: vec![at(x[0], y[0]), at(x[1], y[0]), at(x[1], y[1]), at(x[0], y[1])], holes: Vec::new() }
        .into()
}

fn area(level: AreaLevel, code: &str, shape: MultiPolygon) -> Area {
    Area {
        level,
        code: code.to_owned(),
        name: None,
        parent: Some("C".to_owned()),
        kind: None,
        households: None,
        residents: None,
        starts: None,
        ends: None,
        shape,
    }
}

fn building(id: usize, place: LatticePoint) -> Building {
    Building {
        id: format!("b{id}"),
        name: None,
        address: None,
        compound: None,
        grid: None,
        community: None,
        usage: None,
        units: None,
        floors: None,
        built: None,
        households: Some(id as f64 / 7.0),
        households_estimated: false,
        residents: Some(id as f64),
        footprint: Footprint::Point(place),
    }
}

fn complaint(id: usize, place: LatticePoint) -> Complaint {
    Complaint {
        id: format!("k{id}"),
        time: jiff::civil::date(2025, 12, 31).at(12, 0, 0, 0),
        channel: None,
        category: None,
        subcategory: None,
        title: None,
        text: None,
        address: None,
        place: Some(place),
        quality: LocationQuality::Coordinates,
        street: None,
        community: None,
        grid: None,
        compound: None,
        building: None,
        caller: None,
        caller_name: None,
        unit: None,
        status: None,
        dispatched: None,
        deadline: None,
        closed: None,
    }
}

/// Two roads near the boundaries between grids, one along its middle, and a compound that stands astride.
fn put_dividers(change: &mut Change<'_>) -> Result<()> {
    let road = |id: &str, points: &[(i32, i32)]| Road {
        id: id.to_owned(),
        name: None,
        class: RoadClass::Primary,
        lines: vec![points.iter().map(|&(x, y)| at(x, y)).collect()],
    };
    let mut roads = change.roads()?;
    roads.put(&road("r1", &[(-500, 10_200), (9_000, 10_300), (18_000, 9_800), (31_000, 10_100)]))?;
    roads.put(&road("r2", &[(20_300, -500), (19_900, 15_000), (20_200, 31_000)]))?;
    roads.put(&road("r3", &[(5_000, -2_000), (6_000, 33_000)]))?;
    roads.close()?;
    let shape = rectangle([8_000, 13_000], [21_000, 26_000]);
    let mut compounds = change.compounds()?;
    compounds.put(&Compound { id: "c1".to_owned(), name: None, shape })?;
    compounds.close()
}

/// Nine grids in a square with gaps around and one in the middle, a community that holds less than they do.
fn fill(change: &mut Change<'_>, buildings: &[(i32, i32)], complaints: &[(i32, i32)]) -> Result<()> {
    put_dividers(change)?;
    let community = rectangle([SIDE / 2, 5 * SIDE / 2], [SIDE / 2, 5 * SIDE / 2]);
    change.areas(AreaLevel::Community)?.put(&area(AreaLevel::Community, "C", community))?;
    let mut grids = change.grids(None)?;
    for i in (0..9).filter(|&i| i != 4) {
        let (x, y) = (i % 3 * SIDE, i / 3 * SIDE);
        grids.put(&area(AreaLevel::Grid, &format!("G{i}"), rectangle([x, x + SIDE], [y, y + SIDE])))?;
    }
    grids.close()?;
    let mut table = change.buildings()?;
    for (id, &(x, y)) in buildings.iter().enumerate() {
        table.put(&building(id, at(x, y)))?;
    }
    table.close()?;
    let mut table = change.complaints()?;
    for (id, &(x, y)) in complaints.iter().enumerate() {
        table.put(&complaint(id, at(x, y)))?;
    }
    table.close()
}

fn city(buildings: &[(i32, i32)], complaints: &[(i32, i32)]) -> (TempDir, Store, City) {
    let folder = TempDir::new().unwrap();
    let mut writer = Writer::open(&folder.path().join("city.gpkg")).unwrap();
    let mut change = writer.begin().unwrap();
    fill(&mut change, buildings, complaints).unwrap();
    change.commit().unwrap();
    let store = writer.finish().unwrap();
    let city = City::new(Arc::new(Snapshot::load(&store, None).unwrap()));
    (folder, store, city)
}

/// A random operation: what to do, and numbers taken modulo what there is.
type Draw = (u8, usize, usize, (i32, i32), (i32, i32));

fn operation(plan: &Plan, (kind, first, second, a, b): Draw) -> Option<Operation> {
    let grids: Vec<&str> = plan.grids().map(|(_, grid)| grid.code.as_str()).collect();
    let pick = |number: usize| grids[number % grids.len()];
    let arc = &plan.coverage().arcs()[first % plan.coverage().arcs().len()];
    let vertex = arc.points[second % arc.points.len()];
    let degrees = |p: LatticePoint| [p.lon(), p.lat()];
    let (from, to) = (degrees(at(a.0, a.1)), degrees(at(b.0, b.1)));
    let json = match kind {
        0 => json!({"op": "move_vertices", "moves": [{"from": degrees(vertex), "to": to}]}),
        1 => json!({"op": "split", "grid": pick(first), "line": [from, to]}),
        2 => json!({"op": "merge", "grids": [pick(first), pick(second)], "into": pick(first)}),
        3 => json!({"op": "reshape", "grid": pick(first), "line": [degrees(vertex), from, to]}),
        4 => {
            json!({"op": "create", "code": format!("N{first}-{second}"), "shape": {"type": "Polygon", "coordinates": [[
                [from[0], from[1]], [to[0], from[1]], to, [from[0], to[1]], from,
            ]]}})
        }
        5 => json!({"op": "clip", "grid": pick(first)}),
        6 => {
            json!({"op": "assign", "buildings": [format!("b{}", first % 40), format!("b{}", second % 40)], "to": pick(first + second)})
        }
        7 => json!({"op": "assign", "buildings": [format!("b{}", first % 40)], "to": pick(second)}),
        8 => json!({"op": "snap", "grid": pick(first), "tolerance_m": 1 + second % 9}),
        _ => json!({"op": "set", "grid": pick(first), "name": "x"}),
    };
    serde_json::from_value(json).ok()
}

fn is_what_its_polygons_build(coverage: &Coverage) -> bool {
    let shapes: Vec<MultiPolygon> = coverage.faces().map(|face| coverage.polygon(face)).collect();
    Coverage::build(&shapes).coverage.arcs() == coverage.arcs()
}

fn place() -> impl Strategy<Value = (i32, i32)> {
    // Some stand exactly on the boundaries between grids.
    let coordinate = || prop_oneof![4 => -SIDE / 2..7 * SIDE / 2, 1 => (0..4).prop_map(|i| i * SIDE)];
    (coordinate(), coordinate())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn an_edit_places_everyone_as_placing_them_anew(
        buildings in proptest::collection::vec(place(), 0..150),
        complaints in proptest::collection::vec(place(), 1..300),
        draws in proptest::collection::vec((0..10u8, 0..1000usize, 0..1000usize, place(), place()), 60),
    ) {
        let (_folder, store, city) = city(&buildings, &complaints);
        let reader = store.reader().unwrap();
        let mut plan = Plan::new(&reader.grids(None).unwrap()).0;
        let mut placement = Placement::new(&plan, &city);
        let mut edits = 0;
        for draw in draws {
            let Some(operation) = operation(&plan, draw) else { continue };
            let around = StoredCity::new(&reader, 0);
            let Ok(Drafted { plan: next, changes }) = carry_out(&plan, &[operation], &around) else { continue };
            prop_assert!(is_what_its_polygons_build(next.coverage()), "{:?}", draw);
            let moved = placement.after(&plan, &next, &changes, &city);
            prop_assert_eq!(&moved, &Placement::new(&next, &city));
            let inverse: Vec<_> = changes.iter().rev().map(onemap_engine::plan::Change::inverse).collect();
            prop_assert_eq!(&moved.after(&next, &plan, &inverse, &city), &placement, "back again");
            (plan, placement) = (next, moved);
            edits += 1;
        }
        let all: usize = (0..=plan.coverage().faces().len() as u32).map(|face| placement.members(FaceId(face)).buildings.len()).sum();
        prop_assert_eq!(all, buildings.len(), "after {} edits", edits);
    }
}
