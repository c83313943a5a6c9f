//! The arcs of a coverage in world steps, indexed by place.

use super::grid::TileGrid;
use super::snap::Segment;
use crate::coord::{WorldBounds, WorldPoint};
use crate::coverage::Coverage;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};
use std::ops::Range;

/// A stretch of an arc, short enough to have a small box, with the faces on its left and right as seen on a map with
/// north up.
struct Run {
    points: Range<usize>,
    left: u32,
    right: u32,
}

/// The number of segments after which an arc is cut for the index.
const RUN: usize = 16;

/// Any box of the index.
pub type Boxed<T> = GeomWithData<Rectangle<[f64; 2]>, T>;

/// Arcs that divide the plane into faces, ready for tiles.
pub struct Runs {
    points: Vec<WorldPoint>,
    runs: Vec<Run>,
    tree: RTree<Boxed<u32>>,
}

impl Runs {
    /// The arcs of a coverage.
    pub fn of(coverage: &Coverage) -> Self {
        let (mut points, mut runs) = (Vec::new(), Vec::new());
        for arc in coverage.arcs() {
            let start = points.len();
            points.extend(arc.points.iter().map(|&p| WorldPoint::of(p)));
            let starts = (start..points.len() - 1).step_by(RUN);
            let run = |start: usize| start..points.len().min(start + RUN + 1);
            runs.extend(starts.map(|start| Run { points: run(start), left: arc.left.0, right: arc.right.0 }));
        }
        let bounds = |run: &Run| WorldBounds::around(points[run.points.clone()].iter().copied());
        let leaves = runs.iter().zip(0..).filter_map(|(run, id)| Some(boxed(&bounds(run)?, id)));
        let tree = RTree::bulk_load(leaves.collect());
        Self { points, runs, tree }
    }

    /// The segments that a tile may draw, in its own axes, where left and right change sides.
    pub fn segments(&self, grid: &TileGrid) -> Vec<Segment> {
        let reach = grid.reach();
        let mut ids: Vec<u32> =
            self.tree.locate_in_envelope_intersecting(&envelope(&reach)).map(|run| run.data).collect();
        ids.sort_unstable();
        let segments = ids.into_iter().flat_map(|id| self.segments_of(id));
        let near =
            segments.filter(|(ends, _)| WorldBounds::around(*ends).is_some_and(|bounds| bounds.meets(&reach)));
        near.map(|([from, to], run)| Segment {
            from: grid.exact(from),
            to: grid.exact(to),
            left: run.right,
            right: run.left,
        })
        .collect()
    }

    fn segments_of(&self, id: u32) -> impl Iterator<Item = ([WorldPoint; 2], &Run)> {
        let run = &self.runs[id as usize];
        self.points[run.points.clone()].windows(2).map(move |ends| ([ends[0], ends[1]], run))
    }

    /// The face at a place, by the lines that a ray to the east crosses. 0 where no line says otherwise.
    pub fn face_at(&self, [x, y]: [i64; 2]) -> u32 {
        let ray = WorldBounds { min: [x, y], max: [1 << 33, y + 1] };
        let runs = self.tree.locate_in_envelope_intersecting(&envelope(&ray));
        let crossed =
            runs.flat_map(|run| self.segments_of(run.data)).filter(|(ends, _)| crosses(*ends, [x, y]));
        let mut faces: Vec<u32> =
            crossed.flat_map(|(_, run)| [run.left, run.right]).filter(|&face| face != 0).collect();
        faces.sort_unstable();
        faces.chunk_by(|a, b| a == b).find(|same| same.len() % 2 == 1).map_or(0, |same| same[0])
    }
}

/// Whether a segment crosses the ray that goes east from a place, half a step south of it.
fn crosses([a, b]: [WorldPoint; 2], [x, y]: [i64; 2]) -> bool {
    let south = |p: WorldPoint| i64::from(p.y) > y;
    let to = |p: WorldPoint| (i128::from(i64::from(p.x) - x), i128::from(2 * (i64::from(p.y) - y) - 1));
    let ((ax, ay), (bx, by)) = (to(a), to(b));
    south(a) != south(b) && (ax * by - ay * bx > 0) == south(b)
}

/// The box of a tree's element.
pub fn boxed<T>(bounds: &WorldBounds, data: T) -> Boxed<T> {
    let envelope = envelope(bounds);
    GeomWithData::new(Rectangle::from_corners(envelope.lower(), envelope.upper()), data)
}

/// World steps as the floats of an index, which hold them exactly.
pub fn envelope(bounds: &WorldBounds) -> AABB<[f64; 2]> {
    AABB::from_corners(bounds.min.map(|v| v as f64), bounds.max.map(|v| (v - 1) as f64))
}
