//! Shapes given more than once.

use crate::coord::{LatticePoint, MultiPolygon, Ring};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// For each shape the first earlier one with the same rings, whatever their order, direction and starting points.
pub(crate) fn twins(shapes: &[MultiPolygon]) -> Vec<Option<usize>> {
    let mut first: FxHashMap<Vec<Vec<Ring>>, usize> = FxHashMap::default();
    let twin = |(i, shape): (usize, &MultiPolygon)| match first.entry(normal(shape)) {
        Entry::Occupied(earlier) if !earlier.key().is_empty() => Some(*earlier.get()),
        Entry::Occupied(_) => None,
        Entry::Vacant(place) => {
            place.insert(i);
            None
        }
    };
    shapes.iter().enumerate().map(twin).collect()
}

/// The shape's parts as sorted rings, each from its lowest point towards the lower neighbour.
fn normal(shape: &MultiPolygon) -> Vec<Vec<Ring>> {
    let rings = |polygon: &crate::coord::Polygon| {
        let mut rings: Vec<Ring> = polygon.rings().map(|ring| turned(ring)).filter(|r| !r.is_empty()).collect();
        rings.sort_unstable();
        rings
    };
    let mut parts: Vec<Vec<Ring>> = shape.0.iter().map(rings).filter(|part| !part.is_empty()).collect();
    parts.sort_unstable();
    parts
}

fn turned(ring: &[LatticePoint]) -> Ring {
    let mut points = ring.to_vec();
    points.dedup();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    let lowest = (0..points.len()).min_by_key(|&i| points[i]).unwrap_or(0);
    points.rotate_left(lowest);
    if points.len() > 2 && points[points.len() - 1] < points[1] {
        points[1..].reverse();
    }
    points
}
