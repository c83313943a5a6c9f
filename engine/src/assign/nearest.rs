//! The building nearest to a place.

use crate::coord::{Bounds, LatticePoint, LocalPlane, MultiPolygon, Ring};
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
        let plane = LocalPlane::at(p);
        let [dx, dy] = [within_metres / plane.metres_per_x(), within_metres / plane.metres_per_y()];
        let (x, y) = (f64::from(p.x), f64::from(p.y));
        let around = AABB::from_corners([x - dx, y - dy], [x + dx, y + dy]);
        let near = self.tree.locate_in_envelope_intersecting(&around);
        let measured = near.map(|it| {
            let building = it.building as usize;
            Nearest { building, metres: distance(plane, &buildings[building].footprint) }
        });
        measured
            .filter(|found| found.metres <= within_metres)
            .min_by(|a, b| a.metres.total_cmp(&b.metres).then(a.building.cmp(&b.building)))
    }
}

fn bounds(footprint: &Footprint) -> Option<Bounds> {
    match footprint {
        Footprint::Point(p) => Some(Bounds { min: *p, max: *p }),
        Footprint::Outline(shape) => shape.bounds(),
    }
}

/// Metres from a place to a footprint, 0 inside an outline.
fn distance(plane: LocalPlane, footprint: &Footprint) -> f64 {
    match footprint {
        Footprint::Point(q) => Metres::of(plane, *q).length(),
        Footprint::Outline(shape) => distance_of_shape(plane, shape),
    }
}

fn distance_of_shape(plane: LocalPlane, shape: &MultiPolygon) -> f64 {
    let corners = |ring: &Ring| -> Vec<Metres> { ring.iter().map(|&q| Metres::of(plane, q)).collect() };
    let (mut inside, mut least) = (false, f64::INFINITY);
    for ring in shape.rings().map(corners) {
        for (&a, &b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            inside ^= a.crosses_east(b);
            least = least.min(a.distance_of_origin(b));
        }
    }
    if inside { 0.0 } else { least }
}

/// A place in metres from the one asked about.
#[derive(Clone, Copy)]
struct Metres {
    x: f64,
    y: f64,
}

impl Metres {
    fn of(plane: LocalPlane, q: LatticePoint) -> Self {
        let (x, y) = plane.to_metres(q);
        Self { x, y }
    }

    fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    /// Whether the segment to `other` passes east of the origin at its level.
    fn crosses_east(self, other: Self) -> bool {
        let cross = self.x * other.y - other.x * self.y;
        (self.y > 0.0) != (other.y > 0.0) && (cross > 0.0) == (other.y > self.y) && cross != 0.0
    }

    /// Distance of the origin from the segment to `other`.
    fn distance_of_origin(self, other: Self) -> f64 {
        let (dx, dy) = (other.x - self.x, other.y - self.y);
        let length_squared = dx * dx + dy * dy;
        if length_squared == 0.0 {
            return self.length();
        }
        let t = (-(self.x * dx + self.y * dy) / length_squared).clamp(0.0, 1.0);
        Self { x: self.x + t * dx, y: self.y + t * dy }.length()
    }
}
