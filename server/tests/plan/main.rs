//! `onemap plan`, driven as a program: what scripts do with plans, what is refused, and what is left after the worst.

mod editing;
mod kill;
mod life;
mod migrating;
mod placement;
mod proposing;
mod refusals;
mod transfer;

use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder with a store: eight grids of 0.01° in two rows, in two communities, with a building in the middle of
/// each and an empty one east of it.
struct City {
    folder: TempDir,
}

impl City {
    fn new() -> Self {
        let city = Self { folder: TempDir::new().unwrap() };
        let squares = (0..8).map(|i| {
            let (column, row) = (i % 4, i / 4);
            let properties = format!(r#"{{"code":"G{i}","community":"C{row}"}}"#);
            rectangle(&properties, [column, column + 1], [row, row + 1])
        });
        city.write("grids.geojson", &collection(&squares.collect::<Vec<_>>()));
        let communities =
            (0..2).map(|row| rectangle(&format!(r#"{{"code":"C{row}"}}"#), [0, 4], [row, row + 1]));
        city.write("communities.geojson", &collection(&communities.collect::<Vec<_>>()));
        let building = |i: i32| {
            let (lon, lat) = (117.305 + f64::from(i % 4) * 0.01, 31.805 + f64::from(i / 4) * 0.01);
            format!("b{i},{lon:.4},{lat:.4},{},{}\n", 310 + 10 * i, 2 * (310 + 10 * i))
        };
        let empty = |i: i32| {
            let (lon, lat) = (117.308 + f64::from(i % 4) * 0.01, 31.805 + f64::from(i / 4) * 0.01);
            format!("e{i},{lon:.4},{lat:.4},0,0\n")
        };
        let buildings: String = (0..8).map(building).chain((0..8).map(empty)).collect();
        city.write("buildings.csv", &format!("id,lon,lat,households,residents\n{buildings}"));
        let import = [
            "import",
            "--store",
            "city.gpkg",
            "--grids",
            "grids.geojson",
            "--communities",
            "communities.geojson",
            "--buildings",
            "buildings.csv",
        ];
        let output = city.onemap(&import);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        city
    }

    /// The city with a draft, number 2.
    fn with_draft() -> Self {
        let city = Self::new();
        assert_eq!(city.json(&["new", "--name", "draft"])["id"], 2);
        city
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn onemap(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onemap"));
        command.current_dir(self.folder.path()).env_remove("ONEMAP_ACTOR").args(args).output().unwrap()
    }

    /// `onemap plan … --store city.gpkg --json`.
    fn plan(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onemap"));
        command.current_dir(self.folder.path()).env_remove("ONEMAP_ACTOR").stdin(Stdio::null());
        command.arg("plan").args(args).args(["--store", "city.gpkg", "--json"]);
        command
    }

    /// What a command that must succeed prints.
    #[track_caller]
    fn json(&self, args: &[&str]) -> Value {
        let output = self.plan(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// The message and the exit code of a command that must fail.
    #[track_caller]
    fn refused(&self, args: &[&str]) -> (i32, String) {
        let output = self.plan(args).output().unwrap();
        assert!(!output.status.success(), "{args:?}");
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    /// Carries out operations on the draft.
    #[track_caller]
    fn edit(&self, operations: &Value) -> Value {
        self.write("ops.json", &operations.to_string());
        self.json(&["edit", "--plan", "2", "--ops", "ops.json", "--as", "王"])
    }

    /// Codes of the grids of a plan with their households.
    fn grids(&self, plan: &str) -> Vec<(String, f64)> {
        let shown = self.json(&["show", "--plan", plan, "--grids"]);
        let rows = shown["items"].as_array().unwrap().iter();
        rows.map(|row| (row["code"].as_str().unwrap().to_owned(), row["households"].as_f64().unwrap()))
            .collect()
    }

    fn open(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path("city.gpkg")).unwrap()
    }
}

/// A GeoJSON collection of features.
fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

/// A rectangle in hundredths of a degree from 117.3 E, 31.8 N.
fn rectangle(properties: &str, x: [i32; 2], y: [i32; 2]) -> String {
    let at = |i: i32, j: i32| [f64::from(11_730 + i) / 100.0, f64::from(3_180 + j) / 100.0];
    let ring = [at(x[0], y[0]), at(x[1], y[0]), at(x[1], y[1]), at(x[0], y[1]), at(x[0], y[0])];
    let geometry = json!({"type": "Polygon", "coordinates": [ring]});
    format!(r#"{{"type":"Feature","properties":{properties},"geometry":{geometry}}}"#)
}

fn merge(a: &str, b: &str, into: &str) -> Value {
    json!({"op": "merge", "grids": [a, b], "into": into})
}
