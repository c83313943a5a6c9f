//! Arbitrary bytes as a layer of polygons, and what must hold for any layer. Shared by the fuzz targets and by
//! `tests/fuzz_targets.rs`, which runs without a nightly compiler.

use onemap_engine::coord::{LatticePoint, MultiPolygon, Polygon};
use onemap_engine::coverage::{Coverage, FaceId, IssueKind, Repair, flaws};

/// Brute force is quadratic in the edges; more are not needed to find what goes wrong.
const MOST_POINTS: usize = 400;

/// Polygons out of bytes. The first says how far apart points lie; then each ring has a byte with its number of points and
/// whether it begins a polygon, a part or a hole, and two bytes to a point.
pub fn polygons(bytes: &[u8]) -> Vec<MultiPolygon> {
    let Some((&scale, mut rest)) = bytes.split_first() else { return Vec::new() };
    let (mut shapes, mut left): (Vec<MultiPolygon>, usize) = (Vec::new(), MOST_POINTS);
    while let Some((&head, tail)) = rest.split_first() {
        let count = usize::from(head & 15).min(tail.len() / 2).min(left);
        let (points, tail) = tail.split_at(2 * count);
        let ring = points.chunks_exact(2).map(|xy| place(xy, scale)).collect();
        match (head >> 4 & 3, shapes.last_mut()) {
            (1, Some(shape)) => shape.0.push(Polygon { shell: ring, holes: Vec::new() }),
            (2, Some(MultiPolygon(parts))) => parts.last_mut().expect("shapes have parts").holes.push(ring),
            _ => shapes.push(Polygon { shell: ring, holes: Vec::new() }.into()),
        }
        left -= count;
        rest = tail;
        if left == 0 {
            break;
        }
    }
    shapes
}

/// Near one another, or as far apart as the lattice allows.
fn place(xy: &[u8], scale: u8) -> LatticePoint {
    let spread = |byte: u8| (i32::from(byte) - 128) << (scale % 25);
    LatticePoint::new(spread(xy[0]), spread(xy[1]))
}

/// Whatever is built is a coverage, and stays as it is when it is built again.
pub fn check_build(shapes: &[MultiPolygon]) {
    check(&Coverage::build(shapes).coverage);
}

/// Whatever is repaired is a coverage; nothing remains but gaps and polygons that have nothing left.
pub fn check_repair(shapes: &[MultiPolygon]) {
    let repaired = Repair::within(0.5).run(shapes);
    check(&repaired.coverage);
    for issue in &repaired.remaining {
        assert!(matches!(issue.kind, IssueKind::Gap | IssueKind::GapSliver | IssueKind::ZeroArea), "{issue:?}");
    }
}

fn check(coverage: &Coverage) {
    let shapes: Vec<MultiPolygon> = coverage.faces().map(|face| coverage.polygon(face)).collect();
    let sum: i128 = coverage.faces().map(|face| coverage.doubled_area(face)).sum();
    assert_eq!(sum, -coverage.doubled_area(FaceId::OUTSIDE));
    assert!(shapes.iter().all(|shape| flaws(shape).is_empty()));
    let again = Coverage::build(&shapes);
    assert_eq!(again.coverage.arcs(), coverage.arcs());
    let overlaps = again.report.issues.iter().filter(|issue| {
        matches!(issue.kind, IssueKind::Overlap | IssueKind::OverlapSliver | IssueKind::Duplicate)
    });
    assert_eq!(overlaps.count(), 0);
}
