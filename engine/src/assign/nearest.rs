//! The building nearest to a place.

use crate::coord::{Bounds, LatticePoint, LocalPlane};
use crate::coverage::BoxIndex;
use crate::record::{FootprintRef, Footprints};
use rayon::prelude::*;

/// The boxes of buildings in an R-tree, ready to be asked which building is nearest. It borrows nothing, so that it can be kept
/// beside the buildings; every question is asked with the footprints that it was built from.
#[derive(Debug)]
pub struct BuildingIndex {
    /// The numbers of the buildings that have a box.
    buildings: Vec<u32>,
    boxes: Vec<Bounds>,
    tree: BoxIndex,
}

/// A building found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearest {
    /// Its place in the input.
    pub building: usize,
    /// Metres to its outline, 0 inside, or to its point.
    pub metres: f64,
}

impl BuildingIndex {
    /// Buildings whose outline has no points are left out.
    #[must_use]
    pub fn build(footprints: &Footprints) -> Self {
        let numbered = footprints.par_iter().enumerate();
        let (buildings, boxes): (Vec<u32>, Vec<Bounds>) =
            numbered.filter_map(|(building, footprint)| Some((building as u32, footprint.bounds()?))).unzip();
        Self { tree: BoxIndex::new(&boxes), buildings, boxes }
    }

    /// The nearest of the buildings that were indexed within a distance in metres; of equally near ones, the first.
    ///
    /// # Panics
    /// When there are fewer buildings than were indexed.
    #[must_use]
    pub fn nearest(&self, footprints: &Footprints, p: LatticePoint, within_metres: f64) -> Option<Nearest> {
        self.nearby(Bounds { min: p, max: p }, within_metres).nearest(footprints, p)
    }

    /// The buildings that can be within a distance in metres of a place in a box, to be asked about several.
    #[must_use]
    pub fn nearby(&self, bounds: Bounds, within_metres: f64) -> Nearby {
        let around = grown(bounds, within_metres);
        let mut buildings = Vec::new();
        self.tree.search(
            |it| it.meets(&around),
            |i| buildings.push((self.boxes[i as usize], self.buildings[i as usize])),
        );
        Nearby { buildings, within_metres }
    }
}

/// The buildings around some places.
#[derive(Clone, Debug)]
pub struct Nearby {
    buildings: Vec<(Bounds, u32)>,
    within_metres: f64,
}

impl Nearby {
    /// The nearest building within the distance; of equally near ones, the first.
    ///
    /// # Panics
    /// When there are fewer buildings than were indexed.
    #[must_use]
    pub fn nearest(&self, footprints: &Footprints, p: LatticePoint) -> Option<Nearest> {
        let plane = Around::new(p);
        let within = plane.square(self.within_metres);
        let met = self.buildings.iter().filter(|(bounds, _)| bounds.meets(&within));
        let mut near: Vec<(f64, u32)> =
            met.map(|(bounds, building)| (plane.to_box(bounds), *building)).collect();
        // What is nearest by its box is looked at first, and most others need not be.
        let likely = (0..near.len()).min_by(|&a, &b| near[a].0.total_cmp(&near[b].0));
        likely.into_iter().for_each(|likely| near.swap(0, likely));
        let mut nearest = Squared { metres: self.within_metres.powi(2), building: u32::MAX };
        for (to_box, building) in near {
            if to_box <= nearest.metres * ROUNDING {
                let metres = plane.to_footprint(footprints.get(building as usize));
                nearest = nearest.or_nearer(Squared { metres, building });
            }
        }
        let found = nearest.building != u32::MAX;
        found.then(|| Nearest { building: nearest.building as usize, metres: nearest.metres.sqrt() })
    }
}

/// A box that holds every place within a distance to the east, west, north and south of a place in another.
fn grown(bounds: Bounds, metres: f64) -> Bounds {
    // A step to the east is shortest nearest to a pole, which is at a corner.
    let corners = [bounds.min, bounds.max].map(Around::new);
    let narrower = if corners[0].plane.metres_per_x() < corners[1].plane.metres_per_x() { 0 } else { 1 };
    [bounds.min, bounds.max]
        .map(|corner| Around { at: corner, ..corners[narrower] }.square(metres))
        .into_iter()
        .fold(bounds, Bounds::union)
}

/// A box is as near as what is in it, but for the rounding of the last digits.
const ROUNDING: f64 = 1.0 + 1e-12;

/// A building and its distance in square metres.
#[derive(Clone, Copy)]
struct Squared {
    metres: f64,
    building: u32,
}

impl Squared {
    fn or_nearer(self, other: Self) -> Self {
        let nearer =
            other.metres < self.metres || (other.metres == self.metres && other.building < self.building);
        if nearer { other } else { self }
    }
}

/// The plane around the place asked about, which is its origin. Distances are in square metres.
#[derive(Clone, Copy)]
struct Around {
    at: LatticePoint,
    plane: LocalPlane,
}

impl Around {
    fn new(at: LatticePoint) -> Self {
        Self { at, plane: LocalPlane::at(at) }
    }

    /// A box on the lattice that holds every place within a distance to the east, west, north and south.
    fn square(self, metres: f64) -> Bounds {
        let LatticePoint { x, y } = self.at;
        let steps = |per_step: f64| ((metres / per_step) as i32).saturating_add(1);
        let (dx, dy) = (steps(self.plane.metres_per_x()), steps(self.plane.metres_per_y()));
        Bounds {
            min: LatticePoint::new(x.saturating_sub(dx), y.saturating_sub(dy)),
            max: LatticePoint::new(x.saturating_add(dx), y.saturating_add(dy)),
        }
    }

    fn to_box(self, bounds: &Bounds) -> f64 {
        let [min, max] = [bounds.min, bounds.max].map(|corner| self.plane.to_metres(corner));
        let outside = |low: f64, high: f64| low.max(-high).max(0.0);
        outside(min.0, max.0).powi(2) + outside(min.1, max.1).powi(2)
    }

    /// 0 inside an outline.
    fn to_footprint(self, footprint: FootprintRef<'_>) -> f64 {
        let (mut inside, mut least) = (false, f64::INFINITY);
        for (_, ring) in footprint.rings().filter(|(_, ring)| !ring.is_empty()) {
            let mut a = Metres::from(self.plane.to_metres(ring[ring.len() - 1]));
            for &corner in ring {
                let b = Metres::from(self.plane.to_metres(corner));
                inside ^= a.crosses_east(b);
                least = least.min(a.squared_to_segment(b));
                a = b;
            }
        }
        if inside { 0.0 } else { least }
    }
}

/// A place in metres from the one asked about.
#[derive(Clone, Copy)]
struct Metres {
    x: f64,
    y: f64,
}

impl From<(f64, f64)> for Metres {
    fn from((x, y): (f64, f64)) -> Self {
        Self { x, y }
    }
}

impl Metres {
    fn squared(self) -> f64 {
        self.x * self.x + self.y * self.y
    }

    /// Whether the segment to `other` passes east of the origin at its level.
    fn crosses_east(self, other: Self) -> bool {
        let cross = self.x * other.y - other.x * self.y;
        (self.y > 0.0) != (other.y > 0.0) && (cross > 0.0) == (other.y > self.y) && cross != 0.0
    }

    /// Distance of the origin from the segment to `other`, squared.
    fn squared_to_segment(self, other: Self) -> f64 {
        let (dx, dy) = (other.x - self.x, other.y - self.y);
        let length_squared = dx * dx + dy * dy;
        if length_squared == 0.0 {
            return self.squared();
        }
        let t = (-(self.x * dx + self.y * dy) / length_squared).clamp(0.0, 1.0);
        Self { x: self.x + t * dx, y: self.y + t * dy }.squared()
    }
}
