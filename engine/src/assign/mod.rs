//! Buildings into grids, complaints to buildings and grids, workload per grid.

mod building;
mod complaint;
mod inner_point;
mod nearest;
mod overlap;
#[cfg(test)]
mod tests;
mod workload;

pub use building::{BuildingRule, Share, Straddle, assign_buildings, straddling};
pub use complaint::{complaint_face, nearest_buildings};
pub use inner_point::{building_point, footprint_point, inner_point};
pub use nearest::{BuildingIndex, Nearby, Nearest};
pub use workload::{Tally, Workload};
