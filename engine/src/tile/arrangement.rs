//! The faces that lines divide a tile into.

use super::frame::border;
use super::grid::TileGrid;
use super::rings::{Polygon, polygons};
use super::snap::{Segment, snap};

/// The polygons of every face but 0 within the tile and its buffer: valid, and sharing their borders exactly.
/// `background` names the face at the buffer's north-west corner, and is asked only where no line reaches the border.
pub fn faces(
    grid: &TileGrid,
    segments: &[Segment],
    background: impl FnOnce() -> u32,
) -> Vec<(u32, Vec<Polygon>)> {
    let mut edges = snap(grid, segments);
    let border = border(&edges, background);
    edges.extend(border.into_iter().filter(|piece| piece.left != 0));
    polygons(&edges)
}
