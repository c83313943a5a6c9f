//! Outlines of buildings: bars with stepped fronts, towers, L- and U-shapes, courtyards, halls.

use super::dice::between;
use super::plane::{Xy, xy};
use rand::{Rng, RngExt};
use std::f64::consts::TAU;

/// The plan form of a building.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Bar,
    /// A bar with its staircases standing out to the north.
    Stepped,
    /// A tower with notched corners.
    Cross,
    Ell,
    Horseshoe,
    Court,
    Drum,
}

/// The shell and the hole (mostly none) of a shape that fills a box, counter-clockwise. `units` staircases.
pub(super) fn outline(shape: Shape, low: Xy, high: Xy, units: u32, rng: &mut impl Rng) -> (Vec<Xy>, Vec<Xy>) {
    let (w, d) = (high.x - low.x, high.y - low.y);
    let place = |points: &[(f64, f64)]| points.iter().map(|&(x, y)| low + xy(x * w, y * d)).collect::<Vec<_>>();
    let bar = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
    let shell = match shape {
        Shape::Bar => place(&bar),
        Shape::Stepped => place(&stepped(units)),
        Shape::Cross => place(&cross(between(rng, (0.14, 0.24)))),
        Shape::Ell => place(&turned(&ell(between(rng, (0.35, 0.5))), rng)),
        Shape::Horseshoe => place(&turned(&horseshoe(between(rng, (0.24, 0.34))), rng)),
        Shape::Drum => place(&drum()),
        Shape::Court => return (place(&bar), place(&hole(between(rng, (0.26, 0.34))))),
    };
    (shell, Vec::new())
}

/// Fractions of the box, counter-clockwise from the south-west.
fn stepped(units: u32) -> Vec<(f64, f64)> {
    let unit = 1.0 / f64::from(units.max(1));
    let mut points = vec![(0.0, 0.0), (1.0, 0.0)];
    for k in (0..units.max(1)).rev() {
        let west = f64::from(k) * unit;
        points.extend([(west + unit, 0.86), (west + 0.68 * unit, 0.86), (west + 0.68 * unit, 1.0)]);
        points.extend([(west + 0.32 * unit, 1.0), (west + 0.32 * unit, 0.86)]);
    }
    points.push((0.0, 0.86));
    points
}

fn cross(k: f64) -> Vec<(f64, f64)> {
    let (a, b) = (k, 1.0 - k);
    vec![
        (a, 0.0),
        (b, 0.0),
        (b, a),
        (1.0, a),
        (1.0, b),
        (b, b),
        (b, 1.0),
        (a, 1.0),
        (a, b),
        (0.0, b),
        (0.0, a),
        (a, a),
    ]
}

fn ell(k: f64) -> Vec<(f64, f64)> {
    vec![(0.0, 0.0), (1.0, 0.0), (1.0, k), (k, k), (k, 1.0), (0.0, 1.0)]
}

fn horseshoe(k: f64) -> Vec<(f64, f64)> {
    let far = 1.0 - k;
    vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (far, 1.0), (far, k), (k, k), (k, 1.0), (0.0, 1.0)]
}

/// Clockwise, as a hole is.
fn hole(k: f64) -> Vec<(f64, f64)> {
    let far = 1.0 - k;
    vec![(k, k), (k, far), (far, far), (far, k)]
}

fn drum() -> Vec<(f64, f64)> {
    (0..14).map(|k| f64::from(k) / 14.0 * TAU).map(|a| (0.5 + 0.5 * a.cos(), 0.5 + 0.5 * a.sin())).collect()
}

/// The same form opening another way.
fn turned(points: &[(f64, f64)], rng: &mut impl Rng) -> Vec<(f64, f64)> {
    let quarters: u32 = rng.random_range(0..4);
    points.iter().map(|&p| (0..quarters).fold(p, |(x, y), _| (1.0 - y, x))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::dice::{Part, stream};
    use crate::city::plane::{area, inside};

    #[test]
    fn shapes_turn_left_and_stay_in_their_box() {
        use Shape::{Bar, Court, Cross, Drum, Ell, Horseshoe, Stepped};
        let mut rng = stream(1, Part::Lots, 0);
        let (low, high) = (xy(10.0, 20.0), xy(50.0, 35.0));
        for shape in [Bar, Stepped, Cross, Ell, Horseshoe, Court, Drum] {
            let (shell, hole) = outline(shape, low, high, 3, &mut rng);
            assert!(area(&shell) > 0.3 * 600.0 && area(&shell) <= 600.0 + 1e-6, "{shape:?}");
            assert!(shell.iter().all(|p| (9.9..=50.1).contains(&p.x) && (19.9..=35.1).contains(&p.y)));
            assert!(area(&hole) <= 0.0 && hole.iter().all(|&p| inside(p, &shell)));
        }
    }
}
