//! From edges to the cell table: rows of cells are filled on their own, from left to right.

use super::cell::{self, Cell};
use super::edge::Edge;
use super::raster;
use super::table::{Crossing, Entry, Kind, Pieces, SPLIT, SPLIT_SHIFT, Table};
use crate::coord::{Bounds, LatticePoint};
use crate::coverage::FaceId;
use rayon::prelude::*;

/// Cells per edge. Few, so that the table stays in the cache.
const CELLS_PER_EDGE: u64 = 8;
/// Bounds on the number of cells; beyond the upper one, crowded cells are split instead.
const CELLS: std::ops::RangeInclusive<u64> = 1 << 10..=1 << 22;
/// A cell with more edges than this is split, as long as more ends of edges than this lie in it; without them, at most
/// twice: long parallel edges never end.
const CROWD: usize = 8;
/// Rows that are filled together.
const BAND: usize = 16;

impl Table {
    pub fn build(edges: Vec<Edge>) -> Self {
        let Some(bounds) = Bounds::around(edges.iter().flat_map(|edge| [edge.from, edge.to])) else {
            return Self::empty();
        };
        let (width, height) = (extent(bounds.min.x, bounds.max.x), extent(bounds.min.y, bounds.max.y));
        let shift = cell_shift(width, height, edges.len());
        let (columns, rows) = ((width >> shift) + 1, (height >> shift) + 1);
        let cells = vec![Entry::OUTSIDE; (columns * rows) as usize + 1];
        let pieces = Pieces::default();
        let mut table = Self { edges, origin: bounds.min, shift, columns, rows, cells, pieces };
        table.fill();
        table
    }

    fn empty() -> Self {
        Self {
            edges: Vec::new(),
            origin: LatticePoint::default(),
            shift: 0,
            columns: 0,
            rows: 0,
            cells: vec![Entry::OUTSIDE],
            pieces: Pieces::default(),
        }
    }

    fn fill(&mut self) {
        let first = Cell { x: self.origin.x.into(), y: self.origin.y.into(), shift: self.shift };
        let by_row = EdgesByRow::new(&self.edges, first, self.rows);
        let (edges, columns) = (&self.edges[..], self.columns as usize);
        let (inside, _) = self.cells.split_at_mut(columns * self.rows as usize);
        let bands = inside.par_chunks_mut(columns * BAND).enumerate().map(|(band, cells)| {
            let mut builder = Builder { edges, coarse: first.shift, pieces: Pieces::default() };
            for (row, cells) in ((band * BAND) as u32..).zip(cells.chunks_mut(columns)) {
                builder.row(first.step(0, row), by_row.of(row), FaceId::OUTSIDE.0, cells);
            }
            builder.pieces
        });
        let pieces: Vec<_> = bands.collect();
        for (cells, pieces) in inside.chunks_mut(columns * BAND).zip(pieces) {
            self.pieces.append(cells, pieces);
        }
    }
}

fn extent(min: i32, max: i32) -> u32 {
    max.wrapping_sub(min) as u32
}

/// The smallest cell, as a power of two, with which the table keeps within its size.
fn cell_shift(width: u32, height: u32, edges: usize) -> u32 {
    let budget = (edges as u64 * CELLS_PER_EDGE).clamp(*CELLS.start(), *CELLS.end());
    let cells = |shift: u32| (u64::from(width >> shift) + 1).saturating_mul(u64::from(height >> shift) + 1);
    (0..32).find(|&shift| cells(shift) <= budget).expect("cells of 2³¹ steps are four at most")
}

/// Which edges reach which row of cells.
struct EdgesByRow {
    starts: Vec<u32>,
    edges: Vec<u32>,
}

impl EdgesByRow {
    fn new(edges: &[Edge], first: Cell, rows: u32) -> Self {
        let span = |edge: &Edge| row_span(edge, first, rows);
        let mut starts = vec![0; rows as usize + 1];
        edges.iter().flat_map(span).for_each(|row| starts[row as usize + 1] += 1);
        (1..starts.len()).for_each(|row| starts[row] += starts[row - 1]);
        let mut next = starts.clone();
        let mut ids = vec![0; starts[rows as usize] as usize];
        for (id, edge) in edges.iter().enumerate() {
            for row in span(edge) {
                ids[next[row as usize] as usize] = id as u32;
                next[row as usize] += 1;
            }
        }
        Self { starts, edges: ids }
    }

    fn of(&self, row: u32) -> &[u32] {
        &self.edges[self.starts[row as usize] as usize..self.starts[row as usize + 1] as usize]
    }
}

/// The rows, counted from the one at `first`, that an edge reaches.
fn row_span(edge: &Edge, first: Cell, rows: u32) -> std::ops::Range<u32> {
    let row = |y: i32| (i64::from(y) - first.y) >> first.shift;
    let (low, high) = (row(edge.to.y).max(0), row(edge.from.y).min(i64::from(rows) - 1));
    if low > high { 0..0 } else { low as u32..high as u32 + 1 }
}

/// Builds the cells of one row of the table.
struct Builder<'a> {
    edges: &'a [Edge],
    /// Size of the table's own cells, as a power of two.
    coarse: u32,
    pieces: Pieces,
}

impl<'a> Builder<'a> {
    /// Fills a row of cells from the left, given the face just west of the first.
    fn row(&mut self, first: Cell, edges: &[u32], west: u32, cells: &mut [Entry]) {
        let touched = self.touched_columns(first, edges, cells.len());
        let (mut face, mut done) = (west, 0);
        let mut ids = Vec::new();
        for of_cell in touched.chunk_by(|a, b| a >> 32 == b >> 32) {
            let column = (of_cell[0] >> 32) as usize;
            ids.clear();
            ids.extend(of_cell.iter().map(|&touch| touch as u32));
            cells[done..column].fill(Entry::pack(Kind::Face(face)));
            let cell = first.step(column as u32, 0);
            let base = face ^ cell::flips_west_of(self.all(&ids), (cell.x, cell.y));
            cells[column] = self.cell(cell, &ids, base);
            face = base ^ cell::flips_west_of(self.all(&ids), (cell.x + cell.side(), cell.y));
            done = column + 1;
        }
        cells[done..].fill(Entry::pack(Kind::Face(face)));
    }

    /// Column and edge, packed, for every cell of the row that an edge touches, by column.
    fn touched_columns(&self, first: Cell, edges: &[u32], columns: usize) -> Vec<u64> {
        let last = columns as i64 - 1;
        let mut touched = Vec::with_capacity(edges.len() * 4);
        for &id in edges {
            let range = raster::columns(&self.edges[id as usize], first);
            let columns = (*range.start()).max(0)..=(*range.end()).min(last);
            touched.extend(columns.map(|column| (column as u64) << 32 | u64::from(id)));
        }
        touched.sort_unstable();
        touched
    }

    fn all<'b>(&self, ids: &'b [u32]) -> impl Iterator<Item = &'a Edge> + Clone + use<'a, 'b> {
        let edges = self.edges;
        ids.iter().map(|&id| &edges[id as usize])
    }

    fn cell(&mut self, cell: Cell, edges: &[u32], base: u32) -> Entry {
        if self.is_crowded(cell, edges) {
            return self.split(cell, edges, base);
        }
        let place = self.pieces.crossings.len();
        let ahead = (0..edges.len() as u32).rev();
        let crossings = self.all(edges).zip(ahead).map(|(&edge, ahead)| Crossing { edge, base: 0, ahead });
        self.pieces.crossings.extend(crossings);
        self.pieces.crossings[place].base = base;
        Entry::pack(Kind::Crossed(place as u32))
    }

    fn is_crowded(&self, cell: Cell, edges: &[u32]) -> bool {
        if edges.len() <= CROWD || cell.shift < SPLIT_SHIFT {
            return false;
        }
        let ends = self.all(edges).flat_map(|edge| [edge.from, edge.to]).filter(|&end| cell.holds(end));
        cell.shift + 2 * SPLIT_SHIFT > self.coarse || ends.count() > CROWD
    }

    fn split(&mut self, cell: Cell, edges: &[u32], base: u32) -> Entry {
        let place = self.pieces.splits.len();
        self.pieces.splits.push([Entry::OUTSIDE; (SPLIT * SPLIT) as usize]);
        let small = Cell { shift: cell.shift - SPLIT_SHIFT, ..cell };
        for row in 0..SPLIT {
            let first = small.step(0, row);
            let corner = (first.x, first.y);
            let west =
                cell::walk(base, self.all(edges), corner, cell.y) ^ cell::flips_at(self.all(edges), corner);
            let reaches = |id: &u32| !row_span(&self.edges[*id as usize], first, 1).is_empty();
            let of_row: Vec<u32> = edges.iter().copied().filter(reaches).collect();
            let mut cells = [Entry::OUTSIDE; SPLIT as usize];
            self.row(first, &of_row, west, &mut cells);
            self.pieces.splits[place][(row * SPLIT) as usize..][..SPLIT as usize].copy_from_slice(&cells);
        }
        Entry::pack(Kind::Split(place as u32))
    }
}
