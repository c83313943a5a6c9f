//! `openapi.json` is what the code says.

use std::path::Path;

/// `UPDATE=1` writes the file instead of comparing it.
#[test]
fn the_contract_checked_in_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let current = onemap::routes::contract() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &current).unwrap();
    }
    let checked_in = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        checked_in == current,
        "server/openapi.json is stale; to bring it up to date: UPDATE=1 cargo test -p onemap --test http contract"
    );
}
