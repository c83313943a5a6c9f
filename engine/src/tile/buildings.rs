//! Buildings: outlines from near by, counts from afar.

use super::grid::{PIXEL, TileGrid, Unit, in_frame};
use super::rings::{Polygon, Ring};
use super::runs::{Boxed, boxed, envelope};
use super::shapes::{drawn, outline};
use super::simple::is_simple;
use super::tags::{LayerWriter, Tags, Tile};
use crate::coord::{self, LatticePoint, MultiPolygon, TileId, WorldBounds, WorldPoint};
use crate::record::Footprint;
use rstar::RTree;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::ops::Range;

/// From this zoom on, buildings are drawn one by one.
const OUTLINES_FROM_ZOOM: u8 = 13;

/// The most buildings drawn one by one in a tile; the smallest beyond are counted.
const MAX_OUTLINES: usize = 5000;

/// The most vertices drawn in a tile.
const MAX_VERTICES: usize = 60_000;

/// log₂ of the side in units of the cells in which buildings are counted.
const CELL_BITS: u32 = 6;

/// Buildings, each as its outline or, where that would be less than a pixel, as a square of one pixel. Those that are too
/// many, or too far away, become squares that stand for several.
pub struct BuildingLayer {
    name: String,
    points: Vec<WorldPoint>,
    /// Where each ring ends in `points`, and whether it is a shell.
    rings: Vec<(usize, bool)>,
    buildings: Vec<Entry>,
    tree: RTree<Boxed<u32>>,
}

struct Entry {
    rings: Range<usize>,
    /// `None` for an outline without points, which is in no tile.
    bounds: Option<WorldBounds>,
}

impl BuildingLayer {
    /// The name must not be empty.
    #[must_use]
    pub fn new<'a>(name: &str, footprints: impl IntoIterator<Item = &'a Footprint>) -> Self {
        let (points, rings, buildings, tree) = (Vec::new(), Vec::new(), Vec::new(), RTree::new());
        let mut layer = Self { name: name.to_owned(), points, rings, buildings, tree };
        footprints.into_iter().for_each(|footprint| layer.push(footprint));
        let boxes = layer.buildings.iter().zip(0..).filter_map(|(entry, i)| Some(boxed(&entry.bounds?, i)));
        layer.tree = RTree::bulk_load(boxes.collect());
        layer
    }

    fn push(&mut self, footprint: &Footprint) {
        let (first_point, first_ring) = (self.points.len(), self.rings.len());
        match footprint {
            Footprint::Point(p) => self.push_ring(&[*p], true),
            Footprint::Outline(shape) => {
                for polygon in &shape.0 {
                    polygon.rings().enumerate().for_each(|(i, ring)| self.push_ring(ring, i == 0));
                }
            }
        }
        let bounds = WorldBounds::around(self.points[first_point..].iter().copied());
        self.buildings.push(Entry { rings: first_ring..self.rings.len(), bounds });
    }

    fn push_ring(&mut self, ring: &[LatticePoint], is_shell: bool) {
        self.points.extend(ring.iter().map(|&p| WorldPoint::of(p)));
        self.rings.push((self.points.len(), is_shell));
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
        for i in drawn {
            if let Some(polygons) = self.polygons(&grid, i) {
                layer = layer.polygons(&polygons, |tags| describe(i, tags));
            }
        }
        for (at, members) in self.cells(&grid, counted) {
            layer = layer.polygons(&[vec![square(at)]], |tags| {
                tags.integer("count", members.len() as i64);
                describe_many(&members, tags);
            });
        }
        layer.finish(0)
    }

    /// The buildings drawn one by one, and those the tile owns and counts.
    fn chosen(&self, tile: TileId, grid: &TileGrid) -> (Vec<usize>, Vec<usize>) {
        let near = self.tree.locate_in_envelope_intersecting(&envelope(&grid.reach()));
        let mut near: Vec<usize> = near.map(|building| building.data as usize).collect();
        let drawn = if tile.z() < OUTLINES_FROM_ZOOM { 0 } else { self.first_that_fit(&mut near) };
        let mut counted = near.split_off(drawn);
        counted.retain(|&i| self.centre(i).is_some_and(|p| tile.bounds().contains(p)));
        near.sort_unstable();
        (near, counted)
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

    /// What a tile shows of one building; `None` where it lies beyond the buffer after all.
    fn polygons(&self, grid: &TileGrid, i: usize) -> Option<Vec<Polygon>> {
        let bounds = self.buildings[i].bounds?;
        let centre = grid.snapped(self.centre(i)?);
        let side = grid.units(bounds.max[0] - bounds.min[0]).max(grid.units(bounds.max[1] - bounds.min[1]));
        let dot = || in_frame(centre).then(|| vec![vec![square(centre)]]);
        if side < f64::from(PIXEL) {
            return dot();
        }
        self.as_it_is(grid, i).or_else(|| drawn(grid, &outline(self.shape(i)))).or_else(dot)
    }

    /// The outline where rounding leaves it a simple ring within the buffer, as it nearly always does.
    fn as_it_is(&self, grid: &TileGrid, i: usize) -> Option<Vec<Polygon>> {
        let mut ring: Vec<Unit> = self.vertices(i).iter().map(|&p| grid.snapped(p)).collect();
        ring.dedup();
        if ring.first() == ring.last() {
            ring.pop();
        }
        let fits = self.buildings[i].rings.len() == 1 && ring.iter().all(|&unit| in_frame(unit));
        (fits && is_simple(&ring)).then(|| vec![vec![ring]])
    }

    /// The outline as a shape again, within a step of what was given.
    fn shape(&self, i: usize) -> MultiPolygon {
        let mut polygons: Vec<coord::Polygon> = Vec::new();
        for ring in self.buildings[i].rings.clone() {
            let points = self.ring(ring).iter().map(|p| p.to_lattice()).collect();
            match polygons.last_mut().filter(|_| !self.rings[ring].1) {
                Some(polygon) => polygon.holes.push(points),
                None => polygons.push(coord::Polygon { shell: points, holes: Vec::new() }),
            }
        }
        MultiPolygon(polygons)
    }

    /// All vertices of a building, ring after ring.
    fn vertices(&self, i: usize) -> &[WorldPoint] {
        let Range { start, end } = self.buildings[i].rings;
        &self.points[self.ring_start(start)..self.ring_start(end)]
    }

    fn ring(&self, ring: usize) -> &[WorldPoint] {
        &self.points[self.ring_start(ring)..self.ring_start(ring + 1)]
    }

    fn ring_start(&self, ring: usize) -> usize {
        if ring == 0 { 0 } else { self.rings[ring - 1].0 }
    }

    fn centre(&self, i: usize) -> Option<WorldPoint> {
        let bounds = self.buildings[i].bounds?;
        let [x, y] = [0, 1].map(|i| ((bounds.min[i] + bounds.max[i]) / 2) as u32);
        Some(WorldPoint { x, y })
    }

    /// Area of a building's box, in steps².
    fn size(&self, i: usize) -> i128 {
        self.buildings[i]
            .bounds
            .map_or(0, |b| i128::from(b.max[0] - b.min[0]) * i128::from(b.max[1] - b.min[1]))
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

/// A square of one pixel.
pub fn square([x, y]: Unit) -> Ring {
    let (low, high) = (-PIXEL / 2, PIXEL / 2);
    [[low, low], [high, low], [high, high], [low, high]].map(|[dx, dy]| [x + dx, y + dy]).to_vec()
}
