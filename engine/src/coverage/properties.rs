//! What must hold for any polygons, checked by brute force.

use super::fit::Fit;
use super::testing::{points, ring, square};
use super::{Coverage, FaceId, is_inside};
use crate::coord::predicate::{Position, contact, doubled_area, position_in_ring};
use crate::coord::{LatticePoint, MultiPolygon, Polygon, Ring};
use proptest::collection::vec;
use proptest::prelude::*;

/// No two edges of arcs meet but at their ends, and where edges end, arcs end (or go on in the same arc).
pub(super) fn check_planar(coverage: &Coverage) {
    let segments: Vec<[LatticePoint; 2]> =
        coverage.arcs().iter().flat_map(|arc| arc.points.windows(2).map(|p| [p[0], p[1]])).collect();
    for (i, &a) in segments.iter().enumerate() {
        assert_ne!(a[0], a[1]);
        for &b in &segments[i + 1..] {
            assert_eq!(contact(a, b), None, "{a:?} {b:?}");
            assert!(a != b && a != [b[1], b[0]], "{a:?} twice");
        }
    }
    let mut inner: Vec<LatticePoint> = Vec::new();
    let mut outer: Vec<LatticePoint> = Vec::new();
    for arc in coverage.arcs() {
        assert_ne!(arc.left, arc.right);
        inner.extend(&arc.points[1..arc.points.len() - 1]);
        outer.extend([arc.points[0], arc.points[arc.points.len() - 1]]);
    }
    let count = inner.len();
    inner.sort_unstable();
    inner.dedup();
    assert_eq!(inner.len(), count, "arcs pass no point twice");
    assert!(outer.iter().all(|p| inner.binary_search(p).is_err()), "arcs meet at ends only");
}

/// Every face's rings are simple, directed, and nested; areas agree between rings, arcs and the outside.
pub(super) fn check_polygons(coverage: &Coverage) {
    let mut total = 0;
    for face in coverage.faces() {
        let shape = coverage.polygon(face);
        for polygon in &shape.0 {
            assert!(doubled_area(&polygon.shell) > 0);
            assert!(polygon.holes.iter().all(|hole| doubled_area(hole) < 0));
        }
        assert_eq!(super::flaws(&shape), [], "{shape:?}");
        assert_eq!(shape.rings().map(|ring| doubled_area(ring)).sum::<i128>(), coverage.doubled_area(face));
        total += coverage.doubled_area(face);
    }
    assert_eq!(total, -coverage.doubled_area(FaceId::OUTSIDE));
}

fn canonical(coverage: &Coverage) -> Vec<super::Arc> {
    coverage.arcs().to_vec()
}

pub(super) fn check_fixed_point(coverage: &Coverage) {
    let shapes: Vec<MultiPolygon> = coverage.faces().map(|face| coverage.polygon(face)).collect();
    assert_eq!(canonical(&Coverage::build(&shapes).coverage), canonical(coverage));
}

/// Whether a polygon covers a place by the rule of `Coverage::build`; `None` on a boundary.
fn covers(shape: &MultiPolygon, p: LatticePoint) -> Option<bool> {
    let mut covered = false;
    for part in &shape.0 {
        let mut odd = false;
        for ring in part.rings() {
            match position_in_ring(ring, p) {
                Position::Boundary => return None,
                at => odd ^= at == Position::Inside,
            }
        }
        covered |= odd;
    }
    Some(covered)
}

/// Off all boundaries by more than a snap can move them, each place is in the face of the first polygon over it.
fn check_owners(shapes: &[MultiPolygon], coverage: &Coverage, probes: &[LatticePoint]) {
    let faces: Vec<MultiPolygon> = coverage.faces().map(|face| coverage.polygon(face)).collect();
    for &p in probes.iter().filter(|&&p| shapes.iter().all(|shape| is_clear(shape, p))) {
        let owner = shapes.iter().position(|shape| covers(shape, p) == Some(true));
        let held: Vec<usize> =
            (0..faces.len()).filter(|&i| faces[i].0.iter().any(|polygon| is_inside(polygon, p))).collect();
        assert_eq!(held, owner.into_iter().collect::<Vec<_>>(), "{p:?}");
    }
}

/// Whether no edge of a shape comes within a step of a point in either direction.
fn is_clear(shape: &MultiPolygon, p: LatticePoint) -> bool {
    let box_around = points(&[(p.x - 1, p.y - 1), (p.x + 1, p.y - 1), (p.x + 1, p.y + 1), (p.x - 1, p.y + 1)]);
    let touches = |edge: [LatticePoint; 2]| {
        edge.iter().any(|&q| position_in_ring(&box_around, q) != Position::Outside)
            || crate::coord::predicate::edges(&box_around).any(|side| contact(side, edge).is_some())
    };
    !shape.rings().flat_map(|ring| crate::coord::predicate::edges(ring)).any(touches)
}

fn check(shapes: &[MultiPolygon], probes: &[LatticePoint]) {
    let built = Coverage::build(shapes);
    check_planar(&built.coverage);
    check_polygons(&built.coverage);
    check_fixed_point(&built.coverage);
    check_owners(shapes, &built.coverage, probes);
}

/// Where there is a short way, it leads to the same arcs and the same report.
fn check_short_way(shapes: &[MultiPolygon]) {
    if let Some(fit) = Fit::of(shapes) {
        let noded = Coverage::build_noded(shapes);
        assert_eq!(canonical(&fit.coverage()), canonical(&noded.coverage));
        assert_eq!(fit.report, noded.report);
    }
}

pub(super) fn point(range: std::ops::Range<i32>) -> impl Strategy<Value = LatticePoint> {
    (range.clone(), range).prop_map(|(x, y)| LatticePoint::new(x, y))
}

pub(super) fn any_ring(range: std::ops::Range<i32>, most: usize) -> impl Strategy<Value = Ring> {
    vec(point(range), 0..most)
}

pub(super) fn any_shape(range: std::ops::Range<i32>, most: usize) -> impl Strategy<Value = MultiPolygon> {
    let polygon = (any_ring(range.clone(), most), vec(any_ring(range, most), 0..2))
        .prop_map(|(shell, holes)| Polygon { shell, holes });
    vec(polygon, 1..3).prop_map(MultiPolygon)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_small_soup_becomes_a_coverage(shapes in vec(any_shape(0..12, 7), 1..5)) {
        let probes: Vec<_> = (0..12).flat_map(|x| (0..12).map(move |y| LatticePoint::new(x, y))).collect();
        check(&shapes, &probes);
    }

    #[test]
    fn any_wider_soup_becomes_a_coverage(
        shapes in vec(any_shape(-1000..1000, 9), 1..6),
        probes in vec(point(-1000..1000), 40),
    ) {
        check(&shapes, &probes);
    }

    #[test]
    fn the_ends_of_the_range_are_no_limit(shapes in vec(any_shape(i32::MIN..i32::MAX, 7), 1..4)) {
        check(&shapes, &[]);
    }

    #[test]
    fn near_coincident_points_do_not_break_it(
        base in vec(point(0..1_000_000), 4..8),
        shifts in vec(vec(point(-2..3), 8), 2..5),
    ) {
        let shifted = |by: &Vec<LatticePoint>| -> Ring {
            base.iter().zip(by).map(|(p, d)| LatticePoint::new(p.x + d.x, p.y + d.y)).collect()
        };
        let shapes: Vec<MultiPolygon> =
            shifts.iter().map(|by| Polygon { shell: shifted(by), holes: Vec::new() }.into()).collect();
        check(&shapes, &[]);
    }

    #[test]
    fn the_short_way_leads_where_the_long_one_does(
        shapes in vec(any_shape(0..30, 9), 1..7),
        (gone, turned, moved) in (any::<usize>(), any::<usize>(), any::<usize>()),
        to in point(0..30),
    ) {
        let coverage = Coverage::build(&shapes).coverage;
        let mut shapes: Vec<MultiPolygon> = coverage.faces().map(|face| coverage.polygon(face)).collect();
        shapes.retain(|shape| !shape.0.is_empty());
        prop_assert!(Fit::of(&shapes).is_some());
        check_short_way(&shapes);
        if shapes.is_empty() {
            return Ok(());
        }
        let turned = turned % shapes.len();
        shapes[turned].0.iter_mut().for_each(|part| part.shell.reverse());
        check_short_way(&shapes);
        shapes.swap_remove(gone % shapes.len());
        check_short_way(&shapes);
        if let Some(shape) = shapes.first_mut() {
            let shell = &mut shape.0[0].shell;
            let moved = moved % shell.len();
            shell[moved] = to;
        }
        check_short_way(&shapes);
    }

    #[test]
    fn order_and_threads_do_not_matter(shapes in vec(any_shape(0..40, 7), 2..6)) {
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let many = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
        let (a, b) = (alone.install(|| Coverage::build(&shapes)), many.install(|| Coverage::build(&shapes)));
        prop_assert_eq!(canonical(&a.coverage), canonical(&b.coverage));
        prop_assert_eq!(a.report, b.report);
        let union = a.coverage.doubled_area(FaceId::OUTSIDE);
        let reversed: Vec<_> = shapes.into_iter().rev().collect();
        prop_assert_eq!(union, Coverage::build(&reversed).coverage.doubled_area(FaceId::OUTSIDE));
    }
}

#[test]
fn the_classic_nasties_become_coverages() {
    let bow_tie = ring(&[(0, 0), (10, 10), (10, 0), (0, 10)]);
    let spike = ring(&[(0, 0), (10, 0), (20, 0), (10, 0), (10, 10), (0, 10)]);
    let tee = [square(0, 0, 10), ring(&[(10, 3), (20, 3), (20, 7), (10, 7)])];
    let mut touching_hole = square(0, 0, 10);
    touching_hole.0[0].holes.push(points(&[(0, 0), (5, 2), (2, 5)]));
    let mut hole_along_shell = square(0, 0, 10);
    hole_along_shell.0[0].holes.push(points(&[(0, 2), (5, 2), (5, 8), (0, 8)]));
    let two_touches = ring(&[(0, 0), (4, 4), (8, 0), (8, 8), (4, 4), (0, 8)]);
    let near = [square(0, 0, 10), ring(&[(10, 0), (20, 0), (20, 10), (10, 10), (11, 5)])];
    let collinear = [square(0, 0, 10), ring(&[(2, 10), (7, 10), (30, 10), (30, 20), (2, 20)])];
    let probes: Vec<_> = (-2..24).flat_map(|x| (-2..24).map(move |y| LatticePoint::new(x, y))).collect();
    for shapes in [
        vec![bow_tie.clone()],
        vec![spike],
        tee.to_vec(),
        vec![touching_hole.clone(), ring(&[(0, 0), (5, 2), (2, 5)])],
        vec![hole_along_shell],
        vec![two_touches],
        near.to_vec(),
        collinear.to_vec(),
        vec![bow_tie.clone(), bow_tie, square(3, 3, 4)],
        vec![touching_hole.clone(), touching_hole],
    ] {
        check(&shapes, &probes);
    }
}
