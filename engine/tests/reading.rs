//! Files as other software writes them, read into records; and files that are broken.

use onemap_engine::coord::{Crs, LatticePoint};
use onemap_engine::format::{self, DeclaredCrs, ReadError, ReadOptions, Rows};
use onemap_engine::record::{
    Accepted, Area, AreaLevel, Complaint, Field, FromRow, LocationQuality, Oddity, Reader, Reading, Reason,
    Rejection,
};
use onemap_fixtures::file;
use std::fs;
use std::path::{Path, PathBuf};

type Records<T> = Vec<Result<Accepted<T>, Rejection>>;

fn read_all<T: FromRow>(rows: Rows, mut reader: Reader<T>) -> Records<T> {
    rows.flat_map(|chunk| reader.chunk(chunk.unwrap()).unwrap()).collect()
}

fn open(path: &Path) -> Rows {
    format::open(path, &ReadOptions::default()).unwrap()
}

fn grids(path: &Path, crs: &str) -> Vec<Area> {
    let rows = open(path);
    let reading = Reading { crs: crs.parse().unwrap(), ..Reading::default() };
    let reader = Reader::areas(AreaLevel::Grid, rows.columns(), reading).unwrap();
    read_all(rows, reader).into_iter().map(|row| row.unwrap().record).collect()
}

fn complaints(path: &Path) -> Records<Complaint> {
    let rows = open(path);
    let reader = Reader::complaints(rows.columns(), Reading::default()).unwrap();
    read_all(rows, reader)
}

struct Scratch(tempfile::TempDir);

impl Scratch {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }
}

#[test]
fn one_layer_reads_the_same_from_every_format() {
    let expected = grids(&file("grids.geojson"), "EPSG:4326");
    assert_eq!(expected.len(), 4);
    let second = &expected[1];
    assert_eq!(second.code, "340111001001002");
    assert_eq!(second.name.as_deref(), Some("二网格"));
    assert_eq!(second.parent.as_deref(), Some("骆岗社区"));
    assert_eq!(second.households, Some(355.0));
    assert_eq!(second.shape.0[0].shell.len(), 4);
    assert_eq!(second.shape.0[0].holes.len(), 1);
    assert_eq!(expected[2].shape.0.len(), 2);
    assert_eq!(expected[3].households, None);
    for name in ["grids.geojsons", "grids.parquet", "grids_gbk.csv"] {
        assert_eq!(grids(&file(name), "EPSG:4326"), expected, "{name}");
    }
}

/// GeoPandas projected the grids with PROJ; corners come back within a lattice step.
#[test]
fn a_projected_layer_comes_back_where_it_was() {
    let expected = grids(&file("grids.geojson"), "EPSG:4326");
    let path = file("grids_epsg4548.parquet");
    assert_eq!(open(&path).crs(), Some(DeclaredCrs::Epsg(4548)));
    for (area, expected) in grids(&path, "EPSG:4548").iter().zip(&expected) {
        for corner in expected.shape.points() {
            let near = |p: LatticePoint| (p.x - corner.x).abs() <= 1 && (p.y - corner.y).abs() <= 1;
            assert!(area.shape.points().any(near), "{corner:?} of {}", area.code);
        }
    }
}

#[test]
fn a_sheet_of_work_orders_reads_the_same_in_every_encoding() {
    let utf8 = complaints(&file("complaints_utf8.csv"));
    let summary: Vec<String> = utf8.iter().map(summary).collect();
    assert_eq!(
        summary,
        [
            "0012 2025-12-31T23:59:00 coordinates",
            "lon swapped",
            "time impossible_time",
            "id scientific_code",
            "0015 2025-12-31T23:59:00 none",
            "0016 2025-12-31T23:59:00 none",
            "lon not_finite",
            "id missing",
        ]
    );
    let first = utf8[0].as_ref().unwrap();
    assert_eq!(first.record.address.as_deref(), Some("包河区，大连路\n12号"));
    assert_eq!(utf8[4].as_ref().unwrap().warnings[0].oddity, Oddity::NullIsland);
    let fourth = utf8[3].as_ref().unwrap_err();
    assert_eq!((fourth.row, fourth.line, fourth.value.as_str()), (4, Some(6), "3.40111E+11"));
    for name in ["complaints_bom.csv", "complaints_gb18030.csv", "complaints_utf16.csv", "complaints.tsv.gz"] {
        assert_eq!(complaints(&file(name)), utf8, "{name}");
    }
}

fn summary(row: &Result<Accepted<Complaint>, Rejection>) -> String {
    match row {
        Ok(Accepted { record, .. }) => {
            let quality = if record.quality == LocationQuality::Coordinates { "coordinates" } else { "none" };
            format!("{} {} {quality}", record.id, record.time)
        }
        Err(rejection) => format!("{} {}", rejection.field, rejection.reason.code()),
    }
}

#[test]
fn typed_columns_of_parquet_are_understood_and_people_are_hidden() {
    let rows = complaints(&file("complaints.parquet"));
    let first = &rows[0].as_ref().unwrap().record;
    assert_eq!(first.id, "202512310001");
    assert_eq!(first.time.to_string(), "2025-12-31T23:59:00");
    assert_eq!(first.dispatched.unwrap().to_string(), "2026-01-01T00:00:00");
    assert_eq!(first.category.as_deref(), Some("环境卫生"));
    assert_eq!(first.grid.as_deref(), Some("340111001001001"));
    assert_eq!(first.place, Some(LatticePoint::new(1_172_500_000, 317_500_000)));
    assert_eq!(first.caller_name.as_deref(), Some("张**"));
    assert_eq!(first.text.as_deref(), Some("垃圾未清运，请回电[phone]"));
    let second = &rows[1].as_ref().unwrap().record;
    assert_eq!((second.place, second.quality), (None, LocationQuality::None));
    assert!(second.caller.is_some() && second.caller != first.caller);
    assert_eq!(rows[2].as_ref().unwrap_err().field, Field::Time);
}

#[test]
fn a_truncated_collection_gives_what_came_before_and_then_says_where_it_broke() {
    let whole = fs::read_to_string(file("grids.geojson")).unwrap();
    let cut = whole.find("340111001001003").unwrap();
    let scratch = Scratch::new();
    let mut rows = open(&scratch.file("cut.geojson", &whole[..cut]));
    assert_eq!(rows.next().unwrap().unwrap().rows.len(), 2);
    match rows.next() {
        Some(Err(ReadError::Broken { rows: 2, offset, what })) => {
            assert_eq!(offset, cut as u64);
            assert!(what.contains("truncated"), "{what}");
        }
        other => panic!("{:?}", other.map(|chunk| chunk.map(|chunk| chunk.rows.len()))),
    }
    assert!(rows.next().is_none());
}

#[test]
fn a_collection_is_read_whatever_the_order_of_its_members() {
    let scratch = Scratch::new();
    let feature =
        r#"{"geometry":{"coordinates":[1,2],"type":"Point"},"id":7,"type":"Feature","properties":{"a":"}"}}"#;
    let crs = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}}"#;
    for text in [
        format!(r#"{{"features":[{feature},{feature}],"name":"[x]","type":"FeatureCollection",{crs}}}"#),
        format!(
            "\u{feff} {{{crs} , \"type\":\"FeatureCollection\",\n\"features\" : [ {feature} ,\n{feature} ] }}\n"
        ),
    ] {
        let mut rows = open(&scratch.file("a.json", &text));
        let chunk = rows.next().unwrap().unwrap();
        assert_eq!((chunk.rows.len(), &chunk.columns.names[..]), (2, &["id".to_owned(), "a".to_owned()][..]));
        assert!(rows.next().is_none());
        assert_eq!(rows.crs(), Some(DeclaredCrs::Epsg(4490)));
    }
    let single = open(&scratch.file("b.json", feature.replace(',', ",\n"))).next().unwrap().unwrap();
    assert_eq!(single.rows.len(), 1);
}

#[test]
fn one_bad_feature_is_one_rejection() {
    let scratch = Scratch::new();
    let good = r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}"#;
    let bad = good.replace("[1,2]", "[NaN,2]");
    let text = format!(r#"{{"type":"FeatureCollection","features":[{good},{bad},{good}]}}"#);
    let chunk = open(&scratch.file("a.geojson", text)).next().unwrap().unwrap();
    let reasons: Vec<_> =
        chunk.rows.iter().map(|row| row.as_ref().err().map(|bad| (bad.row, bad.reason))).collect();
    assert_eq!(reasons, [None, Some((2, Reason::BadFeature)), None]);
    let lines = format!("{good}\n{bad}\n\n{}", &good[..40]);
    let chunk = open(&scratch.file("a.ndjson", lines)).next().unwrap().unwrap();
    assert_eq!(chunk.rows.iter().filter(|row| row.is_err()).count(), 2);
    assert_eq!(chunk.rows.len(), 3);
}

#[test]
fn a_field_of_ten_million_characters_costs_one_row() {
    let scratch = Scratch::new();
    let long = "x".repeat(10_000_000);
    let path = scratch
        .file("a.csv", format!("id,time,address\n1,2025-12-31,a\n2,2025-12-31,{long}\n3,2025-12-31,b\n"));
    let rows = complaints(&path);
    let fates: Vec<_> =
        rows.iter().map(|row| row.as_ref().map(|ok| ok.row).map_err(|bad| bad.reason)).collect();
    assert_eq!(fates, [Ok(1), Err(Reason::FieldTooLong), Ok(3)]);
}

#[test]
fn text_in_another_encoding_than_said_is_rejected_row_by_row() {
    let options = ReadOptions { encoding: Some("utf-8".parse().unwrap()), ..ReadOptions::default() };
    let rows = format::open(&file("complaints_gb18030.csv"), &options).unwrap();
    let rows: Vec<_> = rows.flat_map(|chunk| chunk.unwrap().rows).collect();
    assert_eq!(rows.len(), 8);
    assert_eq!(rows[0].as_ref().unwrap_err().reason, Reason::BadEncoding);
}

#[test]
fn polygons_cut_at_4000_characters_and_flat_ones_are_named() {
    let scratch = Scratch::new();
    let ring: Vec<String> = (0..400).map(|i| format!("117.2{i:03} 31.75{}", i % 7)).collect();
    let cut = &format!("POLYGON(({},117.2000 31.750))", ring.join(","))[..4000];
    let text = format!(
        "code,wkt\n1,\"{cut}\"\n2,\"POLYGON((1 1,2 2,3 3,1 1))\"\n3,\"POLYGON((1 1,2 2,1 1))\"\n4,POINT(1 2)\n\
         5,\"POLYGON((0 0,2 2,2 0,0 2,0 0))\"\n6,\n"
    );
    let rows = open(&scratch.file("a.csv", text));
    let reader = Reader::areas(AreaLevel::Grid, rows.columns(), Reading::default()).unwrap();
    let rows = read_all(rows, reader);
    let reasons: Vec<_> = rows.iter().map(|row| row.as_ref().err().map(|bad| bad.reason)).collect();
    use Reason::{Missing, TooFewPoints, TruncatedWkt, WrongGeometry, ZeroArea};
    assert_eq!(
        reasons,
        [Some(TruncatedWkt), Some(ZeroArea), Some(TooFewPoints), Some(WrongGeometry), None, Some(Missing)]
    );
    assert_eq!(rows[4].as_ref().unwrap().warnings[0].oddity, Oddity::SelfIntersection);
}

#[test]
fn coordinates_the_other_way_round_are_known_from_where_the_city_is() {
    let scratch = Scratch::new();
    let path = scratch.file("a.csv", "id,time,lon,lat\n1,2025-12-31,40.7,-74.0\n2,2025-12-31,-74.0,40.7\n");
    let rows = open(&path);
    let corners =
        [(-74.3, 40.4), (-73.6, 41.0)].map(|(lon, lat)| LatticePoint::from_degrees(lon, lat).unwrap());
    let extent = onemap_engine::coord::Bounds::around(corners);
    let reader = Reader::complaints(rows.columns(), Reading { extent, ..Reading::default() }).unwrap();
    let rows = read_all(rows, reader);
    assert_eq!(rows[0].as_ref().unwrap_err().reason, Reason::Swapped);
    assert!(rows[1].is_ok());
}

#[test]
fn files_that_are_nothing_of_the_kind_are_refused_with_advice() {
    let scratch = Scratch::new();
    for (name, content, expected) in [
        ("empty.csv", &b""[..], "empty"),
        ("blank.geojson", b" \n", "empty"),
        ("sheet.csv", b"PK\x03\x04...", "save it as CSV"),
        ("city.gpkg", b"SQLite format 3\0", "GeoPackage"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n\0\0", "binary"),
    ] {
        let error =
            format::open(&scratch.file(name, content), &ReadOptions::default()).err().unwrap().to_string();
        assert!(error.contains(expected), "{error}");
    }
    let missing = format::open(Path::new("no/such.csv"), &ReadOptions::default()).err().unwrap();
    assert!(missing.to_string().contains("no/such.csv"));
}

#[test]
fn a_file_without_the_required_columns_is_refused_by_their_names() {
    let scratch = Scratch::new();
    let check = |header: &str, expected: &[&str]| {
        let rows = open(&scratch.file("a.csv", format!("{header}\n1,2\n")));
        let error = Reader::complaints(rows.columns(), Reading::default()).err().unwrap().to_string();
        assert!(expected.iter().all(|part| error.contains(part)), "{error}");
    };
    check("id,lon", &["need time", "id, lon", "受理时间", "--map time=COLUMN"]);
    check("when,lon", &["need id", "--map id=COLUMN"]);
    check("id,time", &["geometry or lon", "address"]);
    check("id,time,lon", &["address"]);
    let rows = open(&scratch.file("a.csv", "id,time\n1,2\n"));
    let error = Reader::areas(AreaLevel::Grid, rows.columns(), Reading::default()).err().unwrap();
    assert!(error.to_string().contains("grids need geometry"), "{error}");
}

#[test]
fn the_user_can_say_which_column_is_which() {
    let scratch = Scratch::new();
    let path = scratch.file("a.csv", "ref,stamp,place\n007,2025-12-31,here\n");
    let rows = open(&path);
    let mapping = [("id", "ref"), ("time", "Stamp"), ("address", "place")];
    let mapping = mapping.map(|(field, column)| (field.parse().unwrap(), column.to_owned())).to_vec();
    let reader = Reader::complaints(rows.columns(), Reading { mapping, ..Reading::default() }).unwrap();
    let rows = read_all(rows, reader);
    assert_eq!(rows[0].as_ref().unwrap().record.id, "007");
    let columns = open(&path).columns().clone();
    let mapping = vec![(Field::Id, "reef".to_owned())];
    let error = Reader::complaints(&columns, Reading { mapping, crs: Crs::wgs84(), ..Reading::default() });
    assert!(error.err().unwrap().to_string().contains("no column `reef`"));
}
