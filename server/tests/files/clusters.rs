//! `onemap hotspots dbscan` and `hdbscan` of two crowds and a few strays. Their labels are judged in the engine and in `scripts/judges`.

use super::{Folder, layer};
use serde_json::Value;

/// Thirty complaints within metres of each of two places 2 km apart, and five far from everything; a building with an address at the first.
fn crowds() -> Folder {
    let folder = Folder::new();
    let mut rows = vec!["id,time,lon,lat,category".to_owned()];
    let mut push = |x: f64, y: f64| {
        let (lon, lat) = (117.3 + x / 94_690.0, 31.8 + y / 110_870.0);
        rows.push(format!("c{},2025-06-{:02},{lon:.7},{lat:.7},noise", rows.len(), rows.len() / 10 + 1));
    };
    for i in 0..30 {
        let (x, y) = (f64::from(i % 6) * 3.0, f64::from(i / 6) * 3.0);
        push(x, y);
        push(2000.0 + x, y);
    }
    (1..6).for_each(|i| push(0.0, 3000.0 * f64::from(i)));
    folder.write("complaints.csv", &rows.join("\n"));
    let house = [(-5.0, -5.0), (25.0, -5.0), (25.0, 25.0), (-5.0, 25.0)];
    folder.write("buildings.geojson", &layer(&[(r#"{"id":"b1","address":"1 Lake Road"}"#, &house)]));
    let files = ["--buildings", "buildings.geojson", "--complaints", "complaints.csv"];
    folder.report(0, &[&["import", "--store", "c.gpkg"], &files[..]].concat());
    folder
}

fn of(rows: &[Value], cluster: i64) -> Vec<&Value> {
    rows.iter().filter(|row| row["cluster"] == cluster).collect()
}

#[test]
fn both_methods_find_the_crowds_and_count_the_noise() {
    let folder = crowds();
    for method in [
        &["dbscan", "--eps", "50"][..],
        &["hdbscan"],
        &["hdbscan", "--min-cluster-size", "10", "--min-points", "5"],
    ] {
        let (rows, _) = folder.hotspots(method);
        assert_eq!([0, 1, -1].map(|cluster| of(&rows, cluster).len()), [30, 30, 5], "{method:?}");
        let (rows, _) = folder.hotspots(&[method, &["--summary"]].concat());
        let counts: Vec<i64> = rows.iter().map(|row| row["count"].as_i64().unwrap()).collect();
        assert_eq!(counts, [30, 30, 5], "{method:?}");
        assert_eq!([&rows[0]["address"], &rows[1]["address"]], [&Value::from("1 Lake Road"), &Value::Null]);
        assert!(rows[2]["complaint"].is_null() && rows[2]["cluster"] == -1);
    }
}

#[test]
fn a_summary_draws_hulls() {
    let folder = crowds();
    let (geojson, _) = folder.hotspots_as_one(&["dbscan", "--eps", "50", "--summary", "--format", "geojson"]);
    let kinds: Vec<&str> = geojson["features"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it["geometry"]["type"].as_str())
        .collect();
    assert_eq!(kinds, ["Polygon", "Polygon"], "noise has no shape");
    let alone = ["dbscan", "--eps", "1", "--min-points", "1", "--summary", "--format", "geojson"];
    let (geojson, _) = folder.hotspots_as_one(&alone);
    assert_eq!(geojson["features"][0]["geometry"]["type"], "Point");
}

#[test]
fn nothing_is_no_cluster_and_what_cannot_be_asked_is_refused() {
    let folder = crowds();
    let (rows, said) = folder.hotspots(&["hdbscan", "--from", "2020-01-01", "--to", "2020-02-01", "--summary"]);
    assert_eq!((rows.len(), &rows[0]["count"]), (1, &Value::from(0)), "{rows:?}");
    assert!(said.contains("no complaint of this window and kind has a place"), "{said}");
    let (rows, _) = folder.hotspots(&["hdbscan", "--min-cluster-size", "1000"]);
    assert_eq!(of(&rows, -1).len(), 65);
    folder.refused(&["hdbscan", "--min-cluster-size", "1"], "at least 2");
    folder.refused(&["hdbscan", "--min-points", "0"], "--min-points");
    folder.refused(&["hdbscan", "--min-points", "99999"], "is more than 10000");
}
