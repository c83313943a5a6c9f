//! The cell table: what is known about each cell, packed for lookup.

use super::cell;
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
    /// No edge touches it: the face.
    Face(u32),
    /// Edges do: place of the first in `crossings`.
    Crossed(u32),
    /// Too many for that: place of the sixteen smaller cells in `splits`.
    Split(u32),
}

impl Entry {
    const BITS: u32 = 30;
    const PAYLOAD: u32 = (1 << Self::BITS) - 1;
    pub const OUTSIDE: Self = Self(0);

    pub fn pack(kind: Kind) -> Self {
        let (tag, payload) = match kind {
            Kind::Face(face) => (0, face),
            Kind::Crossed(place) => (1, place),
            Kind::Split(place) => (2, place),
        };
        assert!(payload <= Self::PAYLOAD, "a coverage of more than 2³⁰ faces or crossed cells");
        Self(tag << Self::BITS | payload)
    }

    pub fn kind(self) -> Kind {
        let payload = self.0 & Self::PAYLOAD;
        match self.0 >> Self::BITS {
            0 => Kind::Face(payload),
            1 => Kind::Crossed(payload),
            _ => Kind::Split(payload),
        }
    }

    /// The face number, if `is_face`.
    pub fn bits(self) -> u32 {
        self.0
    }

    pub fn is_face(self) -> bool {
        self.0 <= Self::PAYLOAD
    }

    /// The face number or the place.
    pub fn payload(self) -> u32 {
        self.0 & Self::PAYLOAD
    }

    fn moved(self, base: [u32; 3]) -> Self {
        Self(self.0 + base[(self.0 >> Self::BITS) as usize])
    }
}

/// An edge that touches a cell: what a walk in the cell comes by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Crossing {
    pub edge: Edge,
    /// With the first edge of a cell, its base; 0 with the others.
    pub base: u32,
    /// How many more edges of the cell follow.
    pub ahead: u32,
}

impl Crossing {
    /// What it does to the face number of a walk to `p`, which starts with 0.
    #[inline]
    pub fn flip(&self, p: LatticePoint, floor: i32) -> u32 {
        self.base ^ cell::flip_on_walk(&self.edge, (p.x.into(), p.y.into()), floor.into())
    }
}

/// What the entries refer to.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces {
    /// Cell after cell.
    pub crossings: Vec<Crossing>,
    pub splits: Vec<[Entry; (SPLIT * SPLIT) as usize]>,
}

impl Pieces {
    /// Takes over the pieces of other cells, which are renumbered.
    pub fn append(&mut self, cells: &mut [Entry], mut other: Self) {
        let base = [0, self.crossings.len() as u32, self.splits.len() as u32];
        cells.iter_mut().for_each(|entry| *entry = entry.moved(base));
        other.splits.as_flattened_mut().iter_mut().for_each(|entry| *entry = entry.moved(base));
        self.crossings.append(&mut other.crossings);
        self.splits.append(&mut other.splits);
    }

    /// Follows splits down to what decides, with the cell's size as a power of two.
    fn settle(&self, mut entry: Entry, mut shift: u32, u: u32, v: u32) -> (Entry, u32) {
        while let Kind::Split(place) = entry.kind() {
            shift -= SPLIT_SHIFT;
            let (column, row) = (u >> shift & (SPLIT - 1), v >> shift & (SPLIT - 1));
            entry = self.splits[place as usize][(row * SPLIT + column) as usize];
        }
        (entry, shift)
    }

    /// The edges of a crossed cell.
    fn of_cell(&self, place: u32) -> &[Crossing] {
        let crossings = &self.crossings[place as usize..];
        &crossings[..=crossings[0].ahead as usize]
    }
}

/// Square cells over the bounds of a coverage.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub edges: Vec<Edge>,
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
    fn u(&self, x: i32) -> u32 {
        x.wrapping_sub(self.origin.x) as u32
    }

    /// Steps north of the southern bound, modulo 2³².
    fn v(&self, y: i32) -> u32 {
        y.wrapping_sub(self.origin.y) as u32
    }

    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        size_of_val(&self.edges[..])
            + size_of_val(&self.cells[..])
            + size_of_val(&self.pieces.crossings[..])
            + size_of_val(&self.pieces.splits[..])
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
        let (entry, floor) = self.settle(self.cells[self.cell(p.x, p.y) as usize], p);
        match entry.kind() {
            Kind::Crossed(place) => self.walk(place, p, floor),
            _ => entry.bits(),
        }
    }

    /// What decides about a point, once the splits are followed down, and the lower side of the cell it is in.
    #[inline]
    pub fn settle(&self, entry: Entry, p: LatticePoint) -> (Entry, i32) {
        let (u, v) = (self.u(p.x), self.v(p.y));
        let (entry, shift) = self.pieces.settle(entry, self.shift, u, v);
        (entry, p.y.wrapping_sub(low_bits(v, shift) as i32))
    }

    /// The face that holds a point of a crossed cell with this lower side.
    fn walk(&self, place: u32, p: LatticePoint, floor: i32) -> u32 {
        let crossings = self.pieces.of_cell(place);
        let face = crossings.iter().fold(0, |face, crossing| face ^ crossing.flip(p, floor));
        let rim = crossings.iter().map(|crossing| &crossing.edge).filter(|edge| edge.is_rim());
        if face == FaceId::OUTSIDE.0 { first_inner_face(p, rim).0 } else { face }
    }
}

/// The part of a coordinate below 2^shift.
fn low_bits(value: u32, shift: u32) -> u32 {
    value & ((1 << shift) - 1)
}
