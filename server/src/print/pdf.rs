//! A page as PDF, by a Chromium that is installed.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The browser that is named here comes before all others.
const VARIABLE: &str = "CHROMIUM";
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// Prints a page; false where no browser is installed. Nothing is asked of the network.
///
/// # Errors
/// When the browser cannot be started, or leaves no file.
pub fn pdf(page: &Path, to: &Path) -> io::Result<bool> {
    let Some(browser) = browser() else { return Ok(false) };
    let (page, profile) = (page.canonicalize()?, to.with_extension("profile"));
    let mut into = std::ffi::OsString::from("--print-to-pdf=");
    into.push(to);
    let mut user = std::ffi::OsString::from("--user-data-dir=");
    user.push(&profile);
    let status = Command::new(browser)
        .args([
            "--headless",
            "--disable-gpu",
            "--no-sandbox",
            "--no-pdf-header-footer",
            "--disable-background-networking",
        ])
        .args([user, into, page.into_os_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    // What the browser keeps for itself; gone or not, the page is what counts.
    let _ = std::fs::remove_dir_all(profile);
    if status?.success() && to.is_file() { Ok(true) } else { Err(io::Error::other("Chromium printed nothing")) }
}

fn browser() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE) {
        return Some(named.into());
    }
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| path.is_file())
}
