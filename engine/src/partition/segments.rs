//! The lines along which an area can be cut, as numbered segments.

use super::ground::{Building, Divider, Ground};
use crate::coord::predicate::{Position, contact, edges, position_in_ring};
use crate::coord::{Bounds, LatticePoint, MultiPolygon};
use crate::coverage::{BoxIndex, Ends, ordered};
use crate::plan::midlines::Midline;

/// What a segment is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The area's own boundary.
    Border,
    Divider(Divider),
    /// Midway between two buildings: the one on the left hand of the segment, the one on the right.
    Midline([u32; 2]),
    /// The outline of a building that another line meets.
    Outline(u32),
}

/// Segments with their ends in order, and what each is part of.
#[derive(Debug, Default)]
pub(super) struct Segments {
    pub(super) ends: Vec<Ends>,
    pub(super) sources: Vec<Source>,
}

impl Segments {
    /// The boundary of an area and what divides it inside.
    pub(super) fn of(ground: &Ground) -> Self {
        let mut segments = Self::default();
        for [a, b] in ground.shape.rings().flat_map(|ring| edges(ring)) {
            segments.push(a, b, Source::Border);
        }
        let Some(bounds) = ground.shape.bounds() else { return segments };
        let inside = Inside { shape: &ground.shape, bounds };
        for (divider, line) in &ground.dividers {
            let is_inside = |pair: &&[LatticePoint]| inside.holds_some([pair[0], pair[1]]);
            // The outline of a compound is taken whole, so that it has an inside.
            let is_whole = *divider == Divider::Wall && line.windows(2).any(|pair| is_inside(&pair));
            for pair in line.windows(2).filter(|pair| is_whole || is_inside(pair)) {
                segments.push(pair[0], pair[1], Source::Divider(*divider));
            }
        }
        segments
    }

    pub(super) fn push_midline(&mut self, midline: &Midline) {
        for pair in midline.line.windows(2) {
            let sets = [midline.left, midline.right];
            let sets = if pair[0] <= pair[1] { sets } else { [sets[1], sets[0]] };
            self.push(pair[0], pair[1], Source::Midline(sets));
        }
    }

    /// Adds the outlines of buildings that a line meets, so that none is cut.
    pub(super) fn push_outlines(&mut self, buildings: &[Building]) {
        let boxes: Vec<Bounds> = self.ends.iter().map(|&[a, b]| Bounds { min: a, max: a }.with(b)).collect();
        let index = BoxIndex::new(&boxes);
        let met: Vec<usize> = (0..buildings.len())
            .filter(|&building| {
                outline(&buildings[building].outline).any(|edge| meets_any(edge, &self.ends, &index))
            })
            .collect();
        for building in met {
            for [a, b] in outline(&buildings[building].outline) {
                self.push(a, b, Source::Outline(building as u32));
            }
        }
    }

    fn push(&mut self, a: LatticePoint, b: LatticePoint, source: Source) {
        if a != b {
            self.ends.push(ordered([a, b]));
            self.sources.push(source);
        }
    }
}

fn outline(shape: &MultiPolygon) -> impl Iterator<Item = Ends> + '_ {
    shape.rings().flat_map(|ring| edges(ring)).filter(|[a, b]| a != b)
}

fn meets_any(edge: Ends, ends: &[Ends], index: &BoxIndex) -> bool {
    let bounds = Bounds { min: edge[0], max: edge[0] }.with(edge[1]);
    let mut met = false;
    index.search(|b| b.meets(&bounds), |other| met |= contact(edge, ends[other as usize]).is_some());
    met
}

/// Which segments have a part inside an area. One that crosses it from outside to outside, its middle outside too, is not seen.
struct Inside<'a> {
    shape: &'a MultiPolygon,
    bounds: Bounds,
}

impl Inside<'_> {
    fn holds_some(&self, [a, b]: [LatticePoint; 2]) -> bool {
        let middle = Bounds { min: a, max: a }.with(b).middle();
        Bounds { min: a, max: a }.with(b).meets(&self.bounds)
            && [middle, a, b].into_iter().any(|p| self.holds(p))
    }

    /// Whether a place lies inside, by the rule of even and odd; the boundary does not count.
    fn holds(&self, p: LatticePoint) -> bool {
        self.bounds.contains(p)
            && self.shape.rings().filter(|ring| position_in_ring(ring, p) == Position::Inside).count() % 2 == 1
    }
}
