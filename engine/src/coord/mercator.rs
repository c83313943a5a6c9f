//! Web mercator (EPSG:3857) in whole numbers: world steps, tiles, and what a step measures on the ground.
//!
//! The square world is 2³² steps wide, just under 1 cm each at the equator, so that every tile and every pixel
//! of it is a power of two of steps and a point falls into the same one whoever asks.

use super::{Bounds, LatticePoint};
use std::f64::consts::PI;

/// World steps on one side of the square world.
const WORLD: f64 = 4_294_967_296.0;

/// Latitude of the north pole in lattice steps.
const POLE: i32 = 900_000_000;

/// Radius of the sphere of EPSG:3857, in metres.
const RADIUS_M: f64 = 6_378_137.0;

/// The latitude in degrees at which the square world ends.
const MAX_LATITUDE: f64 = 85.051_128_779_806_6;

/// A place in the mercator square: `x` grows eastwards from the antimeridian, `y` southwards from about 85.05° N.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorldPoint {
    pub x: u32,
    pub y: u32,
}

impl WorldPoint {
    /// The step that holds a lattice point. Beyond the square's north and south ends, the last step.
    #[must_use]
    pub fn of(p: LatticePoint) -> Self {
        let sin = p.lat().clamp(-MAX_LATITUDE, MAX_LATITUDE).to_radians().sin();
        let y = 0.5 - ((1.0 + sin) / (1.0 - sin)).ln() / (4.0 * PI);
        Self { x: step((p.lon() + 180.0) / 360.0), y: step(y) }
    }

    /// The lattice point nearest to the middle of the step.
    #[must_use]
    pub fn to_lattice(self) -> LatticePoint {
        let lon = (f64::from(self.x) + 0.5) / WORLD * 360.0 - 180.0;
        let scaled = |degrees: f64| (degrees * LatticePoint::PER_DEGREE).round() as i32;
        LatticePoint::new(scaled(lon), scaled(latitude(f64::from(self.y) + 0.5)))
    }
}

/// The step at a fraction of the world's side, the ends included.
fn step(fraction: f64) -> u32 {
    (fraction * WORLD).floor() as u32
}

/// Latitude in degrees at a distance in steps from the north end.
fn latitude(y: f64) -> f64 {
    (PI * (1.0 - 2.0 * y / WORLD)).sinh().atan().to_degrees()
}

/// Ground metres in one world step at a distance in steps from the north end, on the sphere of EPSG:3857.
/// It is the same along both axes.
#[must_use]
pub fn metres_per_step(y: f64) -> f64 {
    2.0 * PI * RADIUS_M / WORLD * latitude(y).to_radians().cos()
}

/// A half-open box of world steps, `min ≤ p < max`. Wider than `u32`, so that it can reach the world's far end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorldBounds {
    pub min: [i64; 2],
    pub max: [i64; 2],
}

impl WorldBounds {
    /// The whole square.
    pub const WORLD: Self = Self { min: [0; 2], max: [1 << 32; 2] };

    /// The smallest box around the points, or `None` where there are none.
    pub fn around(points: impl IntoIterator<Item = WorldPoint>) -> Option<Self> {
        let mut points = points.into_iter().map(Self::one);
        let first = points.next()?;
        Some(points.fold(first, Self::union))
    }

    /// The box of one step.
    fn one(p: WorldPoint) -> Self {
        let min = [i64::from(p.x), i64::from(p.y)];
        Self { min, max: min.map(|v| v + 1) }
    }

    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            min: [0, 1].map(|i| self.min[i].min(other.min[i])),
            max: [0, 1].map(|i| self.max[i].max(other.max[i])),
        }
    }

    /// This box with a margin in steps on every side. It may leave the world.
    #[must_use]
    pub fn grown(self, steps: i64) -> Self {
        Self { min: self.min.map(|v| v - steps), max: self.max.map(|v| v + steps) }
    }

    #[must_use]
    pub fn contains(&self, p: WorldPoint) -> bool {
        (self.min[0]..self.max[0]).contains(&i64::from(p.x))
            && (self.min[1]..self.max[1]).contains(&i64::from(p.y))
    }

    /// The lattice points of these steps lie in this box, and few others. What lies beyond the world's ends is left out.
    #[must_use]
    pub fn to_lattice(self) -> Bounds {
        let held = |v: i64| v.clamp(0, i64::from(u32::MAX)) as u32;
        let corner = |x: i64, y: i64| WorldPoint { x: held(x), y: held(y) }.to_lattice();
        let (a, b) = (corner(self.min[0], self.max[1] - 1), corner(self.max[0] - 1, self.min[1]));
        let mut bounds =
            Bounds { min: LatticePoint::new(a.x - 1, a.y - 1), max: LatticePoint::new(b.x + 1, b.y + 1) };
        // The last steps to the north and south hold everything beyond.
        if self.min[1] <= 0 {
            bounds.max.y = POLE;
        }
        if self.max[1] >= 1 << 32 {
            bounds.min.y = -POLE;
        }
        bounds
    }

    /// West, south, east and north in the metres of EPSG:3857.
    #[must_use]
    pub fn to_metres(self) -> [f64; 4] {
        let metres = |steps: i64| 2.0 * PI * RADIUS_M * (steps as f64 / WORLD - 0.5);
        [metres(self.min[0]), -metres(self.max[1]), metres(self.max[0]), -metres(self.min[1])]
    }

    /// Whether the boxes share at least one step.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        (0..2).all(|i| self.min[i] < other.max[i] && other.min[i] < self.max[i])
    }

    /// Whether every step of the other box is in this one.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        (0..2).all(|i| self.min[i] <= other.min[i] && other.max[i] <= self.max[i])
    }
}

/// A tile of the usual pyramid: at zoom `z` the world is 2ᶻ tiles wide, `y` counted from the north.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    z: u8,
    x: u32,
    y: u32,
}

/// A tile that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileIdError {
    #[error("zoom {z} is outside 0 to {max}", max = TileId::MAX_ZOOM)]
    Zoom { z: i64 },
    #[error("tile {x}, {y} does not exist at zoom {z}: both must be at least 0 and less than {side}", side = 1_i64 << z)]
    Position { z: u8, x: i64, y: i64 },
}

impl TileId {
    /// The deepest zoom: a tile of 4,096 units is then 4,096 world steps wide.
    pub const MAX_ZOOM: u8 = 20;

    /// # Errors
    /// When the zoom or the position is out of range.
    pub fn new(z: i64, x: i64, y: i64) -> Result<Self, TileIdError> {
        let zoom = u8::try_from(z).ok().filter(|&z| z <= Self::MAX_ZOOM).ok_or(TileIdError::Zoom { z })?;
        let inside = |v: i64| u32::try_from(v).ok().filter(|&v| u64::from(v) < 1 << zoom);
        match (inside(x), inside(y)) {
            (Some(x), Some(y)) => Ok(Self { z: zoom, x, y }),
            _ => Err(TileIdError::Position { z: zoom, x, y }),
        }
    }

    /// The tile of a zoom that holds a point.
    ///
    /// # Errors
    /// When the zoom is out of range.
    pub fn holding(p: WorldPoint, z: u8) -> Result<Self, TileIdError> {
        let along = |v: u32| i64::from(v) >> (32 - u32::from(z.min(Self::MAX_ZOOM)));
        Self::new(i64::from(z), along(p.x), along(p.y))
    }

    #[must_use]
    pub const fn z(self) -> u8 {
        self.z
    }

    #[must_use]
    pub const fn x(self) -> u32 {
        self.x
    }

    #[must_use]
    pub const fn y(self) -> u32 {
        self.y
    }

    /// log₂ of the tile's side in world steps.
    const fn side_bits(self) -> u32 {
        32 - self.z as u32
    }

    /// The world steps the tile owns.
    #[must_use]
    pub fn bounds(self) -> WorldBounds {
        let min = [self.x, self.y].map(|v| i64::from(v) << self.side_bits());
        WorldBounds { min, max: min.map(|v| v + (1 << self.side_bits())) }
    }

    /// The lattice points whose steps the tile owns lie in this box, and few others.
    #[must_use]
    pub fn lattice_bounds(self) -> Bounds {
        self.bounds().to_lattice()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn place(lon: f64, lat: f64) -> WorldPoint {
        WorldPoint::of(LatticePoint::from_degrees(lon, lat).unwrap())
    }

    #[test]
    fn corners_of_the_world_are_corners_of_the_square() {
        assert_eq!(place(-180.0, 90.0), WorldPoint { x: 0, y: 0 });
        assert_eq!(place(180.0, -90.0), WorldPoint { x: u32::MAX, y: u32::MAX });
        assert_eq!(place(0.0, 0.0), WorldPoint { x: 1 << 31, y: 1 << 31 });
    }

    /// Expected values from the PyPI package `mercantile` 1.2.1.
    #[test]
    fn tiles_are_those_of_mercantile() {
        let tile = |lon, lat, z| TileId::holding(place(lon, lat), z).unwrap();
        assert_eq!(tile(117.3, 31.8, 14), TileId::new(14, 13530, 6664).unwrap());
        assert_eq!(tile(-122.42, 37.77, 16), TileId::new(16, 10482, 25332).unwrap());
        assert_eq!(tile(-70.6, -33.4, 5), TileId::new(5, 9, 19).unwrap());
    }

    #[test]
    fn a_tile_out_of_range_is_refused() {
        for (z, x, y) in [(-1, 0, 0), (21, 0, 0), (31, 0, 0), (i64::MAX, 0, 0)] {
            assert_eq!(TileId::new(z, x, y), Err(TileIdError::Zoom { z }));
        }
        for (x, y) in [(-1, 0), (0, -1), (4, 0), (0, 4), (i64::MAX, i64::MIN)] {
            assert_eq!(TileId::new(2, x, y), Err(TileIdError::Position { z: 2, x, y }));
        }
    }

    #[test]
    fn a_step_measures_what_the_scale_says() {
        let equator = metres_per_step(WORLD / 2.0);
        assert!((equator * WORLD - 40_075_016.685_578_5).abs() < 1e-3);
        let sixty = metres_per_step(f64::from(place(0.0, 60.0).y));
        assert!((sixty / equator - 0.5).abs() < 1e-7);
    }

    proptest! {
        #[test]
        fn a_place_comes_back_within_a_step(x in -1_799_999_999..1_799_999_999_i32, y in -850_000_000..850_000_000_i32) {
            let p = LatticePoint::new(x, y);
            let back = WorldPoint::of(p).to_lattice();
            prop_assert!((back.x - x).abs() <= 1 && (back.y - y).abs() <= 1);
        }

        #[test]
        fn a_point_is_in_its_tile_alone(x: u32, y: u32, z in 0..=TileId::MAX_ZOOM) {
            let p = WorldPoint { x, y };
            let tile = TileId::holding(p, z).unwrap();
            prop_assert!(tile.bounds().contains(p));
        }

        #[test]
        fn a_point_of_a_tile_is_in_its_lattice_bounds(x in -1_800_000_000..=1_800_000_000_i32, y in -900_000_000..=900_000_000_i32, z in 0..=TileId::MAX_ZOOM) {
            let p = LatticePoint::new(x, y);
            let tile = TileId::holding(WorldPoint::of(p), z).unwrap();
            prop_assert!(tile.lattice_bounds().contains(p));
        }
    }
}
