//! Tiles named in an address.

use crate::error::Problem;
use onemap_engine::coord::TileId;

/// The tile of zoom, column, and row with the suffix.
///
/// # Errors
/// When one is no number, the suffix is another, or there is no such tile.
pub fn tile_id([z, x, y]: [&str; 3], suffix: &str) -> Result<TileId, Problem> {
    let row = y
        .strip_suffix(suffix)
        .ok_or_else(|| Problem::parameter("y", format!("“{y}” does not end in {suffix}")))?;
    TileId::new(number("z", z)?, number("x", x)?, number("y", row)?)
        .map_err(|error| Problem::parameter("z, x, y", error))
}

fn number(name: &str, text: &str) -> Result<i64, Problem> {
    text.parse().map_err(|_| Problem::parameter(name, format!("“{text}” is not a whole number")))
}
