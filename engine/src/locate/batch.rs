//! Columns of points at once.
//!
//! A block of points goes through one phase after another, so that the processor waits for many cache misses at the same time:
//! cells of all, then the few that no single face fills, past one edge after another.

use super::table::{Crossing, Entry, Table};
use crate::coord::LatticePoint;
use crate::coverage::FaceId;
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

/// What is known of the undecided points of a block.
#[derive(Default)]
struct Scratch {
    undecided: List<(u32, Entry)>,
    walks: List<Walk>,
    crossings: Vec<Crossing>,
    on_the_way: List<Walk>,
}

/// A point in a cell that edges touch: its place in the block, the lower side of the cell, and the crossing ahead.
#[derive(Clone, Copy, Default)]
struct Walk {
    index: u32,
    floor: i32,
    next: u32,
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
    let place = |index: u32| LatticePoint::new(xs[index as usize], ys[index as usize]);
    start(table, place, out, scratch);
    while scratch.walks.len > 0 {
        step(table, place, out, scratch);
    }
    for &(index, _) in scratch.undecided.iter() {
        if out[index as usize] == FaceId::OUTSIDE.0 {
            out[index as usize] = table.face(place(index));
        }
    }
}

/// Settles the undecided points; those in crossed cells start to walk.
fn start(table: &Table, place: impl Fn(u32) -> LatticePoint, out: &mut [u32], scratch: &mut Scratch) {
    scratch.walks.clear();
    for &(index, entry) in scratch.undecided.iter() {
        let (entry, floor) = table.settle(entry, place(index));
        out[index as usize] = if entry.is_face() { entry.bits() } else { 0 };
        scratch.walks.push_if(!entry.is_face(), Walk { index, floor, next: entry.payload() });
    }
}

/// Takes every walk past one edge: first all edges are fetched, then all are tested.
fn step(table: &Table, place: impl Fn(u32) -> LatticePoint, out: &mut [u32], scratch: &mut Scratch) {
    let Scratch { walks, crossings, on_the_way, .. } = scratch;
    crossings.clear();
    crossings.extend(walks.iter().map(|walk| table.pieces.crossings[walk.next as usize]));
    on_the_way.clear();
    for (walk, crossing) in walks.iter().zip(crossings.iter()) {
        out[walk.index as usize] ^= crossing.flip(place(walk.index), walk.floor);
        on_the_way.push_if(crossing.ahead > 0, Walk { next: walk.next + 1, ..*walk });
    }
    std::mem::swap(walks, on_the_way);
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
