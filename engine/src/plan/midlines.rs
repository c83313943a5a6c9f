//! Lines midway between two sets of places.

use crate::coord::{Bounds, LatticePoint, Line, LocalPlane};
use geo::{LineString, Simplify};
use rustc_hash::FxHashMap;
use spade::{DelaunayTriangulation, HasPosition, Point2, Triangulation};

/// The lines are straightened by at most this many metres.
const STRAIGHTENED_M: f64 = 1.0;

/// A place on an outline, and which of the two sets it is of.
struct Site {
    place: Point2<f64>,
    side: bool,
}

impl HasPosition for Site {
    type Scalar = f64;

    fn position(&self) -> Point2<f64> {
        self.place
    }
}

/// The lines that are as far from the nearest place of one side as from that of the other, as far as they come near a box:
/// the edges between Voronoi cells of different sides, chained and straightened.
pub(super) fn midlines(sites: &[(LatticePoint, bool)], bounds: &Bounds) -> Vec<Line> {
    let plane = LocalPlane::at(bounds.min);
    let frame = Frame::around(bounds, &plane);
    let mut placed: Vec<Site> = sites.iter().map(|&(p, side)| site(plane.to_metres(p), side)).collect();
    placed.extend(frame.far_corners().map(|corner| site(corner, false)));
    let Ok(triangulation) = DelaunayTriangulation::<Site>::bulk_load(placed) else { return Vec::new() };
    let chains = chains(&segments(&triangulation));
    let straight = chains.into_iter().map(|chain| LineString::from(chain).simplify(STRAIGHTENED_M));
    straight.flat_map(|chain| frame.parts_inside(&chain)).map(|part| on_lattice(&part, &plane)).collect()
}

fn site((x, y): (f64, f64), side: bool) -> Site {
    Site { place: Point2::new(x, y), side }
}

/// A Voronoi vertex: the number of its Delaunay face, and where it is.
type End = (usize, (f64, f64));

/// The Voronoi edges between cells of different sides.
fn segments(triangulation: &DelaunayTriangulation<Site>) -> Vec<[End; 2]> {
    let between = triangulation.undirected_voronoi_edges().filter(|edge| {
        let [a, b] = edge.as_delaunay_edge().vertices();
        a.data().side != b.data().side
    });
    between
        .filter_map(|edge| {
            let [a, b] = edge.vertices().map(|vertex| {
                let face = vertex.as_delaunay_face()?;
                let centre = face.circumcenter();
                Some((face.fix().index(), (centre.x, centre.y)))
            });
            Some([a?, b?])
        })
        .collect()
}

/// Joins segments into lines, from one end or meeting of several to the next.
fn chains(segments: &[[End; 2]]) -> Vec<Vec<(f64, f64)>> {
    let mut at: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (i, ends) in segments.iter().enumerate() {
        ends.iter().for_each(|end| at.entry(end.0).or_default().push(i));
    }
    let mut used = vec![false; segments.len()];
    let mut chains = Vec::new();
    // Lines that end somewhere first; what is left over are loops.
    for loops in [false, true] {
        for (i, ends) in segments.iter().enumerate() {
            for (from, _) in ends.iter().zip(0..2) {
                if !used[i] && (loops || at[&from.0].len() != 2) {
                    chains.push(follow(segments, &at, &mut used, i, from.0));
                }
            }
        }
    }
    chains
}

fn follow(
    segments: &[[End; 2]],
    at: &FxHashMap<usize, Vec<usize>>,
    used: &mut [bool],
    start: usize,
    from: usize,
) -> Vec<(f64, f64)> {
    let (mut chain, mut next, mut from) = (Vec::new(), Some(start), from);
    while let Some(segment) = next {
        used[segment] = true;
        let [a, b] = segments[segment];
        let (near, far) = if a.0 == from { (a, b) } else { (b, a) };
        if chain.is_empty() {
            chain.push(near.1);
        }
        chain.push(far.1);
        from = far.0;
        let onward = &at[&from];
        next = onward.iter().copied().find(|&other| onward.len() == 2 && !used[other]);
    }
    chain
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_between_two_rows_is_midway() {
        let (west, east) = (1_173_000_000, 1_173_010_000);
        let sites: Vec<_> = (0..11)
            .flat_map(|i| [(west, i), (east, i)])
            .map(|(x, i)| (LatticePoint::new(x, 318_000_000 + 1_000 * i), x == west))
            .collect();
        let bounds = Bounds::around(sites.iter().map(|site| site.0)).unwrap();
        let lines = midlines(&sites, &bounds);
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].iter().all(|p| (p.x - 1_173_005_000).abs() <= 1), "{lines:?}");
        let ys = Bounds::around(lines[0].iter().copied()).unwrap();
        assert_eq!((ys.min.y, ys.max.y), (bounds.min.y, bounds.max.y), "from side to side of the box");
    }

    #[test]
    fn one_side_alone_has_no_midline() {
        let places = [(0, 0), (10_000, 0), (0, 10_000)].map(|(x, y)| (LatticePoint::new(x, y), false));
        let bounds = Bounds::around(places.iter().map(|site| site.0)).unwrap();
        assert_eq!(midlines(&places, &bounds), Vec::<Line>::new());
        assert_eq!(midlines(&[], &bounds), Vec::<Line>::new());
    }
}
