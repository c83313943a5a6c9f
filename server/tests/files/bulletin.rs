//! `onemap bulletin` of four grids and two weeks.

use super::{Folder, layer};
use serde_json::{Value, json};

/// Four grids of 1 km. In the first, six people call twice each about noise in one place, and the week before four others did in another
/// place; in the second, one calls three times about trees, and the week before two did.
fn city() -> Folder {
    let folder = Folder::new();
    let square = |x: f64, y: f64| [(x, y), (x + 1000.0, y), (x + 1000.0, y + 1000.0), (x, y + 1000.0)];
    let corners = [(0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0), (1000.0, 1000.0)];
    let grids: Vec<(String, [(f64, f64); 4])> = corners
        .iter()
        .zip(1..)
        .map(|(&(x, y), code)| (format!(r#"{{"code":"g{code}","name":"Grid {code}"}}"#), square(x, y)))
        .collect();
    let grids: Vec<(&str, &[(f64, f64)])> =
        grids.iter().map(|(code, ring)| (code.as_str(), &ring[..])).collect();
    folder.write("grids.geojson", &layer(&grids));
    let mut rows = vec!["id,time,lon,lat,category,来电号码".to_owned()];
    let mut push = |day: u32, x: f64, category: &str, caller: u32| {
        let (lon, lat) = (117.3 + x / 94_690.0, 31.8 + 500.0 / 110_870.0);
        rows.push(format!(
            "c{:02},2025-06-{day:02}T09:00,{lon:.7},{lat:.7},{category},1380000{caller:04}",
            rows.len()
        ));
    };
    (0..4).for_each(|caller| push(1, 800.0, "noise", 100 + caller));
    (0..2).for_each(|caller| push(1, 1500.0, "trees", 200 + caller));
    (0..12).for_each(|call| push(3 + call / 6, 200.0, "noise", call % 6));
    (0..3).for_each(|call| push(5 + call, 1500.0, "trees", 9));
    folder.write("complaints.csv", &rows.join("\n"));
    folder.report(
        0,
        &["import", "--store", "c.gpkg", "--grids", "grids.geojson", "--complaints", "complaints.csv"],
    );
    folder
}

const WEEK: [&str; 4] = ["--store", "c.gpkg", "--week", "2025-W23"];

impl Folder {
    #[track_caller]
    fn bulletin(&self, args: &[&str]) -> Value {
        self.report(0, &[&["bulletin", "--out", "out"], args].concat());
        serde_json::from_str(&self.read("out/bulletin.json")).unwrap()
    }

    #[track_caller]
    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }
}

fn counts(rows: &Value) -> Vec<(&str, u64, u64)> {
    let row = |row: &'_ Value| (row["count"].as_u64().unwrap(), row["before"].as_u64().unwrap());
    rows.as_array().unwrap().iter().map(|it| (it["name"].as_str().unwrap(), row(it).0, row(it).1)).collect()
}

#[test]
fn a_week_is_counted_beside_the_week_before() {
    let bulletin = city().bulletin(&WEEK);
    assert_eq!(bulletin["window"], json!({ "from": "2025-06-02T00:00:00", "to": "2025-06-09T00:00:00" }));
    let total = &bulletin["total"];
    assert_eq!((&total["count"], &total["before"], &total["change"]), (&json!(15), &json!(6), &json!(1.5)));
    assert_eq!(total["year_before"], Value::Null, "the store begins a week before");
    assert_eq!(counts(&bulletin["categories"]), [("noise", 12, 4), ("trees", 3, 2)]);
    assert_eq!(
        counts(&bulletin["areas"]),
        [("Grid 1", 12, 4), ("Grid 2", 3, 2), ("Grid 3", 0, 0), ("Grid 4", 0, 0)]
    );
    let days: Vec<u64> =
        bulletin["series"].as_array().unwrap().iter().map(|day| day["count"].as_u64().unwrap()).collect();
    assert_eq!(days, [0, 6, 6, 1, 1, 1, 0]);
}

#[test]
fn alerts_name_their_complaints() {
    let bulletin = city().bulletin(&WEEK);
    let callers = &bulletin["repeat_callers"];
    assert_eq!((&callers["alerts"], &callers["complaints"]), (&json!(1), &json!(3)));
    assert_eq!(callers["items"][0]["complaints"], json!(["c19", "c20", "c21"]));
    let subjects = &bulletin["repeat_subjects"];
    assert_eq!(subjects["alerts"], 1);
    let noise = &subjects["items"][0];
    assert_eq!((&noise["callers"], &noise["count"], &noise["area"]), (&json!(6), &json!(12), &json!("Grid 1")));
}

#[test]
fn an_area_has_a_bulletin_of_its_own() {
    let bulletin = city().bulletin(&[&WEEK[..], &["--area", "Grid 2"]].concat());
    assert_eq!(bulletin["area"], json!({ "level": "grid", "code": "g2", "name": "Grid 2" }));
    assert_eq!((&bulletin["total"]["count"], &bulletin["total"]["before"]), (&json!(3), &json!(2)));
    assert_eq!(
        (&bulletin["repeat_callers"]["alerts"], &bulletin["repeat_subjects"]["alerts"]),
        (&json!(1), &json!(0))
    );
}

#[test]
fn the_page_says_it_in_either_language_and_tables_open_in_a_spreadsheet() {
    let folder = city();
    folder.bulletin(&WEEK);
    let page = folder.read("out/bulletin.html");
    assert!(
        page.contains("<html lang=\"zh\">") && page.contains("本期共 15 件诉求") && page.contains("Grid 1")
    );
    assert!(!page.contains("http://") && !page.contains("https://"), "it asks nothing of the network");
    folder.bulletin(&[&WEEK[..], &["--lang", "en"]].concat());
    assert!(folder.read("out/bulletin.html").contains("15 complaints; the records"));
    let table = folder.read("out/categories.csv");
    assert!(table.starts_with("\u{feff}code,name,count,before,"), "{table}");
    assert!(table.contains("\r\n,noise,12,4,2,"), "{table}");
}

#[test]
fn what_cannot_be_asked_is_refused_by_name() {
    let folder = city();
    let refused =
        |args: &[&str]| folder.refusal(2, &[&["bulletin", "--store", "c.gpkg", "--out", "out"], args].concat());
    assert!(refused(&["--area", "nowhere"]).contains("--area nowhere"));
    assert!(refused(&["--week", "2025-W54"]).contains("2025-W52"));
    assert!(refused(&["--from", "2025-06-02", "--to", "2025-06-01"]).contains("is not before"));
}
