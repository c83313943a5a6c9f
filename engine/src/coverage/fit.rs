//! The short way to a coverage, for polygons that are one already.
//!
//! Let each polygon be valid by itself, repeated points aside, and each edge be used once from either side at most. How many polygons cover a place then changes
//! across *loose* edges only, those that one polygon alone uses. Where these meet at ends only and have a covered region on the one
//! side and a bare one on the other, nothing is covered twice, so that nothing crosses or touches anything: the polygons are a coverage as
//! they are, and the bounded bare regions are its gaps. So only the loose edges, few in a plan, are looked at together.

use super::arrange::{Arrangement, UNBOUNDED};
use super::box_index::{BoxIndex, segment_bounds};
use super::edges::{Ends, ordered, sort_by_edge};
use super::model::{Coverage, FaceId};
use super::patch::Patches;
use super::report::{Issue, Report};
use super::{chain, inspect};
use crate::coord::MultiPolygon;
use crate::coord::predicate::{contact, doubled_area, edges};

/// Polygons that fit as they are.
pub(crate) struct Fit {
    sides: Sides,
    polygons: u32,
    /// The shapes of the gaps.
    pub(crate) gaps: Vec<MultiPolygon>,
    pub(crate) report: Report,
}

impl Fit {
    /// `None` where some do not.
    pub(crate) fn of(polygons: &[MultiPolygon]) -> Option<Self> {
        let sides = Sides::of(polygons)?;
        let (gaps, by_itself) = rayon::join(|| sides.loose().gaps(), || of_each(polygons, &sides));
        let (mut issues, gaps): (Vec<_>, _) = gaps?.into_iter().unzip();
        issues.extend(by_itself?);
        Some(Self { sides, polygons: polygons.len() as u32, gaps, report: Report::new(issues) })
    }

    pub(crate) fn coverage(&self) -> Coverage {
        self.sides.coverage(self.polygons)
    }
}

/// What is to be said of each polygon by itself; `None` where that keeps one from being taken as it is.
fn of_each(polygons: &[MultiPolygon], sides: &Sides) -> Option<Vec<Issue>> {
    if polygons.iter().any(|shape| shape.0.is_empty()) {
        return None;
    }
    let mut issues = inspect::flaws(polygons);
    if issues.iter().any(|issue| !issue.kind.is_harmless()) {
        return None;
    }
    issues.extend(sides.pieces(polygons));
    Some(issues)
}

/// Distinct edges in lexicographic order, and the faces on their left and right, seen from the first end.
struct Sides {
    ends: Vec<Ends>,
    faces: Vec<(FaceId, FaceId)>,
}

impl Sides {
    /// `None` where two polygons, or one twice, lie on one side of an edge.
    fn of(polygons: &[MultiPolygon]) -> Option<Self> {
        let vertices = polygons.iter().map(|shape| shape.points().count()).sum();
        let mut uses: Vec<(Ends, (bool, FaceId))> = Vec::with_capacity(vertices);
        for (i, shape) in polygons.iter().enumerate() {
            let face = FaceId::of_polygon(i);
            for (part, ring) in shape.0.iter().flat_map(|part| part.rings().enumerate()) {
                let is_turned = (doubled_area(ring) < 0) != (part > 0);
                let edges = edges(ring).filter(|[a, b]| a != b);
                uses.extend(edges.map(|[a, b]| (ordered([a, b]), ((a < b) != is_turned, face))));
            }
        }
        sort_by_edge(&mut uses);
        let mut sides =
            Self { ends: Vec::with_capacity(vertices / 2), faces: Vec::with_capacity(vertices / 2) };
        for same in uses.chunk_by(|a, b| a.0 == b.0) {
            sides.faces.push(match *same {
                [(_, (true, left))] => (left, FaceId::OUTSIDE),
                [(_, (false, right))] => (FaceId::OUTSIDE, right),
                [(_, (false, right)), (_, (true, left))] if left != right => (left, right),
                _ => return None,
            });
            sides.ends.push(same[0].0);
        }
        Some(sides)
    }

    /// The edges that one polygon alone uses.
    fn loose(&self) -> Self {
        self.between(|left, right| left == FaceId::OUTSIDE || right == FaceId::OUTSIDE)
    }

    /// The edges between certain faces.
    fn between(&self, takes: impl Fn(FaceId, FaceId) -> bool) -> Self {
        let chosen = self.ends.iter().zip(&self.faces).filter(|(_, (left, right))| takes(*left, *right));
        let (ends, faces) = chosen.unzip();
        Self { ends, faces }
    }

    fn coverage(&self, polygons: u32) -> Coverage {
        Coverage::from_arcs(chain::arcs(&self.ends, &self.faces, |_| false), polygons)
    }

    /// The pieces and holes of the polygons of several rings.
    fn pieces(&self, polygons: &[MultiPolygon]) -> Vec<Issue> {
        let has_rings = |face: FaceId| face.polygon().is_some_and(|i| polygons[i].rings().nth(1).is_some());
        let coverage =
            self.between(|left, right| has_rings(left) || has_rings(right)).coverage(polygons.len() as u32);
        let faces: Vec<FaceId> = coverage.faces().filter(|&face| has_rings(face)).collect();
        inspect::all_pieces(&coverage, &faces)
    }

    /// The gaps, where these edges, all loose, part what is covered from what is bare.
    fn gaps(&self) -> Option<Vec<(Issue, MultiPolygon)>> {
        if self.meet() {
            return None;
        }
        let arrangement = Arrangement::new(&self.ends);
        let bare = self.bare(&arrangement)?;
        let patches = Patches::new(&self.ends, &arrangement);
        let issue = |region: u32| {
            let around = patches.border(region).iter().map(|&half| self.beyond(half));
            (inspect::gap(&patches, region, around), patches.shape(&[region]))
        };
        Some((1..arrangement.regions).filter(|&region| bare[region as usize]).map(issue).collect())
    }

    fn meet(&self) -> bool {
        let boxes: Vec<_> = self.ends.iter().map(|&ends| segment_bounds(ends)).collect();
        let mut meet = false;
        BoxIndex::new(&boxes)
            .pairs(|i, j| meet |= contact(self.ends[i as usize], self.ends[j as usize]).is_some());
        meet
    }

    /// Which regions nothing covers; `None` where one would be both, or the unbounded one covered.
    fn bare(&self, arrangement: &Arrangement) -> Option<Vec<bool>> {
        let mut bare: Vec<Option<bool>> = vec![None; arrangement.regions as usize];
        bare[UNBOUNDED as usize] = Some(true);
        for (half, &region) in (0u32..).zip(&arrangement.left) {
            let is_bare = self.beyond(half) != FaceId::OUTSIDE;
            if *bare[region as usize].get_or_insert(is_bare) != is_bare {
                return None;
            }
        }
        Some(bare.into_iter().map(|bare| bare.unwrap_or(true)).collect())
    }

    /// The face on the right of a half edge.
    fn beyond(&self, half: u32) -> FaceId {
        let (left, right) = self.faces[half as usize / 2];
        if half.is_multiple_of(2) { right } else { left }
    }
}
