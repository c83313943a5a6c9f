//! Where complaints pile up: counts per H3 cell, categories by how many, how fast they grow and how much of the whole they are, and
//! which units have significantly more than their surroundings let expect.

mod cells;
mod complaint_cells;
mod fdr;
mod getis_ord;
mod moran;
mod normal;
#[cfg(test)]
mod peers;
mod ranking;
mod rates;
mod weights;

pub use cells::{CellCount, counts_per_cell};
pub use complaint_cells::ComplaintCells;
pub use fdr::false_discovery_threshold;
pub use getis_ord::{LocalG, local_g, local_g_star};
pub use moran::{LocalMoran, Quadrant, local_moran};
pub use ranking::{Ranked, rank};
pub use rates::smoothed_rates;
pub use weights::Weights;
