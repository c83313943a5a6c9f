//! The cell table: what is known about each cell, packed for lookup.

use super::edge::Edge;
use super::rim::first_inner_face;
use crate::coord::{Bounds, LatticePoint};
use crate::coverage::FaceId;

/// Cells a side into which a crowded cell is split, as a power of two.
pub(super) const SPLIT_SHIFT: u32 = 2;
/// Cells a side into which a crowded cell is split.
pub(super) const SPLIT: u32 = 1 << SPLIT_SHIFT;

/// What a cell holds, in 32 bits: two for the kind, thirty for a face number or a place in one of the tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry(u32);

/// An entry, unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// No edge crosses: the face.
    Face(u32),
    /// One edge crosses from side to side: its place in `divides`.
    Divide(u32),
    /// Several edges, or the end of one: place of the first slab.
    Slabs(u32),
    /// Too many for that: place of the sixteen smaller cells.
    Split(u32),
}

impl Entry {
    const BITS: u32 = 30;
    const PAYLOAD: u32 = (1 << Self::BITS) - 1;
    pub const OUTSIDE: Self = Self(0);

    pub fn pack(kind: Kind) -> Self {
        let (tag, payload) = match kind {
            Kind::Face(face) => (0, face),
            Kind::Divide(place) => (1, place),
            Kind::Slabs(place) => (2, place),
            Kind::Split(place) => (3, place),
        };
        assert!(payload <= Self::PAYLOAD, "a coverage of more than 2³⁰ faces or crossed cells");
        Self(tag << Self::BITS | payload)
    }

    pub fn kind(self) -> Kind {
        let payload = self.payload();
        match self.0 >> Self::BITS {
            0 => Kind::Face(payload),
            1 => Kind::Divide(payload),
            2 => Kind::Slabs(payload),
            _ => Kind::Split(payload),
        }
    }

    /// The face number, if `is_face`.
    pub fn bits(self) -> u32 {
        self.0
    }

    pub fn payload(self) -> u32 {
        self.0 & Self::PAYLOAD
    }

    pub fn is_face(self) -> bool {
        self.0 <= Self::PAYLOAD
    }
}

/// One edge through a cell: `a·u + b·v + c ≥ 0` decides. Where the left face is the outside, `c` is one less, so that
/// points on the edge count as right of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Divide {
    pub a: i32,
    pub b: i32,
    pub c: i32,
    pub left: u32,
    pub right: u32,
}

impl Divide {
    /// The face at a place in the cell. No term can overflow: checked when it was made.
    pub fn face(&self, u: u32, v: u32) -> u32 {
        let value =
            self.a.wrapping_mul(u as i32).wrapping_add(self.b.wrapping_mul(v as i32)).wrapping_add(self.c);
        if value >= 0 { self.left } else { self.right }
    }
}

/// One edge through a slab.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chord {
    pub a: i64,
    pub b: i64,
    pub c: i64,
    /// What being left of it does to the slab's base.
    pub flip: u32,
}

/// A vertical strip of a cell without a vertex inside: every edge in it runs from side to side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slab {
    /// First column beyond it; the last slab of a cell has `u32::MAX`.
    pub until: u32,
    /// The face right of all its chords.
    pub base: u32,
    pub chords: Run,
    /// The edges of the whole cell that bound the outside.
    pub rim: Run,
}

/// A piece of one of the tables.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    pub first: u32,
    pub len: u32,
}

impl Run {
    pub fn of<T>(self, table: &[T]) -> &[T] {
        &table[self.first as usize..][..self.len as usize]
    }
}

/// What the entries refer to.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces {
    pub divides: Vec<Divide>,
    pub slabs: Vec<Slab>,
    pub chords: Vec<Chord>,
    pub rim: Vec<Edge>,
    pub splits: Vec<[Entry; (SPLIT * SPLIT) as usize]>,
}

impl Pieces {
    /// Takes over the pieces of another row and its cells, which are renumbered.
    pub fn append(&mut self, cells: &mut [Entry], mut other: Self) {
        let base = self.lengths();
        cells.iter_mut().for_each(|entry| *entry = entry.moved(base));
        other.splits.iter_mut().flatten().for_each(|entry| *entry = entry.moved(base));
        for slab in &mut other.slabs {
            slab.chords.first += self.chords.len() as u32;
            slab.rim.first += self.rim.len() as u32;
        }
        self.divides.append(&mut other.divides);
        self.slabs.append(&mut other.slabs);
        self.chords.append(&mut other.chords);
        self.rim.append(&mut other.rim);
        self.splits.append(&mut other.splits);
    }

    /// Lengths of the tables that entries point into, by tag.
    fn lengths(&self) -> [u32; 4] {
        [0, self.divides.len() as u32, self.slabs.len() as u32, self.splits.len() as u32]
    }

    /// Follows splits down to what decides, with the cell's size as a power of two.
    pub fn settle(&self, mut entry: Entry, mut shift: u32, u: u32, v: u32) -> (Entry, u32) {
        while let Kind::Split(place) = entry.kind() {
            shift -= SPLIT_SHIFT;
            let (column, row) = (u >> shift & (SPLIT - 1), v >> shift & (SPLIT - 1));
            entry = self.splits[place as usize][(row * SPLIT + column) as usize];
        }
        (entry, shift)
    }

    /// The face at a place of a cell cut into slabs; `p` is the same place on the lattice.
    pub fn in_slabs(&self, first: u32, u: u32, v: u32, p: LatticePoint) -> u32 {
        let mut slabs = self.slabs[first as usize..].iter();
        let slab = slabs.find(|slab| u < slab.until).expect("the last slab of a cell has no end");
        let (u, v) = (i64::from(u), i64::from(v));
        let passed =
            slab.chords.of(&self.chords).iter().filter(|chord| chord.a * u + chord.b * v + chord.c >= 0);
        let face = passed.fold(slab.base, |face, chord| face ^ chord.flip);
        if face == FaceId::OUTSIDE.0 { first_inner_face(p, slab.rim.of(&self.rim).iter()).0 } else { face }
    }
}

impl Entry {
    fn moved(self, base: [u32; 4]) -> Self {
        Self(self.0 + base[(self.0 >> Self::BITS) as usize])
    }
}

/// Square cells over the bounds of a coverage.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub origin: LatticePoint,
    /// Side of a cell, as a power of two.
    pub shift: u32,
    pub columns: u32,
    pub rows: u32,
    /// Row by row, then one more for every place beyond the bounds.
    pub cells: Vec<Entry>,
    pub pieces: Pieces,
}

impl Table {
    /// Place of the cell of a point.
    pub fn cell(&self, x: i32, y: i32) -> u32 {
        let (column, row) = (self.u(x) >> self.shift, self.v(y) >> self.shift);
        let inside = column < self.columns && row < self.rows;
        let place = row.wrapping_mul(self.columns).wrapping_add(column);
        if inside { place } else { self.columns * self.rows }
    }

    /// Steps east of the western bound, modulo 2³².
    pub fn u(&self, x: i32) -> u32 {
        x.wrapping_sub(self.origin.x) as u32
    }

    /// Steps north of the southern bound, modulo 2³².
    pub fn v(&self, y: i32) -> u32 {
        y.wrapping_sub(self.origin.y) as u32
    }

    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        let Pieces { divides, slabs, chords, rim, splits } = &self.pieces;
        size_of_val(&self.cells[..])
            + size_of_val(&divides[..])
            + size_of_val(&slabs[..])
            + size_of_val(&chords[..])
            + size_of_val(&rim[..])
            + size_of_val(&splits[..])
    }

    /// The face of all cells under the box, if they are few and hold one face, whole.
    pub fn filling(&self, bounds: &Bounds) -> Option<u32> {
        const FEW: u32 = 64;
        let [low, high] =
            [bounds.min, bounds.max].map(|p| (self.u(p.x) >> self.shift, self.v(p.y) >> self.shift));
        let inside = low.0 <= high.0 && high.0 < self.columns && low.1 <= high.1 && high.1 < self.rows;
        if !inside || (high.0 - low.0 + 1).saturating_mul(high.1 - low.1 + 1) > FEW {
            return None;
        }
        let row = |row: u32| {
            &self.cells[(row * self.columns + low.0) as usize..=(row * self.columns + high.0) as usize]
        };
        let first = row(low.1)[0];
        let same = first.is_face() && (low.1..=high.1).flat_map(row).all(|&entry| entry == first);
        same.then(|| first.bits())
    }

    /// The face that holds a point.
    pub fn face(&self, p: LatticePoint) -> u32 {
        let (u, v) = (self.u(p.x), self.v(p.y));
        let (entry, shift) = self.pieces.settle(self.cells[self.cell(p.x, p.y) as usize], self.shift, u, v);
        let (u, v) = (low_bits(u, shift), low_bits(v, shift));
        match entry.kind() {
            Kind::Face(face) => face,
            Kind::Divide(place) => self.pieces.divides[place as usize].face(u, v),
            Kind::Slabs(first) => self.pieces.in_slabs(first, u, v, p),
            Kind::Split(_) => unreachable!("splits are settled"),
        }
    }
}

/// The part of a coordinate below 2^shift.
pub(super) fn low_bits(value: u32, shift: u32) -> u32 {
    value & ((1 << shift) - 1)
}
