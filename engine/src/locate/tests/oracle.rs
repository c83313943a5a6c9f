//! Invariant 1 spelled out over plain rings, one face after another: slow, and independent of arcs and cells.

use crate::coord::{LatticePoint, Ring};

/// A ring, walked counter-clockwise, and the face number inside it. Rings do not overlap.
#[derive(Debug)]
pub struct Piece {
    pub ring: Ring,
    pub face: u32,
}

/// The face that holds the point by the half-open rule; on the outer boundary, the first one counter-clockwise.
pub fn face(pieces: &[Piece], p: LatticePoint) -> u32 {
    let moved = |piece: &&Piece| holds_moved(&piece.ring, p);
    if let Some(piece) = pieces.iter().find(moved) {
        return piece.face;
    }
    let sectors = pieces.iter().flat_map(|piece| sectors(&piece.ring, p).map(|angle| (angle, piece.face)));
    sectors.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(0, |(_, face)| face)
}

/// Even-odd count of the ring's edges east of the point, once it is moved a little east and much less north.
fn holds_moved(ring: &Ring, p: LatticePoint) -> bool {
    let above = |q: LatticePoint| q.y > p.y;
    let crossings = edges(ring).filter(|&(a, b)| above(a) != above(b) && east(a, b, p));
    crossings.count() % 2 == 1
}

/// Whether the edge passes strictly east of `p` at its level.
fn east(a: LatticePoint, b: LatticePoint, p: LatticePoint) -> bool {
    let (low, high) = if a.y < b.y { (a, b) } else { (b, a) };
    cross(low, high, p) > 0
}

/// Angles in (0, τ] from east to where the ring's inside begins around `p`, for every visit of the ring to `p`.
/// Exact for the small coordinates that tests of the outer boundary use.
fn sectors(ring: &Ring, p: LatticePoint) -> impl Iterator<Item = f64> {
    edges(ring).filter(move |&(a, b)| b != p && cross(a, b, p) == 0 && between(a, b, p)).map(move |(_, b)| {
        let angle = (f64::from(b.y) - f64::from(p.y)).atan2(f64::from(b.x) - f64::from(p.x));
        if angle <= 0.0 { angle + std::f64::consts::TAU } else { angle }
    })
}

fn between(a: LatticePoint, b: LatticePoint, p: LatticePoint) -> bool {
    (a.x.min(b.x)..=a.x.max(b.x)).contains(&p.x) && (a.y.min(b.y)..=a.y.max(b.y)).contains(&p.y)
}

/// Twice the signed area of the triangle.
pub fn cross(a: LatticePoint, b: LatticePoint, p: LatticePoint) -> i128 {
    let d = |to: i32, from: i32| i128::from(to) - i128::from(from);
    d(b.x, a.x) * d(p.y, a.y) - d(b.y, a.y) * d(p.x, a.x)
}

fn edges(ring: &Ring) -> impl Iterator<Item = (LatticePoint, LatticePoint)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}
