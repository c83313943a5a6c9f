//! Complaints without coordinates.

use super::City;

const ORDERS: &str = "工单编号,受理时间,楼栋编号,小区名称,详细地址,责任网格\n\
    1,2025-01-01,b1,,,\n\
    2,2025-01-01,1幢,湖畔居,,\n\
    3,2025-01-01,,,望湖路14号,\n\
    4,2025-01-01,,,包河区望湖路阳光花园2幢3单元502室,\n\
    5,2025-01-01,1幢,,,\n\
    6,2025-01-01,,,,二网格\n\
    7,2025-01-01,,,某处,\n";

const EXPECTED: [(&str, &str, Option<&str>); 7] = [
    ("1", "building", Some("117.301")),
    ("2", "building", Some("117.312")),
    ("3", "building", Some("117.302")),
    ("4", "building", Some("117.302")),
    // Two buildings have this name: certain of neither.
    ("5", "none", None),
    ("6", "area", None),
    ("7", "none", None),
];

fn check(city: &City) {
    let connection = city.open();
    for (id, quality, lon) in EXPECTED {
        let (found, geom): (String, Option<Vec<u8>>) = connection
            .query_row("SELECT quality, geom FROM complaints WHERE id = ?1", [id], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        assert_eq!(found, quality, "complaint {id}");
        assert_eq!(geom.is_some(), quality != "none", "complaint {id}");
        if let (Some(lon), Some(geom)) = (lon, geom) {
            // Header of 8 bytes, byte order, type, then x.
            let x = f64::from_le_bytes(geom[13..21].try_into().unwrap());
            assert_eq!(x.to_string(), lon, "complaint {id}");
        }
    }
}

fn city_with_compounds() -> City {
    let city = City::founded();
    let ring = |lon: f64| [(lon, 31.8), (lon + 0.004, 31.8), (lon + 0.004, 31.804), (lon, 31.804), (lon, 31.8)];
    let compounds = super::collection(&[
        super::polygon(r#"{"id":"阳光花园","name":"阳光花园"}"#, &ring(117.3)),
        super::polygon(r#"{"id":"湖畔居","name":"湖畔居"}"#, &ring(117.31)),
    ]);
    city.write("compounds.geojson", compounds.as_bytes());
    city
}

#[test]
fn a_name_that_names_exactly_one_thing_gives_a_place() {
    let city = city_with_compounds();
    city.write("orders.csv", ORDERS.as_bytes());
    let report = city.report(&["--compounds", "compounds.geojson", "--complaints", "orders.csv"]);
    assert_eq!(
        report["locating"],
        serde_json::json!({"by_building": 4, "by_compound": 0, "by_area": 1, "unlocated": 2})
    );
    check(&city);
    let list = std::fs::read_to_string(city.path("city.gpkg.unlocated.csv")).unwrap();
    let ids: Vec<_> = list.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(ids, [r#""5""#, r#""7""#]);
}

#[test]
fn complaints_that_came_before_the_buildings_are_located_when_these_come() {
    let city = City::new();
    city.write("orders.csv", ORDERS.as_bytes());
    let report = city.report(&["--complaints", "orders.csv"]);
    assert_eq!(report["locating"]["unlocated"], 7);
    let founded = city_with_compounds();
    for file in ["grids.geojson", "buildings.csv", "compounds.geojson"] {
        std::fs::copy(founded.path(file), city.path(file)).unwrap();
    }
    let files =
        ["--grids", "grids.geojson", "--buildings", "buildings.csv", "--compounds", "compounds.geojson"];
    assert_eq!(city.report(&files)["locating"]["unlocated"], 2);
    check(&city);
}
