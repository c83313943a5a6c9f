//! Columns of points at once.
//!
//! A block of points goes through one phase after another, so that the processor waits for many cache misses at the same time:
//! cells of all, then the few that no single face fills, by kind.

use super::table::{Entry, Kind, Table, low_bits};
use crate::coord::LatticePoint;
use rayon::prelude::*;

/// Points that go through the phases together: their scratch stays in the fastest cache.
const BLOCK: usize = 1024;
/// Points handed to a thread at a time.
const GRAIN: usize = 64 * BLOCK;

/// Writes the face number of every point; see [`super::GridIndex::locate_batch`].
pub(super) fn locate(table: &Table, xs: &[i32], ys: &[i32], out: &mut [u32]) {
    assert!(xs.len() == ys.len() && xs.len() == out.len(), "columns of one length");
    let grains = out.par_chunks_mut(GRAIN).zip(xs.par_chunks(GRAIN)).zip(ys.par_chunks(GRAIN));
    grains.for_each_init(Scratch::default, |scratch, ((out, xs), ys)| {
        let blocks = out.chunks_mut(BLOCK).zip(xs.chunks(BLOCK)).zip(ys.chunks(BLOCK));
        blocks.for_each(|((out, xs), ys)| block(table, xs, ys, out, scratch));
    });
}

/// Points of a block that wait for their phase.
#[derive(Default)]
struct Scratch {
    undecided: List<(u32, Entry)>,
    divided: List<Waiting>,
    slabbed: List<Waiting>,
}

/// A point in a cell that edges cross: its place in the block, its piece, and its place in the cell.
#[derive(Clone, Copy, Default)]
struct Waiting {
    index: u32,
    piece: u32,
    u: u32,
    v: u32,
}

fn block(table: &Table, xs: &[i32], ys: &[i32], out: &mut [u32], scratch: &mut Scratch) {
    let mut cells = [0u32; BLOCK];
    for ((cell, &x), &y) in cells.iter_mut().zip(xs).zip(ys) {
        *cell = table.cell(x, y);
    }
    scratch.undecided.clear();
    for (index, (face, &cell)) in out.iter_mut().zip(&cells).enumerate() {
        let entry = table.cells[cell as usize];
        *face = entry.bits();
        scratch.undecided.push_if(!entry.is_face(), (index as u32, entry));
    }
    sort_out(table, xs, ys, out, scratch);
    for waiting in scratch.divided.iter() {
        out[waiting.index as usize] = table.pieces.divides[waiting.piece as usize].face(waiting.u, waiting.v);
    }
    for waiting in scratch.slabbed.iter() {
        let index = waiting.index as usize;
        let p = LatticePoint::new(xs[index], ys[index]);
        out[index] = table.pieces.in_slabs(waiting.piece, waiting.u, waiting.v, p);
    }
}

/// Queues the undecided points by the kind of their cell.
fn sort_out(table: &Table, xs: &[i32], ys: &[i32], out: &mut [u32], scratch: &mut Scratch) {
    scratch.divided.clear();
    scratch.slabbed.clear();
    for &(index, entry) in scratch.undecided.iter() {
        let (u, v) = (table.u(xs[index as usize]), table.v(ys[index as usize]));
        let (entry, shift) = table.pieces.settle(entry, table.shift, u, v);
        out[index as usize] = entry.bits();
        let waiting = Waiting { index, piece: entry.payload(), u: low_bits(u, shift), v: low_bits(v, shift) };
        scratch.divided.push_if(matches!(entry.kind(), Kind::Divide(_)), waiting);
        scratch.slabbed.push_if(matches!(entry.kind(), Kind::Slabs(_)), waiting);
    }
}

/// A list of at most a block of items, filled without branches.
struct List<T> {
    items: Box<[T; BLOCK]>,
    len: usize,
}

impl<T: Copy + Default> Default for List<T> {
    fn default() -> Self {
        Self { items: Box::new([T::default(); BLOCK]), len: 0 }
    }
}

impl<T: Copy> List<T> {
    fn clear(&mut self) {
        self.len = 0;
    }

    fn push_if(&mut self, wanted: bool, item: T) {
        self.items[self.len % BLOCK] = item;
        self.len += usize::from(wanted);
    }

    fn iter(&self) -> impl Iterator<Item = &T> {
        self.items[..self.len].iter()
    }
}
