//! The store in memory, immutable: what serving, exporting, checking and finding hotspots share.

mod text;
mod window;

pub use text::TextColumn;
pub use window::Window;

/// A city as it was at one moment of its store.
#[derive(Debug)]
pub struct Snapshot {
    /// Changes with every reading; part of the keys of what is cached.
    pub version: u64,
}
