//! The border of a tile's buffer: which face lies along each piece of it.

use super::grid::{BUFFER, EXTENT, Unit};
use super::rings::turn_from;
use super::snap::Edge;
use std::collections::BTreeMap;

const LOW: i32 = -BUFFER;
const HIGH: i32 = EXTENT + BUFFER;
const SIDE: i32 = HIGH - LOW;

/// The pieces of the border between the places where edges end on it, each with its inner face on the left.
/// `background` names the face at the first corner, and is asked only where no edge reaches the border.
pub fn border(edges: &[Edge], background: impl FnOnce() -> u32) -> Vec<Edge> {
    let nodes = nodes(edges);
    let last = nodes.values().rev().find_map(|spokes| after(spokes));
    let mut face = last.unwrap_or_else(background);
    let corners = [0, 1, 2, 3].map(|i| (i * SIDE, Vec::new()));
    let mut stops: BTreeMap<i32, Vec<Spoke>> = corners.into_iter().collect();
    stops.extend(nodes);
    let places: Vec<i32> = stops.keys().copied().chain([4 * SIDE]).collect();
    let mut pieces = Vec::new();
    for (spokes, step) in stops.values().zip(places.windows(2)) {
        face = after(spokes).unwrap_or(face);
        pieces.push(Edge { from: place(step[0]), to: place(step[1]), left: face, right: 0 });
    }
    pieces
}

/// An edge that leaves the border, as seen from there.
struct Spoke {
    /// Direction of the border, then of the edge.
    along: Unit,
    out: Unit,
    right: u32,
}

/// The edges that end on the border, by how far along it.
fn nodes(edges: &[Edge]) -> BTreeMap<i32, Vec<Spoke>> {
    let mut nodes: BTreeMap<i32, Vec<Spoke>> = BTreeMap::new();
    for edge in edges {
        for (at, to, right) in [(edge.from, edge.to, edge.right), (edge.to, edge.from, edge.left)] {
            if let Some((far, along)) = position(at) {
                let out = [to[0] - at[0], to[1] - at[1]];
                nodes.entry(far).or_default().push(Spoke { along, out, right });
            }
        }
    }
    nodes
}

/// The face along the border after a node: the one right of the first edge, turning from the border inwards.
fn after(spokes: &[Spoke]) -> Option<u32> {
    let first = spokes.iter().min_by(|a, b| turn_from(a.along, a.out, b.out))?;
    Some(first.right)
}

/// How far along the border a unit lies, turning left from the low corner, and the direction there.
fn position([x, y]: Unit) -> Option<(i32, Unit)> {
    match (x, y) {
        (_, LOW) if x < HIGH => Some((x - LOW, [1, 0])),
        (HIGH, _) if y < HIGH => Some((SIDE + y - LOW, [0, 1])),
        (_, HIGH) if x > LOW => Some((2 * SIDE + HIGH - x, [-1, 0])),
        (LOW, _) => Some((3 * SIDE + HIGH - y, [0, -1])),
        _ => None,
    }
}

fn place(along: i32) -> Unit {
    let rest = along % SIDE;
    match along / SIDE % 4 {
        0 => [LOW + rest, LOW],
        1 => [HIGH, LOW + rest],
        2 => [HIGH - rest, HIGH],
        _ => [LOW, HIGH - rest],
    }
}
