//! `onemap check` on files, with the demands of a city.

use super::{Folder, layer};

type Ring = [(f64, f64); 4];

const WEST: Ring = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)];
const EAST: Ring = [(100.0, 0.0), (200.0, 0.0), (200.0, 100.0), (100.0, 100.0)];
const FAR: Ring = [(500.0, 0.0), (800.0, 0.0), (800.0, 300.0), (500.0, 300.0)];

#[test]
fn demands_on_a_layer_come_from_a_file_and_flags_go_before_it() {
    let folder = Folder::new();
    folder.write(
        "cells.geojson",
        &layer(&[
            (r#"{"code":"340111001001001","starts":"2025-01-01","ends":"2024-01-01"}"#, &WEST),
            (r#"{"code":"12","starts":"2025-01-01"}"#, &EAST),
            (r#"{"code":"340111001001003"}"#, &FAR),
        ]),
    );
    folder.write(
        "rules.toml",
        "[layers.cells]\ncodes = 'unit-cell'\ncell_area_m2 = 10000\n[layers.cells.severity]\nstart_date = 'off'\ncell_area = 'violation'\n",
    );
    let plain = folder.report(1, &["check", "--grids", "cells.geojson"]);
    assert_eq!(plain["by_rule"], serde_json::json!({"date_order": 1, "start_date": 1}));
    let check = ["check", "--grids", "cells.geojson", "--rules", "rules.toml", "--grid-layer", "cells"];
    let demanded = folder.report(1, &check);
    assert_eq!(demanded["by_rule"], serde_json::json!({"cell_area": 1, "code_format": 1, "date_order": 1}));
    assert_eq!((&demanded["violations"], &demanded["warnings"]), (&3.into(), &0.into()));
    let flagged = folder.report(1, &[&check[..], &["--codes", "any", "--cell-area", "90000"]].concat());
    assert_eq!(flagged["by_rule"], serde_json::json!({"cell_area": 2, "date_order": 1}));

    folder.write("wrong.toml", "[defaults]\nhousehold = [1, 2]\n");
    let wrong = folder.refusal(3, &["check", "--grids", "cells.geojson", "--rules", "wrong.toml"]);
    assert!(wrong.contains("household") && wrong.contains("wrong.toml"), "{wrong}");
}

#[test]
fn a_row_that_is_no_grid_is_a_violation() {
    let folder = Folder::new();
    let flat: Ring = [(0.0, 0.0), (100.0, 0.0), (50.0, 0.0), (20.0, 0.0)];
    folder.write(
        "grids.geojson",
        &layer(&[(r#"{"code":"a","starts":"2025-01-01"}"#, &WEST), (r#"{"code":"b"}"#, &flat)]),
    );
    let report = folder.report(1, &["check", "--grids", "grids.geojson"]);
    assert_eq!(report["by_rule"], serde_json::json!({"unreadable": 1}));
    assert!(report["findings"][0]["areas"][0].as_str().unwrap().starts_with("row 2: geometry"), "{report}");
}

#[test]
fn what_was_odd_about_a_grid_is_a_warning() {
    let folder = Folder::new();
    let written = layer(&[(r#"{"code":"a","starts":"2025-13-45"}"#, &WEST)]);
    let open = written.replace(",[117.3000000,31.8000000]]]", "]]");
    assert_ne!(written, open, "the last point is not the first");
    folder.write("grids.geojson", &open);
    let report = folder.report(0, &["check", "--grids", "grids.geojson"]);
    assert_eq!((&report["by_rule"]["odd_value"], &report["violations"]), (&2.into(), &0.into()), "{report}");
    let findings = report["findings"].as_array().unwrap();
    let of =
        |word: &str| findings.iter().any(|it| it["areas"][1].as_str().is_some_and(|text| text.contains(word)));
    assert!(of("row 1: starts") && of("2025-13-45") && of("not closed"), "{report}");
}
