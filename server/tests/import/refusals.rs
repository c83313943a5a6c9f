//! Stores that cannot be written to: a clear message, exit code 3, and the store as it was.

use super::{City, complaints};
use std::process::Command;

#[test]
fn what_is_no_store() {
    let city = City::new();
    city.write("complaints.csv", complaints(0, 3).as_bytes());
    city.write("city.gpkg", b"code,name\n1,a\n");
    assert!(city.refusal(&["--complaints", "complaints.csv"]).contains("not a SQLite file"));
    assert_eq!(std::fs::read(city.store()).unwrap(), b"code,name\n1,a\n");
    std::fs::remove_file(city.store()).unwrap();
    city.open().execute_batch("CREATE TABLE t (a)").unwrap();
    assert!(city.refusal(&["--complaints", "complaints.csv"]).contains("not a store of onemap"));
}

#[test]
fn a_store_of_a_newer_program() {
    let city = City::founded();
    city.open().execute_batch("UPDATE onemap_meta SET value = '99' WHERE key = 'schema'").unwrap();
    city.write("complaints.csv", complaints(0, 3).as_bytes());
    assert!(city.refusal(&["--complaints", "complaints.csv"]).contains("newer onemap (schema 99"));
    assert_eq!(city.count("complaints"), 0);
}

#[test]
fn a_read_only_store() {
    let city = City::founded();
    city.write("complaints.csv", complaints(0, 3).as_bytes());
    let mut permissions = std::fs::metadata(city.store()).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(city.store(), permissions).unwrap();
    assert!(city.refusal(&["--complaints", "complaints.csv"]).contains("read-only"));
}

#[test]
fn a_store_locked_by_another_process() {
    let city = City::founded();
    city.write("complaints.csv", complaints(0, 3).as_bytes());
    let other = city.open();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(city.refusal(&["--complaints", "complaints.csv"]).contains("locked by another process"));
    other.execute_batch("ROLLBACK").unwrap();
    city.report(&["--complaints", "complaints.csv"]);
}

/// Files may not grow beyond a limit, which a write meets as it meets a full disk.
fn import_with_limit(city: &City, blocks: u32) -> std::process::Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let inner = city.command(&["--complaints", "complaints.csv"]);
    let mut command = Command::new("sh");
    command
        .current_dir(city.path(""))
        .args(["-c", &script, "sh"])
        .arg(inner.get_program())
        .args(inner.get_args());
    command.output().unwrap()
}

#[test]
fn a_full_disk_leaves_the_old_state() {
    let city = City::founded();
    city.write("complaints.csv", complaints(0, 30_000).as_bytes());
    let output = import_with_limit(&city, 2_000);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{message}");
    assert!(message.contains("no room to write"), "{message}");
    assert_eq!((city.count("complaints"), city.count("buildings")), (0, 3));
    assert_eq!(city.text("PRAGMA integrity_check").as_deref(), Some("ok"));
}

#[test]
fn a_full_disk_leaves_no_new_store_behind() {
    let city = City::new();
    city.write("complaints.csv", complaints(0, 30_000).as_bytes());
    let output = import_with_limit(&city, 2_000);
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!city.store().exists() && !city.path("city.gpkg.part").exists());
}
