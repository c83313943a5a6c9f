//! A plan goes out in every format and comes back the same.

use super::Folder;
use onemap::intake::{AreaFile, read_areas};
use onemap_engine::coord::Crs;
use onemap_engine::coverage::{Arc, Coverage};
use onemap_engine::record::AreaLevel;
use onemap_fixtures::file;

/// What must come back: the codes, and the arcs of the coverage.
fn plan(folder: &Folder, name: &str) -> (Vec<String>, Vec<Arc>) {
    let path = folder.path(name);
    let crs = Crs::wgs84();
    let file = AreaFile {
        path: &path,
        level: AreaLevel::Grid,
        crs: Some(&crs),
        code: None,
        layer: None,
        encoding: None,
    };
    let read = read_areas(&file).unwrap();
    assert!(read.rejections.is_empty(), "{name}");
    let shapes: Vec<_> = read.areas.iter().map(|area| area.shape.clone()).collect();
    let codes = read.areas.into_iter().map(|area| area.code).collect();
    (codes, Coverage::build(&shapes).coverage.arcs().to_vec())
}

/// A folder with a generated city in the store `city.gpkg`.
fn city(grids: &str, buildings: &str, complaints: &str) -> Folder {
    let folder = Folder::new();
    let of_so_many = ["--grids", grids, "--buildings", buildings, "--complaints", complaints];
    folder.report(0, &[&["generate", "--out", "city"][..], &of_so_many].concat());
    folder.report(0, &["import", "--store", "city.gpkg", "--from", "city"]);
    folder
}

#[test]
fn the_grids_of_a_city_come_back_from_every_format() {
    let folder = city("60", "900", "500");
    let export = |store: &str, out: &str| {
        folder.report(0, &["export", "--store", store, "--layer", "grids", "--out", out]);
        plan(&folder, out)
    };
    let expected = export("city.gpkg", "grids.geojson");
    assert_eq!(expected.0.len(), 60);
    for out in ["grids.shp", "grids.shp.zip", "grids.topojson", "layer.gpkg", "grids.parquet", "grids.csv"] {
        assert_eq!(export("city.gpkg", out), expected, "{out}");
        let store = format!("{out}.store.gpkg");
        folder.report(0, &["import", "--store", &store, "--grids", out]);
        assert_eq!(export(&store, "back.geojson"), expected, "{out} through a store");
    }
}

#[test]
fn simplified_grids_have_fewer_corners_and_the_same_neighbours() {
    let folder = city("60", "300", "200");
    let export = ["export", "--store", "city.gpkg", "--layer", "grids"];
    folder.report(0, &[&export[..], &["--out", "all.geojson"]].concat());
    folder.report(0, &[&export[..], &["--simplify", "30", "--out", "few.geojson"]].concat());
    let ((codes, all), (few_codes, few)) = (plan(&folder, "all.geojson"), plan(&folder, "few.geojson"));
    assert_eq!(codes, few_codes);
    let sides = |arcs: &[Arc]| {
        let mut sides: Vec<_> =
            arcs.iter().map(|arc| [arc.left.min(arc.right), arc.left.max(arc.right)]).collect();
        sides.sort_unstable();
        sides
    };
    assert_eq!(sides(&all), sides(&few));
    let corners = |arcs: &[Arc]| arcs.iter().map(|arc| arc.points.len()).sum::<usize>();
    assert!(2 * corners(&few) < corners(&all), "{} of {}", corners(&few), corners(&all));
    for (layer, metres) in [("buildings", "30"), ("grids", "0"), ("grids", "-1"), ("grids", "nan")] {
        let simplify = format!("--simplify={metres}");
        folder.refusal(
            2,
            &["export", "--store", "city.gpkg", "--layer", layer, &simplify, "--out", "no.geojson"],
        );
    }
    folder.refusal(2, &["export", "--store", "city.gpkg", "--simplify", "30", "--out", "no.pmtiles"]);
}

#[test]
fn every_layer_goes_out_as_shapefile_topology_and_geopackage() {
    let folder = city("20", "300", "200");
    for layer in [
        "city",
        "districts",
        "streets",
        "communities",
        "grids",
        "compounds",
        "buildings",
        "complaints",
        "roads",
        "water",
        "staff",
    ] {
        let rows: Vec<u64> = ["geojson", "shp", "topojson", "gpkg"]
            .iter()
            .map(|format| {
                let out = format!("{layer}-layer.{format}");
                let report =
                    folder.report(0, &["export", "--store", "city.gpkg", "--layer", layer, "--out", &out]);
                report["rows"].as_u64().unwrap()
            })
            .collect();
        assert!(rows.iter().all(|&count| count == rows[0]), "{layer}: {rows:?}");
    }
}

#[test]
fn the_grid_of_each_building_goes_out_as_a_table() {
    let folder = city("20", "300", "200");
    folder.report(0, &["export", "--store", "city.gpkg", "--layer", "assignment", "--out", "assignment.csv"]);
    folder.report(0, &["export", "--store", "city.gpkg", "--layer", "buildings", "--out", "buildings.csv"]);
    let columns = |name: &str, wanted: [&str; 2]| {
        let mut reader = csv::Reader::from_path(folder.path(name)).unwrap();
        let places =
            wanted.map(|wanted| reader.headers().unwrap().iter().position(|name| name == wanted).unwrap());
        let rows = reader.records().map(|row| row.unwrap());
        rows.map(|row| places.map(|place| row[place].to_owned())).collect::<Vec<_>>()
    };
    let assigned = columns("assignment.csv", ["building", "grid"]);
    assert_eq!(assigned, columns("buildings.csv", ["id", "grid"]));
    assert!(assigned.len() == 300 && assigned.iter().all(|[_, grid]| grid.len() == 15));
}

#[test]
fn a_geopackage_of_others_is_read_by_layer() {
    let folder = Folder::new();
    let path = file("grids.gpkg");
    let gpkg = path.to_str().unwrap();
    let several = folder.refusal(3, &["check", "--grids", gpkg]);
    assert!(several.contains("several layers (other, 网格)") && several.contains("--layer-name"), "{several}");
    let wrong = folder.refusal(3, &["check", "--grids", gpkg, "--layer-name", "格网"]);
    assert!(wrong.contains("no layer `格网`"), "{wrong}");
    // Two of the grids have corners on an edge of a third, which lacks them.
    let report = folder.report(1, &["check", "--grids", gpkg, "--layer-name", "网格"]);
    assert_eq!((&report["grids"], &report["by_rule"]["hole"]), (&4.into(), &1.into()));
    folder.write("text.gpkg", "this is no database, only a name that ends so, and long enough to be looked at");
    let text = folder.refusal(3, &["check", "--grids", "text.gpkg"]);
    assert!(text.contains("no GeoPackage that can be read"), "{text}");
}
