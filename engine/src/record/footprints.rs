//! The footprints of a whole city in flat columns.

use super::Footprint;
use crate::coord::{Bounds, LatticePoint, MultiPolygon, Polygon};
use rayon::prelude::*;

/// Footprints by number. All vertices lie in one buffer, ring after ring, much as GeoArrow lays out multipolygons: a million
/// buildings are read and walked without an allocation for each. `P` is what a vertex is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footprints<P = LatticePoint> {
    points: Vec<P>,
    rings: Vec<RingEnd>,
    /// Where each footprint's rings end in `rings`.
    ends: Vec<u32>,
}

/// Where a ring ends in the buffer of vertices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct RingEnd {
    point: u32,
    part: Part,
}

/// What a run of vertices is to its footprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The one point of a building whose outline is not known.
    Point,
    Shell,
    /// A hole in the shell before it.
    Hole,
}

/// One footprint of the columns.
#[derive(Clone, Copy, Debug)]
pub struct FootprintRef<'a, P = LatticePoint> {
    points: &'a [P],
    /// Where `points` begin in the buffer.
    first: u32,
    rings: &'a [RingEnd],
}

impl<P> Default for Footprints<P> {
    fn default() -> Self {
        Self { points: Vec::new(), rings: Vec::new(), ends: Vec::new() }
    }
}

impl<P: Copy + PartialEq> Footprints<P> {
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// # Panics
    /// When there is no footprint with this number.
    #[must_use]
    pub fn get(&self, number: usize) -> FootprintRef<'_, P> {
        let first_ring = if number == 0 { 0 } else { self.ends[number - 1] as usize };
        let first = if first_ring == 0 { 0 } else { self.rings[first_ring - 1].point };
        let rings = &self.rings[first_ring..self.ends[number] as usize];
        let end = rings.last().map_or(first, |ring| ring.point);
        FootprintRef { points: &self.points[first as usize..end as usize], first, rings }
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = FootprintRef<'_, P>> {
        (0..self.len()).map(|number| self.get(number))
    }

    /// As [`Self::iter`], on all threads.
    pub fn par_iter(&self) -> impl IndexedParallelIterator<Item = FootprintRef<'_, P>>
    where
        P: Sync,
    {
        (0..self.len()).into_par_iter().with_min_len(1024).map(|number| self.get(number))
    }

    /// Appends a vertex to the ring that is being written.
    pub fn push_point(&mut self, point: P) {
        self.points.push(point);
    }

    /// Ends the ring that is being written. A last vertex that repeats the first is dropped.
    pub fn end_ring(&mut self, part: Part) {
        let first = self.rings.last().map_or(0, |ring| ring.point as usize);
        let ring = &self.points[first..];
        if ring.len() > 1 && ring.first() == ring.last() {
            self.points.pop();
        }
        self.rings.push(RingEnd { point: self.points.len() as u32, part });
    }

    /// Ends the footprint that is being written.
    pub fn end(&mut self) {
        self.ends.push(self.rings.len() as u32);
    }

    /// Appends the footprints of others.
    pub fn append(&mut self, other: &Self) {
        let (points, rings) = (self.points.len() as u32, self.rings.len() as u32);
        self.points.extend_from_slice(&other.points);
        self.rings.extend(other.rings.iter().map(|ring| RingEnd { point: points + ring.point, ..*ring }));
        self.ends.extend(other.ends.iter().map(|end| rings + end));
    }

    /// The same footprints with every vertex somewhere else.
    #[must_use]
    pub fn map<Q: Send>(&self, to: impl Fn(P) -> Q + Sync) -> Footprints<Q>
    where
        P: Sync,
    {
        let points = self.points.par_iter().with_min_len(4096).map(|&point| to(point)).collect();
        Footprints { points, rings: self.rings.clone(), ends: self.ends.clone() }
    }
}

impl Footprints {
    pub fn push(&mut self, footprint: &Footprint) {
        match footprint {
            Footprint::Point(point) => self.push_ring(&[*point], Part::Point),
            Footprint::Outline(shape) => shape.0.iter().for_each(|polygon| {
                self.push_ring(&polygon.shell, Part::Shell);
                polygon.holes.iter().for_each(|hole| self.push_ring(hole, Part::Hole));
            }),
        }
        self.end();
    }

    fn push_ring(&mut self, ring: &[LatticePoint], part: Part) {
        self.points.extend_from_slice(ring);
        self.end_ring(part);
    }
}

impl<'a> FromIterator<&'a Footprint> for Footprints {
    fn from_iter<I: IntoIterator<Item = &'a Footprint>>(footprints: I) -> Self {
        let mut columns = Self::default();
        footprints.into_iter().for_each(|footprint| columns.push(footprint));
        columns
    }
}

impl<'a, P: Copy> FootprintRef<'a, P> {
    /// All vertices, ring after ring.
    #[must_use]
    pub fn points(self) -> &'a [P] {
        self.points
    }

    /// The rings with what they are; a hole follows its shell.
    pub fn rings(self) -> impl ExactSizeIterator<Item = (Part, &'a [P])> + Clone {
        let mut start = 0;
        self.rings.iter().map(move |ring| {
            let end = (ring.point - self.first) as usize;
            (ring.part, &self.points[std::mem::replace(&mut start, end)..end])
        })
    }

    /// The point, where that is all that is known of the footprint.
    #[must_use]
    pub fn only_point(self) -> Option<P> {
        match (self.rings, self.points) {
            ([RingEnd { part: Part::Point, .. }], [point]) => Some(*point),
            _ => None,
        }
    }

    /// The outline, with every vertex somewhere else; a shape without polygons where there is none.
    #[must_use]
    pub fn outline(self, to: impl Fn(P) -> LatticePoint) -> MultiPolygon {
        let mut polygons: Vec<Polygon> = Vec::new();
        for (part, ring) in self.rings() {
            let ring = ring.iter().map(|&point| to(point)).collect();
            match (part, polygons.last_mut()) {
                (Part::Point, _) => {}
                (Part::Hole, Some(polygon)) => polygon.holes.push(ring),
                _ => polygons.push(Polygon { shell: ring, holes: Vec::new() }),
            }
        }
        MultiPolygon(polygons)
    }
}

impl FootprintRef<'_> {
    /// The smallest box around the footprint, or `None` where it has no point.
    #[must_use]
    pub fn bounds(self) -> Option<Bounds> {
        Bounds::around(self.points.iter().copied())
    }

    #[must_use]
    pub fn to_footprint(self) -> Footprint {
        self.only_point().map_or_else(|| Footprint::Outline(self.outline(|point| point)), Footprint::Point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A ring whose ends differ, as those of shapes do.
    fn ring(from: usize) -> impl Strategy<Value = Vec<LatticePoint>> {
        let point = (0..50, 0..50).prop_map(|(x, y)| LatticePoint::new(x, y));
        proptest::collection::vec(point, from..6)
            .prop_filter("closed", |ring| ring.len() < 2 || ring.first() != ring.last())
    }

    fn footprint() -> impl Strategy<Value = Footprint> {
        let polygon = (ring(0), proptest::collection::vec(ring(1), 0..3))
            .prop_map(|(shell, holes)| Polygon { shell, holes });
        let outline = proptest::collection::vec(polygon, 0..3).prop_map(MultiPolygon);
        prop_oneof![
            outline.prop_map(Footprint::Outline),
            ring(1).prop_map(|points| Footprint::Point(points[0]))
        ]
    }

    proptest! {
        #[test]
        fn footprints_come_back_as_they_went_in(
            some in proptest::collection::vec(footprint(), 0..8),
            others in proptest::collection::vec(footprint(), 0..8),
        ) {
            let mut columns: Footprints = some.iter().collect();
            columns.append(&others.iter().collect());
            let all: Vec<Footprint> = some.into_iter().chain(others).collect();
            prop_assert_eq!(columns.len(), all.len());
            prop_assert_eq!(columns.iter().map(FootprintRef::to_footprint).collect::<Vec<_>>(), all);
            prop_assert_eq!(columns.map(|point| point), columns);
        }
    }
}
