//! Places: lattice points, bounds, shapes, datums and projections.

pub mod area;
mod bounds;
mod crs;
mod local;
mod mercator;
mod point;
pub mod predicate;
mod shape;

pub use bounds::Bounds;
pub use crs::{Crs, UnknownCrs};
pub use local::{LocalPlane, distance_m, length_m};
pub use mercator::{TileId, TileIdError, WorldBounds, WorldPoint, metres_per_step};
pub use point::{CoordinateError, LatticePoint};
pub use shape::{Line, MultiPolygon, Polygon, Ring};
