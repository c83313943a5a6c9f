//! `onemap hotspots emerging` and `scan` on a board of grids where one corner becomes hot. Their numbers are judged in the engine.

use super::{Folder, layer};
use serde_json::Value;

/// Twenty-five grids of 1 km in a square, numbered from the south-west, over twenty weeks from Monday, 2025-01-06. Each has two complaints a week;
/// in the last four weeks the south-western four have eight more.
fn board() -> Folder {
    let folder = Folder::new();
    let corner = |i: u32| (f64::from(i % 5) * 1000.0, f64::from(i / 5) * 1000.0);
    let square = |(x, y): (f64, f64)| [(x, y), (x + 1000.0, y), (x + 1000.0, y + 1000.0), (x, y + 1000.0)];
    let grids: Vec<_> = (0..25).map(|i| (format!(r#"{{"code":"g{i:02}"}}"#), square(corner(i)))).collect();
    let grids: Vec<(&str, &[(f64, f64)])> =
        grids.iter().map(|(code, ring)| (code.as_str(), &ring[..])).collect();
    folder.write("grids.geojson", &layer(&grids));
    let monday = jiff::civil::date(2025, 1, 6);
    let mut rows = vec!["id,time,lon,lat,category".to_owned()];
    for (week, grid) in (0..20).flat_map(|week| (0..25).map(move |grid| (week, grid))) {
        let hot = week >= 16 && grid % 5 < 2 && grid / 5 < 2;
        for i in 0..if hot { 10 } else { 2 } {
            let ((x, y), day) = (corner(grid), monday + jiff::Span::new().days(7 * week + i64::from(i) % 5));
            let (lon, lat) = (117.3 + (x + 500.0) / 94_690.0, 31.8 + (y + 500.0) / 110_870.0);
            rows.push(format!("c{},{day},{lon:.7},{lat:.7},noise", rows.len()));
        }
    }
    folder.write("complaints.csv", &rows.join("\n"));
    let files = ["--grids", "grids.geojson", "--complaints", "complaints.csv"];
    folder.report(0, &[&["import", "--store", "c.gpkg"], &files[..]].concat());
    folder
}

fn units<'a>(rows: &'a [Value], column: &str, value: &str) -> Vec<&'a str> {
    rows.iter().filter(|row| row[column] == value).map(|row| row["unit"].as_str().unwrap()).collect()
}

#[test]
fn a_corner_that_became_hot_is_a_consecutive_hot_spot() {
    let folder = board();
    let all = ["emerging", "--weights", "rook", "--time-neighbours", "0", "--to", "2025-05-26"];
    let (rows, said) = folder.hotspots(&all);
    assert_eq!(rows.len(), 25);
    assert_eq!(rows.iter().map(|row| row["value"].as_u64().unwrap()).sum::<u64>(), 1128, "{said}");
    for unit in ["g00", "g01", "g05", "g06"] {
        assert!(units(&rows, "pattern", "consecutive hot spot").contains(&unit), "{rows:?}");
    }
    assert_eq!(
        (&rows[0]["bins"], &rows[0]["hot"], &rows[0]["steps"]),
        (&"................++++".into(), &4.into(), &20.into())
    );
    let (rows, said) = folder.hotspots(&["emerging", "--to", "2025-05-07"]);
    assert_eq!(rows[0]["pattern"], "new hot spot", "one hot week: {rows:?}");
    assert!(said.contains("lie in no whole week of the window"), "{said}");
}

#[test]
fn emerging_without_complaints_says_nothing_and_with_too_few_steps_is_refused() {
    let folder = board();
    let (rows, said) = folder.hotspots(&["emerging", "--from", "2020-01-06", "--to", "2020-06-01"]);
    assert_eq!(units(&rows, "pattern", "no pattern detected").len(), 25);
    assert!(
        said.contains("no complaint of this window") && said.contains("25 of 25 units have no trend"),
        "{said}"
    );
    folder.refused(&["emerging", "--step", "month"], "at least 10 are needed");
    folder.refused(&["emerging", "--from", "2026-01-01"], "there is no complaint");
    folder.refused(
        &["emerging", "--time-neighbours", "20", "--to", "2025-05-26"],
        "20 earlier steps of 20 there are not",
    );
    folder.refused(&["emerging", "--step", "hour", "--from", "2024-01-01"], "1000 at most");
    folder.refused(&["emerging", "--weights", "knn:25"], "give knn:24 or less");
    folder.refused(&["emerging", "--alpha", "0"], "a number between 0 and 1");
}

#[test]
fn a_scan_finds_the_corner_and_when_it_became_hot() {
    let folder = board();
    let to = ["--from", "2025-03-17", "--to", "2025-05-26", "--step", "week"];
    for expected in ["permutation", "before"] {
        let (rows, said) =
            folder.hotspots(&[&["scan", "--retrospective", "--expected", expected], &to[..]].concat());
        assert!(said.is_empty(), "{said}");
        let first = &rows[0];
        let mut units: Vec<&str> =
            first["units"].as_array().unwrap().iter().map(|unit| unit.as_str().unwrap()).collect();
        units.sort_unstable();
        assert_eq!(units, ["g00", "g01", "g05", "g06"], "{first}");
        assert_eq!([&first["from"], &first["to"]], ["2025-04-28T00:00:00", "2025-05-26T00:00:00"]);
        assert_eq!(
            (first["observed"].as_u64(), &first["significant"], first["p"].as_f64()),
            (Some(160), &true.into(), Some(0.001))
        );
        assert!((first["radius_m"].as_f64().unwrap() - 2f64.sqrt() * 1000.0).abs() < 2.0, "{first}");
        assert!(rows[1..].iter().all(|row| row["significant"] == false), "{rows:?}");
    }
    let alarms = [&["scan"], &to[..]].concat();
    assert_eq!(folder.hotspots(&alarms), folder.hotspots(&alarms));
}

#[test]
fn a_scan_of_nothing_finds_nothing_and_what_cannot_be_asked_is_refused() {
    let folder = board();
    let (rows, said) = folder.hotspots(&["scan", "--from", "2020-01-01", "--to", "2020-02-01"]);
    assert!(rows.is_empty() && said.contains("no cylinder has more"), "{said}");
    let (rows, said) = folder.hotspots(&["scan", "--permutations", "9", "--max-radius", "1"]);
    assert!(rows.iter().all(|row| row["radius_m"] == 0.0), "{rows:?}");
    assert!(said.contains("no p of 9 permutations is below 1.00e-1"), "{said}");
    folder.refused(&["scan", "--expected", "household"], "knows of no household");
    folder.refused(
        &["scan", "--expected", "before", "--from", "2024-01-01", "--to", "2025-02-01"],
        "no such complaint before",
    );
    folder.refused(&["scan", "--max-share", "0"], "0 is no share");
    folder.refused(&["scan", "--max-time", "NaN"], "NaN is no share");
    folder.refused(&["scan", "--max-radius=-5"], "metres above 0");
    folder.refused(&["scan", "--permutations", "0"], "a number from 1 to");
    folder.refused(&["scan", "--from", "2020-01-01"], "400 at most");
    folder.refused(&["scan", "--units", "communities"], "the store has none of them");
}
