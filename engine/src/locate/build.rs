//! From edges to the cell table: rows of cells are filled on their own, from left to right.

use super::cell::{self, Cell, Crossing};
use super::edge::Edge;
use super::raster;
use super::table::{Chord, Divide, Entry, Kind, Pieces, Run, SPLIT, SPLIT_SHIFT, Slab, Table};
use crate::coord::{Bounds, LatticePoint};
use crate::coverage::FaceId;
use rayon::prelude::*;

/// Cells per edge. Few, so that the table stays in the cache; splits are finer where there is something to see.
const CELLS_PER_EDGE: u64 = 8;
/// Bounds on the number of cells; beyond the upper one, crowded cells are split instead.
const CELLS: std::ops::RangeInclusive<u64> = 1 << 10..=1 << 22;
/// A cell of the table with a vertex is split; a smaller one with more vertices than this.
const CROWD: usize = 4;
/// A cell with more edges than this is split, at most twice: long parallel edges never end.
const BUNDLE: usize = 16;

impl Table {
    pub fn build(edges: &[Edge]) -> Self {
        let Some(bounds) = Bounds::around(edges.iter().flat_map(|edge| [edge.from, edge.to])) else {
            return Self::empty();
        };
        let (width, height) = (extent(bounds.min.x, bounds.max.x), extent(bounds.min.y, bounds.max.y));
        let shift = cell_shift(width, height, edges.len());
        let (columns, rows) = ((width >> shift) + 1, (height >> shift) + 1);
        let mut table = Self { origin: bounds.min, shift, columns, rows, ..Self::empty() };
        table.fill(edges);
        table
    }

    fn empty() -> Self {
        let origin = LatticePoint::default();
        Self { origin, shift: 0, columns: 0, rows: 0, cells: vec![Entry::OUTSIDE], pieces: Pieces::default() }
    }

    fn fill(&mut self, edges: &[Edge]) {
        let first = Cell { x: self.origin.x.into(), y: self.origin.y.into(), shift: self.shift };
        let by_row = EdgesByRow::new(edges, first, self.rows);
        let rows = (0..self.rows).into_par_iter().map(|row| {
            let mut cells = vec![Entry::OUTSIDE; self.columns as usize];
            let mut builder = Builder { edges, coarse: self.shift, pieces: Pieces::default() };
            builder.row(first.step(0, row), by_row.of(row), FaceId::OUTSIDE.0, &mut cells);
            (cells, builder.pieces)
        });
        let mut cells = Vec::with_capacity((self.columns * self.rows) as usize + 1);
        for (mut row, pieces) in rows.collect::<Vec<_>>() {
            self.pieces.append(&mut row, pieces);
            cells.append(&mut row);
        }
        cells.push(Entry::OUTSIDE);
        self.cells = cells;
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

impl Builder<'_> {
    /// Fills a row of cells from the left, where the face just left of the first is `entry`.
    fn row(&mut self, first: Cell, edges: &[u32], entry: u32, cells: &mut [Entry]) {
        let touched = self.touched_columns(first, edges, cells.len());
        let (mut face, mut done, mut crossings) = (entry, 0, Vec::new());
        for of_cell in touched.chunk_by(|a, b| a.0 == b.0) {
            let column = of_cell[0].0;
            let cell = first.step(column, 0);
            crossings.clear();
            crossings.extend(of_cell.iter().map(|&(_, id)| Crossing::new(cell, id, &self.edges[id as usize])));
            cells[done..column as usize].fill(Entry::pack(Kind::Face(face)));
            let corner = cell::over_left_side(face, &crossings);
            cells[column as usize] = self.cell(cell, &crossings, corner);
            face = cell::at_right_side(corner, &crossings, cell);
            done = column as usize + 1;
        }
        cells[done..].fill(Entry::pack(Kind::Face(face)));
    }

    /// (column, edge) for every cell of the row that an edge touches, by column.
    fn touched_columns(&self, first: Cell, edges: &[u32], columns: usize) -> Vec<(u32, u32)> {
        let last = columns as i64 - 1;
        let mut touched = Vec::with_capacity(edges.len() * 4);
        for &id in edges {
            let range = raster::columns(&self.edges[id as usize], first);
            let columns = (*range.start()).max(0)..=(*range.end()).min(last);
            touched.extend(columns.map(|column| (column as u32, id)));
        }
        touched.sort_unstable();
        touched
    }

    fn cell(&mut self, cell: Cell, crossings: &[Crossing], corner: u32) -> Entry {
        let mut vertices: Vec<_> = crossings.iter().flat_map(|x| x.vertices(cell)).collect();
        vertices.sort_unstable();
        vertices.dedup();
        if let ([only], true) = (crossings, vertices.is_empty())
            && let Some(divide) = divide(only, &self.edges[only.edge as usize], cell)
        {
            return Entry::pack(Kind::Divide(push(&mut self.pieces.divides, divide)));
        }
        let crowd = if cell.shift == self.coarse { 0 } else { CROWD };
        let bundled = crossings.len() > BUNDLE && cell.shift + 2 * SPLIT_SHIFT > self.coarse;
        if cell.shift >= SPLIT_SHIFT && (vertices.len() > crowd || bundled) {
            return self.split(cell, crossings, corner);
        }
        self.slabs(cell, crossings, corner, &vertices)
    }

    fn split(&mut self, cell: Cell, crossings: &[Crossing], corner: u32) -> Entry {
        let place = push(&mut self.pieces.splits, [Entry::OUTSIDE; (SPLIT * SPLIT) as usize]);
        let edges: Vec<u32> = crossings.iter().map(|x| x.edge).collect();
        let small = Cell { shift: cell.shift - SPLIT_SHIFT, ..cell };
        for row in 0..SPLIT {
            let first = small.step(0, row);
            let corner = cell::along_left_side(corner, crossings, first.y - cell.y);
            let of_row: Vec<u32> = edges
                .iter()
                .copied()
                .filter(|&id| !row_span(&self.edges[id as usize], first, 1).is_empty())
                .collect();
            let at_start: Vec<_> =
                of_row.iter().map(|&id| Crossing::new(first, id, &self.edges[id as usize])).collect();
            let entry = cell::over_left_side(corner, &at_start);
            let mut cells = [Entry::OUTSIDE; SPLIT as usize];
            self.row(first, &of_row, entry, &mut cells);
            self.pieces.splits[place as usize][(row * SPLIT) as usize..][..SPLIT as usize]
                .copy_from_slice(&cells);
        }
        Entry::pack(Kind::Split(place))
    }

    /// Cuts a cell at its vertices, given in order.
    fn slabs(&mut self, cell: Cell, crossings: &[Crossing], corner: u32, vertices: &[(i64, i64)]) -> Entry {
        let rim = self.rim(crossings);
        let mut cuts: Vec<i64> =
            vertices.iter().map(|&(u, _)| u).filter(|u| (1..cell.side()).contains(u)).collect();
        cuts.dedup();
        let first = self.pieces.slabs.len() as u32;
        let mut from = 0;
        for &until in cuts.iter().chain([&cell.side()]) {
            let face = cell::along_bottom(corner, crossings, from);
            let mut slab = self.slab(crossings, face, from, until);
            slab.rim = rim;
            self.pieces.slabs.push(slab);
            from = until;
        }
        self.pieces.slabs.last_mut().expect("a cell has at least one slab").until = u32::MAX;
        Entry::pack(Kind::Slabs(first))
    }

    /// One slab, given the face at its lower-left corner.
    fn slab(&mut self, crossings: &[Crossing], corner: u32, from: i64, until: i64) -> Slab {
        let chords_first = self.pieces.chords.len() as u32;
        let mut base = corner;
        for x in crossings.iter().filter(|x| x.spans(from, until)) {
            if x.line.at(from, 0) >= 0 {
                base ^= x.flip;
            }
            self.pieces.chords.push(Chord { a: x.line.a, b: x.line.b, c: x.line.c, flip: x.flip });
        }
        let chords = Run { first: chords_first, len: self.pieces.chords.len() as u32 - chords_first };
        Slab { until: until as u32, base, chords, rim: Run::default() }
    }

    fn rim(&mut self, crossings: &[Crossing]) -> Run {
        let first = self.pieces.rim.len() as u32;
        let edges = crossings.iter().map(|x| self.edges[x.edge as usize]);
        self.pieces.rim.extend(edges.filter(Edge::is_rim));
        Run { first, len: self.pieces.rim.len() as u32 - first }
    }
}

/// The only edge through a cell, if its arithmetic fits in 32 bits.
fn divide(crossing: &Crossing, edge: &Edge, cell: Cell) -> Option<Divide> {
    let line = crossing.line;
    let widest = (line.a.abs() + line.b.abs()) << cell.shift;
    let shy = i64::from(edge.left == FaceId::OUTSIDE);
    i32::try_from(2 * widest + 1).ok()?;
    Some(Divide {
        a: line.a as i32,
        b: line.b as i32,
        c: (line.c - shy) as i32,
        left: edge.left.0,
        right: edge.right.0,
    })
}

fn push<T>(table: &mut Vec<T>, value: T) -> u32 {
    table.push(value);
    table.len() as u32 - 1
}
