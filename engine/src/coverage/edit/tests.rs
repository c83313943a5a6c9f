//! Small plans, each edit, and what must come out.

use super::{Choice, Delta, Edit, NotThisCoverage, Piece, Reason, Refusal};
use crate::coord::LatticePoint;
use crate::coverage::testing::{points, ring, square};
use crate::coverage::{Coverage, FaceId};

/// About 111 m on a side per 10,000 steps.
const S: i32 = 10_000;

const A: FaceId = FaceId(1);
const B: FaceId = FaceId(2);
const C: FaceId = FaceId(3);

/// ```text
/// +---+---+
/// | A | B |
/// +---+---+
/// |   C   |
/// +-------+
/// ```
fn three() -> Coverage {
    let c = ring(&[(0, 0), (2 * S, 0), (2 * S, S), (S, S), (0, S)]);
    Coverage::build(&[square(0, S, S), square(S, S, S), c]).coverage
}

fn p(x: i32, y: i32) -> LatticePoint {
    LatticePoint::new(x, y)
}

/// Twice the areas of all faces, in units of S².
fn areas(coverage: &Coverage) -> Vec<f64> {
    coverage.faces().map(|face| coverage.doubled_area(face) as f64 / (f64::from(S) * f64::from(S))).collect()
}

fn reason(edit: Result<Edit, Refusal>) -> (Reason, Option<LatticePoint>) {
    let refusal = edit.map(|edit| edit.changed).expect_err("the edit should be refused");
    (refusal.reason, refusal.place)
}

#[test]
fn a_node_takes_all_its_boundaries_along() {
    let edit = three().move_vertices(&[(p(S, S), p(S, S + S / 2))]).unwrap();
    assert_eq!(areas(&edit.coverage), [1.5, 1.5, 5.0]);
    assert_eq!(edit.changed, [A, B, C]);
}

#[test]
fn a_moved_outer_vertex_changes_the_outside_too() {
    let edit = three().move_vertices(&[(p(0, 0), p(-S, 0))]).unwrap();
    assert_eq!((areas(&edit.coverage), edit.changed), (vec![2.0, 2.0, 5.0], vec![FaceId::OUTSIDE, C]));
    assert_eq!(edit.coverage.doubled_area(FaceId::OUTSIDE), -9 * i128::from(S) * i128::from(S));
}

#[test]
fn a_vertex_is_put_in_moved_and_taken_out_again() {
    let before = three();
    let put = before.insert_vertex([p(S, S), p(S, 2 * S)], p(S + S / 2, S + S / 2)).unwrap();
    assert_eq!(areas(&put.coverage), [2.5, 1.5, 4.0]);
    let out = put.coverage.remove_vertices(&[p(S + S / 2, S + S / 2)]).unwrap();
    assert_eq!(out.coverage.arcs(), before.arcs());
}

#[test]
fn what_would_break_the_coverage_is_refused_with_its_place() {
    let plan = three();
    assert_eq!(reason(plan.move_vertices(&[(p(5, 5), p(6, 6))])), (Reason::NoVertex, Some(p(5, 5))));
    let across = plan.insert_vertex([p(0, 2 * S), p(S, 2 * S)], p(S / 2, S / 2));
    assert_eq!(reason(across).0, Reason::Crosses);
    assert_eq!(reason(plan.remove_vertices(&[p(S, S)])), (Reason::IsNode, Some(p(S, S))));
    assert_eq!(reason(plan.insert_vertex([p(0, 0), p(S, S)], p(1, 1))).0, Reason::NoEdge);
    let stub = plan.split(A, &points(&[(-S, S + S / 2), (S / 2, S + S / 2)]));
    assert_eq!(reason(stub).0, Reason::DoesNotCross);
    assert_eq!(reason(plan.split(A, &points(&[(5, 5), (5, 5)]))).0, Reason::TooShort);
    let pinch = plan.move_vertices(&[(p(2 * S, 0), p(S, S))]);
    assert_eq!(reason(pinch).0, Reason::Crosses, "an edge falls onto another");
    assert_eq!(
        reason(plan.reshape(A, &points(&[(S / 4, S + S / 4), (S / 2, S + S / 2)]))).0,
        Reason::DoesNotCross
    );
}

#[test]
fn a_split_keeps_the_larger_piece_and_numbers_the_others() {
    let line = points(&[(S / 4, 3 * S), (S / 4, 0)]);
    let edit = three().split(A, &line).unwrap();
    assert_eq!(areas(&edit.coverage), [1.5, 2.0, 4.0, 0.5]);
    assert_eq!(edit.changed, [A, FaceId(4)]);
    let inverse = edit.coverage.apply(&edit.delta.inverse()).unwrap();
    assert_eq!((inverse.arcs(), inverse.faces().len()), (three().arcs(), 3));
}

#[test]
fn a_line_that_crosses_twice_makes_three() {
    let zigzag =
        points(&[(-1, S + S / 4), (3 * S / 4, S + S / 4), (3 * S / 4, 2 * S - S / 4), (-1, 2 * S - S / 4)]);
    let edit = three().split(A, &zigzag).unwrap();
    assert_eq!(edit.coverage.faces().len(), 4);
    let across = points(&[(-1, S + S / 4), (2 * S, S + S / 4), (2 * S, 2 * S - S / 4), (-1, 2 * S - S / 4)]);
    let edit = three().split(A, &across).unwrap();
    assert_eq!(areas(&edit.coverage), [1.0, 2.0, 4.0, 0.5, 0.5]);
}

#[test]
fn a_ring_drawn_inside_makes_an_enclave() {
    let q = S / 4;
    let loop_inside = points(&[(q, q), (2 * q, q), (2 * q, 2 * q), (q, 2 * q), (q, q)]);
    let edit = three().split(C, &loop_inside).unwrap();
    assert_eq!(areas(&edit.coverage), [2.0, 2.0, 4.0 - 0.125, 0.125]);
}

#[test]
fn a_sliver_is_a_slip_of_the_hand() {
    let along = points(&[(-S, S + 20), (S + S / 2, S + 20)]);
    assert!(three().split(A, &along).is_ok(), "20 steps by 111 m are 24 m²");
    let corner = points(&[(-40, S + 50), (60, S - 50)]);
    assert_eq!(reason(three().split(A, &corner)).0, Reason::Sliver);
}

#[test]
fn merged_faces_keep_their_numbers() {
    let edit = three().merge(&[B], A).unwrap();
    assert_eq!(areas(&edit.coverage), [4.0, 0.0, 4.0]);
    assert_eq!(edit.coverage.arcs().len(), 3, "the node between A and B is gone");
    assert_eq!(edit.changed, [A, B]);
}

#[test]
fn faces_apart_do_not_merge() {
    let shapes = [square(0, 0, S), square(S, 0, S), square(2 * S, 0, S)];
    let row = Coverage::build(&shapes).coverage;
    assert_eq!(reason(row.merge(&[C], A)).0, Reason::Disconnects);
    assert_eq!(areas(&row.merge(&[B, C], A).unwrap().coverage), [6.0, 0.0, 0.0]);
}

#[test]
fn a_face_follows_a_line_into_its_neighbour() {
    let bulge = points(&[
        (S - 1, S + S / 4),
        (S + S / 2, S + S / 4),
        (S + S / 2, S + 3 * S / 4),
        (S - 1, S + 3 * S / 4),
    ]);
    let edit = three().reshape(A, &bulge).unwrap();
    assert_eq!(areas(&edit.coverage), [2.5, 1.5, 4.0]);
    let half = points(&[(S, S), (S + 3 * S / 4, S + S / 2), (S, 2 * S)]);
    let edit = three().reshape(A, &half).unwrap();
    assert_eq!(
        areas(&edit.coverage),
        [2.75, 1.25, 4.0],
        "what does not border on the face stays, although it is smaller"
    );
}

#[test]
fn what_a_line_cuts_off_goes_to_the_neighbour() {
    let bite = points(&[(S, S + S / 4), (S / 2, S + S / 4), (S / 2, S + 3 * S / 4), (S, S + 3 * S / 4)]);
    assert_eq!(areas(&three().reshape(A, &bite).unwrap().coverage), [1.5, 2.5, 4.0]);
    let weave =
        points(&[(S / 2, S - S / 4), (S / 2, S + S / 4), (S + S / 2, S - S / 4), (S + S / 2, S - S / 2)]);
    let woven = three().reshape(A, &weave).unwrap();
    assert_eq!(
        areas(&woven.coverage),
        [1.875, 2.0, 4.125],
        "the line leaves A through the corner of all three"
    );
}

#[test]
fn a_piece_that_would_be_nobodys_is_refused() {
    let off = points(&[(S / 2, 3 * S), (S / 2, S + S / 2), (-S, S + S / 2)]);
    assert_eq!(reason(three().reshape(A, &off)).0, Reason::LeavesGap);
}

#[test]
fn a_gap_gets_a_face_and_only_the_gap() {
    let coverage = Coverage::build(&[square(0, 0, S), square(2 * S, 0, S)]).coverage;
    let drawn = points(&[(S / 2, 0), (2 * S + S / 2, 0), (2 * S + S / 2, S), (S / 2, S), (S / 2, 0)]);
    let edit = coverage
        .recut(&[FaceId::OUTSIDE], &[drawn], 3, |piece| {
            let between = (S..2 * S).contains(&piece.place.x);
            Choice { owner: if between { C } else { piece.face }, firm: true }
        })
        .unwrap();
    assert_eq!(areas(&edit.coverage), [2.0, 2.0, 2.0]);
    assert_eq!(edit.changed, [FaceId::OUTSIDE, C]);
}

/// ```text
/// +---+---+---+---+
/// | A | A | A | A |
/// +---+---+---+---+
/// | A |   | C | A |    The gap is closed off by the line along its southern edge alone; C stands in it,
/// +---+   +---+---+    beyond all that the line comes near.
/// | A |       | A |
/// +---+-------+---+
/// |       B       |
/// +---------------+
/// ```
#[test]
fn what_stands_in_a_gap_stays_when_the_gap_gets_a_face() {
    let arch =
        ring(&[(0, S), (S, S), (S, 3 * S), (3 * S, 3 * S), (3 * S, S), (4 * S, S), (4 * S, 4 * S), (0, 4 * S)]);
    let base = ring(&[(0, 0), (4 * S, 0), (4 * S, S), (0, S)]);
    let before = Coverage::build(&[arch, base, square(2 * S, 2 * S, S)]).coverage;
    for (name, [low, high]) in [("along its edge", [S, 5 * S]), ("far around it", [S / 2, 5 * S])] {
        let drawn = points(&[(-S, low), (5 * S, low), (5 * S, high), (-S, high), (-S, low)]);
        let edit = before
            .recut(&[FaceId::OUTSIDE], &[drawn], 4, |piece| {
                let in_gap = (S..3 * S).contains(&piece.place.x) && (S..3 * S).contains(&piece.place.y);
                Choice { owner: if in_gap { FaceId(4) } else { piece.face }, firm: true }
            })
            .unwrap();
        assert_eq!(areas(&edit.coverage), [16.0, 8.0, 2.0, 6.0], "{name}");
    }
}

#[test]
fn a_corner_that_is_left_is_a_node_no_more() {
    let coverage = Coverage::build(&[square(0, 0, S), square(S, S, S), square(2 * S, 0, S)]).coverage;
    assert_eq!(coverage.arc_numbers(B).len(), 2);
    let far_from_b = points(&[(S / 4, -1), (S / 4, S + 1)]);
    let east_to_nobody =
        |piece: &Piece| Choice { owner: if piece.place.x > S / 4 { FaceId::OUTSIDE } else { A }, firm: true };
    let edit = coverage.recut(&[A], &[far_from_b], 3, east_to_nobody).unwrap();
    assert_eq!(areas(&edit.coverage), [0.5, 2.0, 2.0]);
    assert_eq!(edit.coverage.arc_numbers(B).len(), 1);
}

#[test]
fn a_delta_only_fits_where_it_came_from() {
    let edit = three().split(A, &points(&[(S / 4, 3 * S), (S / 4, 0)])).unwrap();
    assert_eq!(edit.coverage.apply(&edit.delta).map(drop), Err(NotThisCoverage));
    let shrunk = Delta { faces: (3, 1), ..Delta::default() };
    assert_eq!(three().apply(&shrunk).map(drop), Err(NotThisCoverage));
}

/// 36 squares, and a line across all of them that meets no boundary in a lattice point.
#[test]
fn a_split_leaves_what_is_no_neighbour_as_it_was() {
    let squares: Vec<_> = (0..36).map(|i| square(i % 6 * S, i / 6 * S, S)).collect();
    let before = Coverage::build(&squares).coverage;
    let face = FaceId(15);
    let line = [p(-S, 2 * S + 1_117), p(7 * S, 2 * S + 4_440)];
    let edit = before.split(face, &line).unwrap();
    let moved: Vec<u32> = before
        .faces()
        .filter(|&face| before.polygon(face) != edit.coverage.polygon(face))
        .map(|face| face.0)
        .collect();
    assert_eq!(moved, [14, 15, 16]);
    let whole = before.doubled_area(face);
    assert_eq!(edit.coverage.doubled_area(face) + edit.coverage.doubled_area(FaceId(37)), whole);
}

#[test]
fn a_scribble_is_refused_at_once() {
    let zigzag: Vec<LatticePoint> = (0..2_000).map(|i| p(i * 7_919 % S, i * 6_101 % S)).collect();
    assert_eq!(reason(three().split(C, &zigzag)).0, Reason::TooComplex);
    assert_eq!(reason(three().reshape(C, &zigzag)).0, Reason::TooComplex);
}
