//! Districts of Hefei, Meishan and Yantai: GCJ-02 turned into WGS 84 against a source that is in WGS 84.

use crate::run::data;
use onemap_engine::coord::{Crs, LatticePoint};
use serde_json::Value;
use std::collections::BTreeMap;

const METRES_PER_DEGREE: f64 = 111_320.0;

#[test]
fn most_vertices_agree_to_under_a_metre_after_conversion_and_none_before() {
    let reference: Vec<(f64, f64)> =
        outlines("china/cn_districts_wgs84_amap.geojson", "district_adcode").into_values().flatten().collect();
    let shifted: Vec<(f64, f64)> =
        outlines("china/cn_hefei_meishan_yantai_gcj02.geojson", "adcode").into_values().flatten().collect();
    let near = Nearest::new(&reference);
    let gcj02: Crs = "gcj02".parse().unwrap();
    let converted: Vec<(f64, f64)> = shifted.iter().map(|&(x, y)| gcj02.to_degrees(x, y).unwrap()).collect();
    let share = |places: &[(f64, f64)]| {
        places.iter().filter(|&&place| near.within_a_metre(place)).count() as f64 / places.len() as f64
    };
    let (before, after) = (share(&shifted), share(&converted));
    println!("within 1 m: {before:.4} before, {after:.4} after conversion");
    assert!(before < 0.01 && after > 0.25, "{before} before, {after} after");
}

/// The vertices of every feature, by code.
fn outlines(file: &str, code: &str) -> BTreeMap<String, Vec<(f64, f64)>> {
    let file: Value = serde_json::from_slice(&std::fs::read(data(file)).unwrap()).unwrap();
    let features = file["features"].as_array().unwrap().iter();
    let outline = |feature: &Value| {
        let mut places = Vec::new();
        collect(&feature["geometry"]["coordinates"], &mut places);
        (feature["properties"][code].to_string(), places)
    };
    features.map(outline).collect()
}

fn collect(coordinates: &Value, places: &mut Vec<(f64, f64)>) {
    let items = coordinates.as_array().unwrap();
    match (items.first().and_then(Value::as_f64), items.get(1).and_then(Value::as_f64)) {
        (Some(lon), Some(lat)) => places.push((lon, lat)),
        _ => items.iter().for_each(|item| collect(item, places)),
    }
}

/// Places in bins of a lattice of about 1 m.
struct Nearest(BTreeMap<(i32, i32), Vec<(f64, f64)>>);

impl Nearest {
    fn new(places: &[(f64, f64)]) -> Self {
        let mut bins: BTreeMap<_, Vec<_>> = BTreeMap::new();
        places.iter().for_each(|&place| bins.entry(bin(place)).or_default().push(place));
        Self(bins)
    }

    fn within_a_metre(&self, place: (f64, f64)) -> bool {
        let (x, y) = bin(place);
        let around = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (x + dx, y + dy)));
        around.filter_map(|bin| self.0.get(&bin)).flatten().any(|&other| distance_m(place, other) < 1.0)
    }
}

fn bin(place: (f64, f64)) -> (i32, i32) {
    let point = LatticePoint::from_degrees(place.0, place.1).unwrap();
    (point.x.div_euclid(150), point.y.div_euclid(150))
}

fn distance_m(a: (f64, f64), b: (f64, f64)) -> f64 {
    let east = (a.0 - b.0) * a.1.to_radians().cos();
    east.hypot(a.1 - b.1) * METRES_PER_DEGREE
}
