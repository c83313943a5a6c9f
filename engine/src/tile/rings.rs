//! From edges with a face on each side to the rings of every face.

use super::grid::Unit;
use super::snap::Edge;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;

/// A ring on the grid; its last point joins its first.
pub type Ring = Vec<Unit>;
/// A shell, which turns left in the tile's own axes and so has a positive area, and its holes, which turn right.
pub type Polygon = Vec<Ring>;

/// The polygons of every face but 0, in the order of the faces. Rings are simple, and touch each other in points only.
pub fn polygons(edges: &[Edge]) -> Vec<(u32, Vec<Polygon>)> {
    let mut sides: Vec<Side> = edges.iter().flat_map(both_sides).filter(|side| side.face != 0).collect();
    sides.sort_unstable();
    let faces = sides.chunk_by(|a, b| a.face == b.face);
    let drawn = faces.map(|sides| (sides[0].face, with_holes(rings(sides))));
    drawn.filter(|(_, polygons)| !polygons.is_empty()).collect()
}

/// An edge walked with a face on the left.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Side {
    face: u32,
    from: Unit,
    to: Unit,
}

fn both_sides(edge: &Edge) -> [Side; 2] {
    let Edge { from, to, left, right } = *edge;
    [Side { face: left, from, to }, Side { face: right, from: to, to: from }]
}

/// The simple rings one face's sides join to. Sides are in order.
fn rings(sides: &[Side]) -> Vec<Ring> {
    let mut used = vec![false; sides.len()];
    let mut rings = Vec::new();
    for start in 0..sides.len() {
        if let Some(walk) = walk(sides, &mut used, start) {
            split(&walk, &mut rings);
        }
    }
    rings
}

/// The closed walk from one side on that keeps to the same piece of the face; `None` where it has been walked before.
fn walk(sides: &[Side], used: &mut [bool], start: usize) -> Option<Ring> {
    let (mut walk, mut at) = (Vec::new(), start);
    while !used[at] {
        used[at] = true;
        walk.push(sides[at].from);
        match next(sides, used, sides[at]) {
            Some(following) => at = following,
            None => break,
        }
    }
    (sides.get(at)?.to == sides[start].from).then_some(walk).filter(|walk| walk.len() > 2)
}

/// The unused side that leaves where one arrives, first when turning right from the way back.
fn next(sides: &[Side], used: &[bool], arrived: Side) -> Option<usize> {
    let at = arrived.to;
    let first = sides.partition_point(|side| side.from < at);
    let leaving = (first..sides.len()).take_while(|&i| sides[i].from == at).filter(|&i| !used[i]);
    let back = direction(at, arrived.from);
    leaving.max_by(|&i, &j| turn_from(back, direction(at, sides[i].to), direction(at, sides[j].to)))
}

/// Cuts a closed walk where it comes back to a point, so that each ring passes a point once.
fn split(walk: &[Unit], rings: &mut Vec<Ring>) {
    let mut path: Ring = Vec::new();
    let mut place: FxHashMap<Unit, usize> = FxHashMap::default();
    for &unit in walk.iter().chain(walk.first()) {
        if let Some(&start) = place.get(&unit) {
            let ring = path.split_off(start);
            place.retain(|_, &mut place| place < start);
            rings.push(ring);
        }
        place.insert(unit, path.len());
        path.push(unit);
    }
}

/// Shells with the holes that lie in them. Rings without area are dropped.
fn with_holes(rings: Vec<Ring>) -> Vec<Polygon> {
    let (shells, rest): (Vec<Ring>, Vec<Ring>) = rings.into_iter().partition(|ring| doubled_area(ring) > 0);
    let mut polygons: Vec<Polygon> = shells.into_iter().map(|shell| vec![shell]).collect();
    for hole in rest.into_iter().filter(|ring| doubled_area(ring) < 0) {
        let around = polygons.iter_mut().filter(|polygon| surrounds(&polygon[0], &hole));
        if let Some(polygon) = around.min_by_key(|polygon| doubled_area(&polygon[0])) {
            polygon.push(hole);
        }
    }
    polygons
}

/// Whether a hole lies in a shell, given that they do not cross.
fn surrounds(shell: &Ring, hole: &Ring) -> bool {
    doubled_area(shell) >= -doubled_area(hole)
        && hole.iter().find_map(|&unit| strictly_inside(shell, unit)).unwrap_or(true)
}

/// Whether a unit is inside a ring; `None` on it.
fn strictly_inside(ring: &Ring, [x, y]: Unit) -> Option<bool> {
    let mut inside = false;
    for (a, b) in sides_of(ring) {
        let side = turn(direction(a, b), direction(a, [x, y]));
        let spans = |i: usize, v: i32| a[i].min(b[i]) <= v && v <= a[i].max(b[i]);
        if side == 0 && spans(0, x) && spans(1, y) {
            return None;
        }
        if (a[1] > y) != (b[1] > y) && (side > 0) == (b[1] > a[1]) {
            inside = !inside;
        }
    }
    Some(inside)
}

/// Twice the area of a ring, positive when it turns left in the tile's own axes.
pub fn doubled_area(ring: &[Unit]) -> i64 {
    let Some(&last) = ring.last() else { return 0 };
    ring.iter().fold((0, last), |(sum, from), &to| (sum + turn(from, to), to)).0
}

pub fn sides_of(ring: &[Unit]) -> impl Iterator<Item = (Unit, Unit)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

pub fn direction(from: Unit, to: Unit) -> Unit {
    [to[0] - from[0], to[1] - from[1]]
}

/// Positive when the second direction is left of the first, by less than half a turn.
pub fn turn([ax, ay]: Unit, [bx, by]: Unit) -> i64 {
    i64::from(ax) * i64::from(by) - i64::from(ay) * i64::from(bx)
}

/// Orders two directions by how far one turns left from a base to reach them; the base itself comes last.
pub fn turn_from(base: Unit, a: Unit, b: Unit) -> Ordering {
    let half = |d: Unit| match turn(base, d) {
        side if side > 0 => 0,
        0 if dot(base, d) < 0 => 1,
        side if side < 0 => 2,
        _ => 3,
    };
    half(a).cmp(&half(b)).then_with(|| turn(b, a).cmp(&0))
}

fn dot([ax, ay]: Unit, [bx, by]: Unit) -> i64 {
    i64::from(ax) * i64::from(bx) + i64::from(ay) * i64::from(by)
}
