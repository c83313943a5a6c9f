//! Where complaints pile up: counts per H3 cell, and categories by how many, how fast they grow and how much of the
//! whole they are.

mod cells;
mod ranking;

pub use cells::{CellCount, cell_boundary, cell_center, counts_per_cell};
pub use h3o::{CellIndex, Resolution};
pub use ranking::{Ranked, rank};
