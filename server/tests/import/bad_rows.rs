//! Rows that cannot be accepted: each is counted, named and listed; the others come in.

use super::{City, collection, good_grids, listed, polygon, rejections, square};

#[test]
fn coordinates_that_are_no_place() {
    let city = City::founded();
    let csv = "id,time,lon,lat\n\
               1,2025-01-01,117.301,31.801\n\
               2,2025-01-01,31.801,117.301\n\
               3,2025-01-01,NaN,31.801\n\
               4,2025-01-01,117.301,inf\n\
               5,2025-01-01,512345.6,3512345.6\n\
               6,2025-01-01,east,31.801\n\
               7,2025-01-01,,\n";
    city.write("c.csv", csv.as_bytes());
    let report = city.report(&["--complaints", "c.csv"]);
    let expected =
        ["unreadable_number lon [6]", "not_finite lon [4]", "swapped lon [2]", "out_of_range lon [5]"];
    assert_eq!(rejections(&report["files"][0]), expected);
    // NaN is how statistics programs write a cell that is empty.
    assert_eq!(report["files"][0]["accepted"], 3);
    assert_eq!(report["locating"]["unlocated"], 2);
    assert_eq!(listed(&city.path("city.gpkg.rejects.csv")).len(), 4);
}

#[test]
fn swapped_coordinates_are_named_even_where_both_orders_are_on_earth() {
    let city = City::new();
    let ring = [(30.0, 50.0), (30.1, 50.0), (30.1, 50.1), (30.0, 50.1), (30.0, 50.0)];
    city.write("grids.geojson", collection(&[polygon(r#"{"code":"kyiv"}"#, &ring)]).as_bytes());
    city.write("c.csv", b"id,time,lon,lat\n1,2025-01-01,50.05,30.05\n2,2025-01-01,30.05,50.05\n");
    let report = city.report(&["--grids", "grids.geojson", "--complaints", "c.csv"]);
    assert_eq!(rejections(&report["files"][1]), ["swapped lon [1]"]);
}

#[test]
fn six_formats_of_time_and_impossible_ones() {
    let city = City::founded();
    let times = [
        "2025-12-31 23:59:00",
        "2025/12/31 23:59",
        "20251231235900",
        "2025年12月31日 23时59分",
        "12/31/2025 11:59:00 PM",
        "2025-12-31T23:59:00",
        "2025-02-30 10:00:00",
        "2025-13-01",
        "soon",
        "",
    ];
    let rows: String = times.iter().enumerate().map(|(i, time)| format!("{i},{time},117.3,31.8\n")).collect();
    city.write("c.csv", format!("id,time,lon,lat\n{rows}").as_bytes());
    let report = city.report(&["--complaints", "c.csv"]);
    let reasons = rejections(&report["files"][0]);
    assert_eq!(reasons, ["missing time [10]", "unreadable_time time [9]", "impossible_time time [7,8]"]);
    assert_eq!(city.count("complaints WHERE time = '2025-12-31T23:59:00'"), 6);
}

#[test]
fn codes_that_a_spreadsheet_spoiled_are_rejected_and_leading_zeros_kept() {
    let city = City::founded();
    let csv = "id,lon,lat\n3.40111E+11,117.3,31.8\n0075,117.3,31.8\n340111000000001,117.3,31.8\n";
    city.write("b.csv", csv.as_bytes());
    let report = city.report(&["--buildings", "b.csv"]);
    assert_eq!(rejections(&report["files"][0]), ["scientific_code id [1]"]);
    assert_eq!(city.count("buildings WHERE id IN ('0075', '340111000000001')"), 2);
}

#[test]
fn polygons_that_are_none_are_rejected_and_crooked_ones_kept_and_reported() {
    let city = City::new();
    let at = |lon: f64, lat: f64| (117.3 + lon, 31.8 + lat);
    let bow = [at(0.0, 0.02), at(0.01, 0.03), at(0.01, 0.02), at(0.0, 0.03), at(0.0, 0.02)];
    let flat = [at(0.0, 0.0), at(0.01, 0.01), at(0.02, 0.02), at(0.0, 0.0)];
    let features = [
        square(r#"{"code":"1"}"#, 0, 0),
        square(r#"{"code":"2"}"#, 0, 0),
        polygon(r#"{"code":"3"}"#, &bow),
        polygon(r#"{"code":"4"}"#, &flat),
        polygon(r#"{"code":"5"}"#, &[at(0.0, 0.0), at(0.01, 0.0)]),
        r#"{"type":"Feature","properties":{"code":"6"},"geometry":{"type":"Point","coordinates":[117.3,31.8]}}"#.into(),
        r#"{"type":"Feature","properties":{"code":"7"},"geometry":null}"#.into(),
    ];
    city.write("grids.geojson", collection(&features).as_bytes());
    let report = city.report(&["--grids", "grids.geojson"]);
    let file = &report["files"][0];
    assert_eq!((file["accepted"].as_u64(), file["rejected"].as_u64()), (Some(3), Some(4)));
    assert_eq!(file["warnings"][0]["code"], "self_intersection");
    assert_eq!(file["warnings"][0]["rows"], serde_json::json!([3]));
    let issues: Vec<_> = report["grids"]["issues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| issue["kind"].as_str().unwrap())
        .collect();
    assert!(issues.contains(&"duplicate") && issues.contains(&"invalid_ring"), "{issues:?}");
}

#[test]
fn polygons_in_text_cut_at_four_thousand_characters_are_named() {
    let city = City::new();
    let ring: Vec<String> =
        (0..400).map(|i| format!("{:.6} {:.6}", 117.3 + f64::from(i) * 1e-4, 31.8)).collect();
    let cut = &format!("POLYGON(({}, 117.34 31.9, 117.3 31.8))", ring.join(", "))[..4000];
    let whole = "POLYGON((117.3 31.8, 117.31 31.8, 117.31 31.81, 117.3 31.8))";
    city.write("grids.csv", format!("code,wkt\n1,\"{cut}\"\n2,\"{whole}\"\n").as_bytes());
    let report = city.report(&["--grids", "grids.csv"]);
    assert_eq!(rejections(&report["files"][0]), ["truncated_wkt geometry [1]"]);
    assert_eq!(city.count("grids"), 1);
}

#[test]
fn a_field_of_ten_million_characters_is_one_bad_row() {
    let city = City::founded();
    let long = "长".repeat(10_000_000);
    let csv = format!(
        "id,time,lon,lat,text\n1,2025-01-01,117.3,31.8,a\n2,2025-01-01,117.3,31.8,{long}\n3,2025-01-01,117.3,31.8,c\n"
    );
    city.write("c.csv", csv.as_bytes());
    let report = city.report(&["--complaints", "c.csv"]);
    assert_eq!(report["files"][0]["accepted"], 2);
    let reasons = rejections(&report["files"][0]);
    assert!(reasons[0].starts_with("field_too_long") && reasons[0].ends_with("[2]"), "{reasons:?}");
}

#[test]
fn chinese_files_are_read_in_their_encoding_and_never_garbled() {
    let city = City::founded();
    // 工单编号,受理时间,经度,纬度,大类 / 1,2025-01-01,117.3,31.8,噪音 in GB18030.
    let mut bytes = b"\xb9\xa4\xb5\xa5\xb1\xe0\xba\xc5,\xca\xdc\xc0\xed\xca\xb1\xbc\xe4,\xbe\xad\xb6\xc8,\xce\xb3\xb6\xc8,\xb4\xf3\xc0\xe0\n".to_vec();
    bytes.extend(b"1,2025-01-01,117.3,31.8,\xd4\xeb\xd2\xf4\n");
    city.write("c.csv", &bytes);
    city.report(&["--complaints", "c.csv"]);
    assert_eq!(city.text("SELECT category FROM complaints").as_deref(), Some("噪音"));
    let message = city.import(&["--complaints", "c.csv", "--encoding", "utf-8"]);
    assert_eq!(message.status.code(), Some(3), "a header that is not UTF-8 names no column");
    assert_eq!(city.text("SELECT category FROM complaints").as_deref(), Some("噪音"));
}

#[test]
fn abort_stops_at_the_first_bad_row_and_changes_nothing() {
    let city = City::founded();
    city.write("c.csv", b"id,time,lon,lat\n1,2025-01-01,117.3,31.8\n2,never,117.3,31.8\n");
    let message = city.refusal(&["--complaints", "c.csv", "--on-error", "abort"]);
    assert!(message.contains("c.csv: row 2: time") && message.contains("never"), "{message}");
    assert_eq!(city.count("complaints"), 0);
    let fresh = City::new();
    fresh.write("grids.geojson", good_grids().as_bytes());
    fresh.write("c.csv", b"id,time,lon,lat\n1,never,117.3,31.8\n");
    fresh.refusal(&["--grids", "grids.geojson", "--complaints", "c.csv", "--on-error", "abort"]);
    assert!(!fresh.store().exists());
}

#[test]
fn the_rejects_file_lists_every_row_where_it_is_told_to() {
    let city = City::founded();
    let rows: String = (0..50).map(|i| format!("{i},\"not, \"\"a\"\" time\",117.3,31.8\n")).collect();
    city.write("c.csv", format!("id,time,lon,lat\n{rows}").as_bytes());
    let report = city.report(&["--complaints", "c.csv", "--rejects", "bad.csv"]);
    assert_eq!(report["rejects_file"], "bad.csv");
    assert_eq!(report["files"][0]["rejections"][0]["rows"].as_array().unwrap().len(), 10);
    let lines = listed(&city.path("bad.csv"));
    assert_eq!(lines.len(), 50);
    assert!(lines[49].starts_with(r#""c.csv",50,time,"not, ""a"" time","#), "{}", lines[49]);
}
