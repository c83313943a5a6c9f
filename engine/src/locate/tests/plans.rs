//! Coverages to try, as arcs and as rings of their own.

use super::oracle::{Piece, cross};
use crate::coord::LatticePoint;
use crate::coverage::{Arc, Coverage, FaceId};
use std::collections::BTreeMap;

/// One plan, twice.
#[derive(Debug)]
pub struct Plan {
    pub coverage: Coverage,
    pub pieces: Vec<Piece>,
}

impl Plan {
    pub fn vertices(&self) -> impl Iterator<Item = LatticePoint> {
        self.pieces.iter().flat_map(|piece| piece.ring.iter().copied())
    }
}

/// Where the nodes of a plan of triangles stand.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    pub origin: LatticePoint,
    /// Distance of nodes, on average.
    pub step: u32,
    /// How far a node may stray, in 256ths of the step: at most 64 keeps triangles apart.
    pub stray: u32,
    pub columns: u32,
    pub rows: u32,
}

/// A sheet of triangles with strayed corners. `face` numbers them: triangles of one number merge, and those of number 0
/// are gaps.
pub fn triangles(layout: Layout, stray: impl Fn(u32, u32) -> (u32, u32), face: impl Fn(u32) -> u32) -> Plan {
    let node = |column: u32, row: u32| node(layout, stray(column, row), column, row);
    let mut pieces = Vec::new();
    for row in 0..layout.rows {
        for column in 0..layout.columns {
            let [a, b] = [node(column, row), node(column + 1, row)];
            let [c, d] = [node(column + 1, row + 1), node(column, row + 1)];
            pieces.extend([[a, b, c], [a, c, d]].map(|ring| ring.to_vec()));
        }
    }
    let numbered = pieces.into_iter().zip(0..).map(|(ring, number)| Piece { ring, face: face(number) });
    plan(numbered.filter(|piece| piece.face != 0).collect())
}

fn node(layout: Layout, (east, north): (u32, u32), column: u32, row: u32) -> LatticePoint {
    let along = |start: i32, index: u32, stray: u32| {
        let stray = i64::from(layout.step) * i64::from(stray % (layout.stray + 1)) / 256;
        i32::try_from(i64::from(start) + i64::from(index) * i64::from(layout.step) + stray).unwrap()
    };
    LatticePoint::new(along(layout.origin.x, column, east), along(layout.origin.y, row, north))
}

/// Rings that meet in whole edges, counter-clockwise, as a coverage with an arc per edge.
pub fn plan(pieces: Vec<Piece>) -> Plan {
    let mut edges = BTreeMap::<_, [u32; 2]>::new();
    for piece in &pieces {
        let ends = piece.ring.iter().zip(piece.ring.iter().cycle().skip(1));
        for (&a, &b) in ends {
            let forward = a < b;
            edges.entry((a.min(b), a.max(b))).or_default()[usize::from(!forward)] = piece.face;
        }
    }
    type Sides = ((LatticePoint, LatticePoint), [u32; 2]);
    let arc = |((a, b), [left, right]): Sides| Arc {
        points: [a, b].into(),
        left: FaceId(left),
        right: FaceId(right),
    };
    let arcs = edges.into_iter().filter(|(_, [left, right])| left != right).map(arc).collect();
    let faces = pieces.iter().map(|piece| piece.face).max().unwrap_or(0);
    assert!(
        pieces
            .iter()
            .all(|piece| piece.ring.len() != 3 || cross(piece.ring[0], piece.ring[1], piece.ring[2]) > 0)
    );
    Plan { coverage: Coverage::from_arcs(arcs, faces), pieces }
}
