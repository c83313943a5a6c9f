//! Arbitrary bytes as edits of a board of squares, and what must hold after any edit. Shared by the fuzz target and by
//! `tests/fuzz_targets.rs`.

use onemap_engine::coord::{LatticePoint, MultiPolygon, Polygon};
use onemap_engine::coverage::edit::{Edit, Refusal};
use onemap_engine::coverage::{Coverage, FaceId, flaws};

/// Squares on a side of the board, and steps on a side of a square: some 110 m.
const SQUARES: i32 = 4;
const SIDE: i32 = 10_000;

/// More edits than this take long and find no more.
const MOST_EDITS: usize = 12;

/// Carries out what the bytes say, one edit on the other. What is refused leaves everything as it was.
pub fn check_edits(bytes: &[u8]) {
    let (mut coverage, mut rest) = (board(), bytes);
    for _ in 0..MOST_EDITS {
        let Some(edit) = next(&coverage, &mut rest) else { return };
        let Ok(edit) = edit else { continue };
        check(&coverage, &edit);
        coverage = edit.coverage;
    }
}

fn board() -> Coverage {
    let square = |i: i32| -> MultiPolygon {
        let (x, y) = (i % SQUARES * SIDE, i / SQUARES * SIDE);
        let corners = [(0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE)];
        let shell = corners.map(|(dx, dy)| LatticePoint::new(x + dx, y + dy)).to_vec();
        Polygon { shell, holes: Vec::new() }.into()
    };
    Coverage::build(&(0..SQUARES * SQUARES).map(square).collect::<Vec<_>>()).coverage
}

/// The next edit: a byte for what it is, one for the face, one for the number of points, and two bytes to a point.
fn next(coverage: &Coverage, rest: &mut &[u8]) -> Option<Result<Edit, Refusal>> {
    let [kind, face, count, tail @ ..] = *rest else { return None };
    let (points, tail) = tail.split_at((2 * usize::from(count % 8)).min(tail.len()));
    *rest = tail;
    let faces = coverage.faces().len() as u32;
    let face = FaceId(1 + u32::from(*face) % faces);
    let line: Vec<LatticePoint> = points.chunks_exact(2).map(|xy| place(coverage, xy)).collect();
    let (first, last) = (*line.first()?, *line.last()?);
    Some(match kind % 6 {
        0 => coverage.split(face, &line),
        1 => coverage.reshape(face, &line),
        2 => coverage.merge(&[face], FaceId(1 + face.0 % faces)),
        3 => coverage.move_vertices(&[(first, last)]),
        4 => coverage.insert_vertex([first, last], line[line.len() / 2]),
        _ => coverage.remove_vertices(&line),
    })
}

/// A vertex that is there, or a place of its own.
fn place(coverage: &Coverage, xy: &[u8]) -> LatticePoint {
    if xy[0].is_multiple_of(3) {
        let arc = &coverage.arcs()[usize::from(xy[0]) % coverage.arcs().len()];
        return arc.points[usize::from(xy[1]) % arc.points.len()];
    }
    let along = |byte: u8| (i32::from(byte) - 40) * SQUARES * SIDE / 160;
    LatticePoint::new(along(xy[0]), along(xy[1]))
}

/// An edit leaves a coverage, its inverse the one before to the byte, and what no changed face is next to as it was.
fn check(before: &Coverage, edit: &Edit) {
    let after = &edit.coverage;
    let shapes: Vec<MultiPolygon> = after.faces().map(|face| after.polygon(face)).collect();
    assert!(shapes.iter().all(|shape| flaws(shape).is_empty()));
    let sum: i128 = after.faces().map(|face| after.doubled_area(face)).sum();
    assert_eq!(sum, -after.doubled_area(FaceId::OUTSIDE));
    let restored = after.apply(&edit.delta.inverse()).expect("the inverse fits what it is the inverse of");
    assert_eq!((restored.arcs(), restored.faces().len()), (before.arcs(), before.faces().len()));
}
