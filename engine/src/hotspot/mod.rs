//! Where complaints pile up: counts per H3 cell, categories by how many, how fast they grow and how much of the whole they are, and
//! which units have significantly more than their surroundings let expect.

mod autocorrelation;
mod cells;
mod complaint_cells;
mod dbscan;
mod deviations;
mod emerging;
mod fdr;
mod getis_ord;
mod hdbscan;
mod medoid;
mod moran;
mod normal;
#[cfg(test)]
mod peers;
mod permutation;
mod ranking;
mod rates;
mod repeats;
mod scan;
mod similar;
mod trend;
mod weights;

pub use autocorrelation::{Autocorrelation, geary, geary_shuffled_p, moran, moran_shuffled_p};
pub use cells::{CellCount, counts_per_cell};
pub use complaint_cells::ComplaintCells;
pub use dbscan::{Reach, dbscan};
pub use emerging::{Bin, Emerging, Pattern, PatternKind, emerging, space_time_g};
pub use fdr::false_discovery_threshold;
pub use getis_ord::{LocalG, local_g};
pub use hdbscan::{LEAST_CLUSTER, hdbscan};
pub use medoid::medoid;
pub use moran::{LocalMoran, Quadrant, local_moran};
pub use permutation::permuted_p;
pub use ranking::{Ranked, evenness, rank};
pub use rates::smoothed_rates;
pub use repeats::{Call, many_callers, many_topics, one_caller};
pub use scan::{MonteCarlo, Null, ScanCluster, TimeLimits, ZoneLimits, Zones, scan};
pub use similar::{Trigrams, similar_texts};
pub use trend::{Change, Trend, change, mann_kendall};
pub use weights::Weights;
