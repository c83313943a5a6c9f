//! The web page, embedded in the program.

use axum::body::Bytes;
use rust_embed::{EmbeddedFile, RustEmbed};
use std::borrow::Cow;

/// What `web/` builds; empty where it has not been built.
#[derive(RustEmbed)]
#[folder = "../web/dist"]
#[allow_missing = true]
struct Web;

/// Said instead of the page where the program was built without it.
const PLACEHOLDER: &str = include_str!("assets/placeholder.html");

/// One file of the page.
pub struct Asset {
    pub media: &'static str,
    pub bytes: Bytes,
    /// Whether the file's name carries a hash of its content, so that it never changes.
    pub hashed: bool,
}

/// The file an address means; the page itself is at the root, all that it shows in its query.
#[must_use]
pub fn find(path: &str) -> Option<Asset> {
    match path.strip_prefix('/')? {
        "" => Some(index()),
        path => Web::get(path).map(|file| asset(path, file)),
    }
}

fn index() -> Asset {
    Web::get("index.html").map_or_else(placeholder, |file| asset("index.html", file))
}

fn placeholder() -> Asset {
    Asset { media: HTML, bytes: Bytes::from_static(PLACEHOLDER.as_bytes()), hashed: false }
}

fn asset(path: &str, file: EmbeddedFile) -> Asset {
    let bytes = match file.data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    };
    // Vite puts what it hashes, and nothing else, under assets/.
    Asset { media: media(path), bytes, hashed: path.starts_with("assets/") }
}

const HTML: &str = "text/html; charset=utf-8";

/// The media types of what Vite builds; anything else is just bytes.
fn media(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => HTML,
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_at_the_root_alone() {
        assert_eq!(find("/").unwrap().media, HTML);
        assert!(find("/plan/340111").is_none());
        assert!(find("/no-such-file.js").is_none());
    }

    #[test]
    fn nothing_outside_the_page_is_reachable() {
        for path in [
            "/../Cargo.toml",
            "/assets/../../package.json",
            "//etc/passwd.txt",
            "/..%2fCargo.toml",
            "/api/x",
            "/tiles",
        ] {
            assert!(find(path).is_none(), "{path}");
        }
    }
}
