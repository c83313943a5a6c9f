//! What a repair promises, on single defects with known answers and on arbitrary layers.

use super::*;
use crate::coord::area::shape_area_m2;
use crate::coord::{LocalPlane, Polygon, distance_m};
use crate::coverage::properties::{any_shape, check_fixed_point, check_planar, check_polygons};
use crate::coverage::testing::square;
use crate::coverage::{FaceId, flaws};
use proptest::collection::vec;
use proptest::prelude::*;

/// A shape given in metres near Hefei.
fn shape(xy: &[(f64, f64)]) -> MultiPolygon {
    let plane = LocalPlane::at(LatticePoint::new(1_173_000_000, 318_000_000));
    let shell = xy.iter().map(|&(x, y)| plane.from_metres(x, y)).collect();
    Polygon { shell, holes: Vec::new() }.into()
}

fn rectangle(x: (f64, f64), y: (f64, f64)) -> MultiPolygon {
    shape(&[(x.0, y.0), (x.1, y.0), (x.1, y.1), (x.0, y.1)])
}

fn kinds(repaired: &Repaired) -> Vec<(ChangeKind, Vec<usize>, Option<usize>)> {
    repaired.changes.iter().map(|change| (change.kind, change.polygons.clone(), change.to)).collect()
}

fn areas(repaired: &Repaired) -> Vec<f64> {
    repaired.coverage.faces().map(|face| repaired.coverage.area_m2(face)).collect()
}

fn assert_near(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() <= tolerance), "{found:?} {expected:?}");
}

#[test]
fn a_clean_layer_comes_out_as_it_went_in() {
    let shapes: Vec<_> = (0..5).flat_map(|x| (0..5).map(move |y| square(x * 3000, y * 3000, 3000))).collect();
    let repaired = Repair::within(5.0).run(&shapes);
    assert_eq!((repaired.changes, repaired.remaining), (Vec::new(), Vec::new()));
    assert_eq!(repaired.coverage.arcs(), Coverage::build(&shapes).coverage.arcs());
}

#[test]
fn a_narrow_gap_goes_to_the_longest_border() {
    let shapes = [
        rectangle((0.0, 100.0), (0.0, 50.0)),
        rectangle((0.0, 60.0), (53.0, 100.0)),
        rectangle((60.0, 100.0), (53.0, 100.0)),
        rectangle((-20.0, 0.0), (0.0, 100.0)),
        rectangle((100.0, 120.0), (0.0, 100.0)),
    ];
    let repaired = Repair { max_gap_width_m: 3.1, ..Repair::within(0.5) }.run(&shapes);
    let gaps: Vec<_> = kinds(&repaired).into_iter().filter(|change| change.0 == ChangeKind::Gap).collect();
    assert_eq!(gaps, [(ChangeKind::Gap, vec![0, 1, 2, 3, 4], Some(0))]);
    assert_eq!(repaired.remaining, []);
    assert_near(&areas(&repaired), &[5300.0, 2820.0, 1880.0, 2000.0, 2000.0], 1.0);
    assert!((repaired.balances[0].gaps_m2 - 300.0).abs() < 1.0);

    let rule = |gaps| Repair { max_gap_width_m: 3.1, gaps, ..Repair::within(0.5) }.run(&shapes);
    let heir = |repaired: Repaired| repaired.changes.last().unwrap().to;
    assert_eq!([GapRule::Largest, GapRule::Smallest].map(|gaps| heir(rule(gaps))), [Some(0), Some(2)]);
    assert_eq!(rule(GapRule::None).remaining[0].kind, IssueKind::Gap);
}

#[test]
fn a_wide_gap_stays_and_is_told() {
    let mut frame = rectangle((0.0, 50.0), (0.0, 50.0));
    frame.0[0].holes = vec![rectangle((20.0, 30.0), (20.0, 22.0)).0.remove(0).shell];
    let shapes = [frame, rectangle((20.0, 30.0), (21.0, 22.0))];
    let wide = Repair::within(0.9).run(&shapes);
    assert_eq!(wide.remaining.iter().map(|issue| issue.kind).collect::<Vec<_>>(), [IssueKind::GapSliver]);
    assert!((wide.remaining[0].extent.value() - 10.0).abs() < 0.1);
    assert_eq!(Repair { max_gap_width_m: 1.1, ..Repair::within(0.1) }.run(&shapes).remaining, []);
}

#[test]
fn an_overlap_goes_as_the_rule_says() {
    let shapes = [rectangle((0.0, 30.0), (0.0, 10.0)), rectangle((20.0, 90.0), (0.0, 10.0))];
    for (overlaps, expected) in [
        (OverlapRule::First, [300.0, 600.0]),
        (OverlapRule::Largest, [200.0, 700.0]),
        (OverlapRule::Smallest, [300.0, 600.0]),
    ] {
        let repaired = Repair { overlaps, ..Repair::within(0.5) }.run(&shapes);
        assert_near(&areas(&repaired), &expected, 0.2);
        assert_eq!(repaired.remaining, []);
    }
    let reversed = [shapes[1].clone(), shapes[0].clone()];
    assert_near(&areas(&Repair::within(0.5).run(&reversed)), &[700.0, 200.0], 0.2);
}

#[test]
fn boundaries_within_the_tolerance_become_one() {
    let left = shape(&[(0.0, 0.0), (50.0, 0.0), (50.2, 30.0), (50.0, 100.0), (0.0, 100.0)]);
    let right = shape(&[(50.3, 0.1), (100.0, 0.0), (100.0, 100.0), (49.8, 100.2), (49.7, 70.0)]);
    let repaired = Repair::within(0.5).run(&[left.clone(), right.clone()]);
    let moved: Vec<ChangeKind> = repaired.changes.iter().map(|change| change.kind).collect();
    assert_eq!(
        moved,
        [ChangeKind::VertexMoved, ChangeKind::VertexMoved, ChangeKind::EdgeMoved, ChangeKind::EdgeMoved]
    );
    let shared = repaired.coverage.neighbours(FaceId(1)).into_iter().find(|(face, _)| *face == FaceId(2));
    assert!((shared.unwrap().1 - 100.0).abs() < 0.1, "one boundary of 100 m");
    assert_eq!(repaired.coverage.arcs().len(), 3);

    let apart = Repair::within(0.05).run(&[left, right]);
    assert!(apart.changes.iter().all(|change| change.kind == ChangeKind::Overlap), "{:?}", apart.changes);
}

#[test]
fn a_dangling_vertex_moves_nothing() {
    let shapes = [square(0, 0, 1000), square(1000, 0, 500), square(1000, 500, 500)];
    let repaired = Repair::within(0.5).run(&shapes);
    assert_eq!(kinds(&repaired), [(ChangeKind::DanglingVertex, vec![0, 1, 2], None)]);
    assert_eq!(repaired.changes[0].place, LatticePoint::new(1000, 500));
    assert_eq!(mismatches(&shapes, 0.5), repaired.changes);
}

#[test]
fn a_sliver_that_is_cut_off_goes_to_a_neighbour() {
    let column = rectangle((40.0, 60.0), (0.0, 100.0));
    let row = rectangle((0.0, 60.3), (40.0, 60.0));
    let other = rectangle((60.0, 90.0), (0.0, 100.0));
    let repaired = Repair::within(0.5).run(&[column, other, row]);
    assert!(repaired.coverage.polygon(FaceId(3)).0.len() == 1, "{:?}", repaired.changes);
    assert_eq!(repaired.remaining, []);
}

#[test]
fn a_polygon_with_nothing_left_is_told() {
    let shapes = [square(0, 0, 9000), square(3000, 3000, 3000), square(0, 0, 9000)];
    let repaired = Repair::within(0.5).run(&shapes);
    let left: Vec<_> = repaired.remaining.iter().map(|issue| (issue.kind, issue.polygons.clone())).collect();
    assert_eq!(left, [(IssueKind::ZeroArea, vec![1]), (IssueKind::ZeroArea, vec![2])]);
    assert_eq!(repaired.remaining[0].place, LatticePoint::new(3000, 3000));
}

/// The middle of the boundary between two cells is drawn by both, each with its own noise.
fn noisy_cells(noise: &[(f64, f64)]) -> Vec<MultiPolygon> {
    let mut noise = noise.iter().copied().cycle();
    let mut at = |x: f64, y: f64| {
        let (dx, dy) = noise.next().unwrap();
        (x + dx, y + dy)
    };
    let cell = |i: i32| {
        let (x, y) = (f64::from(i % 4) * 30.0, f64::from(i / 4) * 30.0);
        let corners = [
            (0.0, 0.0),
            (10.0, 0.0),
            (30.0, 0.0),
            (30.0, 10.0),
            (30.0, 30.0),
            (10.0, 30.0),
            (0.0, 30.0),
            (0.0, 10.0),
        ];
        shape(&corners.map(|(dx, dy)| at(x + dx, y + dy)))
    };
    (0..16).map(cell).collect()
}

fn check(shapes: &[MultiPolygon], repair: Repair) -> Repaired {
    let repaired = repair.run(shapes);
    check_planar(&repaired.coverage);
    check_polygons(&repaired.coverage);
    check_fixed_point(&repaired.coverage);
    for balance in &repaired.balances {
        let sum = balance.before_m2
            + balance.overlaps_m2
            + balance.gaps_m2
            + balance.slivers_m2
            + balance.boundaries_m2;
        assert!((sum - balance.after_m2).abs() < 1e-6);
    }
    repaired
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_soup_is_repaired(shapes in vec(any_shape(0..400, 8), 1..6), tolerance_m in 0.0f64..1.5) {
        let repaired = check(&shapes, Repair::within(tolerance_m));
        prop_assert!(repaired.remaining.iter().all(|issue| matches!(
            issue.kind,
            IssueKind::Gap | IssueKind::GapSliver | IssueKind::ZeroArea
        )));
    }

    #[test]
    fn noise_within_the_tolerance_leaves_no_gap_and_no_overlap(
        noise in vec((-0.15f64..0.15, -0.15f64..0.15), 128),
    ) {
        let shapes = noisy_cells(&noise);
        let repaired = check(&shapes, Repair::within(0.5));
        prop_assert_eq!(&repaired.remaining, &[]);
        for (i, before) in shapes.iter().enumerate() {
            let face = repaired.coverage.polygon(FaceId::of_polygon(i));
            prop_assert_eq!(flaws(&face), &[]);
            prop_assert_eq!(face.0.len(), 1);
            // A boundary of 120 m, moved by at most half a metre.
            prop_assert!((shape_area_m2(&face) - shape_area_m2(before)).abs() <= 60.0);
            let corner = |p: &LatticePoint| before.points().map(|q| distance_m(*p, q)).fold(f64::INFINITY, f64::min);
            prop_assert!(face.points().filter(|p| corner(p) > 0.5).count() <= 2, "vertices stay near");
        }
        let again = Repair::within(0.5).run(&repaired.coverage.faces().map(|f| repaired.coverage.polygon(f)).collect::<Vec<_>>());
        prop_assert_eq!(again.coverage.arcs(), repaired.coverage.arcs());
    }

    #[test]
    fn what_needs_no_mending_comes_out_of_it_as_it_is(
        shapes in vec(any_shape(0..400, 8), 1..6),
        tolerance_m in 0.0f64..1.5,
    ) {
        let mended = Repair::within(tolerance_m).run(&shapes).coverage;
        let mut shapes: Vec<_> = mended.faces().map(|face| mended.polygon(face)).collect();
        shapes.retain(|shape| !shape.0.is_empty());
        if let Some(shape) = shapes.first_mut() {
            let again = shape.0[0].shell[0];
            shape.0[0].shell.insert(0, again);
        }
        let repair = Repair::within(tolerance_m);
        let (short, long) = (repair.run(&shapes), repair.mended(&shapes));
        prop_assert_eq!(short.coverage.arcs(), long.coverage.arcs());
        prop_assert_eq!(short.changes, long.changes);
        prop_assert_eq!(short.remaining, long.remaining);
        prop_assert_eq!(super::check(&shapes, tolerance_m), (Coverage::build_noded(&shapes).report, mismatches(&shapes, tolerance_m)));
        for (short, long) in short.balances.iter().zip(&long.balances) {
            prop_assert!((short.before_m2 - long.before_m2).abs() < 1e-6 && (short.after_m2 - long.after_m2).abs() < 1e-6);
        }
    }

    #[test]
    fn threads_do_not_matter(shapes in vec(any_shape(0..300, 8), 2..6)) {
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| Repair::within(0.6).run(&shapes))
        };
        let (one, four) = (on(1), on(4));
        prop_assert_eq!(one.coverage.arcs(), four.coverage.arcs());
        prop_assert_eq!(one.changes, four.changes);
        prop_assert_eq!(one.remaining, four.remaining);
    }
}
