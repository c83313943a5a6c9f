//! Areas of one level, drawn from their shared arcs.

use super::arrangement::faces;
use super::grid::{EXTENT, PIXEL, TileGrid};
use super::mvt::{LayerWriter, Tags, Tile};
use super::runs::Runs;
use crate::coord::{LatticePoint, TileId, WorldPoint};
use crate::coverage::{Coverage, FaceId, Simplifier};
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// The areas of a coverage as polygons, and their labels as points in a second layer, `{name}_labels`.
///
/// Per zoom, the arcs are simplified together, once, when the zoom's first tile is asked for. In a tile, what is left of
/// them is rounded to the grid together, so that neighbours draw the very same line.
pub struct AreaLayer {
    name: String,
    simplifier: Simplifier,
    /// Of the middle latitude: a step of longitude is shorter than one of latitude by this.
    cos_latitude: f64,
    /// Where each area's label stands.
    labels: Vec<Option<WorldPoint>>,
    zooms: [OnceLock<Runs>; TileId::MAX_ZOOM as usize + 1],
}

/// Vertices whose triangle is smaller than this go, in pixels² of a tile drawn 512 pixels wide.
const TOLERANCE_PX2: f64 = 0.25;

impl AreaLayer {
    /// `labels` holds an inner point of each face, in their order. The name must not be empty.
    #[must_use]
    pub fn new(name: &str, coverage: &Coverage, labels: &[Option<LatticePoint>]) -> Self {
        let middle = coverage.bounds().map_or(0.0, |b| f64::midpoint(b.min.lat(), b.max.lat()));
        Self {
            name: name.to_owned(),
            simplifier: Simplifier::new(coverage),
            cos_latitude: middle.to_radians().cos(),
            labels: world(labels),
            zooms: [const { OnceLock::new() }; TileId::MAX_ZOOM as usize + 1],
        }
    }

    /// The layer of a coverage that an edit made of this one's. Boundaries are simplified to the same tolerance.
    #[must_use]
    pub fn after(&self, coverage: &Coverage, labels: &[Option<LatticePoint>]) -> Self {
        Self {
            name: self.name.clone(),
            simplifier: self.simplifier.after(coverage),
            cos_latitude: self.cos_latitude,
            labels: world(labels),
            zooms: [const { OnceLock::new() }; TileId::MAX_ZOOM as usize + 1],
        }
    }

    /// One tile. `describe` and `describe_label` write the properties of an area and of its label, given the area's
    /// number in the coverage.
    #[must_use]
    pub fn tile(
        &self,
        tile: TileId,
        describe: impl Fn(usize, &mut Tags),
        describe_label: impl Fn(usize, &mut Tags),
    ) -> Tile {
        self.polygons(tile, describe).with(self.label_points(tile, describe_label))
    }

    fn polygons(&self, tile: TileId, describe: impl Fn(usize, &mut Tags)) -> Tile {
        let grid = TileGrid::new(tile);
        let runs = self.zooms[usize::from(tile.z())].get_or_init(|| Runs::of(&self.simplified(tile.z())));
        let segments = runs.segments(&grid);
        let drawn = faces(&grid, &segments, || runs.face_at(grid.reach_corner()));
        let met: FxHashSet<u32> =
            segments.iter().flat_map(|s| [s.left, s.right]).filter(|&face| face != 0).collect();
        let mut layer = LayerWriter::new(&self.name);
        for (face, polygons) in &drawn {
            layer
                .polygons(polygons, |tags| FaceId(*face).polygon().into_iter().for_each(|i| describe(i, tags)));
        }
        layer.finish(met.len().saturating_sub(drawn.len()))
    }

    fn label_points(&self, tile: TileId, describe: impl Fn(usize, &mut Tags)) -> Tile {
        let (grid, bounds) = (TileGrid::new(tile), tile.bounds());
        let labels = self.labels.iter().enumerate().filter_map(|(i, label)| Some((i, (*label)?)));
        let owned = labels.filter(|&(_, p)| bounds.contains(p));
        let mut layer = LayerWriter::new(&format!("{}_labels", self.name));
        owned.for_each(|(i, p)| layer.point(grid.holding(p), |tags| describe(i, tags)));
        layer.finish(0)
    }

    /// The coverage as a zoom shows it, before it is rounded to a tile's grid.
    #[must_use]
    pub fn simplified(&self, zoom: u8) -> Coverage {
        let pixels = f64::from(EXTENT / PIXEL) * f64::from(zoom).exp2();
        let pixel = 360.0 * LatticePoint::PER_DEGREE / pixels;
        self.simplifier.at(TOLERANCE_PX2 * pixel * pixel * self.cos_latitude)
    }
}

fn world(labels: &[Option<LatticePoint>]) -> Vec<Option<WorldPoint>> {
    labels.iter().map(|label| label.map(WorldPoint::of)).collect()
}
