//! Shapes for tests.

use crate::coord::{LatticePoint, MultiPolygon, Polygon, Ring};

pub(crate) fn points(xy: &[(i32, i32)]) -> Ring {
    xy.iter().map(|&(x, y)| LatticePoint::new(x, y)).collect()
}

pub(crate) fn ring(xy: &[(i32, i32)]) -> MultiPolygon {
    Polygon { shell: points(xy), holes: Vec::new() }.into()
}

pub(crate) fn square(x: i32, y: i32, side: i32) -> MultiPolygon {
    ring(&[(x, y), (x + side, y), (x + side, y + side), (x, y + side)])
}
