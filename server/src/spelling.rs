//! Names of places as people write them.

use onemap_engine::record::half_width;

/// A name without its spaces, in half width and lower case.
pub fn normal(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    for letter in name.chars().filter(|letter| !letter.is_whitespace()) {
        match half_width(letter) {
            // Most letters by far have no case; asking Unicode about each takes longer than all the rest.
            han @ '\u{2e80}'..='\u{9fff}' => normal.push(han),
            ascii if ascii.is_ascii() => normal.push(ascii.to_ascii_lowercase()),
            other => normal.extend(other.to_lowercase()),
        }
    }
    normal
}
