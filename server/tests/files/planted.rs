//! Gi* and DBSCAN at their default settings find the hotspots that the generator planted, and no others.

use super::Folder;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Grids by name, each with its neighbours and itself: those that have a corner in common.
fn rings(geojson: &Value) -> HashMap<String, HashSet<String>> {
    let mut at_corner: HashMap<String, HashSet<String>> = HashMap::new();
    for feature in geojson["features"].as_array().unwrap() {
        let unit = feature["properties"]["unit"].as_str().unwrap();
        for corner in feature["geometry"]["coordinates"][0].as_array().unwrap() {
            at_corner.entry(corner.to_string()).or_default().insert(unit.to_owned());
        }
    }
    let mut rings: HashMap<String, HashSet<String>> = HashMap::new();
    for units in at_corner.values() {
        for unit in units {
            rings.entry(unit.clone()).or_default().extend(units.iter().cloned());
        }
    }
    rings
}

fn grown(grids: &Value, rings: &HashMap<String, HashSet<String>>) -> HashSet<String> {
    let grids = grids.as_array().unwrap().iter().map(|grid| grid.as_str().unwrap());
    grids.flat_map(|grid| rings[grid].iter().cloned()).collect()
}

/// A generated city as `c.gpkg`, and the hotspots that it was given.
fn city() -> (Folder, Vec<Value>) {
    let folder = Folder::new();
    let city = ["generate", "--out", "city", "--grids", "200", "--buildings", "6000", "--complaints", "20000"];
    folder.report(0, &city);
    folder.report(0, &["import", "--store", "c.gpkg", "--from", "city"]);
    let truth = std::fs::read_to_string(folder.path("city/truth.json")).unwrap();
    let truth: Value = serde_json::from_str(&truth).unwrap();
    let planted = truth["hotspots"].as_array().unwrap().clone();
    assert!(planted.len() >= 15);
    (folder, planted)
}

/// What is asked of a method about the category and the time of a hotspot.
fn about<'a>(method: &'a str, hotspot: &'a Value) -> [&'a str; 7] {
    let of = |key: &str| hotspot[key].as_str().unwrap();
    [method, "--category", of("subcategory"), "--from", of("from"), "--to", of("to")]
}

/// A cluster is right that reaches into the planted area grown by about one ring of grids.
#[test]
fn clusters_that_were_planted_are_found_and_no_others() {
    const RING_M: f64 = 400.0;
    let (folder, planted) = city();
    let (mut found, mut right, mut all) = (0, 0, 0);
    for hotspot in &planted {
        let (rows, _) = folder.hotspots(&about("dbscan", hotspot));
        let number = |row: &Value, key: &str| row[key].as_f64().unwrap();
        let centre = [0, 1].map(|axis| hotspot["center"][axis].as_f64().unwrap());
        let reach = number(hotspot, "radius_m") + RING_M;
        let is_near = |row: &Value| {
            let [east, north] =
                [(number(row, "lon") - centre[0]) * 94_690.0, (number(row, "lat") - centre[1]) * 110_870.0];
            east.hypot(north) <= reach
        };
        let mut clusters: HashMap<i64, bool> = HashMap::new();
        for row in rows.iter().filter(|row| row["cluster"] != -1) {
            *clusters.entry(row["cluster"].as_i64().unwrap()).or_default() |= is_near(row);
        }
        let near = clusters.values().filter(|near| **near).count();
        found += usize::from(near > 0);
        right += near;
        all += clusters.len();
    }
    assert!(found * 10 >= planted.len() * 9, "{found} of {} are found", planted.len());
    assert!(right * 10 >= all * 9, "{right} of {all} clusters are right");
}

/// A hot grid is right in the planted area grown by one ring of grids, since Gi* of a unit looks at its neighbours, of the same category and time.
#[test]
fn hotspots_that_were_planted_are_found_and_no_others() {
    let (folder, planted) = city();
    let (geojson, _) = folder.hotspots_as_one(&["gi-star", "--format", "geojson"]);
    let rings = rings(&geojson);
    let (mut found, mut right, mut hot) = (0, 0, 0);
    for hotspot in &planted {
        let (rows, _) = folder.hotspots(&about("gi-star", hotspot));
        let is_hot = |row: &&Value| row["significant"] == true && row["z"].as_f64() > Some(0.0);
        let units: HashSet<String> =
            rows.iter().filter(is_hot).map(|row| row["unit"].as_str().unwrap().to_owned()).collect();
        let expected = grown(&hotspot["grids"], &rings);
        found += usize::from(!units.is_disjoint(&expected));
        right += units.intersection(&expected).count();
        hot += units.len();
    }
    assert!(found * 10 >= planted.len() * 9, "{found} of {} are found", planted.len());
    assert!(right * 10 >= hot * 9, "{right} of {hot} hot grids are right");
}
