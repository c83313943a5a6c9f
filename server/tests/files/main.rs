//! Files in and out of the program: repaired, checked, exported and imported again.

mod bulletin;
mod check;
mod exchange;
mod hotspots;
mod repair;

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A folder in which the program is run.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn onemap(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onemap"));
        command.current_dir(self.0.path()).args(args).env_remove("ONEMAP_CALLER_KEY").output().unwrap()
    }

    /// The JSON report of a run that ends with this exit code.
    #[track_caller]
    fn report(&self, exit: i32, args: &[&str]) -> Value {
        let output = self.onemap(&[args, &["--json"]].concat());
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(exit), "{args:?}: {errors}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// What a run says that ends with this exit code.
    #[track_caller]
    fn refusal(&self, exit: i32, args: &[&str]) -> String {
        let output = self.onemap(args);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(exit), "{message}");
        message
    }
}

/// A collection of polygons, each with its properties, in metres from 117.3 E, 31.8 N.
fn layer(grids: &[(&str, &[(f64, f64)])]) -> String {
    let features = grids.iter().map(|(properties, ring)| {
        let closed = ring.iter().chain(ring.first());
        let degrees = |&(x, y): &(f64, f64)| format!("[{:.7},{:.7}]", 117.3 + x / 94_690.0, 31.8 + y / 110_870.0);
        let ring = closed.map(degrees).collect::<Vec<_>>().join(",");
        format!(r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}"#)
    });
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.collect::<Vec<_>>().join(","))
}

/// Two grids whose common boundary was drawn twice, 30 cm apart at most; one has a repeated point.
fn ragged() -> String {
    layer(&[
        (
            r#"{"code":"001","name":"一","steward":"王","starts":"2025-01-01"}"#,
            &[(0.0, 0.0), (100.0, 0.0), (100.2, 50.0), (100.0, 100.0), (0.0, 100.0)],
        ),
        (
            r#"{"code":"002","name":"二","floors":3.5,"starts":"2025-01-01"}"#,
            &[(100.3, 0.1), (200.0, 0.0), (200.0, 0.0), (200.0, 100.0), (99.8, 100.1), (99.9, 60.0)],
        ),
    ])
}
