//! Shapefiles as GDAL writes them, and what is made of broken ones.

use onemap_engine::coord::{Crs, LatticePoint};
use onemap_engine::format::{self, DeclaredCrs, Encoding, ReadOptions};
use onemap_engine::record::{Area, AreaLevel, Reader, Reading};
use onemap_fixtures::file;
use std::fs;
use std::path::Path;

fn grids(path: &Path, options: &ReadOptions) -> Vec<Area> {
    let rows = format::open(path, options).unwrap();
    let crs = rows.crs().map_or_else(Crs::wgs84, |crs| crs.to_string().parse().unwrap());
    let mut reader =
        Reader::areas(AreaLevel::Grid, rows.columns(), Reading { crs, ..Reading::default() }).unwrap();
    let rows = rows.flat_map(|chunk| reader.chunk(chunk.unwrap()).unwrap());
    rows.map(|row| row.unwrap().record).collect()
}

#[test]
fn a_zipped_shapefile_reads_like_geojson() {
    let options = ReadOptions::default();
    let expected = grids(&file("grids.geojson"), &options);
    let found = grids(&file("grids_utf8.shp.zip"), &options);
    assert_eq!(found.len(), 4);
    for (area, expected) in found.iter().zip(&expected) {
        assert_eq!((&area.code, &area.name, &area.parent), (&expected.code, &expected.name, &expected.parent));
        assert_eq!(area.households, expected.households);
        let sorted = |area: &Area| {
            let mut points: Vec<LatticePoint> = area.shape.points().collect();
            points.sort_unstable();
            points
        };
        assert_eq!(sorted(area), sorted(expected));
        let holes = |area: &Area| area.shape.0.iter().map(|polygon| polygon.holes.len()).collect::<Vec<_>>();
        assert_eq!(holes(area), holes(expected));
    }
}

/// No `.cpg`, attributes in GBK, and a `.prj` that names EPSG:4548 by its definition alone.
#[test]
fn a_shapefile_of_an_office_is_understood() {
    let path = file("grids_gbk.shp");
    let definition = format::open(&path, &ReadOptions::default()).unwrap().crs();
    assert!(matches!(definition, Some(DeclaredCrs::Wkt(text)) if text.starts_with("PROJCS[\"CGCS2000")));
    let expected = grids(&file("grids.geojson"), &ReadOptions::default());
    let named: Encoding = "gbk".parse().unwrap();
    for encoding in [None, Some(named)] {
        let found = grids(&path, &ReadOptions { encoding, ..ReadOptions::default() });
        for (area, expected) in found.iter().zip(&expected) {
            assert_eq!((&area.code, &area.name), (&expected.code, &expected.name));
            for corner in expected.shape.points() {
                let near = |p: LatticePoint| (p.x - corner.x).abs() <= 1 && (p.y - corner.y).abs() <= 1;
                assert!(area.shape.points().any(near), "{corner:?} of {}", area.code);
            }
        }
    }
}

/// Reads all there is: the number of rows, of rejected rows, and the error at the end.
fn outcome(path: &Path) -> (usize, usize, Option<String>) {
    let rows = match format::open(path, &ReadOptions::default()) {
        Ok(rows) => rows,
        Err(error) => return (0, 0, Some(error.to_string())),
    };
    let (mut read, mut rejected, mut error) = (0, 0, None);
    for chunk in rows {
        match chunk {
            Ok(chunk) => {
                read += chunk.rows.len();
                rejected += chunk.rows.iter().filter(|row| row.is_err()).count();
            }
            Err(broken) => error = Some(broken.to_string()),
        }
    }
    (read, rejected, error)
}

#[test]
fn a_shapefile_cut_anywhere_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.shp");
    let (shp, dbf) = (fs::read(file("grids_gbk.shp")).unwrap(), fs::read(file("grids_gbk.dbf")).unwrap());
    fs::write(folder.path().join("a.dbf"), &dbf).unwrap();
    for end in (4..shp.len()).step_by(3) {
        fs::write(&path, &shp[..end]).unwrap();
        let (_, _, error) = outcome(&path);
        assert!(error.is_some(), "cut at {end}");
    }
    fs::write(&path, &shp[..400]).unwrap();
    let (read, _, error) = outcome(&path);
    assert_eq!(read, 1);
    assert!(error.unwrap().starts_with("reading stopped after row 1 (byte 236): record 2 says it has"));
    fs::write(&path, &shp).unwrap();
    for end in (0..dbf.len() - 1).step_by(7) {
        fs::write(folder.path().join("a.dbf"), &dbf[..end]).unwrap();
        assert!(outcome(&path).2.is_some(), "the .dbf cut at {end}");
    }
    fs::remove_file(folder.path().join("a.dbf")).unwrap();
    assert!(outcome(&path).2.unwrap().contains("a.dbf"));
}

/// Every byte set to the extremes: a row may be rejected or the file refused, but nothing is believed that is not there.
#[test]
fn no_byte_of_a_shapefile_can_do_harm() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.shp");
    let (shp, dbf) = (fs::read(file("grids_gbk.shp")).unwrap(), fs::read(file("grids_gbk.dbf")).unwrap());
    for (name, whole) in [("a.shp", &shp), ("a.dbf", &dbf)] {
        fs::write(&path, &shp).unwrap();
        fs::write(folder.path().join("a.dbf"), &dbf).unwrap();
        for at in 0..whole.len() {
            for value in [0, 0x7f, 0xff] {
                let mut bytes = whole.clone();
                bytes[at] = value;
                fs::write(folder.path().join(name), &bytes).unwrap();
                let (read, rejected, error) = outcome(&path);
                assert!(read <= 4 && rejected <= read && (read == 4 || error.is_some() || name == "a.dbf"));
            }
        }
    }
}

#[test]
fn archives_that_hold_something_else_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    let zipped = fs::read(file("grids_utf8.shp.zip")).unwrap();
    for end in (4..zipped.len()).step_by(5) {
        fs::write(&path, &zipped[..end]).unwrap();
        assert!(outcome(&path).2.is_some(), "cut at {end}");
    }
    let mut empty = b"PK\x05\x06".to_vec();
    empty.resize(22, 0);
    fs::write(&path, &empty).unwrap();
    assert!(outcome(&path).2.unwrap().contains("holds no .shp"));
}
