//! The building nearest to a place.

use crate::coord::{Bounds, LatticePoint, LocalPlane, MultiPolygon};
use crate::record::{Building, Footprint};
use rstar::{AABB, RTree, RTreeObject};

/// The boxes of buildings in an R-tree, ready to be asked which building is nearest. It borrows nothing, so that it can be kept
/// beside the buildings; every question is asked with the slice that it was built from.
#[derive(Debug)]
pub struct BuildingIndex {
    tree: RTree<Indexed>,
}

/// A building found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearest {
    /// Its place in the input.
    pub building: usize,
    /// Metres to its outline, 0 inside, or to its point.
    pub metres: f64,
}

#[derive(Debug)]
struct Indexed {
    building: u32,
    bounds: Bounds,
}

impl RTreeObject for Indexed {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        let corner = |p: LatticePoint| [f64::from(p.x), f64::from(p.y)];
        AABB::from_corners(corner(self.bounds.min), corner(self.bounds.max))
    }
}

impl BuildingIndex {
    /// Buildings whose outline has no points are left out.
    #[must_use]
    pub fn build(buildings: &[Building]) -> Self {
        let numbered = (0..).zip(buildings);
        let boxes = numbered.filter_map(|(building, Building { footprint, .. })| {
            Some(Indexed { building, bounds: bounds(footprint)? })
        });
        Self { tree: RTree::bulk_load(boxes.collect()) }
    }

    /// The nearest of the buildings that were indexed within a distance in metres; of equally near ones, the first.
    ///
    /// # Panics
    /// When there are fewer buildings than were indexed.
    #[must_use]
    pub fn nearest(&self, buildings: &[Building], p: LatticePoint, within_metres: f64) -> Option<Nearest> {
        let plane = Around(LocalPlane::at(p));
        let [dx, dy] = [within_metres / plane.0.metres_per_x(), within_metres / plane.0.metres_per_y()];
        let (x, y) = (f64::from(p.x), f64::from(p.y));
        let around = AABB::from_corners([x - dx, y - dy], [x + dx, y + dy]);
        let boxes = self.tree.locate_in_envelope_intersecting(&around);
        let mut near: Vec<_> = boxes.map(|it| (plane.to_box(&it.bounds), it.building)).collect();
        near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut nearest = Squared { metres: within_metres * within_metres, building: u32::MAX };
        for (to_box, building) in near {
            if to_box > nearest.metres * ROUNDING {
                break;
            }
            let metres = plane.to_footprint(&buildings[building as usize].footprint);
            nearest = nearest.or_nearer(Squared { metres, building });
        }
        let found = nearest.building != u32::MAX;
        found.then(|| Nearest { building: nearest.building as usize, metres: nearest.metres.sqrt() })
    }
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

fn bounds(footprint: &Footprint) -> Option<Bounds> {
    match footprint {
        Footprint::Point(p) => Some(Bounds { min: *p, max: *p }),
        Footprint::Outline(shape) => shape.bounds(),
    }
}

/// The plane around the place asked about, which is its origin. Distances are in square metres.
#[derive(Clone, Copy)]
struct Around(LocalPlane);

impl Around {
    fn to_box(self, bounds: &Bounds) -> f64 {
        let [min, max] = [bounds.min, bounds.max].map(|corner| self.0.to_metres(corner));
        let outside = |low: f64, high: f64| low.max(-high).max(0.0);
        outside(min.0, max.0).powi(2) + outside(min.1, max.1).powi(2)
    }

    /// 0 inside an outline.
    fn to_footprint(self, footprint: &Footprint) -> f64 {
        match footprint {
            Footprint::Point(q) => Metres::from(self.0.to_metres(*q)).squared(),
            Footprint::Outline(shape) => self.to_shape(shape),
        }
    }

    fn to_shape(self, shape: &MultiPolygon) -> f64 {
        let (mut inside, mut least) = (false, f64::INFINITY);
        for ring in shape.rings().filter(|ring| !ring.is_empty()) {
            let mut a = Metres::from(self.0.to_metres(ring[ring.len() - 1]));
            for &corner in ring {
                let b = Metres::from(self.0.to_metres(corner));
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
