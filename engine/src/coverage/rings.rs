//! Polygons from the directed paths around a face.

use crate::coord::predicate::{compare_angles, doubled_area, is_ring_inside};
use crate::coord::{LatticePoint, MultiPolygon, Polygon, Ring};
use rustc_hash::FxHashMap;
use std::cmp::Ordering;

/// A polyline with the face on the left of its walk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path<'a> {
    points: &'a [LatticePoint],
    backward: bool,
}

impl<'a> Path<'a> {
    /// A path along points, or against them. There must be at least two.
    pub(crate) fn new(points: &'a [LatticePoint], backward: bool) -> Self {
        Self { points, backward }
    }

    fn at(&self, i: usize) -> LatticePoint {
        self.points[if self.backward { self.points.len() - 1 - i } else { i }]
    }

    fn first(&self) -> LatticePoint {
        self.at(0)
    }

    fn last(&self) -> LatticePoint {
        self.at(self.points.len() - 1)
    }

    /// All points but the last.
    fn walk(self) -> impl Iterator<Item = LatticePoint> + 'a {
        (0..self.points.len() - 1).map(move |i| self.at(i))
    }
}

/// The polygons enclosed by paths that together bound one face: shells counter-clockwise, holes clockwise and each
/// in its shell (RFC 7946), no ring touching itself (OGC simple features). Ordered by the lowest point of the shell.
pub(crate) fn polygons(paths: &[Path]) -> MultiPolygon {
    nested(closed_walks(paths).into_iter().flat_map(simple_rings))
}

/// The polygons of rings that do not cross or touch themselves, each with what it encloses on its left.
pub(super) fn nested(rings: impl Iterator<Item = Ring>) -> MultiPolygon {
    let (shells, holes): (Vec<Ring>, Vec<Ring>) = rings.partition(|ring| doubled_area(ring) > 0);
    let mut polygons: Vec<Polygon> =
        shells.into_iter().map(|shell| Polygon { shell: from_lowest(shell), holes: Vec::new() }).collect();
    polygons.sort_unstable_by(|a, b| a.shell.cmp(&b.shell));
    let mut holes: Vec<Ring> = holes.into_iter().map(from_lowest).collect();
    holes.sort_unstable();
    for hole in holes {
        if let Some(home) = home_of(&hole, &polygons) {
            polygons[home].holes.push(hole);
        }
    }
    MultiPolygon(polygons)
}

/// Joins paths into closed walks. Where several leave one node, a walk takes the first clockwise from where it came,
/// which keeps the face at its left hand.
fn closed_walks(paths: &[Path]) -> Vec<Vec<LatticePoint>> {
    let mut leaving: FxHashMap<LatticePoint, Vec<usize>> = FxHashMap::default();
    paths.iter().enumerate().for_each(|(i, path)| leaving.entry(path.first()).or_default().push(i));
    let mut used = vec![false; paths.len()];
    let mut walks = Vec::new();
    for start in 0..paths.len() {
        let (mut walk, mut at) = (Vec::new(), start);
        while !std::mem::replace(&mut used[at], true) {
            walk.extend(paths[at].walk());
            match leaving.get(&paths[at].last()) {
                Some(out) => at = turn_from(&paths[at], paths, out),
                None => break,
            }
        }
        if !walk.is_empty() {
            walks.push(walk);
        }
    }
    walks
}

/// Of the paths that leave the end of another, the first clockwise from the direction back.
fn turn_from(path: &Path, paths: &[Path], leaving: &[usize]) -> usize {
    if let &[only] = leaving {
        return only;
    }
    let (node, back) = (path.last(), path.at(path.points.len() - 2));
    // Clockwise from `back` means the largest angle below its own, or else the largest of all.
    let rank = |i: usize| compare_angles(node, paths[i].at(1), back) == Ordering::Less;
    let better = |&i: &usize, &j: &usize| {
        rank(i).cmp(&rank(j)).then_with(|| compare_angles(node, paths[i].at(1), paths[j].at(1)))
    };
    leaving.iter().copied().max_by(better).expect("a node has a path that leaves it")
}

/// Cuts a closed walk where it passes a point again, so that no ring touches itself.
fn simple_rings(walk: Vec<LatticePoint>) -> Vec<Ring> {
    let mut rings = Vec::new();
    let mut stack: Ring = Vec::new();
    let mut depth: FxHashMap<LatticePoint, usize> = FxHashMap::default();
    for point in walk {
        if let Some(&from) = depth.get(&point) {
            let ring = stack.split_off(from);
            ring.iter().for_each(|p| {
                depth.remove(p);
            });
            rings.push(ring);
        }
        depth.insert(point, stack.len());
        stack.push(point);
    }
    rings.push(stack);
    rings.retain(|ring| ring.len() >= 3);
    rings
}

/// The ring turned so that it begins at its lowest point.
fn from_lowest(mut ring: Ring) -> Ring {
    let lowest = (0..ring.len()).min_by_key(|&i| ring[i]).unwrap_or(0);
    ring.rotate_left(lowest);
    ring
}

/// The smallest shell around a hole.
fn home_of(hole: &Ring, polygons: &[Polygon]) -> Option<usize> {
    if polygons.len() == 1 {
        return Some(0);
    }
    let around = (0..polygons.len()).filter(|&i| is_ring_inside(hole, &polygons[i].shell));
    around.min_by_key(|&i| doubled_area(&polygons[i].shell))
}
