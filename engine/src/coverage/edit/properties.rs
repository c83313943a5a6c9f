//! Random edits of random plans: after each one the coverage is what its own polygons build, and the inverse leads back.

use super::{Choice, Delta, Edit, Refusal};
use crate::coord::{Bounds, LatticePoint, MultiPolygon};
use crate::coverage::testing::square;
use crate::coverage::{Coverage, FaceId, IssueKind};
use proptest::collection::vec;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use std::sync::Arc;

/// One random edit: what to do, and numbers that are taken modulo what there is.
type Draw = (u8, usize, usize, Vec<LatticePoint>);

fn point(range: std::ops::Range<i32>) -> impl Strategy<Value = LatticePoint> {
    (range.clone(), range).prop_map(|(x, y)| LatticePoint::new(x, y))
}

fn draws(range: std::ops::Range<i32>) -> impl Strategy<Value = Vec<Draw>> {
    vec((0..9u8, any::<usize>(), any::<usize>(), vec(point(range), 2..6)), 100)
}

/// A row of squares with irregular shapes laid over them first.
fn plan(shapes: &[Vec<LatticePoint>], side: i32) -> Coverage {
    let drawn = shapes
        .iter()
        .map(|shell| MultiPolygon(vec![crate::coord::Polygon { shell: shell.clone(), holes: Vec::new() }]));
    let squares = (0..9).map(|i| square(i % 3 * side, i / 3 * side, side));
    Coverage::build(&drawn.chain(squares).collect::<Vec<_>>()).coverage
}

fn attempt(coverage: &Coverage, (kind, first, second, line): &Draw) -> Option<Result<Edit, Refusal>> {
    let live: Vec<FaceId> = coverage.faces().filter(|&face| !coverage.arc_numbers(face).is_empty()).collect();
    let face = *live.get(first % live.len().max(1))?;
    let arc = &coverage.arcs()[first % coverage.arcs().len()];
    let at = second % (arc.points.len() - 1);
    Some(match kind {
        0 => coverage.move_vertices(&[(arc.points[at], line[0])]),
        1 => coverage.insert_vertex([arc.points[at], arc.points[at + 1]], line[0]),
        2 => coverage.remove_vertices(&[arc.points[at]]),
        3 => coverage.split(face, line),
        4 => coverage.reshape(face, line),
        5 => {
            let beside = coverage.neighbours(face);
            let other = beside[second % beside.len()].0;
            if other == FaceId::OUTSIDE { return None } else { coverage.merge(&[other], face) }
        }
        6 => coverage.recut(&[face], std::slice::from_ref(line), coverage.faces().len() as u32, |piece| {
            let right_of_line = piece.place.x > line[0].x;
            let beside = coverage.neighbours(face);
            let owner = if right_of_line { beside[second % beside.len()].0 } else { piece.face };
            Choice { owner, firm: second % 2 == 0 }
        }),
        7 => cut_out(coverage, face, line),
        _ => fill(coverage, line),
    })
}

/// What a face has right of a line becomes a gap.
fn cut_out(coverage: &Coverage, face: FaceId, line: &[LatticePoint]) -> Result<Edit, Refusal> {
    coverage.recut(&[face], &[line.to_vec()], coverage.faces().len() as u32, |piece| {
        let right_of_line = piece.place.x > line[0].x;
        Choice { owner: if right_of_line { FaceId::OUTSIDE } else { piece.face }, firm: true }
    })
}

/// What is nobody's in the box around a line becomes a new face.
fn fill(coverage: &Coverage, line: &[LatticePoint]) -> Result<Edit, Refusal> {
    let Bounds { min, max } = Bounds::around(line.iter().copied()).unwrap();
    let outline = [min, LatticePoint::new(max.x, min.y), max, LatticePoint::new(min.x, max.y), min];
    let new = FaceId(coverage.faces().len() as u32 + 1);
    coverage.recut(&[FaceId::OUTSIDE], &[outline.to_vec()], new.0, |piece| {
        let inside = Bounds { min, max }.contains(piece.place);
        Choice { owner: if inside { new } else { piece.face }, firm: true }
    })
}

fn check(before: &Coverage, edit: &Edit) {
    let after = &edit.coverage;
    let shapes: Vec<MultiPolygon> = after.faces().map(|face| after.polygon(face)).collect();
    let rebuilt = Coverage::build(&shapes);
    assert!(rebuilt.coverage.arcs() == after.arcs(), "not what its polygons build: {:?}", edit.changed);
    let overlaps = |kind| matches!(kind, IssueKind::Overlap | IssueKind::OverlapSliver);
    assert!(!rebuilt.report.issues.iter().any(|issue| overlaps(issue.kind)));
    let total: i128 = after.faces().map(|face| after.doubled_area(face)).sum();
    assert_eq!(total, -after.doubled_area(FaceId::OUTSIDE));
    check_sharing(before, after, &edit.delta);
    let restored = after.apply(&edit.delta.inverse()).unwrap();
    assert!(restored.arcs() == before.arcs() && restored.faces().len() == before.faces().len());
    for face in before.faces().filter(|face| !edit.changed.contains(face)) {
        let moved = (before.doubled_area(face) - after.doubled_area(face)).abs();
        let outline: i128 = before.arcs_of(face).map(|arc| length(&arc.points)).sum();
        assert!(moved <= 2 * outline, "{face:?} is said not to change but by rounding");
    }
}

fn length(points: &[LatticePoint]) -> i128 {
    let step = |p: &[LatticePoint]| i128::from(p[0].x.abs_diff(p[1].x)) + i128::from(p[0].y.abs_diff(p[1].y));
    points.windows(2).map(step).sum()
}

/// Arcs that the change does not name are the very same ones.
fn check_sharing(before: &Coverage, after: &Coverage, delta: &Delta) {
    let same =
        |arc: &crate::coverage::Arc| before.arcs().iter().any(|old| Arc::ptr_eq(&old.points, &arc.points));
    assert!(after.arcs().iter().filter(|arc| !delta.added.contains(arc)).all(same));
}

fn run(mut coverage: Coverage, draws: &[Draw]) -> usize {
    let mut made = 0;
    for draw in draws {
        if coverage.arcs().is_empty() {
            break;
        }
        if let Some(Ok(edit)) = attempt(&coverage, draw) {
            check(&coverage, &edit);
            coverage = edit.coverage;
            made += 1;
        }
    }
    made
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 50, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_of_a_crowded_lattice(shapes in vec(vec(point(0..30), 3..6), 0..4), draws in draws(-2..32)) {
        run(plan(&shapes, 10), &draws);
    }

    #[test]
    fn edits_of_a_wide_plan(shapes in vec(vec(point(0..30_000), 3..8), 0..4), draws in draws(-2_000..32_000)) {
        run(plan(&shapes, 10_000), &draws);
    }
}

/// 10,000 edits and more, a hundred at least of every kind, on plans that live for 250 of them.
#[test]
fn a_long_life() {
    let mut dice = rand_chacha::ChaCha8Rng::seed_from_u64(4);
    let (mut coverage, mut made) = (plan(&[], 10_000), [0; 9]);
    while made.iter().sum::<usize>() < 10_000 || made.iter().any(|&times| times < 100) {
        let reach = if dice.random_bool(0.5) { 1_500 } else { 12_000 };
        let from = LatticePoint::new(dice.random_range(0..30_000), dice.random_range(0..30_000));
        let near = |dice: &mut rand_chacha::ChaCha8Rng| {
            let mut step = || dice.random_range(-reach..reach);
            LatticePoint::new(from.x + step(), from.y + step())
        };
        let line = (0..4).map(|_| near(&mut dice)).collect();
        let few = coverage.faces().filter(|&face| !coverage.arc_numbers(face).is_empty()).count() < 12;
        let kind = if few { 3 } else { dice.random_range(0..9) };
        let draw = (kind, dice.random_range(0..usize::MAX), dice.random_range(0..usize::MAX), line);
        if let Some(Ok(edit)) = attempt(&coverage, &draw) {
            check(&coverage, &edit);
            coverage = edit.coverage;
            made[kind as usize] += 1;
            if made.iter().sum::<usize>() % 250 == 0 {
                coverage = plan(&[], 10_000);
            }
        }
    }
}
