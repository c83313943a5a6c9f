//! Lines midway between sets of places.

use crate::coord::{Bounds, LatticePoint, Line, LocalPlane};
use geo::{LineString, Simplify};
use rustc_hash::FxHashMap;
use spade::{DelaunayTriangulation, HasPosition, Point2, Triangulation};

/// The lines are straightened by at most this many metres.
const STRAIGHTENED_M: f64 = 1.0;

/// A line midway between two sets, seen from its first point to its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Midline {
    pub line: Line,
    /// The set whose places are nearest on the left hand.
    pub left: u32,
    pub right: u32,
}

/// A place on an outline, and the set it is of.
struct Site {
    place: Point2<f64>,
    set: u32,
}

/// The set of nobody, far out.
const NOBODY: u32 = u32::MAX;

impl HasPosition for Site {
    type Scalar = f64;

    fn position(&self) -> Point2<f64> {
        self.place
    }
}

/// The lines that are as far from the nearest place of one set as from that of another, as far as they come near a box:
/// the edges between Voronoi cells of different sets, chained and straightened.
pub(crate) fn midlines(sites: &[(LatticePoint, u32)], bounds: &Bounds) -> Vec<Midline> {
    let plane = LocalPlane::at(bounds.min);
    let frame = Frame::around(bounds, &plane);
    let mut placed: Vec<Site> = sites.iter().map(|&(p, set)| site(plane.to_metres(p), set)).collect();
    placed.extend(frame.far_corners().map(|corner| site(corner, NOBODY)));
    let Ok(triangulation) = DelaunayTriangulation::<Site>::bulk_load(placed) else { return Vec::new() };
    let segments = segments(&triangulation);
    let mut lines = Vec::new();
    for chain in chains(&segments) {
        let straight = LineString::from(chain.points).simplify(STRAIGHTENED_M);
        let [left, right] = chain.sets;
        let parts = frame.parts_inside(&straight).into_iter();
        lines.extend(parts.map(|part| Midline { line: on_lattice(&part, &plane), left, right }));
    }
    lines
}

fn site((x, y): (f64, f64), set: u32) -> Site {
    Site { place: Point2::new(x, y), set }
}

/// A Voronoi vertex: the number of its Delaunay face, and where it is.
type End = (usize, (f64, f64));

/// An edge between Voronoi cells of different sets, with the sets on its left and right.
struct Segment {
    ends: [End; 2],
    sets: [u32; 2],
}

fn segments(triangulation: &DelaunayTriangulation<Site>) -> Vec<Segment> {
    let between = triangulation.undirected_voronoi_edges().filter(|edge| {
        let [a, b] = edge.as_delaunay_edge().vertices().map(|site| site.data().set);
        a != b && a != NOBODY && b != NOBODY
    });
    between
        .filter_map(|edge| {
            let [a, b] = edge.vertices().map(|vertex| {
                let face = vertex.as_delaunay_face()?;
                let centre = face.circumcenter();
                Some((face.fix().index(), (centre.x, centre.y)))
            });
            let (a, b) = (a?, b?);
            let [s, t] = edge.as_delaunay_edge().vertices();
            let (along, across) = (
                (b.1.0 - a.1.0, b.1.1 - a.1.1),
                (t.position().x - s.position().x, t.position().y - s.position().y),
            );
            let t_is_left = along.0 * across.1 - along.1 * across.0 > 0.0;
            let (s, t) = (s.data().set, t.data().set);
            Some(Segment { ends: [a, b], sets: if t_is_left { [t, s] } else { [s, t] } })
        })
        .collect()
}

/// Segments joined, with the sets on the left and right.
struct Chain {
    points: Vec<(f64, f64)>,
    sets: [u32; 2],
}

/// Joins segments into lines, from one end or meeting of several to the next.
fn chains(segments: &[Segment]) -> Vec<Chain> {
    let mut at: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (i, segment) in segments.iter().enumerate() {
        segment.ends.iter().for_each(|end| at.entry(end.0).or_default().push(i));
    }
    let mut used = vec![false; segments.len()];
    let mut chains = Vec::new();
    // Lines that end somewhere first; what is left over are loops.
    for loops in [false, true] {
        for (i, segment) in segments.iter().enumerate() {
            for from in segment.ends {
                if !used[i] && (loops || at[&from.0].len() != 2) {
                    chains.push(follow(segments, &at, &mut used, i, from.0));
                }
            }
        }
    }
    chains
}

fn follow(
    segments: &[Segment],
    at: &FxHashMap<usize, Vec<usize>>,
    used: &mut [bool],
    start: usize,
    from: usize,
) -> Chain {
    let (mut points, mut next, mut from) = (Vec::new(), Some(start), from);
    let [left, right] = segments[start].sets;
    let sets = if segments[start].ends[0].0 == from { [left, right] } else { [right, left] };
    while let Some(segment) = next {
        used[segment] = true;
        let [a, b] = segments[segment].ends;
        let (near, far) = if a.0 == from { (a, b) } else { (b, a) };
        if points.is_empty() {
            points.push(near.1);
        }
        points.push(far.1);
        from = far.0;
        let onward = &at[&from];
        next = onward.iter().copied().find(|&other| onward.len() == 2 && !used[other]);
    }
    Chain { points, sets }
}

fn on_lattice(line: &[(f64, f64)], plane: &LocalPlane) -> Line {
    line.iter().map(|&(x, y)| plane.from_metres(x, y)).collect()
}

/// A box in metres.
struct Frame {
    min: (f64, f64),
    max: (f64, f64),
}

impl Frame {
    fn around(bounds: &Bounds, plane: &LocalPlane) -> Self {
        Self { min: plane.to_metres(bounds.min), max: plane.to_metres(bounds.max) }
    }

    /// Corners so far out that what lies midway to them is outside the box.
    fn far_corners(&self) -> impl Iterator<Item = (f64, f64)> {
        let (min, max) = (self.min, self.max);
        let reach = 3.0 * ((max.0 - min.0) + (max.1 - min.1)) + 1.0;
        let xs = [min.0 - reach, max.0 + reach];
        let ys = [min.1 - reach, max.1 + reach];
        xs.into_iter().flat_map(move |x| ys.map(|y| (x, y)))
    }

    /// The parts of a line inside the box.
    fn parts_inside(&self, line: &LineString<f64>) -> Vec<Vec<(f64, f64)>> {
        let mut parts: Vec<Vec<(f64, f64)>> = Vec::new();
        for segment in line.lines() {
            let ends = [(segment.start.x, segment.start.y), (segment.end.x, segment.end.y)];
            let Some([from, to]) = self.clip(ends) else { continue };
            match parts.last_mut().filter(|part| part.last() == Some(&from)) {
                Some(part) => part.push(to),
                None => parts.push(vec![from, to]),
            }
        }
        // A loop begins anywhere, inside the box too.
        let is_open =
            |parts: &[Vec<(f64, f64)>]| parts.len() > 1 && parts[parts.len() - 1].last() == parts[0].first();
        if is_open(&parts) {
            let first = parts.swap_remove(0);
            parts[0].extend(&first[1..]);
        }
        parts
    }

    /// The part of a segment inside the box (Liang & Barsky 1984).
    fn clip(&self, [a, b]: [(f64, f64); 2]) -> Option<[(f64, f64); 2]> {
        let d = (b.0 - a.0, b.1 - a.1);
        let sides = [
            (-d.0, a.0 - self.min.0),
            (d.0, self.max.0 - a.0),
            (-d.1, a.1 - self.min.1),
            (d.1, self.max.1 - a.1),
        ];
        let (mut enter, mut leave) = (0.0f64, 1.0f64);
        for (along, room) in sides {
            if along == 0.0 && room < 0.0 {
                return None;
            }
            if along < 0.0 {
                enter = enter.max(room / along);
            } else if along > 0.0 {
                leave = leave.min(room / along);
            }
        }
        let at = |t: f64| {
            if t == 0.0 {
                a
            } else if t == 1.0 {
                b
            } else {
                (a.0 + t * d.0, a.1 + t * d.1)
            }
        };
        (enter < leave).then(|| [at(enter), at(leave)])
    }
}

/// Points along a closed line, its vertices among them, at most so many metres apart.
pub(crate) fn spaced(line: &[LatticePoint], plane: &LocalPlane, spacing_m: f64) -> Vec<LatticePoint> {
    let along = |pair: &[LatticePoint]| {
        let (a, b) = (plane.to_metres(pair[0]), plane.to_metres(pair[1]));
        let steps = ((b.0 - a.0).hypot(b.1 - a.1) / spacing_m).ceil().max(1.0);
        let at = move |i: usize| i as f64 / steps;
        let points = (0..steps as usize).map(at).map(move |t| (a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1)));
        points.map(|(x, y)| plane.from_metres(x, y)).collect::<Vec<_>>()
    };
    line.windows(2).flat_map(along).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_between_two_rows_is_midway() {
        let (west, east) = (1_173_000_000, 1_173_010_000);
        let sites: Vec<_> = (0..11)
            .flat_map(|i| [(west, i), (east, i)])
            .map(|(x, i)| (LatticePoint::new(x, 318_000_000 + 1_000 * i), u32::from(x == east)))
            .collect();
        let bounds = Bounds::around(sites.iter().map(|site| site.0)).unwrap();
        let lines = midlines(&sites, &bounds);
        assert_eq!(lines.len(), 1, "{lines:?}");
        let Midline { line, left, right } = &lines[0];
        assert!(line.iter().all(|p| (p.x - 1_173_005_000).abs() <= 1), "{lines:?}");
        let northward = line[0].y < line[1].y;
        assert_eq!(
            (*left, *right),
            if northward { (0, 1) } else { (1, 0) },
            "west is on the left of a line to the north"
        );
        let ys = Bounds::around(line.iter().copied()).unwrap();
        assert_eq!((ys.min.y, ys.max.y), (bounds.min.y, bounds.max.y), "from side to side of the box");
    }

    #[test]
    fn one_side_alone_has_no_midline() {
        let places = [(0, 0), (10_000, 0), (0, 10_000)].map(|(x, y)| (LatticePoint::new(x, y), 0));
        let bounds = Bounds::around(places.iter().map(|site| site.0)).unwrap();
        assert_eq!(midlines(&places, &bounds), Vec::<Midline>::new());
        assert_eq!(midlines(&[], &bounds), Vec::<Midline>::new());
    }
}
