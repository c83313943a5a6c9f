//! Gi* at its default settings finds the hotspots that the generator planted, and no others.

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

/// A hot grid is right in the planted area grown by one ring of grids, since Gi* of a unit looks at its neighbours, of the same category and time.
#[test]
fn hotspots_that_were_planted_are_found_and_no_others() {
    let folder = Folder::new();
    let city = ["generate", "--out", "city", "--grids", "200", "--buildings", "6000", "--complaints", "20000"];
    folder.report(0, &city);
    folder.report(0, &["import", "--store", "c.gpkg", "--from", "city"]);
    let truth = std::fs::read_to_string(folder.path("city/truth.json")).unwrap();
    let truth: Value = serde_json::from_str(&truth).unwrap();
    let planted = truth["hotspots"].as_array().unwrap();
    let (geojson, _) = folder.hotspots_as_one(&["gi-star", "--format", "geojson"]);
    let rings = rings(&geojson);
    let (mut found, mut right, mut hot) = (0, 0, 0);
    for hotspot in planted {
        let of = |key: &str| hotspot[key].as_str().unwrap();
        let asked = ["gi-star", "--category", of("subcategory"), "--from", of("from"), "--to", of("to")];
        let (rows, _) = folder.hotspots(&asked);
        let is_hot = |row: &&Value| row["significant"] == true && row["z"].as_f64() > Some(0.0);
        let units: HashSet<String> =
            rows.iter().filter(is_hot).map(|row| row["unit"].as_str().unwrap().to_owned()).collect();
        let expected = grown(&hotspot["grids"], &rings);
        found += usize::from(!units.is_disjoint(&expected));
        right += units.intersection(&expected).count();
        hot += units.len();
    }
    assert!(planted.len() >= 15 && found * 10 >= planted.len() * 9, "{found} of {} are found", planted.len());
    assert!(right * 10 >= hot * 9, "{right} of {hot} hot grids are right");
}
