//! Where complaints pile up: counts per H3 cell, and categories by how many, how fast they grow and how much of the
//! whole they are.

mod cells;
mod complaint_cells;
mod ranking;

pub use cells::{CellCount, counts_per_cell};
pub use complaint_cells::ComplaintCells;
pub use ranking::{Ranked, rank};
