//! Many points into H3 cells, most of them without H3's projection.
//!
//! Where a cell has six corners, its outline in degrees is nearly that hexagon: edges are great circles, which bend by far less than they are
//! long. A point clearly inside the hexagon of a cell that was seen before is in that cell; of all others H3 is asked.

use super::LatticePoint;
use super::h3::{CellIndex, Resolution, cell_boundary, cell_of};
use rustc_hash::FxHashMap;

/// Finds the cells of points one after the other, the faster the more of them share cells. The answer is always that of [`cell_of`].
///
/// ```
/// use onemap_engine::coord::{Honeycomb, LatticePoint, h3};
/// let mut honeycomb = Honeycomb::new(h3::Resolution::Nine);
/// let hefei = LatticePoint::new(1_173_000_000, 318_000_000);
/// assert_eq!(honeycomb.cell_of(hefei), h3::cell_of(hefei, h3::Resolution::Nine));
/// ```
#[derive(Debug)]
pub struct Honeycomb {
    resolution: Resolution,
    /// Squares of the lattice are 2 to the power of this many steps wide: half an edge of a cell at least, an edge at most.
    shift: u32,
    /// Places in `hexagons` of those that may meet a square.
    squares: FxHashMap<[i32; 2], [u32; SLOTS]>,
    hexagons: Vec<Hexagon>,
    /// How often H3 found a cell.
    found: FxHashMap<CellIndex, u32>,
}

/// A square that meets more hexagons knows the first ones only.
const SLOTS: usize = 6;
const NONE: u32 = u32::MAX;
/// Cells found so often get a hexagon: most cells of few points are not worth one.
const FINDS: u32 = 3;

impl Honeycomb {
    #[must_use]
    pub fn new(resolution: Resolution) -> Self {
        let edge_steps = resolution.edge_length_m() / METRES_PER_STEP;
        Self {
            resolution,
            shift: (edge_steps as u32).ilog2(),
            squares: FxHashMap::default(),
            hexagons: Vec::new(),
            found: FxHashMap::default(),
        }
    }

    /// The cell that holds a point; every lattice point on Earth has one.
    pub fn cell_of(&mut self, point: LatticePoint) -> Option<CellIndex> {
        self.known(point).or_else(|| self.found(point))
    }

    fn known(&self, point: LatticePoint) -> Option<CellIndex> {
        let near = self.squares.get(&self.square(point))?;
        let known = near.iter().take_while(|&&place| place != NONE);
        let mut hexagons = known.map(|&place| &self.hexagons[place as usize]);
        hexagons.find(|hexagon| hexagon.holds(point)).map(|hexagon| hexagon.cell)
    }

    fn found(&mut self, point: LatticePoint) -> Option<CellIndex> {
        let cell = cell_of(point, self.resolution)?;
        let finds = self.found.entry(cell).or_default();
        *finds += 1;
        if *finds == FINDS {
            self.learn(cell);
        }
        Some(cell)
    }

    fn learn(&mut self, cell: CellIndex) {
        let corners: Vec<LatticePoint> = cell_boundary(cell).points().collect();
        let Some(hexagon) = Hexagon::new(cell, &corners) else { return };
        let place = self.hexagons.len() as u32;
        self.hexagons.push(hexagon);
        let squares = corners.iter().map(|&corner| self.square(corner));
        let (low, high) = squares.fold(([i32::MAX; 2], [i32::MIN; 2]), |(low, high), square| {
            ([0, 1].map(|axis| low[axis].min(square[axis])), [0, 1].map(|axis| high[axis].max(square[axis])))
        });
        for square in (low[0]..=high[0]).flat_map(|x| (low[1]..=high[1]).map(move |y| [x, y])) {
            let near = self.squares.entry(square).or_insert([NONE; SLOTS]);
            if let Some(free) = near.iter_mut().find(|it| **it == NONE) {
                *free = place;
            }
        }
    }

    fn square(&self, point: LatticePoint) -> [i32; 2] {
        [point.x >> self.shift, point.y >> self.shift]
    }
}

/// Of a step north; on the equator also of one east.
const METRES_PER_STEP: f64 = 0.0111;

/// A cell less a margin: the half-planes east · x + north · y ≥ least, x and y from its first corner.
#[derive(Debug)]
struct Hexagon {
    cell: CellIndex,
    origin: LatticePoint,
    sides: [[f64; 3]; 6],
}

/// Degrees within which, and radians up to which, a great circle of that length strays from the straight line by less than its length squared:
/// by Δλ² sin 2φ / 16 + Δλ Δφ tan φ / 4, with tan 70° = 2.75, and terms of higher order.
const MOST_LATITUDE: f64 = 70.0;
const MOST_RADIANS: f64 = 0.1;
/// Corners are rounded to the lattice; H3 itself knows them far better.
const ROUNDING_STEPS: f64 = 2.0;

impl Hexagon {
    /// `None` where there are other than six corners (on twelve pentagons and across edges of the icosahedron), or edges are too bent.
    fn new(cell: CellIndex, corners: &[LatticePoint]) -> Option<Self> {
        let corners: [LatticePoint; 6] = corners.try_into().ok()?;
        let origin = corners[0];
        let places = corners.map(|it| offset(origin, it));
        let sides = [0, 1, 2, 3, 4, 5].map(|i| side(places[i], places[(i + 1) % 6]));
        let is_flat =
            corners.iter().all(|it| it.lat().abs() < MOST_LATITUDE) && sides.iter().all(Option::is_some);
        is_flat.then(|| Self { cell, origin, sides: sides.map(Option::unwrap_or_default) })
    }

    fn holds(&self, point: LatticePoint) -> bool {
        let [x, y] = offset(self.origin, point);
        self.sides.iter().all(|&[east, north, least]| east * x + north * y >= least)
    }
}

fn offset(from: LatticePoint, to: LatticePoint) -> [f64; 2] {
    [f64::from(to.x) - f64::from(from.x), f64::from(to.y) - f64::from(from.y)]
}

/// What lies to the left of an edge by more than the margin; `None` where it is too long.
fn side(from: [f64; 2], to: [f64; 2]) -> Option<[f64; 3]> {
    let (east, north) = (from[1] - to[1], to[0] - from[0]);
    let steps = east.hypot(north);
    let radians = (steps / LatticePoint::PER_DEGREE).to_radians();
    let margin = ROUNDING_STEPS + radians * steps;
    (radians < MOST_RADIANS).then(|| [east, north, east * from[0] + north * from[1] + margin * steps])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coord::h3::cell_center;
    use proptest::prelude::*;

    /// Points around a place, denser than cells: a low-discrepancy sequence over a few of them.
    fn around(middle: LatticePoint, resolution: Resolution, count: i64) -> Vec<LatticePoint> {
        let wide = (6.0 * resolution.edge_length_m() / METRES_PER_STEP) as i64;
        let at = |i: i64, ratio: f64| ((i as f64 * ratio).fract() * wide as f64) as i64 - wide / 2;
        let limits = |value: i64, most: i64| value.clamp(-most, most) as i32;
        let place = |i| {
            let (x, y) = (at(i, 0.754_877_666_2), at(i, 0.569_840_291));
            LatticePoint::new(
                limits(i64::from(middle.x) + x, 1_800_000_000),
                limits(i64::from(middle.y) + y, 900_000_000),
            )
        };
        (0..count).map(place).collect()
    }

    /// How many points H3 was asked about.
    fn check(middle: LatticePoint, resolution: Resolution, count: i64) -> u32 {
        let mut honeycomb = Honeycomb::new(resolution);
        for point in around(middle, resolution, count) {
            assert_eq!(honeycomb.cell_of(point), cell_of(point, resolution), "{point:?}, {resolution}");
        }
        honeycomb.found.values().sum()
    }

    proptest! {
        #[test]
        fn cells_are_those_of_h3_all_over_the_world(
            x in -1_800_000_000..1_800_000_000i32, y in -900_000_000..900_000_000i32, resolution in 0..16u8,
        ) {
            check(LatticePoint::new(x, y), resolution.try_into().unwrap(), 500);
        }
    }

    #[test]
    fn cells_are_those_of_h3_about_pentagons_and_edges_of_the_icosahedron() {
        let corners = |cell: CellIndex| cell_boundary(cell).points().collect::<Vec<_>>();
        let cells = CellIndex::base_cells().flat_map(|base| base.children(Resolution::Three));
        let odd: Vec<Vec<LatticePoint>> = cells.map(corners).filter(|corners| corners.len() != 6).collect();
        assert!(odd.len() > 100, "{}", odd.len());
        // Some corners are where a side meets an edge of the icosahedron.
        for (corner, resolution) in odd.into_iter().step_by(40).flatten().zip((0..16).cycle()) {
            check(corner, Resolution::try_from(resolution).unwrap(), 500);
        }
        let pentagons = CellIndex::base_cells().filter(|cell| cell.is_pentagon()).map(cell_center);
        for (center, resolution) in pentagons.flat_map(|center| (0..16).map(move |it| (center, it))) {
            check(center, Resolution::try_from(resolution).unwrap(), 500);
        }
    }

    #[test]
    fn h3_is_asked_about_few_points() {
        for resolution in [Resolution::Five, Resolution::Nine, Resolution::Twelve] {
            let asked = check(LatticePoint::new(1_173_000_000, 318_000_000), resolution, 20_000);
            assert!(asked < 600, "{asked} of 20,000 at {resolution}");
        }
    }
}
