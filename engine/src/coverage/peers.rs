//! The same answers as GEOS (`fixtures/scripts/polygons.py`).

use super::{Overlay, flaws};
use crate::coord::predicate::edges;
use crate::coord::{LatticePoint, MultiPolygon, Polygon, Ring};
use crate::coverage::IssueKind;
use onemap_fixtures::POLYGONS;

fn ring(text: &str) -> Ring {
    let numbers: Vec<i32> = text.split(' ').map(|n| n.parse().unwrap()).collect();
    numbers.chunks(2).map(|xy| LatticePoint::new(xy[0], xy[1])).collect()
}

/// A shape as the scripts write it.
pub(super) fn shape(text: &str) -> MultiPolygon {
    let polygon = |text: &str| {
        let mut rings = text.split('/').map(ring);
        Polygon { shell: rings.next().unwrap(), holes: rings.collect() }
    };
    MultiPolygon(text.split('+').map(polygon).collect())
}

fn is_valid(shape: &MultiPolygon) -> bool {
    flaws(shape).iter().all(|flaw| flaw.kind == IssueKind::RepeatedPoint)
}

#[test]
fn geos_agrees_on_what_is_valid_and_on_shared_areas() {
    let mut shared_cases = 0;
    for line in POLYGONS.lines().skip(1) {
        let [valid, a, b, shared] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("four columns: {line}")
        };
        let (a, b) = (shape(a), shape(b));
        let digits = [&a, &b].map(|shape| if is_valid(shape) { '1' } else { '0' });
        assert_eq!(digits.iter().collect::<String>(), valid, "{line}");
        if let Ok(expected) = shared.parse::<f64>() {
            shared_cases += 1;
            check_shared(&a, &b, expected);
        }
    }
    assert!(shared_cases >= 450);
}

/// Snapping moves a boundary by less than a step, so it changes an area by less than the boundaries' length.
fn check_shared(a: &MultiPolygon, b: &MultiPolygon, expected: f64) {
    let overlay = Overlay::new(std::slice::from_ref(a), std::slice::from_ref(b), 0.0);
    let shared = overlay.shares().iter().filter(|share| share.second.is_some());
    let doubled: i128 = shared.map(|share| share.doubled_area).sum();
    let length = |[p, q]: [LatticePoint; 2]| f64::from(p.x - q.x).hypot(f64::from(p.y - q.y));
    let outline: f64 = a.rings().chain(b.rings()).flat_map(|ring| edges(ring)).map(length).sum();
    let error = (doubled as f64 / 2.0 - expected).abs();
    assert!(error <= outline, "{doubled}/2 is not {expected}: {a:?} {b:?}");
}
