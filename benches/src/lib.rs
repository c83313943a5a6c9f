//! What the benches measure: plans and points of a known size.

mod plan;
mod points;

pub use plan::{Plan, wavy_plan};
pub use points::random_points;
