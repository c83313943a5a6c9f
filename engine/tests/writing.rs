//! What is written is what was meant: byte for byte in text, and read back from every format.

use onemap_engine::coord::{LatticePoint, MultiPolygon, Polygon};
use onemap_engine::format::write::{Column, ColumnType, GeometryType, Schema, Shape, create};
use onemap_engine::format::{self, ReadOptions};
use onemap_engine::record::{Area, AreaLevel, Reader, Reading, Value};
use std::fs;
use std::path::Path;

fn point(lon: f64, lat: f64) -> LatticePoint {
    LatticePoint::from_degrees(lon, lat).unwrap()
}

/// A clockwise shell with a counter-clockwise hole: both the wrong way round for RFC 7946.
fn with_hole() -> MultiPolygon {
    let square = |from: f64, to: f64| vec![point(from, from), point(from, to), point(to, to), point(to, from)];
    let hole = square(1.0, 2.0).into_iter().rev().collect();
    Polygon { shell: square(0.0, 3.0), holes: vec![hole] }.into()
}

fn schema(geometry: GeometryType) -> Schema {
    let columns = [("code", ColumnType::Text), ("households", ColumnType::Real), ("since", ColumnType::Time)];
    Schema { columns: columns.map(|(name, kind)| Column::new(name, kind)).to_vec(), geometry }
}

fn write(path: &Path, geometry: GeometryType, shapes: &[Option<Shape<'_>>]) {
    let mut writer = create(path, None, &schema(geometry)).unwrap();
    let since = jiff::civil::date(2025, 12, 31).at(23, 59, 0, 0);
    for (i, shape) in shapes.iter().enumerate() {
        let code = format!("00{i},\"x\"");
        let households = if i == 0 { Value::Real(320.5) } else { Value::Null };
        writer.write(&[Value::Text(&code), households, Value::Time(since)], *shape).unwrap();
    }
    writer.finish().unwrap();
}

#[test]
fn geojson_is_as_the_standard_wants_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.geojson");
    write(&path, GeometryType::Polygon, &[Some(Shape::Polygons(&with_hole())), None]);
    let expected = concat!(
        r#"{"type":"FeatureCollection","features":["#,
        "\n",
        r#"{"type":"Feature","properties":{"code":"000,\"x\"","households":320.5,"since":"2025-12-31T23:59:00"},"#,
        r#""geometry":{"type":"Polygon","coordinates":[[[0.0,0.0],[3.0,0.0],[3.0,3.0],[0.0,3.0],[0.0,0.0]],"#,
        r#"[[2.0,1.0],[1.0,1.0],[1.0,2.0],[2.0,2.0],[2.0,1.0]]]}},"#,
        "\n",
        r#"{"type":"Feature","properties":{"code":"001,\"x\"","households":null,"since":"2025-12-31T23:59:00"},"#,
        r#""geometry":null}"#,
        "\n]}\n",
    );
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(rotated(&text), rotated(expected));
    serde_json::from_str::<serde_json::Value>(&text).unwrap();
}

/// Rings may begin at any of their points: positions sorted, everything else in place.
fn rotated(text: &str) -> (serde_json::Value, usize) {
    let mut json: serde_json::Value = serde_json::from_str(text).unwrap();
    let rings = json.pointer_mut("/features/0/geometry/coordinates").unwrap().as_array_mut().unwrap();
    for ring in rings.iter_mut().map(|ring| ring.as_array_mut().unwrap()) {
        ring.pop();
        let least = (0..ring.len()).min_by_key(|&i| ring[i].to_string()).unwrap();
        ring.rotate_left(least);
    }
    (json, text.len())
}

#[test]
fn csv_quotes_what_must_be_quoted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    write(&path, GeometryType::Point, &[Some(Shape::Point(point(117.25, 31.75))), None]);
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "code,households,since,lon,lat\n\"000,\"\"x\"\"\",320.5,2025-12-31 23:59:00,117.25,31.75\n\
         \"001,\"\"x\"\"\",,2025-12-31 23:59:00,,\n"
    );
    let path = folder.path().join("b.csv");
    let line = vec![point(0.0, 1.0), point(-0.5, 1.0)];
    write(&path, GeometryType::Line, &[Some(Shape::Lines(&[line]))]);
    assert!(fs::read_to_string(&path).unwrap().ends_with(",\"LINESTRING (0.0 1.0,-0.5 1.0)\"\n"));
}

#[test]
fn every_format_gives_back_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let two = MultiPolygon(vec![
        with_hole().0.remove(0),
        Polygon { shell: vec![point(5.0, 5.0), point(6.0, 5.0), point(5.0, 6.0)], holes: vec![] },
    ]);
    for name in ["a.geojson", "a.geojsonl.gz", "a.csv.zst", "a.parquet", "a.topojson.gz", "a.shp", "b.shp.zip"]
    {
        let path = folder.path().join(name);
        write(
            &path,
            GeometryType::Polygon,
            &[Some(Shape::Polygons(&with_hole())), Some(Shape::Polygons(&two))],
        );
        let rows = format::open(&path, &ReadOptions::default()).unwrap();
        let mut reader = Reader::areas(AreaLevel::Grid, rows.columns(), Reading::default()).unwrap();
        let areas: Vec<Area> = rows
            .flat_map(|chunk| reader.chunk(chunk.unwrap()).unwrap())
            .map(|row| row.unwrap().record)
            .collect();
        assert_eq!(areas.len(), 2, "{name}");
        assert_eq!((areas[0].code.as_str(), areas[0].households), ("000,\"x\"", Some(320.5)), "{name}");
        for (area, written) in areas.iter().zip([with_hole(), two.clone()]) {
            let sorted = |shape: &MultiPolygon| {
                let mut points: Vec<_> = shape.points().collect();
                points.sort_unstable();
                points
            };
            assert_eq!(sorted(&area.shape), sorted(&written), "{name}");
            assert_eq!(area.shape.0.len(), written.0.len(), "{name}");
        }
    }
}

fn square(lon: f64, lat: f64) -> MultiPolygon {
    let corner = |dx: f64, dy: f64| point(lon + dx, lat + dy);
    Polygon {
        shell: vec![corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0), corner(0.0, 1.0)],
        holes: vec![],
    }
    .into()
}

#[test]
fn a_topology_has_each_boundary_once_in_whole_steps() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("grids.topojson");
    let (west, east, alone) = (square(117.0, 31.0), square(118.0, 31.0), square(120.0, 31.0));
    let shapes = [&west, &east, &alone, &alone].map(|shape| Some(Shape::Polygons(shape)));
    write(&path, GeometryType::Polygon, &shapes);
    let json: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(json["transform"], serde_json::json!({"scale": [1e-7, 1e-7], "translate": [117.0, 31.0]}));
    let degree = 10_000_000;
    let arcs = serde_json::json!([
        [[degree, degree], [-degree, 0], [0, -degree], [degree, 0]],
        [[degree, 0], [0, degree]],
        [[degree, 0], [degree, 0], [0, degree], [-degree, 0]],
        [[3 * degree, 0], [degree, 0], [0, degree], [-degree, 0], [0, -degree]],
    ]);
    let sorted = |arcs: &serde_json::Value| {
        let placed = arcs.as_array().unwrap().iter().map(along);
        let mut arcs: Vec<_> = placed.collect();
        arcs.sort();
        arcs
    };
    assert_eq!(sorted(&json["arcs"]), sorted(&arcs));
    let geometries = json["objects"]["grids"]["geometries"].as_array().unwrap();
    assert_eq!(geometries[2]["arcs"], geometries[3]["arcs"], "equal rings are one arc");
}

/// The places of an arc, from its lesser end.
fn along(arc: &serde_json::Value) -> Vec<(i64, i64)> {
    let (mut x, mut y) = (0, 0);
    let mut places: Vec<(i64, i64)> = arc
        .as_array()
        .unwrap()
        .iter()
        .map(|step| {
            (x, y) = (x + step[0].as_i64().unwrap(), y + step[1].as_i64().unwrap());
            (x, y)
        })
        .collect();
    let backward: Vec<_> = places.iter().rev().copied().collect();
    places = places.min(backward);
    places
}

#[test]
fn a_shapefile_says_what_it_cannot_hold() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.shp");
    let columns = [
        ("households_estimated", ColumnType::Flag),
        ("households_counted", ColumnType::Integer),
        ("text", ColumnType::Text),
    ];
    let columns = columns.map(|(name, kind)| Column::new(name, kind)).to_vec();
    let mut writer = create(&path, None, &Schema { columns, geometry: GeometryType::Point }).unwrap();
    let long = "网".repeat(100);
    let values = [Value::Flag(true), Value::Integer(-7), Value::Text(&long)];
    writer.write(&values, Some(Shape::Point(point(117.25, 31.75)))).unwrap();
    let wrong = writer.write(&values, Some(Shape::Polygons(&square(0.0, 0.0)))).unwrap_err();
    assert!(wrong.to_string().starts_with("row 2 has a shape of another type"), "{wrong}");
    assert_eq!(
        writer.finish().unwrap(),
        [
            "column households_estimated is called households",
            "column households_counted is called household1",
            "1 texts of text were cut to 254 bytes"
        ]
    );
    let mut rows = format::open(&path, &ReadOptions::default()).unwrap();
    assert_eq!(rows.columns().names, ["households", "household1", "text"]);
    let row = rows.next().unwrap().unwrap().rows.remove(0).unwrap();
    assert_eq!(
        (row.value(0), row.value(1), row.value(2)),
        (Value::Flag(true), Value::Integer(-7), Value::Text(&long[..252]))
    );
}

#[test]
fn a_name_without_a_format_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let error = create(&folder.path().join("a.xyz"), None, &schema(GeometryType::None)).err().unwrap();
    assert!(error.to_string().contains(".geojson"), "{error}");
}
