//! Builds the program again when the web page it embeds has changed.

use std::path::Path;

fn main() -> std::io::Result<()> {
    // Cargo takes a watched path that is missing for one that has always changed.
    std::fs::create_dir_all(Path::new("../web/dist"))?;
    println!("cargo::rerun-if-changed=../web/dist");
    Ok(())
}
