//! Plans as files: out and in again.

use super::{City, merge};
use onemap::plan::Head;
use onemap::store::Store;
use onemap_engine::plan::Plan;
use serde_json::{Value, json};

/// The plan's canonical bytes.
fn bytes(city: &City, id: i64) -> Vec<u8> {
    let store = Store::open(&city.path("city.gpkg")).unwrap();
    let head = Head::read(&store.reader().unwrap(), id).unwrap();
    // What a file carries of a grid: its place and its words, not the figures of the file before.
    let mut areas = head.plan.areas();
    areas.sort_by(|a, b| a.code.cmp(&b.code));
    for area in &mut areas {
        (area.households, area.residents, area.name, area.parent, area.kind) = (None, None, None, None, None);
    }
    Plan::new(&areas).0.canonical_bytes()
}

#[test]
fn a_plan_that_goes_out_and_comes_in_is_the_same_coverage() {
    let city = City::with_draft();
    let line = json!([[117.3021234, 31.79], [117.3077777, 31.8033333], [117.3034567, 31.815]]);
    city.edit(&json!([{"op": "split", "grid": "G0", "line": line}, merge("G2", "G3", "G2")]));
    for file in ["plan.geojson", "plan.parquet", "plan.csv", "plan.shp.zip", "plan.topojson", "plan.gpkg"] {
        let out = city.json(&["export", "--plan", "2", "--out", file]);
        assert_eq!(out["grids"], 8, "{file}");
        let id = city.json(&["import", "--name", file, "--grids", file])["id"].as_i64().unwrap();
        assert_eq!(bytes(&city, id), bytes(&city, 2), "{file}");
    }
}

#[test]
fn an_export_counts_by_the_plan_that_is_named() {
    let city = City::with_draft();
    city.edit(&json!([merge("G0", "G1", "G0")]));
    let export = |args: &[&str]| {
        let output = city.onemap(&[&["export", "--store", "city.gpkg"], args].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    export(&["--layer", "grids", "--plan", "draft", "--out", "draft.geojson"]);
    let draft: Value = serde_json::from_str(&city.read("draft.geojson")).unwrap();
    let merged = &draft["features"][0]["properties"];
    assert_eq!(
        (&merged["code"], &merged["households"], &merged["buildings"]),
        (&json!("G0"), &json!(630), &json!(4))
    );
    export(&["--layer", "buildings", "--plan", "draft", "--out", "buildings.csv"]);
    assert!(city.read("buildings.csv").lines().filter(|line| line.contains("G0")).count() == 4);
    export(&["--plan", "draft", "--layer", "grids", "--max-zoom", "10", "--out", "draft.pmtiles"]);
    let failed = city.onemap(&[
        "export",
        "--store",
        "city.gpkg",
        "--layer",
        "grids",
        "--plan",
        "moon",
        "--out",
        "x.geojson",
    ]);
    assert_eq!(failed.status.code(), Some(3));
}

#[test]
fn a_list_of_buildings_restores_who_is_where() {
    let city = City::with_draft();
    city.edit(&json!([{"op": "assign", "buildings": ["b1"], "to": "G0"}, {"op": "assign", "buildings": ["e6"], "to": "G7"}]));
    city.json(&["export", "--plan", "2", "--assignments", "buildings.csv"]);
    let text = city.read("buildings.csv");
    assert!(text.starts_with("building,grid\nb0,G0\nb1,G0\nb2,G2\n"), "{text}");
    assert!(text.contains("\nb6,G6\n") && text.contains("\ne6,G7\n"), "{text}");
    let restored =
        city.json(&["import", "--name", "restored", "--assignments", "buildings.csv", "--as", "ann"]);
    assert_eq!((&restored["revision"], &restored["parent"]), (&json!(1), &json!(1)));
    assert_eq!(city.grids("restored"), city.grids("2"));
}

#[test]
fn a_list_may_have_the_columns_of_the_trade() {
    let city = City::new();
    city.write("list.csv", "楼栋编号,网格编码\nb1,G0\nb2,\n");
    city.json(&["import", "--name", "listed", "--assignments", "list.csv"]);
    city.json(&["export", "--plan", "2", "--assignments", "back.csv"]);
    assert!(city.read("back.csv").contains("\nb1,G0\nb2,G2\n"));
}

#[test]
fn lists_that_do_not_fit_leave_no_draft() {
    let city = City::new();
    for (text, names) in [
        ("building,grid\nb99,G0\n", "b99"),
        ("building,grid\nb1,G99\n", "G99"),
        ("house,grid\nb1,G0\n", "building"),
        ("building,grid\nb1,G0\nb2,G2\nb1,G1\n", "b1 is given to grid G0 and to grid G1"),
    ] {
        city.write("list.csv", text);
        let (code, message) = city.refused(&["import", "--name", "x", "--assignments", "list.csv"]);
        assert!(code == 3 && message.contains(names) && message.contains("list.csv"), "{message}");
    }
    city.write("grids.csv", "code,wkt\nA,\"POLYGON((0 0,\"\n");
    assert_eq!(city.refused(&["import", "--name", "x", "--grids", "grids.csv"]).0, 3);
    assert_eq!(city.json(&["list"])["plans"].as_array().unwrap().len(), 1);
}
