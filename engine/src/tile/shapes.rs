//! Polygons that know nothing of each other: water, compounds.

use super::arrangement::faces;
use super::grid::TileGrid;
use super::rings::Polygon;
use super::runs::{Boxed, Runs, boxed, envelope};
use super::tags::{LayerWriter, Tags, Tile};
use crate::coord::{MultiPolygon, TileId, WorldBounds, WorldPoint};
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
            outlines.push(outline(shape));
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
                Some(polygons) => layer = layer.polygons(&polygons, |tags| describe(i, tags)),
                None => collapsed += 1,
            }
        }
        layer.finish(collapsed)
    }
}

/// What a tile shows of one outline: the places that its rings wind around an odd number of times.
pub fn drawn(grid: &TileGrid, outline: &Runs) -> Option<Vec<Polygon>> {
    let segments = outline.segments(grid);
    let inside = || outline.face_at(grid.reach_corner());
    faces(grid, &segments, inside).into_iter().next().map(|(_, polygons)| polygons)
}

/// A shape's rings as lines with the shape on the left, whichever way they were given.
fn outline(shape: &MultiPolygon) -> Runs {
    let shells = shape.0.iter().map(|polygon| (&polygon.shell, true));
    let holes = shape.0.iter().flat_map(|polygon| &polygon.holes).map(|hole| (hole, false));
    let rings = shells.chain(holes);
    outline_of(rings.map(|(ring, is_shell)| (ring.iter().map(|&p| WorldPoint::of(p)).collect(), is_shell)))
}

/// Open rings, shells and holes, as lines with the shape on the left.
pub fn outline_of(rings: impl IntoIterator<Item = (Vec<WorldPoint>, bool)>) -> Runs {
    Runs::new(rings.into_iter().map(|(ring, is_shell)| (closed(ring, is_shell), 1, 0)))
}

/// A closed line that turns left, or right, as seen on a map.
fn closed(mut ring: Vec<WorldPoint>, left: bool) -> Vec<WorldPoint> {
    ring.extend(ring.first().copied());
    if turns_left(&ring) != left {
        ring.reverse();
    }
    ring
}

/// Whether a closed line turns left as seen on a map. World steps grow southwards.
fn turns_left(line: &[WorldPoint]) -> bool {
    let cross =
        |a: WorldPoint, b: WorldPoint| i128::from(a.x) * i128::from(b.y) - i128::from(a.y) * i128::from(b.x);
    line.windows(2).map(|ends| cross(ends[0], ends[1])).sum::<i128>() < 0
}
