//! The integer grid of a tile.

use crate::coord::{TileId, WorldBounds, WorldPoint};

/// Units on one side of a tile.
pub const EXTENT: i32 = 4096;

/// Units by which geometry reaches over a tile's edge, so that strokes do not end at it.
pub const BUFFER: i32 = 64;

/// Units to a pixel of a tile drawn 512 pixels wide.
pub const PIXEL: i32 = EXTENT / 512;

/// From world steps to a tile's units. Positions that must be exact are kept in quarter steps from the tile's corner.
#[derive(Clone, Copy, Debug)]
pub struct TileGrid {
    corner: [i64; 2],
    /// log₂ of a unit's side in world steps.
    bits: u32,
}

/// Quarter steps, counted from the tile's north-west corner.
pub type Exact = [i64; 2];
/// Units, counted from the tile's north-west corner.
pub type Unit = [i32; 2];

impl TileGrid {
    pub fn new(tile: TileId) -> Self {
        Self { corner: tile.bounds().min, bits: u32::from(TileId::MAX_ZOOM - tile.z()) }
    }

    pub fn exact(&self, p: WorldPoint) -> Exact {
        self.exact_at([i64::from(p.x), i64::from(p.y)])
    }

    /// As [`Self::exact`], for world steps that may lie beyond the ends of the world.
    pub fn exact_at(&self, [x, y]: [i64; 2]) -> Exact {
        [4 * (x - self.corner[0]), 4 * (y - self.corner[1])]
    }

    /// The world steps from which a tile draws: its own and its buffer's, and a unit more.
    pub fn reach(&self) -> WorldBounds {
        let margin = i64::from(BUFFER + 1) << self.bits;
        let side = i64::from(EXTENT) << self.bits;
        WorldBounds { min: self.corner, max: self.corner.map(|v| v + side) }.grown(margin)
    }

    /// The north-west corner of the buffer, in world steps.
    pub fn reach_corner(&self) -> [i64; 2] {
        self.corner.map(|v| v - (i64::from(BUFFER) << self.bits))
    }

    /// Half a unit in quarter steps.
    pub fn half(&self) -> i64 {
        2 << self.bits
    }

    /// The unit whose pixel holds an exact position.
    pub fn unit(&self, p: Exact) -> Unit {
        // As by `round`, since positions are whole steps, in fewer digits: a tile has tens of thousands of vertices.
        p.map(|v| ((v + self.half()) >> (self.bits + 2)) as i32)
    }

    /// The unit whose pixel holds a fraction of quarter steps. The denominator is positive.
    pub fn round(&self, numerator: i128, denominator: i128) -> i32 {
        let half = i128::from(self.half());
        (numerator + (half + 1) * denominator).div_euclid(2 * half * denominator) as i32
    }

    /// The middle of a unit's pixel, a quarter step off, so that no vertex lies on a pixel's edge. Whoever asks which pixel holds
    /// a place must ask for this pixel: a line that crosses the border within a quarter step of one would miss it otherwise.
    pub fn centre(&self, unit: Unit) -> Exact {
        unit.map(|v| 2 * self.half() * i64::from(v) - 1)
    }

    /// The unit nearest to a world point.
    pub fn snapped(&self, p: WorldPoint) -> Unit {
        self.unit(self.exact(p))
    }

    /// World steps in units.
    pub fn units(&self, steps: f64) -> f64 {
        steps / (1_u64 << self.bits) as f64
    }

    /// A world point in fractions of a unit.
    pub fn fraction(&self, p: WorldPoint) -> [f64; 2] {
        self.exact(p).map(|v| v as f64 / (2 * self.half()) as f64)
    }

    /// The unit that holds a point of the tile: 0 ≤ x, y < extent.
    pub fn holding(&self, p: WorldPoint) -> Unit {
        let along = |v: u32, corner: i64| ((i64::from(v) - corner) >> self.bits) as i32;
        [along(p.x, self.corner[0]), along(p.y, self.corner[1])]
    }
}

/// Whether a unit lies in the tile or its buffer.
pub fn in_frame(unit: Unit) -> bool {
    unit.iter().all(|v| (-BUFFER..=EXTENT + BUFFER).contains(v))
}

/// Whether the box around some units meets the tile or its buffer.
pub fn meets_frame(units: &[Unit]) -> bool {
    let meets = |i: usize| {
        let along = || units.iter().map(|unit| unit[i]);
        let (low, high) = (along().min(), along().max());
        low.is_some_and(|low| low <= EXTENT + BUFFER) && high.is_some_and(|high| high >= -BUFFER)
    };
    meets(0) && meets(1)
}
