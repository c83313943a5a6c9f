//! The store as any GeoPackage reader sees it (OGC 12-128r19).

use super::{City, complaints};
use std::io::Read;

#[test]
fn the_file_says_what_it_is() {
    let city = City::founded();
    let mut head = [0; 100];
    std::fs::File::open(city.store()).unwrap().read_exact(&mut head).unwrap();
    assert_eq!(&head[..16], b"SQLite format 3\0");
    assert_eq!(&head[68..72], b"GPKG");
    // user_version 10400: GeoPackage 1.4.0; write and read version 2: WAL.
    assert_eq!(head[60..64], 10_400_u32.to_be_bytes());
    assert_eq!(head[18..20], [2, 2]);
}

#[test]
fn contents_geometry_columns_and_extents_are_in_order() {
    let city = City::founded();
    city.write("complaints.csv", complaints(0, 3).as_bytes());
    city.report(&["--complaints", "complaints.csv"]);
    let broken = "SELECT count(*) || '' FROM pragma_foreign_key_check";
    assert_eq!(city.text(broken).as_deref(), Some("0"));
    let orphans = "SELECT count(*) || '' FROM gpkg_contents WHERE data_type = 'features' AND table_name NOT IN
        (SELECT table_name FROM gpkg_geometry_columns WHERE srs_id = 4326)";
    assert_eq!(city.text(orphans).as_deref(), Some("0"));
    let extent = "SELECT printf('%.3f %.3f %.3f %.3f', min_x, min_y, max_x, max_y) FROM gpkg_contents
        WHERE table_name = 'grids'";
    assert_eq!(city.text(extent).as_deref(), Some("117.300 31.800 117.320 31.810"));
}

#[test]
fn the_r_trees_hold_every_shape() {
    let city = City::founded();
    for (table, rows) in [("grids", 2), ("buildings", 3), ("communities", 0)] {
        assert_eq!(city.count(&format!("rtree_{table}_geom")), rows);
        let check = format!("SELECT rtreecheck('rtree_{table}_geom')");
        assert_eq!(city.text(&check).as_deref(), Some("ok"));
    }
    let declared = "SELECT count(*) || '' FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'";
    assert_eq!(city.text(declared).as_deref(), Some("9"));
}

#[test]
fn geometries_are_blobs_with_header_and_envelope() {
    let city = City::founded();
    let blob: Vec<u8> =
        city.open().query_row("SELECT geom FROM grids ORDER BY fid", [], |row| row.get(0)).unwrap();
    // Magic, version 0, little endian with an xy envelope, SRS 4326.
    assert_eq!(blob[..8], [b'G', b'P', 0, 0b11, 0xe6, 0x10, 0, 0]);
    let number = |at: usize| f64::from_le_bytes(blob[at..at + 8].try_into().unwrap());
    assert_eq!([number(8), number(16), number(24), number(32)], [117.3, 117.31, 31.8, 31.81]);
    // A MULTIPOLYGON of one POLYGON of one ring of five positions.
    assert_eq!(blob[40..49], [1, 6, 0, 0, 0, 1, 0, 0, 0]);
    assert_eq!(blob[49..62], [1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0]);
    assert_eq!(blob.len(), 62 + 5 * 16);
}
