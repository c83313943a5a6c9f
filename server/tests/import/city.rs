//! What comes in and how it is counted.

use super::{City, collection, complaints, good_buildings, good_grids, square};

#[test]
fn a_folder_comes_in_and_the_same_again_changes_nothing() {
    let city = City::new();
    city.write("grids.geojson", good_grids().as_bytes());
    city.write("buildings.csv", good_buildings().as_bytes());
    city.write("complaints.csv", complaints(0, 100).as_bytes());
    let first = city.report(&["--from", "."]);
    let accepted: Vec<_> =
        first["files"].as_array().unwrap().iter().map(|file| file["accepted"].as_u64()).collect();
    assert_eq!(accepted, [Some(2), Some(3), Some(100)]);
    let second = city.report(&["--from", "."]);
    let unchanged: Vec<_> =
        second["files"].as_array().unwrap().iter().map(|file| file["unchanged"].as_u64()).collect();
    assert_eq!(unchanged, [Some(2), Some(3), Some(100)]);
    assert_eq!([city.count("grids"), city.count("buildings"), city.count("complaints")], [2, 3, 100]);
}

#[test]
fn later_imports_add_and_a_known_id_updates() {
    let city = City::founded();
    city.write("complaints.csv", complaints(0, 50).as_bytes());
    city.report(&["--complaints", "complaints.csv"]);
    let changed = complaints(40, 60).replace("噪音", "占道");
    city.write("more.csv", changed.as_bytes());
    let report = city.report(&["--complaints", "more.csv"]);
    assert_eq!([&report["files"][0]["accepted"], &report["files"][0]["updated"]], [10, 10]);
    assert_eq!(city.count("complaints"), 60);
    assert_eq!(city.count("complaints WHERE category = '占道'"), 20);
}

#[test]
fn of_rows_with_one_id_the_last_holds_and_the_others_count_as_updates() {
    let city = City::new();
    city.write("b.csv", b"id,name,lon,lat\n1,old,117.3,31.8\n1,new,117.3,31.8\n1,new,117.3,31.8\n");
    let report = city.report(&["--buildings", "b.csv"]);
    let file = &report["files"][0];
    assert_eq!([&file["accepted"], &file["updated"], &file["unchanged"]], [1, 1, 1]);
    assert_eq!(city.text("SELECT name FROM buildings").as_deref(), Some("new"));
}

#[test]
fn grids_of_another_layer_stand_beside_those_of_the_default_one() {
    let city = City::founded();
    city.write("unit.geojson", collection(&[square(r#"{"code":"001"}"#, 5, 5)]).as_bytes());
    let report = city.report(&["--grids", "unit.geojson", "--grid-layer", "unit"]);
    assert_eq!(report["grids"]["layer"], "unit");
    assert_eq!((report["grids"]["grids"].as_u64(), report["grids"]["clean"].as_bool()), (Some(1), Some(true)));
    let layers =
        "SELECT group_concat(layer || is_default, ' ') FROM (SELECT * FROM versions_in_force ORDER BY layer)";
    assert_eq!(city.text(layers).as_deref(), Some("duty1 unit0"));
}

#[test]
fn overlaps_and_gaps_between_grids_are_reported_with_place_and_size() {
    let city = City::new();
    let wide = super::polygon(
        r#"{"code":"b"}"#,
        &[(117.309, 31.8), (117.32, 31.8), (117.32, 31.81), (117.309, 31.81), (117.309, 31.8)],
    );
    city.write("grids.geojson", collection(&[square(r#"{"code":"a"}"#, 0, 0), wide]).as_bytes());
    let report = city.report(&["--grids", "grids.geojson"]);
    assert_eq!(report["grids"]["issues"][0]["kind"], "overlap");
    let example = &report["grids"]["examples"][0];
    assert_eq!(example["grids"], serde_json::json!(["a", "b"]));
    // 0.001° by 0.01° at 31.805 N: 94.6 m by 1,109 m.
    let area = example["area_m2"].as_f64().unwrap();
    assert!((104_000.0..106_000.0).contains(&area), "{area}");
    let (lon, lat) = (example["lon"].as_f64().unwrap(), example["lat"].as_f64().unwrap());
    assert!((117.309..=117.31).contains(&lon) && (31.8..=31.81).contains(&lat));
}

#[test]
fn phones_and_names_are_not_in_the_store() {
    let city = City::new();
    let csv = "id,time,lon,lat,联系电话,诉求人,text\n\
               1,2025-01-01,117.3,31.8,13812345678,欧阳震华,请回电13812345678\n\
               2,2025-01-02,117.3,31.8,138 1234 5678,,再次反映\n";
    city.write("c.csv", csv.as_bytes());
    city.report(&["--complaints", "c.csv"]);
    let bytes = std::fs::read(city.store()).unwrap();
    for secret in ["13812345678", "震华"] {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret}");
    }
    assert_eq!(city.count("complaints WHERE caller IS NOT NULL"), 2);
    assert_eq!(city.text("SELECT count(DISTINCT caller) || '' FROM complaints").as_deref(), Some("1"));
}

#[test]
fn callers_are_known_again_only_under_the_same_key() {
    let city = City::new();
    city.write("c.csv", complaints(0, 5).as_bytes());
    let with_key =
        |key: &str| city.command(&["--complaints", "c.csv"]).env("ONEMAP_CALLER_KEY", key).output().unwrap();
    assert!(with_key("first").status.success());
    assert!(with_key("first").status.success());
    let other = with_key("second");
    assert_eq!(other.status.code(), Some(3));
    assert!(String::from_utf8(other.stderr).unwrap().contains("another key"));
}

#[test]
fn the_crs_of_a_file_is_used_and_said_or_the_file_is_refused() {
    let city = City::new();
    let with_crs = |name: &str| {
        good_grids().replacen(
            '{',
            &format!(r#"{{"crs":{{"type":"name","properties":{{"name":"{name}"}}}},"#),
            1,
        )
    };
    city.write("stated.geojson", with_crs("urn:ogc:def:crs:EPSG::4490").as_bytes());
    let report = city.report(&["--grids", "stated.geojson"]);
    assert_eq!(report["files"][0]["crs"], "EPSG:4490 (as the file states)");
    city.write("local.geojson", with_crs("Hefei 2000 local").as_bytes());
    assert!(city.refusal(&["--grids", "local.geojson"]).contains("Hefei 2000 local"));
    let report = city.report(&["--grids", "local.geojson", "--crs", "gcj02"]);
    assert_eq!(report["files"][0]["crs"], "gcj02 (as given; the file states Hefei 2000 local)");
    assert_eq!(report["files"][0]["updated"], 2);
}

#[test]
fn a_report_for_people_names_files_and_counts() {
    let city = City::new();
    city.write("grids.geojson", good_grids().as_bytes());
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_onemap"));
    command.current_dir(city.path("")).args(["import", "--store", "city.gpkg", "--grids", "grids.geojson"]);
    let text = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(
        text.contains("grids                 2          2          0          0          0  grids.geojson"),
        "{text}"
    );
    assert!(text.contains("grids of layer duty: 2 grids, no gaps, no overlaps"), "{text}");
}
