//! Files that cannot be read as what they are said to be: exit code 3, a message that helps, nothing changed.

use super::{City, complaints, good_grids};

#[track_caller]
fn check(name: &str, bytes: &[u8], layer: &str, expected: &[&str]) {
    let city = City::founded();
    city.write(name, bytes);
    city.write("complaints.csv", complaints(0, 3).as_bytes());
    let message = city.refusal(&["--complaints", "complaints.csv", layer, name]);
    for part in expected {
        assert!(message.contains(part), "{message:?} should say {part:?}");
    }
    assert_eq!((city.count("grids"), city.count("buildings"), city.count("complaints")), (2, 3, 0));
}

#[test]
fn empty() {
    check("grids2.geojson", b"", "--grids", &["grids2.geojson", "empty"]);
    check("b.csv", b"", "--buildings", &["b.csv", "empty"]);
}

#[test]
fn truncated_geojson() {
    let whole = good_grids();
    check("g.geojson", &whole.as_bytes()[..whole.len() - 40], "--grids", &["g.geojson", "byte"]);
}

#[test]
fn missing_columns_are_named_with_what_would_do() {
    check(
        "b.csv",
        b"lon,lat,height\n117.3,31.8,9\n",
        "--buildings",
        &["buildings need id", "lon, lat, height", "--map id=COLUMN"],
    );
    check("s.csv", "姓名,电话\n李四,1\n".as_bytes(), "--staff", &["staff need grid"]);
}

#[test]
fn complaints_need_an_id_a_time_and_a_place() {
    let city = City::founded();
    for (csv, missing) in [
        ("time,lon,lat\n2025-01-01,117.3,31.8\n", "need id"),
        ("id,lon,lat\n1,117.3,31.8\n", "need time"),
        ("id,time,category\n1,2025-01-01,a\n", "need geometry or lon"),
    ] {
        city.write("c.csv", csv.as_bytes());
        let message = city.refusal(&["--complaints", "c.csv"]);
        assert!(message.contains(missing), "{message}");
    }
}

#[test]
fn what_is_not_there() {
    let city = City::new();
    assert!(city.refusal(&["--grids", "none.geojson"]).contains("none.geojson"));
    assert!(city.refusal(&["--from", "nowhere"]).contains("nowhere"));
    city.write("notes.txt", b"x");
    assert!(city.refusal(&["--from", "."]).contains("none of the layers"));
    assert!(!city.store().exists());
}

#[test]
fn a_column_mapped_that_is_not_there() {
    let city = City::founded();
    city.write("b.csv", b"nr,lon,lat\n1,117.3,31.8\n");
    assert!(city.refusal(&["--buildings", "b.csv", "--map", "id=number"]).contains("no column `number`"));
    let report = city.report(&["--buildings", "b.csv", "--map", "buildings.id=nr"]);
    assert_eq!(report["files"][0]["updated"], 0);
    assert_eq!(city.count("buildings WHERE id = '1'"), 1);
}

#[test]
fn contradictory_arguments_are_usage_errors() {
    let city = City::new();
    for args in [&[][..], &["--map", "colour=x"], &["--crs", "EPSG:999999"], &["--on-error", "ignore"]] {
        assert_eq!(city.import(args).status.code(), Some(2), "{args:?}");
    }
}
