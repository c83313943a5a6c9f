//! `onemap import`, driven as a program: what comes in, what is refused, and what a store is after the worst.

mod bad_files;
mod bad_rows;
mod city;
mod geopackage;
mod kill;
mod locating;
mod refusals;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A folder with files to import and the store they go into.
struct City {
    folder: TempDir,
}

impl City {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// A city with `good_grids` and `good_buildings` in its store.
    fn founded() -> Self {
        let city = Self::new();
        city.write("grids.geojson", good_grids().as_bytes());
        city.write("buildings.csv", good_buildings().as_bytes());
        city.report(&["--grids", "grids.geojson", "--buildings", "buildings.csv"]);
        city
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn store(&self) -> PathBuf {
        self.path("city.gpkg")
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    /// `onemap import --store city.gpkg --json …` in the folder.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onemap"));
        command.current_dir(self.folder.path()).args(["import", "--store", "city.gpkg", "--json"]).args(args);
        command.env_remove("ONEMAP_CALLER_KEY");
        command
    }

    fn import(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// The report of an import that must succeed. In every file, every row read is accounted for.
    #[track_caller]
    fn report(&self, args: &[&str]) -> Value {
        let output = self.import(args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        for file in report["files"].as_array().unwrap() {
            let [accepted, updated, unchanged, rejected] =
                ["accepted", "updated", "unchanged", "rejected"].map(|fate| file[fate].as_u64().unwrap());
            assert_eq!(file["read"], accepted + updated + unchanged + rejected, "{file}");
            let reasons = file["rejections"].as_array().unwrap();
            assert_eq!(reasons.iter().map(|reason| reason["count"].as_u64().unwrap()).sum::<u64>(), rejected);
        }
        report
    }

    /// The message of an import that must fail as unreadable input: exit code 3.
    #[track_caller]
    fn refusal(&self, args: &[&str]) -> String {
        let output = self.import(args);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{message}");
        message
    }

    fn open(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.store()).unwrap()
    }

    fn count(&self, table: &str) -> i64 {
        self.open().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    }

    /// One text value of the store.
    fn text(&self, sql: &str) -> Option<String> {
        self.open().query_row(sql, [], |row| row.get(0)).unwrap()
    }
}

/// Reasons with their counts and rows, as `code count [rows]`.
fn rejections(file: &Value) -> Vec<String> {
    let reasons = file["rejections"].as_array().unwrap();
    let line = |reason: &Value| {
        format!("{} {} {}", reason["code"].as_str().unwrap(), reason["field"].as_str().unwrap(), reason["rows"])
    };
    reasons.iter().map(line).collect()
}

/// The lines of the rejects file, its header aside.
fn listed(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines().map(str::to_owned);
    assert_eq!(lines.next().as_deref(), Some("file,row,field,value,reason"));
    lines.collect()
}

/// A GeoJSON collection of features.
fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

/// A feature with a polygon of these positions.
fn polygon(properties: &str, ring: &[(f64, f64)]) -> String {
    let positions: Vec<_> = ring.iter().map(|(lon, lat)| format!("[{lon},{lat}]")).collect();
    format!(
        r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
        positions.join(",")
    )
}

/// A square of 0.01° with its lower left corner `column` and `row` squares from 117.3 E, 31.8 N.
fn square(properties: &str, column: i32, row: i32) -> String {
    let at = |i: i32, j: i32| (f64::from(11_730 + column + i) / 100.0, f64::from(3_180 + row + j) / 100.0);
    polygon(properties, &[at(0, 0), at(1, 0), at(1, 1), at(0, 1), at(0, 0)])
}

/// Two grids side by side.
fn good_grids() -> String {
    collection(&[
        square(r#"{"code":"001","name":"一网格","community":"C1"}"#, 0, 0),
        square(r#"{"code":"002","name":"二网格","community":"C1"}"#, 1, 0),
    ])
}

/// Three buildings, two of them in one compound.
fn good_buildings() -> &'static str {
    "id,name,compound,address,lon,lat,units,floors\n\
     b1,1幢,阳光花园,望湖路12号,117.301,31.801,2,6\n\
     b2,2幢,阳光花园,望湖路14号,117.302,31.802,2,6\n\
     b3,1幢,湖畔居,望湖路16号,117.312,31.803,3,18\n"
}

/// Complaints `from..to` with coordinates.
fn complaints(from: usize, to: usize) -> String {
    let mut csv = "id,time,category,lon,lat,联系电话,text\n".to_owned();
    for i in from..to {
        let (day, lon) = (1 + i % 28, 117.3 + i as f64 % 1000.0 / 1e5);
        csv +=
            &format!("k{i:07},2025-03-{day:02} 10:00:00,噪音,{lon:.5},31.805,1380000{:04},夜间施工\n", i % 500);
    }
    csv
}
