//! Drawn lines, cut to the faces that an edit is about: what they run over beyond these stays as it is.

use super::refusal::{Reason, Refusal};
use crate::coord::predicate::{contact, step};
use crate::coord::{Bounds, LatticePoint, Line};
use crate::coverage::at::next_below;
use crate::coverage::box_index::segment_bounds;
use crate::coverage::edges::{Ends, ordered};
use crate::coverage::{Coverage, FaceId};

/// Steps by which a piece of a line reaches over the boundary it ends at, so that it crosses it however its end is rounded.
const OVERHANG: f64 = 3.0;

/// A hand draws no line with more points, and none that crosses itself more often.
const MOST_POINTS: usize = 20_000;
const MOST_CROSSINGS: usize = 1_000;

/// Whether lines can be worked with in a moment.
///
/// # Errors
/// When they have too many points, or cross themselves or each other all over.
pub(super) fn check(lines: &[Line]) -> Result<(), Refusal> {
    let edges: Vec<Ends> = lines.iter().flat_map(|line| segments(line)).collect();
    let Some(first) = edges.first().filter(|_| edges.len() > 1) else { return Ok(()) };
    if edges.len() > MOST_POINTS {
        return Err(Reason::TooComplex.at(first[0]));
    }
    let boxes: Vec<Bounds> = edges.iter().map(|&edge| segment_bounds(edge)).collect();
    let mut crossings = 0;
    for (i, bounds) in boxes.iter().enumerate() {
        for j in (i + 1..edges.len()).filter(|&j| boxes[j].meets(bounds)) {
            crossings += usize::from(contact(edges[i], edges[j]).is_some());
            if crossings > MOST_CROSSINGS {
                return Err(Reason::TooComplex.at(edges[i][0]));
            }
        }
    }
    Ok(())
}

/// The pieces of lines that lie in some faces, each straight.
pub(super) fn within(coverage: &Coverage, faces: &[FaceId], lines: &[Line]) -> Vec<Line> {
    let border = Border::new(coverage, faces);
    lines.iter().flat_map(|line| segments(line)).flat_map(|segment| border.pieces(segment)).collect()
}

fn segments(line: &[LatticePoint]) -> impl Iterator<Item = Ends> + '_ {
    line.windows(2).filter(|pair| pair[0] != pair[1]).map(|pair| [pair[0], pair[1]])
}

/// The edges that part some faces from all others.
struct Border {
    /// Each with whether these faces lie above it.
    edges: Vec<(Ends, bool)>,
    /// Whether the outside is one of them.
    is_outside_in: bool,
}

impl Border {
    fn new(coverage: &Coverage, faces: &[FaceId]) -> Self {
        let mut edges = Vec::new();
        for arc in coverage.arcs() {
            let [left, right] = [arc.left, arc.right].map(|face| faces.contains(&face));
            if left != right {
                // The left side of an edge that runs east is the upper one.
                let upper = |pair: &[LatticePoint]| if pair[0] < pair[1] { left } else { right };
                edges.extend(arc.points.windows(2).map(|pair| (ordered([pair[0], pair[1]]), upper(pair))));
            }
        }
        Self { edges, is_outside_in: faces.contains(&FaceId::OUTSIDE) }
    }

    /// The pieces of a segment within.
    fn pieces(&self, segment: Ends) -> Vec<Line> {
        let mut cuts = self.cuts(segment);
        cuts.extend([0.0, 1.0]);
        cuts.sort_by(f64::total_cmp);
        let (width, height) = step(segment[0], segment[1]);
        let overhang = OVERHANG / width.abs().max(height.abs()) as f64;
        let mut pieces: Vec<[f64; 2]> = Vec::new();
        for part in cuts.windows(2).map(|part| [part[0], part[1]]) {
            let is_short = part[1] - part[0] <= overhang;
            if !is_short && !self.holds(at(segment, f64::midpoint(part[0], part[1]))) {
                continue;
            }
            let [start, end] = [(part[0] - overhang).max(0.0), (part[1] + overhang).min(1.0)];
            match pieces.last_mut().filter(|last| last[1] >= start) {
                Some(last) => last[1] = end,
                None => pieces.push([start, end]),
            }
        }
        pieces.into_iter().map(|piece| piece.map(|part| at(segment, part)).to_vec()).collect()
    }

    /// Where a segment meets the border, as parts of its length.
    fn cuts(&self, segment: Ends) -> Vec<f64> {
        let bounds = segment_bounds(segment);
        let near = self.edges.iter().filter(|(edge, _)| segment_bounds(*edge).meets(&bounds));
        near.flat_map(|(edge, _)| meetings(segment, *edge)).filter(|part| (0.0..=1.0).contains(part)).collect()
    }

    /// Whether a point off the border lies within.
    fn holds(&self, p: LatticePoint) -> bool {
        next_below(self.edges.iter().copied(), p).unwrap_or(self.is_outside_in)
    }
}

/// Where along the first segment the second is met: in a point, or from end to end of what they share.
fn meetings(segment: Ends, other: Ends) -> Vec<f64> {
    let vector = |from: LatticePoint, to: LatticePoint| {
        let (x, y) = step(from, to);
        (x as f64, y as f64)
    };
    let (along, across) = (vector(segment[0], segment[1]), vector(other[0], other[1]));
    let cross = |a: (f64, f64), b: (f64, f64)| a.0 * b.1 - a.1 * b.0;
    let (to_first, turn) = (vector(segment[0], other[0]), cross(along, across));
    if turn == 0.0 {
        let length2 = along.0 * along.0 + along.1 * along.1;
        let part = |end| {
            let to_end = vector(segment[0], end);
            (cross(along, to_end) == 0.0).then(|| (along.0 * to_end.0 + along.1 * to_end.1) / length2)
        };
        return other.into_iter().filter_map(part).collect();
    }
    let on_other = cross(to_first, along) / turn;
    if (0.0..=1.0).contains(&on_other) { vec![cross(to_first, across) / turn] } else { Vec::new() }
}

/// The point a part of the way along a segment.
fn at([a, b]: Ends, part: f64) -> LatticePoint {
    if part <= 0.0 {
        return a;
    }
    if part >= 1.0 {
        return b;
    }
    let (width, height) = step(a, b);
    let along = |from: i32, length: i64| (f64::from(from) + length as f64 * part).round() as i32;
    LatticePoint::new(along(a.x, width), along(a.y, height))
}
