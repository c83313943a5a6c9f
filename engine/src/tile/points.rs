//! Points that are put together where they stand too close: complaints.

use super::grid::{TileGrid, Unit};
use super::mvt::{LayerWriter, Tags, Tile};
use crate::coord::{TileId, WorldBounds, WorldPoint};
use rustc_hash::FxHashMap;

/// From this zoom on, only points on the same unit are put together.
pub const SINGLES_FROM_ZOOM: u8 = 16;

/// log₂ of the side in units of the cells that are put together before: four pixels of a tile drawn 512 wide.
const CELL_BITS: u32 = 5;

/// The most features of a tile; cells double in size until there are fewer.
const MAX_FEATURES: usize = 8000;

/// A tile that gathers points. Every point it owns is in exactly one feature, and every feature carries `count`.
pub struct PointTile {
    grid: TileGrid,
    bounds: WorldBounds,
    cell_bits: u32,
    cells: FxHashMap<Unit, Cell>,
}

/// The points of one cell.
#[derive(Clone, Copy, Default)]
struct Cell {
    count: u64,
    /// Sum of the points' units.
    sum: [u64; 2],
    /// The number of the last point, which is the only one where `count` is 1.
    point: usize,
}

impl PointTile {
    #[must_use]
    pub fn new(tile: TileId) -> Self {
        let cell_bits = if tile.z() < SINGLES_FROM_ZOOM { CELL_BITS } else { 0 };
        Self { grid: TileGrid::new(tile), bounds: tile.bounds(), cell_bits, cells: FxHashMap::default() }
    }

    /// Adds a point by its number. Points that the tile does not own are passed over.
    pub fn add(&mut self, p: WorldPoint, point: usize) {
        if !self.bounds.contains(p) {
            return;
        }
        let unit = self.grid.holding(p);
        let cell = self.cells.entry(unit.map(|v| v >> self.cell_bits)).or_default();
        *cell = cell.with(&Cell { count: 1, sum: unit.map(|v| v as u64), point });
    }

    /// Writes the tile. `describe` writes the properties of a point that stands alone, given its number.
    #[must_use]
    pub fn finish(mut self, name: &str, describe: impl Fn(usize, &mut Tags)) -> Tile {
        while self.cells.len() > MAX_FEATURES {
            self.merge();
        }
        let mut cells: Vec<_> = self.cells.into_iter().collect();
        cells.sort_unstable_by_key(|&(place, _)| place);
        let mut layer = LayerWriter::new(name);
        for (_, cell) in cells {
            layer.point(cell.mean(), |tags| {
                tags.integer("count", cell.count as i64);
                if cell.count == 1 {
                    describe(cell.point, tags);
                }
            });
        }
        layer.finish(0)
    }

    /// Puts four cells together each.
    fn merge(&mut self) {
        for (place, cell) in std::mem::take(&mut self.cells) {
            let merged = self.cells.entry(place.map(|v| v >> 1)).or_default();
            *merged = merged.with(&cell);
        }
    }
}

impl Cell {
    fn with(&self, other: &Self) -> Self {
        Self {
            count: self.count + other.count,
            sum: [self.sum[0] + other.sum[0], self.sum[1] + other.sum[1]],
            point: other.point,
        }
    }

    fn mean(&self) -> Unit {
        self.sum.map(|sum| (sum / self.count.max(1)) as i32)
    }
}
