//! `kill -9` at any point of an import leaves either the old state or the new.

use super::{City, complaints};
use std::path::Path;
use std::process::{Child, Stdio};

const ROWS: usize = 20_000;

/// Bytes that the growing file has reached when the import is killed; the last is never reached, so it ends by itself.
const MOMENTS: [u64; 7] = [0, 1, 100_000, 400_000, 1_000_000, 2_000_000, u64::MAX];

fn start(city: &City) -> Child {
    city.command(&["--complaints", "complaints.csv"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills the import as soon as a file has grown to a size, if it gets there.
fn kill_when(mut import: Child, file: &Path, size: u64) {
    while import.try_wait().unwrap().is_none() {
        if std::fs::metadata(file).is_ok_and(|metadata| metadata.len() >= size) {
            import.kill().unwrap();
        }
        std::thread::yield_now();
    }
}

#[test]
fn a_store_is_old_or_new() {
    for size in MOMENTS {
        let city = City::founded();
        city.write("complaints.csv", complaints(0, 10).as_bytes());
        city.report(&["--complaints", "complaints.csv"]);
        city.write("complaints.csv", complaints(5, ROWS).as_bytes());
        kill_when(start(&city), &city.path("city.gpkg-wal"), size);
        assert_eq!(city.text("PRAGMA integrity_check").as_deref(), Some("ok"), "killed at {size} bytes");
        let rows = city.count("complaints");
        assert!(rows == 10 || rows == ROWS as i64, "{rows} rows, killed at {size} bytes");
        assert_eq!(city.report(&["--complaints", "complaints.csv"])["files"][0]["read"], ROWS - 5);
        assert_eq!(city.count("complaints"), ROWS as i64);
    }
}

#[test]
fn a_new_store_is_there_whole_or_not_at_all() {
    for size in MOMENTS {
        let city = City::new();
        city.write("complaints.csv", complaints(0, ROWS).as_bytes());
        kill_when(start(&city), &city.path("city.gpkg.part"), size);
        if city.store().exists() {
            assert_eq!(city.text("PRAGMA integrity_check").as_deref(), Some("ok"), "killed at {size} bytes");
            assert_eq!(city.count("complaints"), ROWS as i64, "killed at {size} bytes");
        }
        city.report(&["--complaints", "complaints.csv"]);
        assert_eq!(city.count("complaints"), ROWS as i64);
        assert!(!city.path("city.gpkg.part").exists());
    }
}
