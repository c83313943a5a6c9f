//! Vertices are moved, put in and taken out.

use super::Edit;
use super::refusal::{Reason, Refusal};
use crate::coord::{LatticePoint, Line};
use crate::coverage::{Arc, Coverage};
use std::collections::BTreeMap;

impl Coverage {
    /// Moves vertices, each from one place to another; every boundary through one moves with it. Moved onto its neighbour, a
    /// vertex is gone.
    ///
    /// # Errors
    /// Where there is no such vertex, and those of [`Coverage::redraw`].
    pub fn move_vertices(&self, moves: &[(LatticePoint, LatticePoint)]) -> Result<Edit, Refusal> {
        let to: BTreeMap<LatticePoint, LatticePoint> = moves.iter().copied().collect();
        let mut lines = BTreeMap::new();
        let mut missing: BTreeMap<LatticePoint, LatticePoint> = to.clone();
        for (number, arc) in (0u32..).zip(self.arcs()) {
            let passed = || arc.points.iter().filter(|p| to.contains_key(p));
            if passed().next().is_some() {
                missing.retain(|from, _| passed().all(|p| p != from));
                let mut line: Line = arc.points.iter().map(|p| *to.get(p).unwrap_or(p)).collect();
                line.dedup();
                lines.insert(number, line);
            }
        }
        match missing.first_key_value() {
            Some((&place, _)) => Err(Reason::NoVertex.at(place)),
            None => self.redraw(&lines),
        }
    }

    /// Puts a vertex on the edge between two vertices, at its new place.
    ///
    /// # Errors
    /// When there is no such edge, and those of [`Coverage::redraw`].
    pub fn insert_vertex(&self, edge: [LatticePoint; 2], at: LatticePoint) -> Result<Edit, Refusal> {
        let [a, b] = edge;
        let is_edge = |pair: &[LatticePoint]| *pair == [a, b] || *pair == [b, a];
        let after = |arc: &Arc| arc.points.windows(2).position(is_edge);
        let found = (0u32..).zip(self.arcs()).find_map(|(number, arc)| Some((number, arc, after(arc)?)));
        let (number, arc, position) = found.ok_or(Reason::NoEdge.at(a))?;
        let mut line = arc.points.to_vec();
        line.insert(position + 1, at);
        line.dedup();
        self.redraw(&BTreeMap::from([(number, line)]))
    }

    /// Takes vertices out of boundaries, which then run straight between their neighbours.
    ///
    /// # Errors
    /// Where there is no such vertex, where boundaries meet in it, and those of [`Coverage::redraw`].
    pub fn remove_vertices(&self, vertices: &[LatticePoint]) -> Result<Edit, Refusal> {
        let mut lines: BTreeMap<u32, Line> = BTreeMap::new();
        for &vertex in vertices {
            let mut through = (0u32..).zip(self.arcs()).filter(|(_, arc)| arc.points.contains(&vertex));
            let (number, arc) = through.next().ok_or(Reason::NoVertex.at(vertex))?;
            let (first, last) = (arc.points[0], arc.points[arc.points.len() - 1]);
            let is_end = vertex == first || vertex == last;
            if through.next().is_some() || (is_end && first != last) {
                return Err(Reason::IsNode.at(vertex));
            }
            remove(lines.entry(number).or_insert_with(|| arc.points.to_vec()), vertex);
        }
        self.redraw(&lines)
    }
}

/// Takes a point out of a line; a closed line stays closed.
fn remove(line: &mut Line, point: LatticePoint) {
    let closed = line.len() > 1 && line.first() == line.last();
    line.retain(|&p| p != point);
    if closed && !line.is_empty() && line.first() != line.last() {
        line.push(line[0]);
    }
}
