//! The centre of gravity of a shape.

use super::predicate::edges;
use super::{LatticePoint, MultiPolygon};

/// The centre of gravity of a shape's area as it is drawn in longitude and latitude, rounded to the lattice: what GEOS and PySAL
/// measure distances between areas from. It may lie outside the shape. `None` for a shape without area.
#[must_use]
pub fn centroid(shape: &MultiPolygon) -> Option<LatticePoint> {
    let origin = *shape.0.first()?.shell.first()?;
    let (mut doubled, mut sum_x, mut sum_y) = (0i128, 0i128, 0i128);
    for polygon in &shape.0 {
        for (ring, is_shell) in polygon.rings().zip(std::iter::once(true).chain(std::iter::repeat(false))) {
            let [area, x, y] = moments(ring, origin);
            let sign = if (area > 0) == is_shell { 1 } else { -1 };
            doubled += sign * area;
            sum_x += sign * x;
            sum_y += sign * y;
        }
    }
    let middle = |from: i32, sum: i128| (f64::from(from) + sum as f64 / (3.0 * doubled as f64)).round() as i32;
    (doubled != 0).then(|| LatticePoint::new(middle(origin.x, sum_x), middle(origin.y, sum_y)))
}

/// Twice the signed area of a ring, and six times its moments about an origin.
fn moments(ring: &[LatticePoint], origin: LatticePoint) -> [i128; 3] {
    let from_origin = |p: LatticePoint| super::predicate::step(origin, p);
    edges(ring).fold([0; 3], |[area, x, y], [a, b]| {
        let ((ax, ay), (bx, by)) = (from_origin(a), from_origin(b));
        let cross = i128::from(ax) * i128::from(by) - i128::from(bx) * i128::from(ay);
        [area + cross, x + cross * i128::from(ax + bx), y + cross * i128::from(ay + by)]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coord::Polygon;

    fn square(x: i32, y: i32, side: i32) -> Vec<LatticePoint> {
        [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
            .map(|(x, y)| LatticePoint::new(x, y))
            .into()
    }

    #[test]
    fn holes_and_parts_pull_by_their_area_however_they_run() {
        let polygon = |shell, holes| Polygon { shell, holes };
        let one = MultiPolygon(vec![polygon(square(100, 200, 10), Vec::new())]);
        assert_eq!(centroid(&one), Some(LatticePoint::new(105, 205)));
        let two = MultiPolygon(vec![
            polygon(square(0, 0, 10), Vec::new()),
            polygon(square(100, 0, 20).into_iter().rev().collect(), Vec::new()),
        ]);
        assert_eq!(centroid(&two), Some(LatticePoint::new((5 + 4 * 110) / 5, (5 + 4 * 10) / 5)));
        // 30² less 10² in its south-western ninth: (900 · 15 − 100 · 5) / 800.
        for hole in [square(0, 0, 10), square(0, 0, 10).into_iter().rev().collect()] {
            let holed = MultiPolygon(vec![polygon(square(0, 0, 30), vec![hole])]);
            assert_eq!(centroid(&holed), Some(LatticePoint::new(16, 16)));
        }
        assert_eq!(centroid(&MultiPolygon::default()), None);
        assert_eq!(centroid(&MultiPolygon(vec![polygon(square(7, 7, 0), Vec::new())])), None);
    }
}
