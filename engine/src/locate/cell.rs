//! One square cell of the table, and walks in it among the edges that touch it.
//!
//! A walk starts just west of the cell at its lower side, goes east to the column of its goal, and then up. By the half-open
//! rule it keeps an infinitesimal step right of the column and a smaller one above the lower side.
//!
//! ```text
//!    ┌───────\──┐
//!    │  p     \ │     Every edge passed changes the face. The base of a cell is the face west of
//!    │  ↑      \│     all edges that cross the level of its lower side, and there the walk starts.
//!  → ┼→→↑       \
//!    └──────────┴
//! ```

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

    pub fn holds(self, p: LatticePoint) -> bool {
        let inside = |value: i32, start: i64| (start..start + self.side()).contains(&i64::from(value));
        inside(p.x, self.x) && inside(p.y, self.y)
    }
}

/// What an edge does to the face number of a walk to (x, y) in a cell with this lower side. Without branches.
#[inline]
pub(super) fn flip_on_walk(edge: &Edge, (x, y): (i64, i64), floor: i64) -> u32 {
    let (below, at) = (edge.offset(x, floor) >= 0, edge.offset(x, y) >= 0);
    let passed = (edge.meets_level(floor) & below) ^ (edge.meets_column(x) & (below != at));
    edge.flip() & u32::from(passed).wrapping_neg()
}

/// The face that a walk ends in, in a cell with this base and these edges.
pub(super) fn walk<'a>(base: u32, edges: impl Iterator<Item = &'a Edge>, to: (i64, i64), floor: i64) -> u32 {
    edges.fold(base, |face, edge| face ^ flip_on_walk(edge, to, floor))
}

/// What the edges that cross a level strictly west of `x` do to a face number.
pub(super) fn flips_west_of<'a>(edges: impl Iterator<Item = &'a Edge>, (x, level): (i64, i64)) -> u32 {
    flips(edges.filter(|edge| edge.meets_level(level) && edge.offset(x, level) > 0))
}

/// What the edges that cross a level right at `x` do to a face number.
pub(super) fn flips_at<'a>(edges: impl Iterator<Item = &'a Edge>, (x, level): (i64, i64)) -> u32 {
    flips(edges.filter(|edge| edge.meets_level(level) && edge.offset(x, level) == 0))
}

fn flips<'a>(edges: impl Iterator<Item = &'a Edge>) -> u32 {
    edges.fold(0, |flips, edge| flips ^ edge.flip())
}
