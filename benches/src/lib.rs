//! What the benches measure, plans and points of a known size, and how long it takes.

mod plan;
mod points;
mod timing;

pub use plan::{Plan, wavy_plan};
pub use points::random_points;
pub use timing::median_seconds;
