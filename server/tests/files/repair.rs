//! `onemap repair`.

use super::{Folder, layer, ragged};
use serde_json::Value;

#[test]
fn a_ragged_layer_is_mended_and_accounted_for() {
    let folder = Folder::new();
    folder.write("drawn.geojson", &ragged());
    let checked = folder.report(1, &["check", "--grids", "drawn.geojson"]);
    assert!(checked["by_rule"]["near_boundary"].as_u64().unwrap() > 0, "{checked}");
    assert_eq!(checked["by_rule"]["repeated_point"], 1);

    let report = folder
        .report(0, &["repair", "--grids", "drawn.geojson", "--out", "grids.geojson", "--tolerance", "0.5m"]);
    let account = &report["account"];
    assert_eq!(
        (&account["grids"], &account["written"], &account["clean"]),
        (&2.into(), &2.into(), &true.into())
    );
    let kinds = account["by_kind"].as_object().unwrap();
    let sum: u64 = kinds.values().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(sum as usize, account["changes"].as_array().unwrap().len());
    assert_eq!(kinds["vertex_moved"], 2);
    assert_eq!(kinds["repeated_point"], 1);
    let total = |part: &str| account["total"][part].as_f64().unwrap();
    let parts = ["before_m2", "overlaps_m2", "gaps_m2", "slivers_m2", "boundaries_m2"].map(total);
    assert!((parts.iter().sum::<f64>() - total("after_m2")).abs() < 1e-6);

    let checked = folder.report(0, &["check", "--grids", "grids.geojson"]);
    assert_eq!((&checked["violations"], &checked["warnings"]), (&0.into(), &0.into()), "{checked}");
    let again =
        folder.report(0, &["repair", "--grids", "grids.geojson", "--out", "b.geojson", "--tolerance", "0.5"]);
    assert_eq!(again["account"]["changes"], Value::Array(Vec::new()));
}

#[test]
fn everything_else_that_rows_say_is_kept_in_every_format() {
    let folder = Folder::new();
    folder.write("drawn.geojson", &ragged());
    for out in ["a.geojson", "a.csv", "a.parquet", "a.topojson", "a.shp", "a.zip", "a.gpkg"] {
        folder.report(0, &["repair", "--grids", "drawn.geojson", "--out", out, "--tolerance", "0.5m"]);
        folder.report(0, &["repair", "--grids", out, "--out", "back.geojson", "--tolerance", "0.5m"]);
        let text = std::fs::read_to_string(folder.path("back.geojson")).unwrap();
        let json: Value = serde_json::from_str(&text).unwrap();
        let properties: Vec<&Value> =
            json["features"].as_array().unwrap().iter().map(|f| &f["properties"]).collect();
        assert_eq!((&properties[0]["code"], &properties[1]["code"]), (&"001".into(), &"002".into()), "{out}");
        assert_eq!((&properties[0]["steward"], &properties[1]["name"]), (&"王".into(), &"二".into()), "{out}");
        let floors = &properties[1]["floors"];
        assert!(floors.as_f64() == Some(3.5) || floors.as_str() == Some("3.5"), "{out}: {floors}");
    }
}

#[test]
fn what_cannot_be_mended_is_told_and_exits_with_1() {
    let folder = Folder::new();
    let square = |x: f64, size: f64| [(x, 0.0), (x + size, 0.0), (x + size, size), (x, size)];
    let all = square(0.0, 100.0);
    let inner = square(10.0, 20.0);
    folder.write(
        "drawn.geojson",
        &layer(&[(r#"{"code":"a"}"#, &all), (r#"{"code":"b"}"#, &inner), (r#"{"code":"a"}"#, &all)]),
    );
    let report = folder
        .report(1, &["repair", "--grids", "drawn.geojson", "--out", "grids.geojson", "--tolerance", "0.5m"]);
    let account = &report["account"];
    assert_eq!(account["written"], 1);
    let remaining = account["remaining"].as_array().unwrap();
    assert_eq!(remaining.len(), 1, "the row given twice is missed by nobody");
    assert_eq!((&remaining[0]["rule"], &remaining[0]["areas"][0]), (&"zero_area".into(), &"b".into()));

    let smallest = ["--overlaps", "smallest"];
    let args = ["repair", "--grids", "drawn.geojson", "--out", "grids.geojson", "--tolerance", "0.5m"];
    assert_eq!(folder.report(0, &[&args[..], &smallest[..]].concat())["account"]["written"], 2);
}

#[test]
fn impossible_arguments_are_refused() {
    fn repair<'a>(rest: &[&'a str]) -> Vec<&'a str> {
        [&["repair", "--grids", "drawn.geojson"], rest].concat()
    }
    let folder = Folder::new();
    folder.write("drawn.geojson", &ragged());
    let same = folder.refusal(2, &repair(&["--out", "drawn.geojson", "--tolerance", "1"]));
    assert!(same.contains("name another"), "{same}");
    let tolerance = folder.refusal(2, &repair(&["--out", "a.geojson", "--tolerance=-1m"]));
    assert!(tolerance.contains("0.5m"), "{tolerance}");
    let format = folder.refusal(2, &repair(&["--out", "a.xyz", "--tolerance", "1"]));
    assert!(format.contains("topojson"), "{format}");
    let missing =
        folder.refusal(3, &["repair", "--grids", "none.shp", "--out", "a.geojson", "--tolerance", "1"]);
    assert!(missing.contains("none.shp"), "{missing}");
}

#[test]
fn a_file_without_codes_is_told_how_to_name_them() {
    let folder = Folder::new();
    folder.write("grids.geojson", &layer(&[(r#"{"zzz":"1"}"#, &[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0)])]));
    for command in [
        &["check"][..],
        &["repair", "--out", "a.geojson", "--tolerance", "1"],
        &["assign", "--points", "none.csv", "--out", "b.csv"],
    ] {
        let said = folder.refusal(3, &[command, &["--grids", "grids.geojson"]].concat());
        assert!(said.contains("zzz") && said.contains("--grid-id COLUMN") && !said.contains("--map"), "{said}");
    }
}
