//! The layers of ARCHITECTURE.md, held: which engine module may use which, and which crate which.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module and what it may import.
const ENGINE: &[(&str, &[&str])] = &[
    ("coord", &[]),
    ("record", &["coord"]),
    ("format", &["coord", "record"]),
    ("coverage", &["coord"]),
    ("city", &["coord", "record", "coverage", "format"]),
    ("locate", &["coord", "coverage"]),
    ("heat", &["coord", "record", "coverage"]),
    ("tile", &["coord", "record", "coverage"]),
    ("assign", &["coord", "record", "coverage", "locate"]),
    ("plan", &["coord", "record", "coverage", "assign"]),
    ("partition", &["coord", "record", "coverage", "assign", "plan"]),
    ("hotspot", &["coord", "record", "coverage", "locate", "heat", "assign"]),
];

/// Each crate of the workspace and which of the others it may depend on (tests may also use the fixtures).
const CRATES: &[(&str, &[&str])] = &[
    ("engine", &[]),
    ("server", &["onemap-engine"]),
    ("fixtures", &[]),
    ("benches", &["onemap-engine", "onemap", "onemap-fixtures"]),
];

#[test]
fn engine_modules_import_only_what_lies_below_them() {
    for (module, allowed) in ENGINE {
        let folder = root().join("engine/src").join(module);
        for file in rust_files(&folder) {
            for used in modules_used(&fs::read_to_string(&file).unwrap()) {
                let fine = used == *module || allowed.contains(&used.as_str());
                assert!(fine, "{} uses {used}, which {module} may not", file.display());
            }
        }
    }
}

#[test]
fn every_engine_module_has_its_place() {
    let named: BTreeSet<String> = ENGINE.iter().map(|(module, _)| (*module).to_owned()).collect();
    let found: BTreeSet<String> = fs::read_dir(root().join("engine/src"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    assert_eq!(found, named);
}

#[test]
fn crates_depend_only_on_what_lies_below_them() {
    for (folder, allowed) in CRATES {
        let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
        let dependencies = section(&manifest, "[dependencies]");
        for name in ["onemap-engine", "onemap-fixtures", "onemap"] {
            let depends = dependencies.lines().any(|line| line.split(['.', ' ', '=']).next() == Some(name));
            assert!(!depends || allowed.contains(&name), "{folder} depends on {name}");
        }
    }
}

#[test]
fn the_engine_knows_no_clock_network_or_async() {
    for file in rust_files(&root().join("engine/src")) {
        let text = fs::read_to_string(&file).unwrap();
        for word in ["std::net", "SystemTime::now", "Zoned::now", "tokio", "async fn", "static mut"] {
            assert!(!text.contains(word), "{} has {word}", file.display());
        }
    }
}

#[test]
fn only_the_store_speaks_sql() {
    for file in rust_files(&root().join("server/src")) {
        let in_store = file.starts_with(root().join("server/src/store"));
        let text = fs::read_to_string(&file).unwrap();
        assert!(in_store || !text.contains("rusqlite"), "{} uses rusqlite", file.display());
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            files.push(path);
        }
    }
    files
}

/// The modules named after `crate::`, up to the file's own tests.
fn modules_used(text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let name =
        |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    code.split("crate::").skip(1).map(name).filter(|name| !name.is_empty()).collect()
}

fn section<'a>(manifest: &'a str, heading: &str) -> &'a str {
    let rest = manifest.split(heading).nth(1).unwrap_or_default();
    rest.split("\n[").next().unwrap_or_default()
}
