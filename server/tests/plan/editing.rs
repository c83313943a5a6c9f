//! Operations from files, and the log.

use super::{City, collection, merge};
use serde_json::{Value, json};
use std::process::Stdio;

#[test]
fn a_file_of_operations_is_carried_out_and_logged() {
    let city = City::with_draft();
    let edit = city.edit(&json!([merge("G0", "G1", "G0"), {"op": "split", "grid": "G4", "line": [[117.302, 31.80], [117.302, 31.83]]}]));
    assert_eq!((&edit["revision"], &edit["edit"]), (&json!(1), &json!(1)));
    let codes: Vec<&str> =
        edit["touched"].as_array().unwrap().iter().map(|grid| grid["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["G0", "G1", "G4", "G4-1"]);
    let grids = city.grids("2");
    let expected = [
        ("G0", 630.0),
        ("G2", 330.0),
        ("G3", 340.0),
        ("G4", 350.0),
        ("G5", 360.0),
        ("G6", 370.0),
        ("G7", 380.0),
        ("G4-1", 0.0),
    ];
    assert_eq!(grids, expected.map(|(code, households)| (code.to_owned(), households)));
    let log = city.json(&["log", "--plan", "draft"]);
    let entry = &log["edits"][0];
    assert_eq!(
        (&entry["actor"], &entry["state"], &entry["operations"][1]["op"]),
        (&json!("王"), &json!("done"), &json!("split"))
    );
}

#[test]
fn a_code_is_not_given_twice_unless_it_was_taken_back() {
    let city = City::with_draft();
    let split = json!({"op": "split", "grid": "G4", "line": [[117.302, 31.80], [117.302, 31.83]]});
    let given = |operations: &Value| {
        let edit = city.edit(operations);
        let codes = edit["touched"].as_array().unwrap().iter().map(|grid| grid["code"].as_str().unwrap());
        codes.filter(|code| code.starts_with("G4-")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(given(&json!([split, merge("G4", "G4-1", "G4"), split])), ["G4-2"]);
    city.json(&["undo", "--plan", "2"]);
    assert_eq!(given(&json!([split])), ["G4-1"]);
    assert_eq!(given(&json!([merge("G4", "G4-1", "G4")])), ["G4-1"]);
    assert_eq!(given(&json!([split])), ["G4-2"]);
    city.json(&["undo", "--plan", "2"]);
    city.json(&["redo", "--plan", "2"]);
    city.edit(&json!([merge("G4", "G4-2", "G4")]));
    assert_eq!(given(&json!([split])), ["G4-3"]);
}

#[test]
fn operations_may_come_as_geojson_and_be_tried_first() {
    let city = City::with_draft();
    let line = r#"{"type":"LineString","coordinates":[[117.302,31.79],[117.302,31.815]]}"#;
    let feature = format!(
        r#"{{"type":"Feature","properties":{{"op":"split","grid":"G0","codes":["N1"]}},"geometry":{line}}}"#
    );
    city.write("ops.geojson", &collection(&[feature]));
    let args = ["edit", "--plan", "2", "--ops", "ops.geojson"];
    let tried = city.json(&[&args[..], &["--dry-run"]].concat());
    assert_eq!((&tried["edit"], &tried["revision"]), (&Value::Null, &json!(0)));
    assert_eq!(city.grids("2").len(), 8);
    let made = city.json(&args);
    assert_eq!(made["touched"], tried["touched"]);
    assert_eq!(city.grids("2").len(), 9);
}

#[test]
fn undo_and_redo_walk_along_the_log() {
    let city = City::with_draft();
    let before = city.grids("2");
    city.edit(&json!([merge("G0", "G1", "G0")]));
    city.edit(&json!([merge("G2", "G3", "G2")]));
    let after = city.grids("2");
    city.json(&["undo", "--plan", "2"]);
    city.json(&["undo", "--plan", "2"]);
    assert_eq!(city.grids("2"), before);
    assert!(city.refused(&["undo", "--plan", "2"]).1.contains("nothing to undo"));
    city.json(&["redo", "--plan", "2"]);
    city.json(&["redo", "--plan", "2"]);
    assert_eq!(city.grids("2"), after);
    assert!(city.refused(&["redo", "--plan", "2"]).1.contains("nothing to redo"));
}

#[test]
fn one_refusal_leaves_everything_as_it_was() {
    let city = City::with_draft();
    city.write("ops.json", &json!([merge("G0", "G1", "G0"), merge("G1", "G2", "G2")]).to_string());
    let output = city.plan(&["edit", "--plan", "2", "--ops", "ops.json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.contains("operation 1") && message.contains("G1") && message.contains("nothing was changed"),
        "{message}"
    );
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&printed["refused"]["index"], &printed["refused"]["reason"]),
        (&json!(1), &json!("unknown_grid"))
    );
    assert_eq!(city.grids("2").len(), 8);
    assert_eq!(city.json(&["log", "--plan", "2"])["edits"], json!([]));
}

#[test]
fn a_compound_and_a_building_are_handed_over() {
    let city = City::with_draft();
    city.edit(&json!([{"op": "assign", "buildings": ["b1"], "to": "G0"}]));
    let grids = city.grids("2");
    assert_eq!(&grids[..2], [("G0".to_owned(), 630.0), ("G1".to_owned(), 0.0)]);
}

#[test]
fn editors_at_the_same_time_all_get_their_edit() {
    let city = City::with_draft();
    let editors: Vec<_> = (0..4)
        .map(|i| {
            let to = format!("G{}", i + 4);
            let (building, file) = (format!("e{i}"), format!("ops{i}.json"));
            city.write(&file, &json!([{"op": "assign", "buildings": [building], "to": to}]).to_string());
            city.plan(&["edit", "--plan", "2", "--ops", &file]).stdout(Stdio::null()).spawn().unwrap()
        })
        .collect();
    assert!(editors.into_iter().all(|mut editor| editor.wait().unwrap().success()));
    let draft = &city.json(&["list"])["plans"][1];
    assert_eq!(draft["revision"], 4);
}
