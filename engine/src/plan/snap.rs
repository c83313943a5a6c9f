//! A grid's boundary is laid on the middle lines of roads.

use super::refusal::{Reason, Refusal};
use super::{Plan, Surroundings};
use crate::coord::{Bounds, LatticePoint, Line, LocalPlane};
use crate::coverage::{Arc, FaceId, edit};
use std::collections::BTreeMap;

impl Plan {
    /// Moves vertices of the boundary between a grid and its neighbours of the same community onto roads within a tolerance in
    /// metres, and takes in the bends of the road between two of them. Where the boundary meets the outside or another
    /// community, it stays.
    pub(super) fn snap(
        &self,
        face: FaceId,
        tolerance_m: f64,
        around: &dyn Surroundings,
    ) -> Result<edit::Edit, Refusal> {
        let bounds = self
            .coverage
            .face_bounds(face)
            .unwrap_or(Bounds { min: LatticePoint::default(), max: LatticePoint::default() });
        let roads = Roads::near(&bounds, tolerance_m, around);
        let numbers = self.coverage.arc_numbers(face);
        let inner =
            numbers.iter().filter(|&&arc| self.is_between_siblings(&self.coverage.arcs()[arc as usize]));
        let mut lines = BTreeMap::new();
        for &number in inner {
            let points = &self.coverage.arcs()[number as usize].points;
            let line = roads.laid(points);
            if line[..] != points[..] {
                lines.insert(number, line);
            }
        }
        if lines.is_empty() {
            let code = self.grid(face).map(|grid| grid.code.clone()).unwrap_or_default();
            return Err(Reason::NothingNear(code).nowhere());
        }
        Ok(self.coverage.redraw(&lines)?)
    }

    fn is_between_siblings(&self, arc: &Arc) -> bool {
        let parents = [arc.left, arc.right].map(|face| self.grid(face).map(|grid| &grid.parent));
        parents[0].is_some() && parents[0] == parents[1]
    }
}

/// A point on a road: which road, how far along it in segments, and where.
#[derive(Clone, Copy)]
struct Foot {
    road: usize,
    along: f64,
    place: LatticePoint,
}

/// Road lines in metres.
struct Roads {
    lines: Vec<Line>,
    plane: LocalPlane,
    tolerance_m: f64,
}

impl Roads {
    fn near(bounds: &Bounds, tolerance_m: f64, around: &dyn Surroundings) -> Self {
        Self { lines: around.roads_near(bounds), plane: LocalPlane::at(bounds.min), tolerance_m }
    }

    /// A line with its inner points laid on roads where these are near; its ends stay.
    fn laid(&self, points: &[LatticePoint]) -> Line {
        let mut line = vec![points[0]];
        let mut before: Option<Foot> = self.foot(points[0]).filter(|foot| foot.place == points[0]);
        for &point in &points[1..points.len() - 1] {
            let foot = self.foot(point);
            if let (Some(from), Some(to)) = (before, foot) {
                line.extend(self.bends(from, to));
            }
            line.push(foot.map_or(point, |foot| foot.place));
            before = foot;
        }
        line.push(points[points.len() - 1]);
        line.dedup();
        line
    }

    /// The vertices of a road between two points on it, when both are on one and not far apart along it.
    fn bends(&self, from: Foot, to: Foot) -> Line {
        if from.road != to.road {
            return Vec::new();
        }
        let road = &self.lines[from.road];
        let between =
            |low: f64, high: f64| (low.floor() as usize + 1)..=(high.ceil() as usize).saturating_sub(1);
        if from.along <= to.along {
            between(from.along, to.along).map(|i| road[i]).collect()
        } else {
            between(to.along, from.along).rev().map(|i| road[i]).collect()
        }
    }

    /// The nearest point of a road within the tolerance.
    fn foot(&self, p: LatticePoint) -> Option<Foot> {
        let origin = self.plane.to_metres(p);
        let local = |q: LatticePoint| {
            let (x, y) = self.plane.to_metres(q);
            (x - origin.0, y - origin.1)
        };
        let mut nearest: Option<(f64, Foot)> = None;
        for (road, line) in self.lines.iter().enumerate() {
            for (i, pair) in line.windows(2).enumerate() {
                let (t, x, y) = foot_of_origin(local(pair[0]), local(pair[1]));
                let distance = x.hypot(y);
                if distance <= self.tolerance_m && nearest.is_none_or(|(least, _)| distance < least) {
                    let place = self.plane.from_metres(origin.0 + x, origin.1 + y);
                    nearest = Some((distance, Foot { road, along: i as f64 + t, place }));
                }
            }
        }
        nearest.map(|(_, foot)| foot)
    }
}

/// The point of a segment nearest to (0, 0): its share of the way in [0, 1], and its coordinates.
fn foot_of_origin(a: (f64, f64), b: (f64, f64)) -> (f64, f64, f64) {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length2 = dx * dx + dy * dy;
    let t = if length2 > 0.0 { (-(a.0 * dx + a.1 * dy) / length2).clamp(0.0, 1.0) } else { 0.0 };
    (t, a.0 + t * dx, a.1 + t * dy)
}
