//! Whole cities: clean coverages that nest, buildings that keep off each other, the same bytes on any number of threads.

use super::{City, Options, OptionsError};
use crate::coord::MultiPolygon;
use crate::coverage::Coverage;
use crate::format::Format;
use crate::record::{Area, AreaLevel};
use std::fs;
use std::path::Path;

fn small() -> Options {
    Options { grids: 24, buildings: 1500, complaints: 6000, ..Options::default() }
}

fn shapes(areas: &[Area]) -> Vec<MultiPolygon> {
    areas.iter().map(|area| area.shape.clone()).collect()
}

#[test]
fn every_level_is_a_clean_coverage_and_nests_in_the_one_above() {
    let city =
        City::generate(Options { grids: 160, buildings: 0, complaints: 0, ..Options::default() }).unwrap();
    let levels = [AreaLevel::District, AreaLevel::Street, AreaLevel::Community, AreaLevel::Grid];
    for level in levels {
        let areas = city.areas(level);
        let report = Coverage::build(&shapes(&areas)).report;
        assert!(report.issues.is_empty(), "{level:?}: {:?}", report.issues);
        assert!(areas.iter().all(|area| area.shape.0.len() == 1 && area.shape.0[0].holes.is_empty()));
    }
    for pair in levels.windows(2) {
        for parent in city.areas(pair[0]) {
            let children: Vec<Area> = city
                .areas(pair[1])
                .into_iter()
                .filter(|child| child.parent.as_deref() == Some(&parent.code))
                .collect();
            let sum: i128 = children.iter().map(|child| doubled_area(&child.shape)).sum();
            assert_eq!(sum, doubled_area(&parent.shape), "{}", parent.code);
        }
    }
}

fn doubled_area(shape: &MultiPolygon) -> i128 {
    let ring = &shape.0[0].shell;
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .map(|(a, b)| i128::from(a.x) * i128::from(b.y) - i128::from(b.x) * i128::from(a.y))
        .sum()
}

#[test]
fn codes_follow_the_standard_and_do_not_repeat() {
    let city = City::generate(small()).unwrap();
    for (level, digits) in [(AreaLevel::Street, 9), (AreaLevel::Community, 12), (AreaLevel::Grid, 15)] {
        let areas = city.areas(level);
        let mut codes: Vec<&str> = areas.iter().map(|area| area.code.as_str()).collect();
        assert!(codes.iter().all(|code| code.len() == digits && code.starts_with("340111")));
        assert!(areas.iter().all(|area| area.code.starts_with(area.parent.as_deref().unwrap())));
        codes.dedup();
        assert_eq!(codes.len(), areas.len());
    }
}

#[test]
fn buildings_do_not_overlap() {
    let city = City::generate(small()).unwrap();
    let shells: Vec<MultiPolygon> = city
        .stock
        .buildings
        .iter()
        .map(|placed| super::files::polygon(placed.plot.shell.clone(), Vec::new()))
        .collect();
    assert_eq!(shells.len(), 1500);
    let report = Coverage::build(&shells).report;
    assert_eq!(report.of(crate::coverage::IssueKind::Overlap).count(), 0);
}

#[test]
fn the_smallest_cities_work() {
    for (grids, buildings, complaints) in [(1, 0, 0), (1, 0, 50), (1, 10, 7), (5, 100, 300), (20, 0, 2000)] {
        let options = Options { grids, buildings, complaints, ..Options::default() };
        let folder = tempfile::tempdir().unwrap();
        let city = City::generate(options).unwrap();
        let manifest = city.write(folder.path(), Format::GeoJson, &mut |_| {}).unwrap();
        let rows = |file: &str| manifest.files.iter().find(|f| f.file == file).unwrap().rows;
        assert_eq!(rows("grids.geojson"), u64::from(grids));
        assert_eq!(rows("buildings.geojson"), buildings as u64);
        assert_eq!(rows("complaints.csv"), complaints);
    }
}

#[test]
fn too_many_buildings_are_refused_with_what_would_fit() {
    let asked = Options { grids: 1, buildings: 1_000_000, ..Options::default() };
    let Err(OptionsError::Buildings { most, .. }) = City::generate(asked) else { panic!("they cannot fit") };
    assert!(City::generate(Options { buildings: most, ..asked }).is_ok());
}

#[test]
fn bytes_do_not_depend_on_the_number_of_threads() {
    let write = |threads: usize| {
        let folder = tempfile::tempdir().unwrap();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            City::generate(small()).unwrap().write(folder.path(), Format::GeoJson, &mut |_| {}).unwrap();
        });
        contents(folder.path())
    };
    assert_eq!(write(1), write(3));
}

fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}
