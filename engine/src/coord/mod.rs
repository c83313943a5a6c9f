//! Places: lattice points, bounds, shapes, datums and projections.

mod bounds;
mod crs;
mod point;
mod shape;

pub use bounds::Bounds;
pub use crs::{Crs, UnknownCrs};
pub use point::{CoordinateError, LatticePoint};
pub use shape::{Line, MultiPolygon, Polygon, Ring};
