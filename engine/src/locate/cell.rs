//! One square cell of the table while it is built, and the edges that cross it.

use super::edge::Edge;
use crate::coord::LatticePoint;

/// A half-open square of lattice points: lower-left corner, and the power of two that its side is.
///
/// 64-bit coordinates, because the last cell may reach beyond the lattice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub x: i64,
    pub y: i64,
    pub shift: u32,
}

impl Cell {
    pub fn side(self) -> i64 {
        1 << self.shift
    }

    /// The cell of the same size, so many columns and rows on.
    pub fn step(self, columns: u32, rows: u32) -> Self {
        Self {
            x: self.x + (i64::from(columns) << self.shift),
            y: self.y + (i64::from(rows) << self.shift),
            ..self
        }
    }

    fn place(self, p: LatticePoint) -> (i64, i64) {
        (i64::from(p.x) - self.x, i64::from(p.y) - self.y)
    }

    /// Whether the point is in the square or on any of its four sides.
    fn touches(self, (u, v): (i64, i64)) -> bool {
        (0..=self.side()).contains(&u) && (0..=self.side()).contains(&v)
    }
}

/// The line of an edge in a cell's own coordinates: `a·u + b·v + c` is positive on the left of the edge, and zero on
/// it, which the half-open rule counts as left.
///
/// Exact in 64 bits: the line meets the cell, so that no value in it exceeds (|a| + |b|) · side < 2³⁴ · 2²⁸. The products
/// on the way to `c` may wrap; their sum does not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub a: i64,
    pub b: i64,
    pub c: i64,
}

impl Line {
    fn through((from_u, from_v): (i64, i64), (to_u, to_v): (i64, i64)) -> Self {
        let (a, b) = (from_v - to_v, to_u - from_u);
        let c = a.wrapping_mul(from_u).wrapping_add(b.wrapping_mul(from_v)).wrapping_neg();
        Self { a, b, c }
    }

    pub fn at(self, u: i64, v: i64) -> i64 {
        self.a * u + self.b * v + self.c
    }
}

/// An edge as seen from a cell that it touches.
#[derive(Clone, Copy, Debug)]
pub(super) struct Crossing {
    pub edge: u32,
    pub line: Line,
    /// What crossing it does to a face number.
    pub flip: u32,
    from: (i64, i64),
    to: (i64, i64),
}

impl Crossing {
    pub fn new(cell: Cell, id: u32, edge: &Edge) -> Self {
        let (from, to) = (cell.place(edge.from), cell.place(edge.to));
        Self { edge: id, line: Line::through(from, to), flip: edge.flip(), from, to }
    }

    /// The ends of the edge that lie in the cell or on its sides.
    pub fn vertices(&self, cell: Cell) -> impl Iterator<Item = (i64, i64)> + use<> {
        [self.from, self.to].into_iter().filter(move |&end| cell.touches(end))
    }

    /// Whether the edge passes over more than one point of the open interval of columns.
    pub fn spans(&self, from: i64, until: i64) -> bool {
        self.from.0.min(self.to.0) < until && self.from.0.max(self.to.0) > from
    }

    /// Whether a walk just above the level `v` can cross it.
    fn meets_level(&self, v: i64) -> bool {
        self.to.1 <= v && v < self.from.1
    }

    /// Whether a walk up just right of the cell's left side can cross it.
    fn meets_left_side(&self) -> bool {
        self.from.0.min(self.to.0) <= 0 && 0 < self.from.0.max(self.to.0)
    }
}

/// The face just left of the cell's left side, given the face at its corner, or the other way round.
pub(super) fn over_left_side(face: u32, crossings: &[Crossing]) -> u32 {
    let passed = crossings.iter().filter(|x| x.meets_level(0) && x.line.c == 0);
    passed.fold(face, |face, x| face ^ x.flip)
}

/// The face just left of the cell's right side, along the bottom.
pub(super) fn at_right_side(corner: u32, crossings: &[Crossing], cell: Cell) -> u32 {
    let passed =
        crossings.iter().filter(|x| x.meets_level(0) && (x.line.c >= 0) != (x.line.at(cell.side(), 0) > 0));
    passed.fold(corner, |face, x| face ^ x.flip)
}

/// The face at a place on the bottom of the cell.
pub(super) fn along_bottom(corner: u32, crossings: &[Crossing], u: i64) -> u32 {
    let passed = crossings.iter().filter(|x| x.meets_level(0) && (x.line.c >= 0) != (x.line.at(u, 0) >= 0));
    passed.fold(corner, |face, x| face ^ x.flip)
}

/// The face at a place on the left side of the cell.
pub(super) fn along_left_side(corner: u32, crossings: &[Crossing], v: i64) -> u32 {
    let passed = crossings.iter().filter(|x| x.meets_left_side() && (x.line.c >= 0) != (x.line.at(0, v) >= 0));
    passed.fold(corner, |face, x| face ^ x.flip)
}
