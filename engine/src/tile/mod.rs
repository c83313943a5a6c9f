//! Vector tiles (MVT 2.1): one type per kind of layer, each built once and asked for tiles.
//!
//! A layer keeps geometry and an index; what its features say is asked of the caller while a tile is written, by
//! closures that get a feature's number and its [`Tags`].

mod areas;
mod arrangement;
mod buildings;
mod cells;
mod frame;
mod grid;
mod lines;
mod mvt;
mod points;
#[cfg(test)]
mod properties;
mod rings;
mod runs;
mod shapes;
mod simple;
mod snap;

pub use areas::AreaLayer;
pub use buildings::BuildingLayer;
pub use cells::{cell_tile, cells_resolution, cells_source};
pub use grid::EXTENT;
pub use lines::RoadLayer;
pub use mvt::{Tags, Tile};
pub use points::{PointTile, SINGLES_FROM_ZOOM};
pub use shapes::ShapeLayer;
