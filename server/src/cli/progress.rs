//! Progress of long work, on stderr; hidden where that is no terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A count of rows written so far.
pub(super) fn rows() -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {human_pos} rows {per_sec}");
    ProgressBar::no_length().with_style(style.expect("the template is well formed"))
}

/// So many tiles out of all.
pub(super) fn tiles(all: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {human_pos}/{human_len} tiles, {eta} left");
    ProgressBar::new(all).with_style(style.expect("the template is well formed"))
}
