//! How much of a shape lies in each face.
//!
//! The common area of two regions is a sum over pairs of their sides: to each side belongs the strip east of it, with
//! the sign of entering or leaving, and two strips overlap in a trapezoid or two. No outline is ever built, so there is no case that
//! fails, and the error is that of adding doubles: about 10⁻¹² of the box around the shape.

use crate::coord::{Bounds, LatticePoint};
use crate::coverage::FaceId;
use crate::locate::Edge;
use crate::record::{FootprintRef, Part};

/// A side with the strip east of it: x at its lower and upper level, and whether the region starts (+1) or ends (−1) there.
/// Coordinates count from the lower left of the shape's box.
#[derive(Clone, Copy)]
struct Side {
    low: f64,
    high: f64,
    x_low: f64,
    x_high: f64,
    sign: f64,
}

/// A shape ready to be compared with faces.
pub(super) struct Outline {
    bounds: Bounds,
    sides: Vec<Side>,
}

impl Outline {
    /// `None` for what has no outline.
    pub fn new(footprint: FootprintRef<'_>) -> Option<Self> {
        let bounds = footprint.bounds().filter(|_| footprint.only_point().is_none())?;
        let mut sides = Vec::new();
        for (part, ring) in footprint.rings() {
            let sign = if part == Part::Hole { -1.0 } else { 1.0 };
            sides.extend(ring_sides(ring, bounds, sign));
        }
        Some(Self { bounds, sides })
    }

    pub fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// Area in lattice squares.
    pub fn area(&self) -> f64 {
        let east = self.east();
        self.sides.iter().map(|side| side.sign * (side.high - side.low) * (east - side.middle())).sum()
    }

    /// Area shared with a face, given the edges around it, in lattice squares.
    pub fn shared_with(&self, face: FaceId, edges: &[Edge]) -> f64 {
        let (top, east) = (f64::from(self.bounds.max.y) - f64::from(self.bounds.min.y), self.east());
        let of_face = edges.iter().map(|edge| {
            let sign = if edge.left == face { 1.0 } else { -1.0 };
            Side::between(edge.to, edge.from, self.bounds.min, sign)
        });
        let reaching =
            of_face.filter(|side| side.high > 0.0 && side.low < top && side.x_low.min(side.x_high) < east);
        reaching.flat_map(|a| self.sides.iter().map(move |b| common(&a, b, east))).sum()
    }

    fn east(&self) -> f64 {
        f64::from(self.bounds.max.x) - f64::from(self.bounds.min.x)
    }
}

/// The sides of a ring whose inside counts with a sign, whichever way it turns.
fn ring_sides(ring: &[LatticePoint], bounds: Bounds, sign: f64) -> impl Iterator<Item = Side> {
    let ends = ring.iter().copied().zip(ring.iter().copied().cycle().skip(1));
    let sides: Vec<_> = ends.filter_map(|(a, b)| directed(a, b, bounds.min)).collect();
    let east = f64::from(bounds.max.x) - f64::from(bounds.min.x);
    let area: f64 = sides.iter().map(|side| side.sign * (side.high - side.low) * (east - side.middle())).sum();
    let sign = if area < 0.0 { -sign } else { sign };
    sides.into_iter().map(move |side| Side { sign: side.sign * sign, ..side })
}

/// A side of a ring taken as counter-clockwise: inside is east of a side that goes down.
fn directed(a: LatticePoint, b: LatticePoint, origin: LatticePoint) -> Option<Side> {
    match a.y.cmp(&b.y) {
        std::cmp::Ordering::Greater => Some(Side::between(b, a, origin, 1.0)),
        std::cmp::Ordering::Less => Some(Side::between(a, b, origin, -1.0)),
        std::cmp::Ordering::Equal => None,
    }
}

impl Side {
    fn between(lower: LatticePoint, upper: LatticePoint, origin: LatticePoint, sign: f64) -> Self {
        let from = |value: i32, start: i32| f64::from(value) - f64::from(start);
        Self {
            low: from(lower.y, origin.y),
            high: from(upper.y, origin.y),
            x_low: from(lower.x, origin.x),
            x_high: from(upper.x, origin.x),
            sign,
        }
    }

    fn middle(&self) -> f64 {
        (self.x_low + self.x_high) / 2.0
    }

    fn x_at(&self, level: f64) -> f64 {
        self.x_low + (self.x_high - self.x_low) * ((level - self.low) / (self.high - self.low))
    }
}

/// The signed area common to the strips east of two sides, up to `east`, which no part of the shape exceeds.
fn common(a: &Side, b: &Side, east: f64) -> f64 {
    let (low, high) = (a.low.max(b.low), a.high.min(b.high));
    if low >= high {
        return 0.0;
    }
    let gap = |level: f64| (east - a.x_at(level), east - b.x_at(level));
    a.sign * b.sign * (high - low) * mean_of_least(gap(low), gap(high))
}

/// The mean of max(0, min(a, b)) while both run straight from their first to their last values.
fn mean_of_least((a0, b0): (f64, f64), (a1, b1): (f64, f64)) -> f64 {
    match crossing(a0 - b0, a1 - b1) {
        None => mean_of_positive(a0.min(b0), a1.min(b1)),
        Some(t) => {
            let met = a0 + (a1 - a0) * t;
            t * mean_of_positive(a0.min(b0), met) + (1.0 - t) * mean_of_positive(met, a1.min(b1))
        }
    }
}

/// The mean of max(0, v) while v runs straight from one value to the other.
fn mean_of_positive(from: f64, to: f64) -> f64 {
    match crossing(from, to) {
        None => ((from + to) / 2.0).max(0.0),
        Some(t) if from > 0.0 => t * from / 2.0,
        Some(t) => (1.0 - t) * to / 2.0,
    }
}

/// The fraction of the way at which a straight run changes sign.
fn crossing(from: f64, to: f64) -> Option<f64> {
    ((from < 0.0) != (to < 0.0) && from != 0.0 && to != 0.0).then(|| from / (from - to))
}
