//! Whether a layer that fits has anything to be welded, asked cheaply.

use super::circle::distance;
use super::weld::grown;
use crate::coord::{Bounds, LatticePoint, LocalPlane};
use crate::coverage::box_index::{BoxIndex, segment_bounds};
use crate::coverage::edges::Ends;
use crate::coverage::joined::Joined;
use crate::coverage::model::FaceId;
use rayon::prelude::*;

/// So many edges or points that follow each other share a box.
const RUN: usize = 16;

/// Distances are measured in one plane for all of a run, so what is a little farther than the tolerance counts as near.
const SLACK: f64 = 2.0;

/// Whether vertices are farther than a tolerance from all loose edges of other polygons, ends that they share aside. Then nothing is
/// welded; otherwise something may be.
pub(super) fn are_apart(joined: &Joined, tolerance_m: f64) -> bool {
    let reach = SLACK * tolerance_m;
    let lines = joined.loose_lines();
    let loose: Vec<Run> = lines.iter().flat_map(|line| runs(line, reach)).collect();
    let index = BoxIndex::new(&loose.iter().map(|run| run.around).collect::<Vec<_>>());
    joined.rings.par_iter().all(|(ring, face)| {
        let points = &joined.points[ring.start as usize..ring.end as usize];
        points.chunks(RUN).all(|points| {
            let bounds = Bounds::around(points.iter().copied());
            let is_near = |run: u32| loose[run as usize].is_near(points, *face, reach);
            !index.any(|b| bounds.is_some_and(|bounds| b.meets(&bounds)), is_near)
        })
    })
}

/// Loose edges of one polygon.
struct Run<'a> {
    edges: &'a [Ends],
    face: FaceId,
    /// Where points are that may be near.
    around: Bounds,
}

fn runs<'a>((edges, face): &'a (Vec<Ends>, FaceId), reach: f64) -> impl Iterator<Item = Run<'a>> {
    edges.chunks(RUN).filter_map(move |edges| {
        let bounds = edges.iter().map(|&ends| segment_bounds(ends)).reduce(Bounds::union)?;
        let [low, high] = [bounds.min, bounds.max].map(|corner| grown(bounds, &LocalPlane::at(corner), reach));
        Some(Run { edges, face: *face, around: low.union(high) })
    })
}

impl Run<'_> {
    fn is_near(&self, points: &[LatticePoint], face: FaceId, reach: f64) -> bool {
        let plane = LocalPlane::at(self.edges[0][0]);
        let is_near = |p: LatticePoint, edge: &Ends| {
            let segment = edge.map(|end| plane.to_metres(end));
            !edge.contains(&p) && distance(segment, plane.to_metres(p)) <= reach
        };
        let mut inside = points.iter().filter(|&&p| face != self.face && self.around.contains(p));
        inside.any(|&p| self.edges.iter().any(|edge| is_near(p, edge)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coord::MultiPolygon;
    use crate::coverage::Coverage;
    use crate::coverage::properties::any_shape;
    use crate::coverage::repair::weld::weld;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_is_welded_in_what_is_apart(
            shapes in proptest::collection::vec(any_shape(0..60, 7), 2..6),
            gone in 0..6usize,
            tolerance_m in 0.0..0.1_f64,
        ) {
            let coverage = Coverage::build(&shapes).coverage;
            let mut shapes: Vec<MultiPolygon> = coverage.faces().map(|face| coverage.polygon(face)).collect();
            shapes.remove(gone % shapes.len());
            shapes.retain(|shape| !shape.0.is_empty());
            let joined = Joined::of(&shapes).expect("what a coverage is made of fits");
            prop_assert!(!are_apart(&joined, tolerance_m) || weld(&shapes, tolerance_m).changes.is_empty());
        }
    }

    /// Two squares, the first of 100 steps, some steps (1.1 cm) apart.
    #[test]
    fn a_narrow_gap_is_near() {
        let apart = |steps: i32| {
            let shapes =
                [(0, 100), (100 + steps, 50)].map(|(x, side)| crate::coverage::testing::square(x, 0, side));
            are_apart(&Joined::of(&shapes).expect("squares fit"), 0.1)
        };
        assert!(!apart(5) && apart(50));
    }
}
