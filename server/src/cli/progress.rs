//! Progress of long work, on stderr; hidden where that is no terminal.

use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

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

/// So many communities out of all.
pub(super) fn communities(all: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {human_pos}/{human_len} communities, {eta} left");
    ProgressBar::new(all).with_style(style.expect("the template is well formed"))
}

/// Work of which nobody knows how long it takes.
pub(super) fn working(what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {msg} {elapsed}");
    let spinner = ProgressBar::no_length().with_style(style.expect("the template is well formed"));
    spinner.enable_steady_tick(Duration::from_millis(100));
    spinner.with_message(what)
}
