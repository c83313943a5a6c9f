//! From draft to replaced, and how plans compare, from the command line.

use super::{City, merge};
use serde_json::json;

#[test]
fn a_plan_goes_from_draft_to_in_force() {
    let city = City::with_draft();
    city.edit(&json!([merge("G0", "G1", "G0")]));
    for (step, state) in [
        ("submit", "submitted"),
        ("reject", "draft"),
        ("submit", "submitted"),
        ("withdraw", "draft"),
        ("submit", "submitted"),
        ("approve", "approved"),
    ] {
        assert_eq!(city.json(&[step, "--plan", "2", "--as", "ann", "--note", step])["state"], state, "{step}");
    }
    let published = city.json(&["publish", "--plan", "2", "--starts", "2026-01-01"]);
    assert_eq!((&published["state"], &published["starts"]), (&json!("in_force"), &json!("2026-01-01")));
    let plans = city.json(&["list"]);
    assert_eq!(
        (&plans["plans"][0]["state"], &plans["plans"][0]["ends"]),
        (&json!("replaced"), &json!("2026-01-01"))
    );
    let lineage: Vec<(String, String, f64)> = {
        let store = city.open();
        let mut rows = store
            .prepare("SELECT grid, origin, households FROM plan_lineage WHERE grid = 'G0' ORDER BY origin")
            .unwrap();
        rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    };
    assert_eq!(lineage, [("G0".to_owned(), "G0".to_owned(), 310.0), ("G0".to_owned(), "G1".to_owned(), 320.0)]);
    // G1 is no more: its row in the plan before says since when.
    let ended: String = city
        .open()
        .query_row("SELECT ends FROM grids WHERE code = 'G1' AND version = 1", [], |row| row.get(0))
        .unwrap();
    assert_eq!(ended, "2026-01-01");
}

#[test]
fn two_plans_are_compared_as_text_json_and_a_statement() {
    let city = City::with_draft();
    city.edit(&json!([merge("G0", "G1", "G0")]));
    let compared = city.json(&[
        "compare",
        "--plan",
        "2",
        "--with",
        "1",
        "--html",
        "statement.html",
        "--lang",
        "en",
        "--csv",
        "moves.csv",
    ]);
    assert_eq!(
        (&compared["moved"]["households"], &compared["moves"][0]["from"]),
        (&json!(320.0), &json!("G1"))
    );
    assert!(
        city.read("moves.csv")
            .starts_with("from,to,buildings,households,residents,complaints,area_m2\nG1,G0,2,320.0,640.0,0,")
    );
    let html = city.read("statement.html");
    assert!(html.contains("<style>") && html.contains("merged") && !html.contains("<link"), "{html}");
    let text = city.onemap(&["plan", "compare", "--store", "city.gpkg", "--plan", "draft"]);
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("2 buildings with 320.0 households move") && text.contains("G1 → G0"), "{text}");
}

#[test]
fn a_plan_is_checked_with_its_own_target() {
    let city = City::new();
    city.json(&["new", "--name", "wide", "--households", "300..500"]);
    let check = city.plan(&["check", "--plan", "wide"]).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&check.stdout).unwrap();
    let out_of_range = |report: &serde_json::Value| {
        report["findings"].as_array().unwrap().iter().filter(|it| it["rule"] == "household_range").count()
    };
    assert_eq!((report["grids"].clone(), out_of_range(&report)), (json!(8), 0));
    city.write("ops.json", &json!([merge("G0", "G1", "G0")]).to_string());
    city.json(&["edit", "--plan", "wide", "--ops", "ops.json"]);
    let check = city.plan(&["check", "--plan", "wide"]).output().unwrap();
    assert_eq!(out_of_range(&serde_json::from_slice(&check.stdout).unwrap()), 1);
}

#[test]
fn branches_go_their_own_way() {
    let city = City::with_draft();
    city.edit(&json!([merge("G0", "G1", "G0")]));
    let branch = city.json(&["new", "--name", "branch", "--from", "draft"]);
    assert_eq!((&branch["parent"], &branch["grids"]), (&json!(2), &json!(7)));
    city.json(&["undo", "--plan", "2"]);
    assert_eq!((city.grids("2").len(), city.grids("branch").len()), (8, 7));
    assert_eq!(city.json(&["delete", "--plan", "branch"])["deleted"], 3);
    assert_eq!(city.json(&["list"])["plans"].as_array().unwrap().len(), 2);
}
