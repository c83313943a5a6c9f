//! Driving the built program.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A file of the real data.
///
/// # Panics
/// When it is not there: a check that cannot be made has failed.
pub fn data(name: &str) -> PathBuf {
    let folder = std::env::var("ONEMAP_DATA").expect("ONEMAP_DATA names the folder of the real data");
    let path = Path::new(&folder).join(name);
    assert!(path.exists(), "{} is missing", path.display());
    path
}

/// Runs the program and gives what it printed; it must succeed.
pub fn onemap(args: &[&str]) -> String {
    let output = run(args);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "onemap {}: {}\n{stderr}", args.join(" "), output.status);
    String::from_utf8(output.stdout).expect("reports are UTF-8")
}

pub fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onemap")).args(args).output().expect("the program starts")
}

/// Runs the program with `--json` and gives its report.
pub fn report(args: &[&str]) -> Value {
    let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
    serde_json::from_str(&onemap(&args)).expect("--json prints JSON")
}

/// The report of one file of an import.
pub fn of_layer<'a>(report: &'a Value, layer: &str) -> &'a Value {
    let files = report["files"].as_array().expect("an import reports its files");
    files.iter().find(|file| file["layer"] == layer).unwrap_or_else(|| panic!("no {layer} in {report:#}"))
}

/// Every row read is accepted, updated, unchanged or rejected.
pub fn assert_adds_up(file: &Value) {
    let count = |name: &str| file[name].as_u64().unwrap_or_else(|| panic!("no {name} in {file:#}"));
    let told = count("accepted") + count("updated") + count("unchanged") + count("rejected");
    assert_eq!(count("read"), told, "{file:#}");
}

/// The path as an argument.
pub fn arg(path: &Path) -> &str {
    path.to_str().expect("test paths are UTF-8")
}
