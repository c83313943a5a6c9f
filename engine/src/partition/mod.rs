//! Proposing grids: an area is cut into cells that go together, and the cells are shared out among connected grids in range, compact
//! and along roads.

mod cells;
mod graph;
mod ground;
mod groups;
mod growth;
mod mosaic;
mod objective;
mod parcels;
mod search;
mod segments;
mod share;
mod small;
mod solve;
#[cfg(test)]
mod tests;
mod tree;
mod units;

pub use ground::{Building, Divider, Ground};
pub use mosaic::mosaic;
pub use objective::{Options, OptionsError, Weights};
pub use share::{Part, Reason, Shares, atoms, share_out};
pub use units::units;
