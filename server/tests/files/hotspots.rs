//! `onemap hotspots` on a board of grids: what it gives, and what it refuses. Its numbers are judged in `scripts/judges`.

use super::{Folder, layer};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Sixteen grids of 1 km in a square, numbered from the south-west, and one far away; the south-western four have six complaints
/// each about noise, the others one about trees, and one complaint lies in no grid.
fn board() -> Folder {
    let folder = Folder::new();
    let square = |x: f64, y: f64| [(x, y), (x + 1000.0, y), (x + 1000.0, y + 1000.0), (x, y + 1000.0)];
    let corner = |i: u32| (f64::from(i % 4) * 1000.0, f64::from(i / 4) * 1000.0);
    let far = (17, (9000.0, 9000.0));
    let grids: Vec<(String, [(f64, f64); 4])> = (1..=16)
        .map(|code| (code, corner(code - 1)))
        .chain([far])
        .map(|(code, (x, y))| (format!(r#"{{"code":"g{code:02}"}}"#), square(x, y)))
        .collect();
    let grids: Vec<(&str, &[(f64, f64)])> =
        grids.iter().map(|(code, ring)| (code.as_str(), &ring[..])).collect();
    folder.write("grids.geojson", &layer(&grids));
    let mut rows = vec!["id,time,lon,lat,category,status".to_owned()];
    let mut push = |x: f64, y: f64, category: &str| {
        let (lon, lat) = (117.3 + x / 94_690.0, 31.8 + y / 110_870.0);
        rows.push(format!("c{},2025-06-0{},{lon:.7},{lat:.7},{category},open", rows.len(), rows.len() % 9 + 1));
    };
    for i in 0..16 {
        let (x, y) = corner(i);
        let hot = x < 2000.0 && y < 2000.0;
        (0..if hot { 6 } else { 1 }).for_each(|j| {
            push(x + 300.0 + 40.0 * f64::from(j), y + 500.0, if hot { "noise" } else { "trees" });
        });
    }
    push(-5000.0, -5000.0, "trees");
    folder.write("complaints.csv", &rows.join("\n"));
    folder.report(
        0,
        &["import", "--store", "c.gpkg", "--grids", "grids.geojson", "--complaints", "complaints.csv"],
    );
    folder
}

impl Folder {
    /// The records of a run, and what it says on stderr.
    #[track_caller]
    pub(super) fn hotspots(&self, args: &[&str]) -> (Vec<Value>, String) {
        let (rows, said) = self.hotspots_as_one(args);
        (rows.as_array().unwrap().clone(), said)
    }

    /// The whole answer of a run in JSON or GeoJSON, and what it says on stderr.
    #[track_caller]
    pub(super) fn hotspots_as_one(&self, args: &[&str]) -> (Value, String) {
        let output = self.onemap(&[&["hotspots"], args, &["--store", "c.gpkg"]].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}: {said}");
        (serde_json::from_slice(&output.stdout).unwrap(), said)
    }

    #[track_caller]
    pub(super) fn refused(&self, args: &[&str], expected: &str) {
        let message = self.refusal(2, &[&["hotspots"], args, &["--store", "c.gpkg"]].concat());
        assert!(message.contains(expected), "{args:?}: {message}");
    }
}

fn names(rows: &[Value], keep: impl Fn(&Value) -> bool) -> Vec<&str> {
    rows.iter().filter(|row| keep(row)).map(|row| row["unit"].as_str().unwrap()).collect()
}

#[test]
fn every_grid_has_a_record_and_the_hot_ones_stand_out() {
    let folder = board();
    // g06 is hot itself, and two of its four neighbours are not.
    let (rows, said) = folder.hotspots(&["gi-star", "--weights", "rook"]);
    assert_eq!(rows.len(), 17);
    assert_eq!(rows.iter().map(|row| row["value"].as_f64().unwrap()).sum::<f64>(), 36.0);
    assert!(said.contains("1 of 37 complaints lie in no unit"), "{said}");
    assert!(said.contains("1 of 17 units have no neighbours: g17"), "{said}");
    assert_eq!(
        names(&rows, |row| row["significant"] == true && row["z"].as_f64() > Some(0.0)),
        ["g01", "g02", "g05"]
    );
    let (rows, said) = folder.hotspots(&["local-moran"]);
    assert_eq!(names(&rows, |row| row["z"].is_null()), ["g17"]);
    assert!(said.contains("1 of 17 units have no p: no neighbours"), "{said}");
    assert_eq!(rows[0]["quadrant"], "HH");
    let (rows, _) = folder.hotspots(&["moran"]);
    assert!(rows.len() == 1 && rows[0]["p"].as_f64() < Some(1e-3), "{rows:?}");
    for method in ["moran", "geary"] {
        let (rows, _) = folder.hotspots(&[method, "--permutations", "9", "--seed", "1"]);
        assert_eq!(rows[0]["p"], 0.2, "the least that nine permutations can say, from both sides");
    }
    folder.refused(&["moran", "--permutations", "0"], "from 1 to");
}

#[test]
fn complaints_of_all_time_count_unless_a_window_is_given() {
    let folder = board();
    folder.write("old.csv", "id,time,lon,lat,category\nold,2019-03-01,117.3105613,31.8045097,noise\n");
    folder.report(0, &["import", "--store", "c.gpkg", "--complaints", "old.csv"]);
    let sum = |window: &[&str]| -> f64 {
        let (rows, _) = folder.hotspots(&[&["gi-star"], window].concat());
        rows.iter().map(|row| row["value"].as_f64().unwrap()).sum()
    };
    assert_eq!(sum(&[]), 37.0);
    assert_eq!(sum(&["--from", "2025-01-01"]), 36.0);
    assert_eq!(sum(&["--to", "2025-01-01"]), 1.0);
    let (rows, _) = folder.hotspots(&["dbscan", "--eps", "1", "--min-points", "1"]);
    assert_eq!(rows.len(), 38);
}

#[test]
fn permutations_are_the_same_for_the_same_seed_and_told_where_they_are_too_few() {
    let folder = board();
    let run = |seed| folder.hotspots(&["gi-star", "--permutations", "99", "--seed", seed]);
    let (rows, said) = run("4");
    assert_eq!((rows.clone(), said.clone()), run("4"));
    assert_ne!(rows, run("5").0);
    assert!(said.contains("no p of 99 permutations is below 2.00e-2"), "{said}");
    assert!(said.contains("1 of 17 units have no p"), "{said}");
    assert!(rows[16]["p"].is_null(), "without neighbours there is nothing to shuffle");
}

#[test]
fn cells_and_squares_cover_the_areas_and_hold_every_located_complaint() {
    let folder = board();
    for (units, least) in [("h3:8", 17), ("square:1000", 16)] {
        let (rows, said) = folder.hotspots(&["gi-star", "--units", units]);
        assert_eq!(rows.iter().map(|row| row["value"].as_f64().unwrap()).sum::<f64>(), 37.0, "{units}");
        assert!(rows.len() > least && rows.len() < 60, "{units}: {}", rows.len());
        assert!(!said.contains("in no unit") && said.contains("have no neighbours"), "{said}");
        let (noise, _) = folder.hotspots(&["gi-star", "--units", units, "--category", "noise"]);
        assert_eq!(names(&noise, |_| true), names(&rows, |_| true), "units do not depend on what is counted");
    }
}

#[test]
fn where_nothing_varies_there_is_no_z_and_stderr_says_why() {
    let folder = board();
    let (rows, said) = folder.hotspots(&["gi-star", "--from", "2020-01-01", "--to", "2020-02-01"]);
    assert_eq!(
        names(&rows, |row| row["z"].is_null() && row["statistic"].is_null() && row["significant"] == false)
            .len(),
        17
    );
    assert!(
        said.contains("no complaint of this window and kind") && said.contains("all values are alike"),
        "{said}"
    );
    let (rows, said) = folder.hotspots(&["geary", "--from", "2020-01-01", "--to", "2020-02-01"]);
    assert!(rows[0]["statistic"].is_null() && said.contains("no statistic"), "{said}");
    let (rows, said) = folder.hotspots(&["gi", "--weights", "band:1"]);
    assert_eq!(names(&rows, |row| row["z"].is_null()).len(), 17);
    assert!(said.contains("17 of 17 units have no neighbours: g01, g02") && said.contains("…"), "{said}");
    let (rows, _) = folder.hotspots(&["gi-star", "--weights", "band:99999"]);
    assert_eq!(names(&rows, |row| row["z"].is_null()).len(), 17, "all units are neighbours of all");
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let folder = board();
    folder.refused(&["gi-star", "--weights", "knn:17"], "give knn:16 or less");
    folder.refused(&["gi-star", "--weights", "band:0"], "metres above 0");
    folder.refused(&["gi-star", "--weights", "band:NaN"], "metres above 0");
    folder.refused(&["gi-star", "--weights", "ring:1"], "only H3 cells have rings");
    folder.refused(&["gi-star", "--units", "h3:16"], "a resolution from 0 to 15");
    folder.refused(&["gi-star", "--units", "square:0.01"], "give larger ones");
    folder.refused(&["gi-star", "--units", "communities"], "the store has none of them");
    folder.refused(&["gi-star", "--permutations", "0"], "a number from 1 to");
    folder.refused(&["gi-star", "--category", "moon"], "no complaint has the category moon; there are");
    folder.refused(&["gi-star", "--status", "lost"], "no complaint has the status lost; there are open");
    folder.refused(&["gi-star", "--per", "household"], "knows of nobody");
    folder.refused(&["gi-star", "--from", "2025-02-01", "--to", "2025-01-01"], "is not before");
    folder.refused(&["moran", "--format", "geojson"], "no geometry");
}

/// What the generator planted, and the alerts of the same city over all of its time.
fn planted(command: &str) -> (Value, Vec<Value>, HashMap<String, String>) {
    let folder = Folder::new();
    let city = ["generate", "--out", "city", "--grids", "60", "--buildings", "3000", "--complaints", "20000"];
    folder.report(0, &city);
    folder.report(0, &["import", "--store", "c.gpkg", "--from", "city"]);
    let truth = std::fs::read_to_string(folder.path("city/truth.json")).unwrap();
    let (alerts, _) = folder.hotspots(&[command, "--from", "2000-01-01", "--to", "2050-01-01"]);
    let mut rows = csv::Reader::from_path(folder.path("city/complaints.csv")).unwrap();
    let columns = rows.headers().unwrap().clone();
    let place = |name: &str| columns.iter().position(|it| it.trim_start_matches('\u{feff}') == name).unwrap();
    let (id, phone) = (place("工单编号"), place("联系电话"));
    let phones = rows.records().map(|row| row.unwrap()).map(|row| (row[id].to_owned(), row[phone].to_owned()));
    (serde_json::from_str(&truth).unwrap(), alerts, phones.collect())
}

#[test]
fn callers_who_were_planted_are_found_and_no_others() {
    let (truth, alerts, phones) = planted("repeat-callers");
    let list = truth["repeat_callers"].as_array().unwrap();
    let expected: HashSet<(&str, &str)> =
        list.iter().map(|it| (it["phone"].as_str().unwrap(), it["category"].as_str().unwrap())).collect();
    let phone = |alert: &Value| phones[alert["alert"].as_str().unwrap()].as_str();
    let found: HashSet<_> = alerts.iter().map(|it| (phone(it), it["category"].as_str().unwrap())).collect();
    let right = found.intersection(&expected).count() as f64;
    assert!(expected.len() >= 15 && right >= 0.9 * expected.len() as f64, "{right} of {}", expected.len());
    assert!(right >= 0.9 * found.len() as f64, "{right} of {} found", found.len());
    assert!(alerts.iter().all(|it| it["callers"] == 1 && it["alert"] == it["complaints"][0]));
}

/// A hotspot that was planted is many callers about one subject too.
#[test]
fn subjects_that_were_planted_are_found_and_no_others() {
    let (truth, alerts, _) = planted("repeat-subjects");
    let list = |name: &str| truth[name].as_array().unwrap().clone();
    let (subjects, hotspots) = (list("repeat_subjects"), list("hotspots"));
    let matches = |alert: &Value, planted: &Value, place: &str, metres: f64| {
        let number = |value: &Value| value.as_f64().unwrap();
        let east = (number(&alert["lon"]) - number(&planted[place][0])) * 94_690.0;
        let north = (number(&alert["lat"]) - number(&planted[place][1])) * 110_870.0;
        alert["subcategory"] == planted["subcategory"]
            && east.hypot(north) <= metres
            && alert["first"].as_str() <= planted["to"].as_str().map(|to| [to, "T24"].concat()).as_deref()
            && alert["last"].as_str() >= planted["from"].as_str()
    };
    let is_subject = |alert: &Value, subject: &Value| matches(alert, subject, "place", 150.0);
    let is_hotspot = |alert: &Value| {
        hotspots.iter().any(|it| matches(alert, it, "center", it["radius_m"].as_f64().unwrap() + 150.0))
    };
    let found = subjects.iter().filter(|it| alerts.iter().any(|alert| is_subject(alert, it))).count();
    assert!(subjects.len() >= 15 && found * 10 >= subjects.len() * 9, "{found} of {}", subjects.len());
    let right = alerts.iter().filter(|it| subjects.iter().any(|s| is_subject(it, s)) || is_hotspot(it)).count();
    assert!(right * 10 >= alerts.len() * 9, "{right} of {} alerts", alerts.len());
    assert!(alerts.iter().all(|it| it["callers"].as_u64() >= Some(5)));
}

#[test]
fn growth_is_told_with_its_interval_and_what_there_is_to_compare() {
    let folder = board();
    let (rows, said) = folder.hotspots(&["trend", "--from", "2025-06-05", "--to", "2025-06-10"]);
    assert!(said.contains("less than a year before") && said.contains("within the period before"), "{said}");
    let of = |name: &str| rows.iter().map(|row| row[name].as_u64().unwrap()).collect::<Vec<_>>();
    assert_eq!(
        rows.iter().map(|row| row["category"].as_str()).collect::<Vec<_>>(),
        [None, Some("noise"), Some("trees")]
    );
    assert_eq!(
        (of("count")[0], of("before")[0]),
        (of("count")[1] + of("count")[2], of("before")[1] + of("before")[2])
    );
    assert_eq!(of("count")[0] + of("before")[0], 37);
    assert!(rows[0]["change_low"].as_f64() < rows[0]["change"].as_f64());
    assert!(rows[0]["year_before"].is_null() && rows[0]["year_change"].is_null());
    folder.refused(
        &["trend", "--step", "hour", "--from", "2000-01-01", "--to", "2025-01-01"],
        "give longer ones",
    );
}
