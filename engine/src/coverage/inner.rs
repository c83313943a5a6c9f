//! A point well inside a shape, for labels and for assigning the shape as a whole.

use super::model::{Coverage, FaceId};
use crate::coord::predicate::{Position, edges, position_in_ring, step};
use crate::coord::{LatticePoint, LocalPlane, MultiPolygon, Polygon, area};

/// Rows scanned across a polygon.
const ROWS: i64 = 16;

impl Coverage {
    /// A point well inside a face, `None` for one without arcs. See [`inner_point`].
    #[must_use]
    pub fn inner_point(&self, face: FaceId) -> Option<LatticePoint> {
        inner_point(&self.polygon(face))
    }
}

/// A point well inside the largest polygon of a shape: of the middles of its chords along 16 rows, the one farthest
/// from the boundary. Strictly inside unless the polygon holds no lattice point that the rows meet; then a vertex.
/// `None` for a shape without points.
#[must_use]
pub fn inner_point(shape: &MultiPolygon) -> Option<LatticePoint> {
    let largest =
        shape.0.iter().max_by(|a, b| area::polygon_area_m2(a).total_cmp(&area::polygon_area_m2(b)))?;
    let scored = spread_rows(largest).into_iter().flat_map(|y| middles(largest, y));
    let plane = LocalPlane::at(*largest.shell.first()?);
    let ends = |[a, b]: [LatticePoint; 2]| [plane.to_metres(a), plane.to_metres(b)];
    let boundary: Vec<_> = largest.rings().flat_map(|ring| edges(ring)).map(ends).collect();
    let mut best: Option<(f64, LatticePoint)> = None;
    for p in scored.filter(|&p| is_inside(largest, p)) {
        let to_beat = best.map_or(f64::NEG_INFINITY, |(clearance2, _)| clearance2);
        best = clearance2(&boundary, plane.to_metres(p), to_beat).map(|clearance2| (clearance2, p)).or(best);
    }
    best.map(|(_, p)| p).or_else(|| tight_point(largest)).or_else(|| largest.shell.first().copied())
}

/// Whether a point lies strictly inside a polygon.
#[must_use]
pub fn is_inside(polygon: &Polygon, p: LatticePoint) -> bool {
    position_in_ring(&polygon.shell, p) == Position::Inside
        && polygon.holes.iter().all(|hole| position_in_ring(hole, p) == Position::Outside)
}

/// Any inner point of a polygon too thin for the spread rows: tries the rows through and beside every vertex.
fn tight_point(polygon: &Polygon) -> Option<LatticePoint> {
    let mut rows: Vec<i32> =
        polygon.rings().flatten().flat_map(|p| [p.y.saturating_sub(1), p.y, p.y.saturating_add(1)]).collect();
    rows.sort_unstable();
    rows.dedup();
    rows.into_iter().flat_map(|y| middles(polygon, y)).find(|&p| is_inside(polygon, p))
}

fn spread_rows(polygon: &Polygon) -> Vec<i32> {
    let ys = || polygon.shell.iter().map(|p| i64::from(p.y));
    let (Some(low), Some(high)) = (ys().min(), ys().max()) else { return Vec::new() };
    let mut rows: Vec<i32> =
        (0..ROWS).map(|i| (low + (high - low) * (2 * i + 1) / (2 * ROWS)) as i32).collect();
    rows.dedup();
    rows
}

/// The middles of a polygon's chords along a row (those just north of it, where the row runs along edges).
fn middles(polygon: &Polygon, y: i32) -> Vec<LatticePoint> {
    let mut crossings: Vec<f64> =
        polygon.rings().flat_map(|ring| edges(ring)).filter_map(|[a, b]| crossing_x(a, b, y)).collect();
    crossings.sort_unstable_by(f64::total_cmp);
    let middle = |pair: &[f64]| LatticePoint::new(((pair[0] + pair[1]) / 2.0).round() as i32, y);
    crossings.chunks_exact(2).map(middle).collect()
}

fn crossing_x(a: LatticePoint, b: LatticePoint, y: i32) -> Option<f64> {
    let (low, high) = if a.y <= b.y { (a, b) } else { (b, a) };
    let (dx, dy) = step(low, high);
    let share = || (i64::from(y) - i64::from(low.y)) as f64 / dy as f64;
    (low.y..high.y).contains(&y).then(|| f64::from(low.x) + dx as f64 * share())
}

/// The square of the distance from a point to a boundary, all in metres, if it is greater than one `to_beat`.
fn clearance2(boundary: &[[(f64, f64); 2]], p: (f64, f64), to_beat: f64) -> Option<f64> {
    let local = |q: (f64, f64)| (q.0 - p.0, q.1 - p.1);
    let mut distances2 = boundary.iter().map(|&[a, b]| from_origin2(local(a), local(b)));
    distances2.try_fold(f64::INFINITY, |least, next| Some(least.min(next)).filter(|&least| least > to_beat))
}

/// The square of the distance from (0, 0) to a segment.
fn from_origin2(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length2 = dx * dx + dy * dy;
    let t = if length2 > 0.0 { (-(a.0 * dx + a.1 * dy) / length2).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (a.0 + t * dx, a.1 + t * dy);
    x * x + y * y
}

#[cfg(test)]
mod tests {
    use super::super::testing::{points, ring, square};
    use super::*;

    #[test]
    fn a_square_has_its_middle() {
        let p = inner_point(&square(1_173_000_000, 318_000_000, 1000)).unwrap();
        assert!((p.x - 1_173_000_500).abs() <= 1 && (p.y - 318_000_500).abs() <= 32, "{p:?}");
    }

    #[test]
    fn the_point_of_a_ring_is_not_in_its_hole() {
        let mut shape = square(0, 0, 100);
        shape.0[0].holes.push(points(&[(1, 1), (99, 1), (99, 90), (1, 90)]));
        let p = inner_point(&shape).unwrap();
        assert!(is_inside(&shape.0[0], p) && p.y > 90, "{p:?}");
    }

    #[test]
    fn the_only_lattice_point_inside_is_found() {
        assert_eq!(inner_point(&square(7, 7, 2)), Some(LatticePoint::new(8, 8)));
        let sliver = ring(&[(0, 0), (1000, 1), (1000, 3), (0, 1)]);
        assert!(is_inside(&sliver.0[0], inner_point(&sliver).unwrap()));
    }

    #[test]
    fn a_shape_without_inner_lattice_points_has_a_vertex() {
        assert_eq!(inner_point(&square(3, 3, 1)), Some(LatticePoint::new(3, 3)));
        assert_eq!(inner_point(&MultiPolygon::default()), None);
        assert_eq!(inner_point(&ring(&[])), None);
    }
}
