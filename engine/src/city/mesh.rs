//! The planar subdivision the city grows in: half-edges, split face by face.
//!
//! A cut runs inside one face from its boundary to its boundary, so the subdivision stays planar by construction,
//! and both faces of an edge see each vertex that is put on it.

use super::plane::{Xy, xy};
use crate::coord::LatticePoint;

/// A half-edge; its twin has the other parity.
pub(super) type HalfId = u32;
pub(super) type FaceNo = u32;

/// The face around the city.
pub(super) const OUTSIDE: FaceNo = 0;

#[derive(Clone, Copy)]
struct Half {
    origin: u32,
    next: HalfId,
    before: HalfId,
    face: FaceNo,
}

/// Where a cut ends: at the origin of a half-edge, or on the way along it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum End {
    Corner(HalfId),
    Side(HalfId, Xy),
}

/// Half-edges over vertices on the lattice. `W` is what an edge belongs to.
pub(super) struct Mesh<W> {
    points: Vec<Xy>,
    degree: Vec<u8>,
    halves: Vec<Half>,
    ways: Vec<W>,
    /// One half-edge of each face.
    faces: Vec<HalfId>,
}

impl<W: Copy> Mesh<W> {
    /// One face inside a counter-clockwise ring. `way` says what the side after each point belongs to.
    pub fn new(ring: &[Xy], way: impl Fn(usize) -> W) -> Self {
        let n = ring.len() as u32;
        let mut halves = Vec::with_capacity(2 * ring.len());
        for i in 0..n {
            let (after, before) = ((i + 1) % n, (i + n - 1) % n);
            halves.push(Half { origin: i, next: 2 * after, before: 2 * before, face: 1 });
            halves.push(Half { origin: after, next: 2 * before + 1, before: 2 * after + 1, face: OUTSIDE });
        }
        Self {
            points: ring.iter().map(|&p| snapped(p)).collect(),
            degree: vec![2; ring.len()],
            halves,
            ways: (0..ring.len()).map(way).collect(),
            faces: vec![1, 0],
        }
    }

    /// The faces inside the outline.
    pub fn inner_faces(&self) -> std::ops::Range<FaceNo> {
        1..self.faces.len() as FaceNo
    }

    /// The half-edges around a face, the face on their left.
    pub fn around(&self, face: FaceNo) -> impl Iterator<Item = HalfId> + '_ {
        let first = self.faces[face as usize];
        std::iter::successors(Some(first), move |&h| Some(self.next(h)).filter(|&next| next != first))
    }

    pub fn next(&self, half: HalfId) -> HalfId {
        self.halves[half as usize].next
    }

    pub fn before(&self, half: HalfId) -> HalfId {
        self.halves[half as usize].before
    }

    pub fn face(&self, half: HalfId) -> FaceNo {
        self.halves[half as usize].face
    }

    pub fn vertex(&self, half: HalfId) -> u32 {
        self.halves[half as usize].origin
    }

    pub fn origin(&self, half: HalfId) -> Xy {
        self.points[self.vertex(half) as usize]
    }

    pub fn target(&self, half: HalfId) -> Xy {
        self.origin(twin(half))
    }

    pub fn way(&self, half: HalfId) -> W {
        self.ways[half as usize / 2]
    }

    /// How many edges meet where a half-edge begins.
    pub fn degree(&self, half: HalfId) -> u8 {
        self.degree[self.vertex(half) as usize]
    }

    pub fn edges(&self) -> impl Iterator<Item = HalfId> + use<W> {
        (0..self.ways.len() as HalfId).map(|edge| 2 * edge)
    }

    pub fn ring(&self, face: FaceNo) -> Vec<Xy> {
        self.around(face).map(|h| self.origin(h)).collect()
    }

    /// Cuts a face in two along a line between two places of its boundary; `inner` are the points between them.
    /// The new face lies to the right of the line; it is returned with the half-edge that begins the line.
    ///
    /// The caller vouches that the line stays inside the face.
    pub fn split(&mut self, face: FaceNo, (start, end): (End, End), inner: &[Xy], way: W) -> (FaceNo, HalfId) {
        let start = self.settle(start);
        let end = self.settle(end);
        let first = self.lay(start, end, inner, way);
        let new = self.faces.len() as FaceNo;
        self.faces[face as usize] = first;
        self.faces.push(twin(first));
        for h in self.around(new).collect::<Vec<_>>() {
            self.halves[h as usize].face = new;
        }
        for h in self.around(face).collect::<Vec<_>>() {
            self.halves[h as usize].face = face;
        }
        (new, first)
    }

    /// Makes a chain of edges from the origin of `start` to that of `end`, linked in on both sides.
    fn lay(&mut self, start: HalfId, end: HalfId, inner: &[Xy], way: W) -> HalfId {
        let (goal, before_end, before_start) = (self.vertex(end), self.before(end), self.before(start));
        let first = self.halves.len() as HalfId;
        let mut from = self.vertex(start);
        for i in 0..=inner.len() {
            let to = inner.get(i).map_or(goal, |&p| self.add_vertex(p));
            let h = self.halves.len() as HalfId;
            self.halves.push(Half { origin: from, next: h + 2, before: h.wrapping_sub(2), face: OUTSIDE });
            self.halves.push(Half { origin: to, next: h.wrapping_sub(1), before: h + 3, face: OUTSIDE });
            self.ways.push(way);
            from = to;
        }
        let last = self.halves.len() as HalfId - 2;
        self.link(before_start, first);
        self.link(last, end);
        self.link(before_end, twin(last));
        self.link(twin(first), start);
        for v in [self.vertex(start), goal] {
            self.degree[v as usize] += 1;
        }
        first
    }

    fn link(&mut self, a: HalfId, b: HalfId) {
        self.halves[a as usize].next = b;
        self.halves[b as usize].before = a;
    }

    fn add_vertex(&mut self, p: Xy) -> u32 {
        self.points.push(snapped(p));
        self.degree.push(2);
        self.points.len() as u32 - 1
    }

    /// The half-edge that begins where a cut ends, with a vertex made there if there was none.
    fn settle(&mut self, end: End) -> HalfId {
        match end {
            End::Corner(half) => half,
            End::Side(half, p) => self.insert(half, p),
        }
    }

    /// Puts a vertex on an edge: a→b becomes a→v→b; the half-edge that begins at v is returned.
    fn insert(&mut self, half: HalfId, p: Xy) -> HalfId {
        let v = self.add_vertex(p);
        let back = twin(half);
        let (ahead, ahead_back) = (self.halves.len() as HalfId, self.halves.len() as HalfId + 1);
        let (to, face, back_face) = (self.vertex(back), self.face(half), self.face(back));
        let (after, before_back) = (self.next(half), self.before(back));
        self.halves.push(Half { origin: v, next: after, before: half, face });
        self.halves.push(Half { origin: to, next: back, before: before_back, face: back_face });
        self.ways.push(self.way(half));
        self.halves[back as usize].origin = v;
        self.link(half, ahead);
        self.link(ahead, after);
        self.link(before_back, ahead_back);
        self.link(ahead_back, back);
        ahead
    }

    /// The lattice point a half-edge begins at.
    pub fn lattice(&self, half: HalfId) -> LatticePoint {
        super::plane::to_lattice(self.origin(half))
    }
}

pub(super) const fn twin(half: HalfId) -> HalfId {
    half ^ 1
}

/// The place moved to the nearest centimetre, so that its lattice point does not hang on rounding noise.
fn snapped(p: Xy) -> Xy {
    xy((p.x * 100.0).round() / 100.0, (p.y * 100.0).round() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::plane::area;

    fn square() -> Mesh<u8> {
        let ring = [xy(0.0, 0.0), xy(10.0, 0.0), xy(10.0, 10.0), xy(0.0, 10.0)];
        Mesh::new(&ring, |_| 0)
    }

    #[test]
    fn a_cut_makes_two_faces_that_sum_to_the_first() {
        let mut mesh = square();
        let (new, _) =
            mesh.split(1, (End::Side(0, xy(4.0, 0.0)), End::Side(4, xy(6.0, 10.0))), &[xy(5.0, 5.0)], 1);
        let areas = [1, new].map(|f| area(&mesh.ring(f)));
        assert_eq!(areas, [50.0, 50.0]);
        assert_eq!(area(&mesh.ring(OUTSIDE)), -100.0);
    }

    #[test]
    fn a_vertex_on_a_shared_edge_is_seen_from_both_sides() {
        let mut mesh = square();
        let (new, line) = mesh.split(1, (End::Corner(0), End::Corner(4)), &[], 1);
        let right = twin(line);
        let east = mesh.next(right);
        assert_eq!(mesh.face(right), new);
        mesh.split(new, (End::Side(right, xy(5.0, 5.0)), End::Corner(mesh.next(east))), &[], 2);
        assert!(mesh.ring(1).contains(&xy(5.0, 5.0)));
        assert_eq!(mesh.inner_faces().map(|f| area(&mesh.ring(f))).sum::<f64>(), 100.0);
        let degrees: Vec<u8> = mesh.around(1).map(|h| mesh.degree(h)).collect();
        assert_eq!(degrees.iter().filter(|&&d| d == 3).count(), 3);
    }
}
