//! Buildings: outlines from near by, counts from afar.

use super::grid::{EXTENT, PIXEL, TileGrid, Unit, in_frame, meets_frame};
use super::mvt::{LayerWriter, Tags, Tile};
use super::rings::{Polygon, Ring};
use super::shapes::{drawn, outline};
use super::simple::{clearance, is_simple};
use crate::coord::{Bounds, LatticePoint, TileId, WorldBounds, WorldPoint};
use crate::coverage::BoxIndex;
use crate::record::{FootprintRef, Footprints};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// From this zoom on, buildings are drawn one by one.
const OUTLINES_FROM_ZOOM: u8 = 13;

/// The most buildings drawn one by one in a tile; the smallest beyond are counted.
const MAX_OUTLINES: usize = 5000;

/// The most vertices drawn in a tile.
const MAX_VERTICES: usize = 60_000;

/// Units by which an outline drawn as it is may reach over the tile's edge; what reaches farther is clipped to the buffer.
const OVERHANG: i32 = EXTENT / 4;

/// Twice the farthest that rounding moves a point, in units.
const ROUNDING: f64 = 1.5;

/// log₂ of the side in units of the cells in which buildings are counted.
const CELL_BITS: u32 = 6;

/// Buildings, each as its outline or, where that would be less than a pixel, as a square of one pixel. Those that are too
/// many, or too far away, become squares that stand for several.
pub struct BuildingLayer {
    name: String,
    footprints: Footprints<WorldPoint>,
    /// `None` for an outline without points, which is in no tile.
    bounds: Vec<Option<WorldBounds>>,
    /// How far from each other the sides of an outline keep, in world steps: see [`clearance`].
    clearances: Vec<f32>,
    tree: BoxIndex,
}

impl BuildingLayer {
    /// The name must not be empty.
    #[must_use]
    pub fn new(name: &str, footprints: &Footprints) -> Self {
        let boxes: Vec<Bounds> =
            footprints.par_iter().map(|footprint| footprint.bounds().unwrap_or(NOWHERE)).collect();
        let footprints = footprints.map(WorldPoint::of);
        let around =
            |footprint: FootprintRef<'_, WorldPoint>| WorldBounds::around(footprint.points().iter().copied());
        let bounds = footprints.par_iter().map(around).collect();
        let clearances = footprints.par_iter().map(clearance_of).collect();
        Self { name: name.to_owned(), footprints, bounds, clearances, tree: BoxIndex::new(&boxes) }
    }

    /// One tile. `describe` writes the properties of a building, given its number; `describe_many` those of a square that
    /// stands for several, which carries their `count` already.
    #[must_use]
    pub fn tile(
        &self,
        tile: TileId,
        describe: impl Fn(usize, &mut Tags),
        describe_many: impl Fn(&[usize], &mut Tags),
    ) -> Tile {
        let grid = TileGrid::new(tile);
        let (drawn, counted) = self.chosen(tile, &grid);
        let mut layer = LayerWriter::new(&self.name);
        layer.reserve(drawn.len());
        let mut ring = Ring::new();
        for i in drawn {
            match self.shown(&grid, i, &mut ring) {
                Shown::Nothing => {}
                Shown::Ring => layer.shell(&ring, |tags| describe(i, tags)),
                Shown::Polygons(polygons) => layer.polygons(&polygons, |tags| describe(i, tags)),
            }
        }
        for (at, members) in self.cells(&grid, counted) {
            layer.shell(&square(at), |tags| {
                tags.integer("count", members.len() as i64);
                describe_many(&members, tags);
            });
        }
        layer.finish(0)
    }

    /// The buildings drawn one by one, and those the tile owns and counts.
    fn chosen(&self, tile: TileId, grid: &TileGrid) -> (Vec<usize>, Vec<usize>) {
        let mut near = self.near(&grid.reach());
        let drawn = if tile.z() < OUTLINES_FROM_ZOOM { 0 } else { self.first_that_fit(&mut near) };
        let mut counted = near.split_off(drawn);
        counted.retain(|&i| self.centre(i).is_some_and(|p| tile.bounds().contains(p)));
        near.sort_unstable();
        (near, counted)
    }

    /// The buildings whose boxes meet some world steps.
    fn near(&self, reach: &WorldBounds) -> Vec<usize> {
        let (around, mut near) = (reach.to_lattice(), Vec::new());
        self.tree.search(|bounds| bounds.meets(&around), |building| near.push(building as usize));
        near
    }

    /// Puts the largest buildings first where not all fit, and tells how many a tile can hold.
    fn first_that_fit(&self, near: &mut [usize]) -> usize {
        if near.len() <= MAX_OUTLINES
            && near.iter().map(|&i| self.vertices(i).len()).sum::<usize>() <= MAX_VERTICES
        {
            return near.len();
        }
        near.sort_unstable_by_key(|&i| (Reverse(self.size(i)), i));
        let vertices = near.iter().scan(0, |sum, &i| {
            *sum += self.vertices(i).len();
            Some(*sum)
        });
        vertices.take(MAX_OUTLINES).take_while(|&sum| sum <= MAX_VERTICES).count()
    }

    /// What a tile shows of one building. A ring is left in `ring`, which is there to be used again.
    fn shown(&self, grid: &TileGrid, i: usize, ring: &mut Ring) -> Shown {
        let (Some(bounds), Some(centre)) = (self.bounds[i], self.centre(i)) else { return Shown::Nothing };
        let side = (bounds.max[0] - bounds.min[0]).max(bounds.max[1] - bounds.min[1]);
        let is_large = grid.units(side as f64) >= f64::from(PIXEL);
        let frame = [bounds.min, bounds.max].map(|corner| grid.unit(grid.exact_at(corner)));
        let is_near = frame.iter().flatten().all(|v| (-OVERHANG..EXTENT + OVERHANG).contains(v));
        if is_large && is_near && self.is_simple_as_it_is(grid, i, ring) {
            return if meets_frame(&frame) { Shown::Ring } else { Shown::Nothing };
        }
        if let Some(polygons) = is_large.then(|| self.cleaned(grid, i)).flatten() {
            return Shown::Polygons(polygons);
        }
        let centre = grid.snapped(centre);
        ring.clear();
        ring.extend(square(centre));
        if in_frame(centre) { Shown::Ring } else { Shown::Nothing }
    }

    /// Puts the outline into `ring`; whether rounding leaves it a simple ring, as it nearly always does.
    fn is_simple_as_it_is(&self, grid: &TileGrid, i: usize, ring: &mut Ring) -> bool {
        let footprint = self.footprints.get(i);
        ring.clear();
        ring.extend(footprint.points().iter().map(|&p| grid.snapped(p)));
        ring.dedup();
        if ring.first() == ring.last() {
            ring.pop();
        }
        grid.units(f64::from(self.clearances[i])) > ROUNDING || footprint.rings().len() == 1 && is_simple(ring)
    }

    /// The outline, its vertices within a step of what was given, without rings that cross; `None` where it is too small.
    fn cleaned(&self, grid: &TileGrid, i: usize) -> Option<Vec<Polygon>> {
        drawn(grid, &outline(self.footprints.get(i).outline(WorldPoint::to_lattice)))
    }

    /// All vertices of a building, ring after ring.
    fn vertices(&self, i: usize) -> &[WorldPoint] {
        self.footprints.get(i).points()
    }

    fn centre(&self, i: usize) -> Option<WorldPoint> {
        let bounds = self.bounds[i]?;
        let [x, y] = [0, 1].map(|i| ((bounds.min[i] + bounds.max[i]) / 2) as u32);
        Some(WorldPoint { x, y })
    }

    /// Area of a building's box, in steps².
    fn size(&self, i: usize) -> i128 {
        self.bounds[i].map_or(0, |b| i128::from(b.max[0] - b.min[0]) * i128::from(b.max[1] - b.min[1]))
    }

    /// Buildings put together by cell, with the mean of their centres.
    fn cells(&self, grid: &TileGrid, counted: Vec<usize>) -> Vec<(Unit, Vec<usize>)> {
        let mut cells: FxHashMap<Unit, ([i64; 2], Vec<usize>)> = FxHashMap::default();
        for i in counted {
            let Some(unit) = self.centre(i).map(|p| grid.holding(p)) else { continue };
            let (sum, members) = cells.entry(unit.map(|v| v >> CELL_BITS)).or_default();
            *sum = [0, 1].map(|i| sum[i] + i64::from(unit[i]));
            members.push(i);
        }
        let mut cells: Vec<_> = cells.into_iter().collect();
        cells.sort_unstable_by_key(|&(place, _)| place);
        cells
            .into_iter()
            .map(|(_, (sum, members))| (sum.map(|v| (v / members.len() as i64) as i32), members))
            .collect()
    }
}

/// The clearance of an outline without holes; 0 of others, and of what is too large.
fn clearance_of(footprint: FootprintRef<'_, WorldPoint>) -> f32 {
    let [first, ..] = *footprint.points() else { return 0.0 };
    let from_first =
        |to: u32, from: u32| i32::try_from(i64::from(to) - i64::from(from)).ok().filter(|v| v.abs() < 1 << 30);
    let ring: Option<Ring> = footprint
        .points()
        .iter()
        .map(|p| Some([from_first(p.x, first.x)?, from_first(p.y, first.y)?]))
        .collect();
    ring.filter(|_| footprint.rings().len() == 1).map_or(0.0, |ring| clearance(&ring) as f32)
}

/// What a tile shows of a building.
enum Shown {
    /// It lies beyond the buffer after all.
    Nothing,
    Ring,
    Polygons(Vec<Polygon>),
}

/// The box of what has no place: in the corner of the lattice beyond the world.
const NOWHERE: Bounds =
    Bounds { min: LatticePoint::new(i32::MIN, i32::MIN), max: LatticePoint::new(i32::MIN, i32::MIN) };

/// A square of one pixel.
pub fn square([x, y]: Unit) -> [Unit; 4] {
    let (low, high) = (-PIXEL / 2, PIXEL / 2);
    [[low, low], [high, low], [high, high], [low, high]].map(|[dx, dy]| [x + dx, y + dy])
}
