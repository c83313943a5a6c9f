//! One point that stands for a shape, strictly inside it.

use crate::coord::{Bounds, LatticePoint, MultiPolygon};
use crate::record::{Footprint, FootprintRef};

/// Levels tried beside half the height before giving up on a shape too thin for the lattice.
const LEVELS: usize = 64;

/// The point that stands for a building: its own point, or one inside its outline. `None` for an outline without points.
#[must_use]
pub fn building_point(footprint: &Footprint) -> Option<LatticePoint> {
    match footprint {
        Footprint::Point(p) => Some(*p),
        Footprint::Outline(shape) => inner_point(shape),
    }
}

/// As [`building_point`], of a footprint in columns.
#[must_use]
pub fn footprint_point(footprint: FootprintRef<'_>) -> Option<LatticePoint> {
    footprint.only_point().or_else(|| inside(footprint.rings().map(|(_, ring)| ring)))
}

/// A lattice point strictly inside the shape: the middle of its widest stretch at half its height, or at another level
/// where that falls on a side. A shape too thin to hold a lattice point gives its first vertex; one without points, `None`.
///
/// The same shape gives the same point, wherever its rings start and whichever way they turn, but for that first vertex.
/// One level is enough where a whole city of buildings is waiting; [`crate::coverage::inner_point`] looks for the
/// roomiest place.
#[must_use]
pub fn inner_point(shape: &MultiPolygon) -> Option<LatticePoint> {
    inside(shape.rings().map(Vec::as_slice))
}

fn inside<'a>(rings: impl Iterator<Item = &'a [LatticePoint]> + Clone) -> Option<LatticePoint> {
    let bounds = Bounds::around(rings.clone().flatten().copied())?;
    let half = (i64::from(bounds.min.y) + i64::from(bounds.max.y)).div_euclid(2);
    let sides: Vec<Side> = rings.flat_map(sides_of).collect();
    middle_of_widest(&sides, half)
        .or_else(|| other_levels(&sides, half).find_map(|level| middle_of_widest(&sides, level)))
        .or_else(|| sides.first().map(|side| side.0))
}

type Side = (LatticePoint, LatticePoint);

fn sides_of(ring: &[LatticePoint]) -> impl Iterator<Item = Side> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// The middles between successive vertex levels, nearest to half the height first.
fn other_levels(sides: &[Side], half: i64) -> impl Iterator<Item = i64> {
    let mut vertex_levels: Vec<_> = sides.iter().map(|(p, _)| i64::from(p.y)).collect();
    vertex_levels.sort_unstable();
    vertex_levels.dedup();
    let mut middles: Vec<_> = vertex_levels.windows(2).map(|pair| (pair[0] + pair[1]).div_euclid(2)).collect();
    middles.sort_by_key(|level| ((level - half).abs(), *level));
    middles.into_iter().take(LEVELS)
}

/// The middle of the widest stretch inside at a level that has a lattice point strictly within.
///
/// Where the level passes through a vertex, only points away from every side count.
fn middle_of_widest(sides: &[Side], level: i64) -> Option<LatticePoint> {
    let mut just_above = crossings(sides, |y| i64::from(y) > level, level);
    let mut at_level = crossings(sides, |y| i64::from(y) >= level, level);
    just_above.sort_unstable();
    at_level.sort_unstable();
    let stretches = just_above.chunks_exact(2).flat_map(|above| {
        at_level
            .chunks_exact(2)
            .map(move |below| (above[0].1.max(below[0].1) + 1, above[1].0.min(below[1].0) - 1))
    });
    let (west, east) =
        stretches.filter(|(west, east)| west <= east).max_by_key(|(west, east)| (east - west, -west))?;
    let x = (west + east).div_euclid(2);
    Some(LatticePoint::new(x as i32, level as i32))
}

/// Where sides cross from below to above: x rounded down and up, so that what lies strictly between two is inside.
fn crossings(sides: &[Side], above: impl Fn(i32) -> bool, level: i64) -> Vec<(i64, i64)> {
    sides.iter().filter(|(a, b)| above(a.y) != above(b.y)).map(|&(a, b)| x_at(a, b, level)).collect()
}

/// The x of a sloping side at a level, rounded down and up.
fn x_at(a: LatticePoint, b: LatticePoint, level: i64) -> (i64, i64) {
    let [ax, ay, bx, by, level] = [a.x.into(), a.y.into(), b.x.into(), b.y.into(), i128::from(level)];
    let (run, rise) = if by > ay { (bx - ax, by - ay) } else { (ax - bx, ay - by) };
    let scaled = run * (level - ay);
    let (down, up) = (scaled.div_euclid(rise), -(-scaled).div_euclid(rise));
    ((ax + down) as i64, (ax + up) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coord::Polygon;
    use proptest::prelude::*;

    fn ring(points: &[(i32, i32)]) -> Vec<LatticePoint> {
        points.iter().map(|&(x, y)| LatticePoint::new(x, y)).collect()
    }

    fn shape(shell: &[(i32, i32)], holes: &[&[(i32, i32)]]) -> MultiPolygon {
        Polygon { shell: ring(shell), holes: holes.iter().map(|hole| ring(hole)).collect() }.into()
    }

    /// Winding number by angles: independent of the crossings that the code counts.
    fn strictly_inside(shell: &[LatticePoint], p: LatticePoint) -> bool {
        let turns: f64 = (0..shell.len())
            .map(|i| {
                let to = |q: LatticePoint| (f64::from(q.x) - f64::from(p.x), f64::from(q.y) - f64::from(p.y));
                let ((ax, ay), (bx, by)) = (to(shell[i]), to(shell[(i + 1) % shell.len()]));
                (ax * by - ay * bx).atan2(ax * bx + ay * by)
            })
            .sum();
        (turns.abs() - std::f64::consts::TAU).abs() < 1e-6
    }

    #[test]
    fn a_square_gives_its_middle() {
        assert_eq!(
            inner_point(&shape(&[(0, 0), (10, 0), (10, 8), (0, 8)], &[])),
            Some(LatticePoint::new(5, 4))
        );
    }

    #[test]
    fn a_courtyard_is_avoided() {
        let house = shape(&[(0, 0), (30, 0), (30, 10), (0, 10)], &[&[(8, 2), (28, 2), (28, 8), (8, 8)]]);
        assert_eq!(inner_point(&house), Some(LatticePoint::new(4, 5)));
    }

    #[test]
    fn a_vertex_at_half_height_does_no_harm() {
        let horned = shape(&[(0, 0), (20, 0), (20, 10), (12, 5), (0, 10)], &[]);
        let p = inner_point(&horned).unwrap();
        assert!(strictly_inside(&horned.0[0].shell, p), "{p:?}");
    }

    #[test]
    fn too_thin_a_shape_gives_a_vertex_and_none_nothing() {
        assert_eq!(inner_point(&shape(&[(7, 0), (8, 0), (8, 9), (7, 9)], &[])), Some(LatticePoint::new(7, 0)));
        assert_eq!(inner_point(&MultiPolygon::default()), None);
    }

    proptest! {
        #[test]
        fn stars_hold_their_point(radii in prop::collection::vec(20.0..2_000.0_f64, 3..24), x in -1e9..1e9_f64) {
            let step = std::f64::consts::TAU / radii.len() as f64;
            let star: Vec<_> = radii.iter().enumerate().map(|(i, r)| {
                let angle = step * i as f64 + 0.1;
                ((x + r * angle.cos()) as i32, (r * angle.sin()) as i32)
            }).collect();
            let shell = ring(&star);
            let p = inner_point(&shape(&star, &[])).unwrap();
            prop_assert!(strictly_inside(&shell, p) || p == shell[0]);
            let mut turned = star.clone();
            turned.reverse();
            prop_assert!(inner_point(&shape(&turned, &[])) == Some(p) || p == shell[0]);
        }
    }
}
