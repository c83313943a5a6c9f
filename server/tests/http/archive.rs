//! The pyramid as a PMTiles archive, its header read by the offsets of the specification (version 3).

use super::city;
use flate2::read::GzDecoder;
use onemap::export::Pyramid;
use onemap::snapshot::{Layer, Snapshot};
use std::cell::Cell;
use std::io::Read;
use tempfile::TempDir;

fn number(bytes: &[u8], at: usize) -> usize {
    u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap()) as usize
}

#[test]
fn an_archive_is_clustered_and_describes_its_layers() {
    let folder = TempDir::new().unwrap();
    let snapshot = Snapshot::load(&city::store(&folder.path().join("city.gpkg")), None).unwrap();
    let pyramid = Pyramid::new(&snapshot, Layer::ALL.to_vec(), 12);
    let (path, ticks) = (folder.path().join("city.pmtiles"), Cell::new(0));
    let written = pyramid.write(&path, &|| ticks.set(ticks.get() + 1)).unwrap();
    assert_eq!(ticks.get(), pyramid.len());
    let bytes = std::fs::read(&path).unwrap();
    assert_eq!((&bytes[..7], bytes[7]), (&b"PMTiles"[..], 3));
    assert_eq!(number(&bytes, 72) as u64, written);
    // Clustered; directories and tiles gzipped; MVT; zooms.
    assert_eq!(bytes[96..102], [1, 2, 2, 1, 0, 12]);
    let west = i32::from_le_bytes(bytes[102..106].try_into().unwrap());
    assert!(west <= 1_173_000_000, "{west}");
    let (at, length) = (number(&bytes, 24), number(&bytes, 32));
    let mut metadata = String::new();
    GzDecoder::new(&bytes[at..at + length]).read_to_string(&mut metadata).unwrap();
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let ids: Vec<&str> =
        metadata["vector_layers"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&"grids") && ids.contains(&"grids_labels") && ids.contains(&"complaints"), "{ids:?}");
}
