//! New York: tax lots labelled with the neighbourhood and the precinct they lie in, an exact oracle.

use crate::run::{arg, assert_adds_up, data, of_layer, onemap, report};
use crate::table::{csv, number, parquet};
use onemap_engine::coord::{Crs, LatticePoint};
use std::collections::BTreeMap;

/// How near (m) a lot must be to a boundary to be excused: the labels were computed from floating-point polygons
/// in feet, ours lie on a lattice of 1 cm.
const BOUNDARY_M: f64 = 0.05;

#[test]
fn lots_fall_into_the_neighbourhoods_of_their_labels() {
    compare("nyc/nyc_nta_epsg2263.parquet", "nta");
}

#[test]
fn lots_fall_into_the_precincts_of_their_labels() {
    compare("nyc/nyc_policeprct_epsg2263.parquet", "policeprct");
}

fn compare(grids: &str, label: &str) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("lots.parquet");
    let (grids, lots) = (data(grids), data("nyc/nyc_lots_2023.parquet"));
    let assigned = report(&[
        "assign",
        "--grids",
        arg(&grids),
        "--grid-id",
        label,
        "--points",
        arg(&lots),
        "--lon",
        "lon",
        "--lat",
        "lat",
        "--out",
        arg(&out),
    ]);
    let columns = parquet(&out, &["lon", "lat", label, "grid"]);
    assert_eq!(columns["grid"].len(), 855_552);
    let differing: Vec<usize> = (0..855_552).filter(|&i| columns[label][i] != columns["grid"][i]).collect();
    let boundaries = boundaries(&grids);
    for &i in &differing {
        let place = (number(&columns["lon"][i]), number(&columns["lat"][i]));
        let metres = boundaries.distance_m(place);
        println!(
            "{label} {} here {} at {place:?}: {metres:.4} m from a boundary",
            columns[label][i], columns["grid"][i]
        );
        assert!(metres <= BOUNDARY_M, "not on a boundary: {assigned:#}");
    }
    println!("{label}: {} of 855552 differ, all on boundaries", differing.len());
}

#[test]
fn households_and_population_of_neighbourhoods_match_the_sums_over_labels() {
    let folder = tempfile::tempdir().unwrap();
    let (store, out) = (folder.path().join("nyc.gpkg"), folder.path().join("nta.csv"));
    let (grids, lots) = (data("nyc/nyc_nta_epsg2263.parquet"), data("nyc/nyc_lots_2023.parquet"));
    onemap(&["import", "--store", arg(&store), "--grids", arg(&grids), "--map", "code=nta"]);
    let imported = report(&["import", "--store", arg(&store), "--buildings", arg(&lots), "--map", "id=bbl"]);
    let buildings = of_layer(&imported, "buildings");
    assert_adds_up(buildings);
    // 17 lots have the number of an earlier one: the last of each counts.
    assert_eq!(buildings["read"], 855_552);
    assert_eq!(buildings["accepted"], 855_535);
    onemap(&["export", "--store", arg(&store), "--layer", "grids", "--out", arg(&out)]);
    let expected = sums_by_label(&lots);
    let rows = csv(&out);
    assert_eq!(rows.len(), 262);
    for row in rows {
        let (households, population) = expected.get(&row["code"]).copied().unwrap_or_default();
        let close = |exported: &str, sum: f64| (number(exported) - sum).abs() <= 1e-6 * sum.max(1.0) + 3.0;
        assert!(close(&row["households"], households), "{row:?}: {households} households by label");
        assert!(close(&row["residents"], population), "{row:?}: {population} people by label");
    }
}

/// Households and population by label, the last lot of each number counting.
fn sums_by_label(lots: &std::path::Path) -> BTreeMap<String, (f64, f64)> {
    let columns = parquet(lots, &["bbl", "nta", "households", "population"]);
    let last: BTreeMap<&String, usize> = columns["bbl"].iter().enumerate().map(|(i, bbl)| (bbl, i)).collect();
    let mut sums: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for i in last.into_values() {
        let sum = sums.entry(columns["nta"][i].clone()).or_default();
        sum.0 += number(&columns["households"][i]);
        sum.1 += number(&columns["population"][i]);
    }
    sums
}

/// The edges of the original polygons, in WGS 84.
struct Boundaries {
    edges: Vec<[(f64, f64); 2]>,
}

fn boundaries(grids: &std::path::Path) -> Boundaries {
    use onemap_engine::format::{ReadOptions, open};
    use onemap_engine::record::RawGeometry;
    let crs: Crs = "EPSG:2263".parse().unwrap();
    let mut edges = Vec::new();
    for chunk in open(grids, &ReadOptions::default()).unwrap() {
        for row in chunk.unwrap().rows {
            let Some(RawGeometry::Polygons(polygons)) = row.unwrap().geometry else { panic!("not a polygon") };
            for ring in polygons.iter().flatten() {
                let places: Vec<LatticePoint> = crs.line_to_lattice(ring).unwrap();
                edges.extend(places.windows(2).map(|w| [(w[0].lon(), w[0].lat()), (w[1].lon(), w[1].lat())]));
            }
        }
    }
    Boundaries { edges }
}

impl Boundaries {
    fn distance_m(&self, place: (f64, f64)) -> f64 {
        let shrink = place.1.to_radians().cos();
        let flat = |p: (f64, f64)| ((p.0 - place.0) * shrink * 111_320.0, (p.1 - place.1) * 111_050.0);
        self.edges.iter().map(|&[a, b]| from_origin(flat(a), flat(b))).fold(f64::INFINITY, f64::min)
    }
}

/// Distance of the origin from a segment.
fn from_origin(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let t = if length > 0.0 { (-(a.0 * dx + a.1 * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (a.0 + t * dx).hypot(a.1 + t * dy)
}
