//! The part of a coverage that an edit looks at.

use super::delta::Delta;
use super::refusal::{Reason, Refusal};
use super::regions::Regions;
use crate::coord::predicate::{Contact, rounded_crossing, strictly_between};
use crate::coord::{Bounds, LatticePoint};
use crate::coverage::box_index::{BoxIndex, segment_bounds};
use crate::coverage::build::Subdivision;
use crate::coverage::edges::{Edges, Ends, Parts, ordered};
use crate::coverage::{Arc, Coverage, FaceId, chain, snap};
use rustc_hash::{FxHashMap, FxHashSet};

/// Stands for a drawn line where faces are numbered.
pub(super) const LINE: u32 = u32::MAX;

/// Faces and all arcs around them.
///
/// ```text
///   +-----+-----+      An edit of A names A, and A's neighbours B and C are looked at too: whatever the rounding of a crossing
///   |  B  | far |      moves lies between them. Arcs between them and what is far (the rim) stay as they are.
///   +--+--+-----+
///   |A | C |
/// ```
pub(super) struct Neighbourhood<'a> {
    coverage: &'a Coverage,
    /// Inner faces, ascending.
    faces: Vec<FaceId>,
    /// Numbers of the arcs around them, ascending.
    arcs: Vec<u32>,
}

impl<'a> Neighbourhood<'a> {
    /// The faces named, those with an arc near the box, and the neighbours of both. Who only meets them in a node is a neighbour
    /// too: where they leave it, it may be a node no more.
    pub(super) fn around(coverage: &'a Coverage, named: &[FaceId], bounds: Option<Bounds>) -> Self {
        let near = bounds.map(|bounds| faces_near(coverage, &bounds)).unwrap_or_default();
        let named: FxHashSet<FaceId> = named.iter().copied().chain(near).collect();
        let inner = |face: &FaceId| *face != FaceId::OUTSIDE;
        let around_named = named.iter().filter(|face| inner(face)).flat_map(|&face| coverage.arcs_of(face));
        let nodes: FxHashSet<LatticePoint> = around_named.flat_map(nodes_of).collect();
        let beside = coverage.arcs().iter().filter(|arc| nodes_of(arc).iter().any(|node| nodes.contains(node)));
        let beside = beside.flat_map(|arc| [arc.left, arc.right]);
        let faces = sorted(beside.chain(named.iter().copied()).filter(inner));
        let arcs = sorted(faces.iter().flat_map(|&face| coverage.arc_numbers(face).iter().copied()));
        Self { coverage, faces, arcs }
    }

    pub(super) fn arcs(&self) -> impl Iterator<Item = (u32, &'a Arc)> {
        let coverage = self.coverage;
        self.arcs.iter().map(move |&number| (number, &coverage.arcs()[number as usize]))
    }

    /// The regions between the arcs and drawn lines.
    pub(super) fn cut(&self, lines: &[&[LatticePoint]]) -> Regions {
        let mut parts = self.parts(|arc| &self.coverage.arcs()[arc as usize].points);
        // Each edge of a line is a part of its own, so that a line drawn twice over one place is still there.
        for edge in lines.iter().flat_map(|line| edges(line)) {
            parts.uses.push((edge, parts.polygon_of.len() as u32));
            parts.polygon_of.push(LINE);
        }
        Regions::new(Subdivision::of_parts(parts))
    }

    /// The regions between the arcs when they have other points.
    ///
    /// # Errors
    /// With a place where arcs would then meet other than at their ends.
    pub(super) fn redrawn<'p>(&self, points: impl Fn(u32) -> &'p [LatticePoint]) -> Result<Regions, Refusal> {
        if let Some(place) = twice(self.arcs.iter().flat_map(|&arc| edges(points(arc)))) {
            return Err(Reason::Crosses.at(place));
        }
        let parts = self.parts(points);
        let raw = Edges::from_uses(parts.uses);
        let boxes: Vec<_> = raw.ends.iter().map(|&ends| segment_bounds(ends)).collect();
        if let Some(meeting) = snap::meetings(&raw, &BoxIndex::new(&boxes)).first() {
            let [first, second] = [meeting.first, meeting.second].map(|edge| raw.ends[edge as usize]);
            return Err(Reason::Crosses.at(place_of(first, second, meeting.contact)));
        }
        Ok(Regions::new(Subdivision::of_edges(raw, &parts.polygon_of)))
    }

    /// The faces as numbered parts, with the edges around them.
    fn parts<'p>(&self, points: impl Fn(u32) -> &'p [LatticePoint]) -> Parts {
        let mut parts = Parts { polygon_of: self.faces.iter().map(|face| face.0).collect(), uses: Vec::new() };
        for (number, arc) in self.arcs() {
            for part in [arc.left, arc.right].into_iter().filter_map(|side| self.part(side)) {
                parts.uses.extend(edges(points(number)).map(|edge| (edge, part)));
            }
        }
        parts
    }

    /// The number of a face among the parts.
    fn part(&self, face: FaceId) -> Option<u32> {
        self.faces.binary_search(&face).ok().map(|part| part as u32)
    }

    /// The change that gives each region to a face. `owners` is by region; `faces` the number of faces afterwards.
    pub(super) fn delta(&self, regions: &Regions, owners: &[FaceId], faces: u32) -> Delta {
        let rim = self.rim();
        let (mut ends, mut sides) = (Vec::new(), Vec::new());
        for (edge, between) in regions.edges() {
            let [mut left, mut right] = between.map(|region| owners[region as usize]);
            if let Some(&(far_left, far_right)) = rim.get(&edge) {
                left = if left == FaceId::OUTSIDE { far_left } else { left };
                right = if right == FaceId::OUTSIDE { far_right } else { right };
            }
            if left != right {
                ends.push(edge);
                sides.push((left, right));
            }
        }
        let nodes = self.far_ends();
        let after = chain::arcs(&ends, &sides, |p| nodes.contains(&p));
        let before = self.arcs().map(|(_, arc)| arc.clone()).collect();
        Delta::between(before, after, (self.coverage.faces().len() as u32, faces))
    }

    /// Edges that a far face lies beside, each with that face, seen from its first end; the near side is the outside here.
    fn rim(&self) -> FxHashMap<Ends, (FaceId, FaceId)> {
        let far = |face: FaceId| if self.part(face).is_some() { FaceId::OUTSIDE } else { face };
        let mut rim = FxHashMap::default();
        for (_, arc) in self.arcs() {
            let (left, right) = (far(arc.left), far(arc.right));
            if (left, right) == (FaceId::OUTSIDE, FaceId::OUTSIDE) {
                continue;
            }
            for pair in arc.points.windows(2) {
                let sides = if pair[0] < pair[1] { (left, right) } else { (right, left) };
                rim.insert(ordered([pair[0], pair[1]]), sides);
            }
        }
        rim
    }

    /// Where arcs that are not looked at end: nodes, even where nothing near shows it.
    fn far_ends(&self) -> FxHashSet<LatticePoint> {
        let arcs = (0u32..).zip(self.coverage.arcs());
        let far = arcs.filter(|(number, _)| self.arcs.binary_search(number).is_err());
        far.flat_map(|(_, arc)| nodes_of(arc)).collect()
    }
}

/// The ends of an arc.
fn nodes_of(arc: &Arc) -> [LatticePoint; 2] {
    [arc.points[0], arc.points[arc.points.len() - 1]]
}

/// The edges of an open line, points given twice in a row passed over.
fn edges(line: &[LatticePoint]) -> impl Iterator<Item = Ends> + '_ {
    line.windows(2).filter(|pair| pair[0] != pair[1]).map(|pair| ordered([pair[0], pair[1]]))
}

/// The first end of an edge that is there twice.
fn twice(edges: impl Iterator<Item = Ends>) -> Option<LatticePoint> {
    let mut edges: Vec<Ends> = edges.collect();
    edges.sort_unstable();
    edges.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0][0])
}

/// Where two edges meet.
fn place_of(first: Ends, second: Ends, contact: Contact) -> LatticePoint {
    let on = |line: Ends, p: &LatticePoint| strictly_between(line[0], line[1], *p);
    match contact {
        Contact::Crossing => rounded_crossing(first, second),
        Contact::Touch { .. } => {
            let ends = second.iter().filter(|p| on(first, p)).chain(first.iter().filter(|p| on(second, p)));
            ends.copied().next().unwrap_or(first[0])
        }
    }
}

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}

/// The faces beside arcs whose box comes within two steps of another.
fn faces_near(coverage: &Coverage, bounds: &Bounds) -> Vec<FaceId> {
    let grown = Bounds {
        min: LatticePoint::new(bounds.min.x.saturating_sub(2), bounds.min.y.saturating_sub(2)),
        max: LatticePoint::new(bounds.max.x.saturating_add(2), bounds.max.y.saturating_add(2)),
    };
    let meets = |arc: &&Arc| Bounds::around(arc.points.iter().copied()).is_some_and(|b| b.meets(&grown));
    sorted(coverage.arcs().iter().filter(meets).flat_map(|arc| [arc.left, arc.right]))
}
