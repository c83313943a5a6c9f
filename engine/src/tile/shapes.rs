//! Polygons that know nothing of each other: water, compounds.

use super::arrangement::faces;
use super::grid::TileGrid;
use super::mvt::{LayerWriter, Tags, Tile};
use super::rings::Polygon;
use super::runs::{Boxed, Runs, boxed, envelope};
use crate::coord::{MultiPolygon, TileId, WorldBounds, WorldPoint};
use crate::coverage::Coverage;
use rstar::RTree;

/// Polygons drawn each on its own, in the order they were given in.
pub struct ShapeLayer {
    name: String,
    shapes: Vec<Runs>,
    tree: RTree<Boxed<usize>>,
}

impl ShapeLayer {
    /// The name must not be empty.
    #[must_use]
    pub fn new<'a>(name: &str, shapes: impl IntoIterator<Item = &'a MultiPolygon>) -> Self {
        let (mut outlines, mut boxes) = (Vec::new(), Vec::new());
        for (i, shape) in shapes.into_iter().enumerate() {
            outlines.push(outline(shape.clone()));
            boxes.extend(
                WorldBounds::around(shape.points().map(WorldPoint::of)).map(|bounds| boxed(&bounds, i)),
            );
        }
        Self { name: name.to_owned(), shapes: outlines, tree: RTree::bulk_load(boxes) }
    }

    /// One tile. `describe` writes the properties of a shape, given its number.
    #[must_use]
    pub fn tile(&self, tile: TileId, describe: impl Fn(usize, &mut Tags)) -> Tile {
        let grid = TileGrid::new(tile);
        let mut near: Vec<usize> = self
            .tree
            .locate_in_envelope_intersecting(&envelope(&grid.reach()))
            .map(|shape| shape.data)
            .collect();
        near.sort_unstable();
        let (mut layer, mut collapsed) = (LayerWriter::new(&self.name), 0);
        for i in near {
            match drawn(&grid, &self.shapes[i]) {
                Some(polygons) => layer.polygons(&polygons, |tags| describe(i, tags)),
                None => collapsed += 1,
            }
        }
        layer.finish(collapsed)
    }
}

/// What a tile shows of one outline; `None` where it is too small for the grid.
pub fn drawn(grid: &TileGrid, outline: &Runs) -> Option<Vec<Polygon>> {
    let segments = outline.segments(grid);
    let faces = faces(grid, &segments, || outline.face_at(grid.reach_corner()));
    faces.into_iter().next().map(|(_, polygons)| polygons)
}

/// The outline of one shape, cleaned: rings that cross themselves or each other enclose what they go around an odd
/// number of times.
pub fn outline(shape: MultiPolygon) -> Runs {
    let cleaned = Coverage::build(&[shape]).coverage;
    Runs::of(&cleaned)
}
