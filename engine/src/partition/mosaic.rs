//! Areas side by side, each with its grids, as one coverage.

use super::cells::NONE;
use super::share::Shares;
use crate::coord::LatticePoint;
use crate::coord::predicate::step;
use crate::coverage::{Coverage, Ends, FaceId, ordered};
use rustc_hash::FxHashMap;

/// An edge of a part of an area.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// In order.
    pub(super) ends: Ends,
    /// The parts on its left and right; [`NONE`] outside the area.
    pub(super) sides: [u32; 2],
    /// The edge of the area's own boundary that it is a part of, as that was given.
    pub(super) border: Option<Ends>,
}

/// The coverage of the grids of several areas that share their boundaries edge by edge: first those of the first area, and so on.
///
/// A line that ends on the boundary of an area puts a lattice point there, at most half a step beside it. The area on the other
/// side gets it too.
#[must_use]
pub fn mosaic<'a>(areas: impl IntoIterator<Item = &'a Shares>) -> Coverage {
    let areas: Vec<&Shares> = areas.into_iter().collect();
    let mut added: FxHashMap<Ends, Vec<LatticePoint>> = FxHashMap::default();
    for edge in areas.iter().flat_map(|area| &area.edges) {
        let Some(border) = edge.border else { continue };
        let new = edge.ends.into_iter().filter(|end| !border.contains(end));
        new.for_each(|end| added.entry(border).or_default().push(end));
    }
    for (border, points) in &mut added {
        points.sort_unstable_by_key(|&p| (along(*border, p), p));
        points.dedup();
    }
    let mut sides: FxHashMap<Ends, [FaceId; 2]> = FxHashMap::default();
    let mut first = 0;
    for area in areas {
        for edge in &area.edges {
            let faces = edge.sides.map(|part| {
                if part == NONE { FaceId::OUTSIDE } else { FaceId::of_polygon((first + part) as usize) }
            });
            for [from, to] in pieces(edge, &added) {
                let piece = ordered([from, to]);
                let faces = if piece == [from, to] { faces } else { [faces[1], faces[0]] };
                let known = sides.entry(piece).or_insert([FaceId::OUTSIDE; 2]);
                known
                    .iter_mut()
                    .zip(faces)
                    .filter(|(known, _)| **known == FaceId::OUTSIDE)
                    .for_each(|(known, face)| *known = face);
            }
        }
        first += area.parts.len() as u32;
    }
    let mut edges: Vec<(Ends, FaceId, FaceId)> = sides
        .into_iter()
        .map(|(ends, [left, right])| (ends, left, right))
        .filter(|edge| edge.1 != edge.2)
        .collect();
    edges.sort_unstable();
    Coverage::from_edges(&edges, first)
}

/// An edge, cut at the points that any area put on its border, walked from its first end to its second. A piece may run against the
/// order of its ends: rounding can turn one that is nearly upright.
fn pieces(edge: &Edge, added: &FxHashMap<Ends, Vec<LatticePoint>>) -> Vec<Ends> {
    let Some((border, points)) = edge.border.and_then(|border| Some((border, added.get(&border)?))) else {
        return vec![edge.ends];
    };
    let [from, to] = edge.ends.map(|end| along(border, end));
    let between = from.min(to) + 1..from.max(to);
    let mut line = vec![edge.ends[0]];
    line.extend(points.iter().copied().filter(|&p| between.contains(&along(border, p))));
    if from > to {
        line[1..].reverse();
    }
    line.push(edge.ends[1]);
    line.windows(2).map(|pair| [pair[0], pair[1]]).collect()
}

/// How far along an edge a point is, in steps² of its length.
fn along([a, b]: Ends, p: LatticePoint) -> i128 {
    let (u, v) = (step(a, b), step(a, p));
    i128::from(u.0) * i128::from(v.0) + i128::from(u.1) * i128::from(v.1)
}
