//! Places: lattice points, bounds, shapes, datums and projections, H3 cells.

pub mod area;
mod bounds;
mod centroid;
mod circle;
mod convex_hull;
mod crs;
pub mod h3;
mod honeycomb;
mod local;
mod mercator;
mod point;
pub mod predicate;
mod shape;

pub use bounds::Bounds;
pub use centroid::centroid;
pub use circle::circle;
pub use convex_hull::convex_hull;
pub use crs::{Crs, UnknownCrs};
pub use honeycomb::Honeycomb;
pub use local::{LocalPlane, distance_m, length_m};
pub use mercator::{TileId, TileIdError, WorldBounds, WorldPoint, metres_per_step};
pub use point::{CoordinateError, LatticePoint};
pub use shape::{Line, MultiPolygon, Polygon, Ring};
