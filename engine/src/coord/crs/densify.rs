//! Points added to edges of a projected layer, so that it may be straight in longitude and latitude afterwards.

use super::Crs;
use crate::coord::{CoordinateError, LatticePoint};

/// How far (m) an edge may leave its straight line in longitude and latitude.
const TOLERANCE_M: f64 = 0.01;
/// Metres per degree of latitude, rounded up so that the tolerance is kept everywhere.
const METRES_PER_DEGREE: f64 = 111_700.0;
/// Halvings of one edge: 2¹² pieces hold the tolerance on edges of hundreds of kilometres.
const MAX_DEPTH: u32 = 12;

#[derive(Clone, Copy)]
struct Vertex {
    native: (f64, f64),
    degrees: (f64, f64),
}

pub(super) fn line(crs: &Crs, line: &[(f64, f64)]) -> Result<Vec<LatticePoint>, CoordinateError> {
    let mut out = Vec::with_capacity(line.len());
    let mut last: Option<Vertex> = None;
    for &native in line {
        let next = vertex(crs, native)?;
        if let Some(last) = last {
            between(crs, last, next, MAX_DEPTH, &mut out)?;
        }
        out.push(lattice(next)?);
        last = Some(next);
    }
    Ok(out)
}

/// The points strictly between two vertices. Midpoints are symmetric in their ends, so both directions agree.
fn between(
    crs: &Crs,
    a: Vertex,
    b: Vertex,
    depth: u32,
    out: &mut Vec<LatticePoint>,
) -> Result<(), CoordinateError> {
    let middle = vertex(crs, halfway(a.native, b.native))?;
    if depth == 0 || distance_m(middle.degrees, halfway(a.degrees, b.degrees)) <= TOLERANCE_M {
        return Ok(());
    }
    between(crs, a, middle, depth - 1, out)?;
    out.push(lattice(middle)?);
    between(crs, middle, b, depth - 1, out)
}

fn vertex(crs: &Crs, native: (f64, f64)) -> Result<Vertex, CoordinateError> {
    let degrees = crs.to_degrees(native.0, native.1)?;
    Ok(Vertex { native, degrees })
}

fn lattice(v: Vertex) -> Result<LatticePoint, CoordinateError> {
    LatticePoint::from_degrees(v.degrees.0, v.degrees.1)
}

fn halfway(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0)
}

fn distance_m(a: (f64, f64), b: (f64, f64)) -> f64 {
    let east = (a.0 - b.0) * a.1.to_radians().cos();
    east.hypot(a.1 - b.1) * METRES_PER_DEGREE
}
