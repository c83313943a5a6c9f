//! Places: lattice points, bounds, shapes, datums and projections.

mod bounds;
mod crs;
mod mercator;
mod point;
mod shape;

pub use bounds::Bounds;
pub use crs::{Crs, UnknownCrs};
pub use mercator::{TileId, TileIdError, WorldBounds, WorldPoint, metres_per_step};
pub use point::{CoordinateError, LatticePoint};
pub use shape::{Line, MultiPolygon, Polygon, Ring};
