//! `onemap plan propose`.

use super::{City, collection, rectangle};
use serde_json::Value;
use std::collections::BTreeMap;

/// The features of a file that was written.
fn features(city: &City, file: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(&city.read(file)).unwrap();
    file["features"].as_array().unwrap().clone()
}

/// A city from the generator: `files/` and `made.gpkg`.
fn generated(grids: &str, buildings: &str) -> City {
    let city = City::new();
    let generate =
        ["generate", "--out", "files", "--grids", grids, "--buildings", buildings, "--complaints", "100"];
    for args in [&generate[..], &["import", "--store", "made.gpkg", "--from", "files"]] {
        let output = city.onemap(args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    city
}

#[track_caller]
fn propose(city: &City, args: &[&str]) -> Value {
    let output = city.onemap(&[&["plan", "propose", "--store", "made.gpkg", "--json"], args].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What the buildings of the city have, as the store says.
fn households(city: &City) -> f64 {
    let store = rusqlite::Connection::open(city.path("made.gpkg")).unwrap();
    store.query_row("SELECT sum(households) FROM buildings", [], |row| row.get(0)).unwrap()
}

#[test]
fn totals_add_up_and_grids_are_in_range() {
    let city = generated("60", "4000");
    let report = propose(&city, &["--out", "p.geojson"]);
    let grids = features(&city, "p.geojson");
    let sum = |name: &str| grids.iter().map(|it| it["properties"][name].as_f64().unwrap()).sum::<f64>();
    assert_eq!(sum("households") + report["outside"]["households"].as_f64().unwrap(), households(&city));
    assert_eq!(sum("buildings") + report["outside"]["buildings"].as_f64().unwrap(), 4000.0);
    let feasible = grids.iter().filter(|it| it["properties"]["feasible"] == true);
    let in_range = |it: &&Value| (300.0..=400.0).contains(&it["properties"]["households"].as_f64().unwrap());
    let (all, good) = (feasible.clone().count(), feasible.filter(in_range).count());
    assert!(all > 50 && good * 100 >= all * 99, "{good} of {all}");
    assert_eq!(
        (report["feasible"].as_u64(), report["in_range"].as_u64()),
        (Some(all as u64), Some(good as u64))
    );
    let mut codes: Vec<&str> = grids.iter().map(|it| it["properties"]["code"].as_str().unwrap()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), grids.len(), "no code is given twice");
}

#[test]
fn atoms_cover_what_grids_cover_and_have_the_same_households() {
    let city = generated("60", "4000");
    propose(&city, &["--out", "grids.geojson", "--atoms", "atoms.geojson"]);
    let sum = |file: &str| -> f64 {
        features(&city, file).iter().map(|one| one["properties"]["households"].as_f64().unwrap()).sum()
    };
    assert!(features(&city, "atoms.geojson").len() > features(&city, "grids.geojson").len());
    assert_eq!(sum("atoms.geojson"), sum("grids.geojson"));
}

#[test]
fn a_seed_gives_the_same_bytes_and_one_community_is_as_in_all() {
    let city = generated("30", "1500");
    for out in ["a.geojson", "b.geojson"] {
        propose(&city, &["--out", out, "--seed", "3"]);
    }
    assert_eq!(city.read("a.geojson"), city.read("b.geojson"));
    let all = features(&city, "a.geojson");
    let community = all[0]["properties"]["community"].as_str().unwrap().to_owned();
    propose(&city, &["--out", "one.geojson", "--seed", "3", "--community", &community]);
    let households = |features: &[Value]| -> Vec<f64> {
        let own = features.iter().filter(|it| it["properties"]["community"] == community.as_str());
        own.map(|it| it["properties"]["households"].as_f64().unwrap()).collect()
    };
    assert_eq!(households(&features(&city, "one.geojson")), households(&all));
}

#[test]
fn a_proposal_becomes_a_draft_that_breaks_no_rule_of_shape() {
    let city = generated("30", "1500");
    let report = propose(&city, &["--name", "autumn", "--as", "王", "--range", "300..400"]);
    assert_eq!((&report["plan"]["state"], &report["plan"]["target"]["min"]), (&"draft".into(), &300.0.into()));
    assert_eq!(report["plan"]["grids"], report["grids"]);
    let output = city.onemap(&["plan", "check", "--store", "made.gpkg", "--plan", "autumn", "--json"]);
    let checked: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut by_rule: BTreeMap<String, usize> = BTreeMap::new();
    for finding in checked["findings"].as_array().unwrap() {
        *by_rule.entry(finding["rule"].to_string()).or_default() += 1;
    }
    // New grids have no first day before the plan has one.
    by_rule.retain(|rule, _| !["household", "area", "start_date"].iter().any(|word| rule.contains(word)));
    assert_eq!(by_rule, BTreeMap::new());
}

#[test]
fn a_draft_of_one_community_keeps_the_grids_of_the_others() {
    let city = generated("30", "1500");
    let whole = propose(&city, &["--out", "all.geojson"]);
    let community = features(&city, "all.geojson")[0]["properties"]["community"].as_str().unwrap().to_owned();
    let one = propose(&city, &["--name", "one", "--community", &community]);
    assert_eq!(whole["outside"]["households"], 0.0);
    let output = city.onemap(&["plan", "show", "--store", "made.gpkg", "--plan", "one", "--json"]);
    let shown: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(shown["totals"]["households"], households(&city));
    assert!(shown["totals"]["grids"].as_u64() > one["grids"].as_u64());
    let output = city.onemap(&["plan", "check", "--store", "made.gpkg", "--plan", "one", "--json"]);
    let checked: Value = serde_json::from_slice(&output.stdout).unwrap();
    // The generator's own grids cut buildings.
    let of_shape = ["gap", "overlap", "gap_sliver", "overlap_sliver", "one_community"];
    let broken: Vec<&Value> = checked["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| of_shape.iter().any(|rule| it["rule"] == *rule))
        .collect();
    assert_eq!(broken, Vec::<&Value>::new());
}

/// Each grid of the small city has one building of 310 to 380 households, its community four of them.
#[test]
fn a_plan_without_violation_stays_as_it_is() {
    let city = City::new();
    let report = city.json(&["propose", "--rebalance", "--out", "p.geojson"]);
    assert_eq!((&report["unchanged"], &report["moved_households"]), (&8.into(), &0.0.into()));
    city.onemap(&["export", "--store", "city.gpkg", "--layer", "grids", "--out", "now.geojson"]);
    let shapes = |file: &str| -> BTreeMap<String, Value> {
        let code = |it: &Value| it["properties"]["code"].as_str().unwrap().to_owned();
        features(&city, file).iter().map(|it| (code(it), it["geometry"].clone())).collect()
    };
    assert_eq!(shapes("p.geojson"), shapes("now.geojson"));
}

#[test]
fn only_what_is_out_of_range_is_rebalanced_and_locked_grids_stay() {
    let city = City::new();
    // G1 (320) is too small for 325..400, and takes nothing: its neighbours have one building each.
    let report =
        city.json(&["propose", "--rebalance", "--out", "p.geojson", "--range", "300..400", "--lock", "G0"]);
    assert_eq!(report["unchanged"], 8);
    let report = city.json(&["propose", "--out", "q.geojson", "--lock", "G0,G5"]);
    let locked = features(&city, "q.geojson");
    let code = |it: &&Value| ["G0", "G5"].contains(&it["properties"]["code"].as_str().unwrap());
    assert_eq!((locked.iter().filter(code).count(), &report["unchanged"]), (2, &2.into()));
}

#[test]
fn what_cannot_be_proposed_is_said() {
    let city = City::new();
    let refused = |args: &[&str]| city.refused(&[&["propose", "--out", "p.geojson"], args].concat());
    let (code, message) = refused(&["--range", "400..300"]);
    assert!(code == 2 && message.contains("400..300"), "{message}");
    let (code, message) = refused(&["--target", "500"]);
    assert!(code == 2 && message.contains("500") && message.contains("300..400"), "{message}");
    let (code, message) = refused(&["--community", "moon"]);
    assert!(code == 3 && message.contains("moon"), "{message}");
    let (code, message) = refused(&["--lock", "G99"]);
    assert!(code == 3 && message.contains("G99"), "{message}");
    let (code, _) = refused(&["--range", "some"]);
    assert_eq!(code, 2);

    city.write("one.geojson", &collection(&[rectangle(r#"{"code":"A"}"#, [0, 1], [0, 1])]));
    let import = ["import", "--store", "bare.gpkg", "--grids", "one.geojson"];
    assert!(city.onemap(&import).status.success());
    let output = city.onemap(&["plan", "propose", "--store", "bare.gpkg", "--out", "p.geojson"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("communities"));
}

#[test]
fn a_community_that_cannot_be_shared_out_is_reported_and_covered() {
    let city = City::new();
    let report = city.json(&["propose", "--out", "p.geojson", "--range", "2000..3000", "--target", "2500"]);
    assert_eq!((&report["feasible"], &report["grids"]), (&0.into(), &2.into()));
    let reasons = report["infeasible"].as_array().unwrap();
    assert!(reasons.iter().all(|it| it["reason"].as_str().unwrap().contains("2000 to 3000")), "{reasons:?}");
    let all: f64 =
        features(&city, "p.geojson").iter().map(|it| it["properties"]["households"].as_f64().unwrap()).sum();
    assert_eq!(all, f64::from((0..8).map(|i| 310 + 10 * i).sum::<i32>()));
}

/// Buildings that are reported to have more households than a grid may.
fn too_large(report: &Value) -> usize {
    let of_one = |one: &&Value| one["reason"].as_str().unwrap().contains("one building");
    report["infeasible"].as_array().unwrap().iter().filter(of_one).count()
}

#[test]
fn large_buildings_are_split_by_unit_when_that_is_asked_for() {
    let city = generated("40", "250");
    let whole = propose(&city, &["--out", "whole.geojson"]);
    assert_eq!(whole["split"], Value::Array(Vec::new()));
    let split = propose(&city, &["--out", "split.geojson", "--split-by-unit"]);
    let buildings = split["split"].as_array().unwrap();
    assert!(!buildings.is_empty() && too_large(&split) < too_large(&whole), "{split}");
    let grids = features(&city, "split.geojson");
    let codes: Vec<&Value> = grids.iter().map(|grid| &grid["properties"]["code"]).collect();
    for building in buildings {
        assert!(building["households"].as_f64().unwrap() > 400.0);
        let of_building = building["grids"].as_array().unwrap();
        assert!(of_building.len() > 1 && of_building.iter().all(|code| codes.contains(&code)));
    }
    let sum = |name: &str| grids.iter().map(|it| it["properties"][name].as_f64().unwrap()).sum::<f64>();
    assert_eq!(sum("households") + split["outside"]["households"].as_f64().unwrap(), households(&city));
    assert_eq!(sum("buildings") + split["outside"]["buildings"].as_f64().unwrap(), 250.0);
}

#[test]
fn a_proposal_in_force_stays_as_it_is() {
    let city = generated("60", "4000");
    propose(&city, &["--name", "first"]);
    for step in [&["submit"][..], &["approve"], &["publish", "--starts", "2026-01-01"]] {
        let output = city.onemap(&[&["plan"], step, &["--store", "made.gpkg", "--plan", "first"]].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let again = propose(&city, &["--rebalance", "--out", "again.geojson"]);
    let infeasible = again["infeasible"].as_array().unwrap().len();
    assert_eq!(again["moved_households"], 0.0);
    assert_eq!((&again["unchanged"], infeasible), (&again["grids"], 0));
}
