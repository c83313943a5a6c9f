//! Dirty layers of every kind, against what GEOS finds in them (`fixtures/scripts/coverages.py`). That the repaired layers
//! pass GEOS, the script itself checks.

use super::{Repair, mismatches};
use crate::coord::{LatticePoint, LocalPlane, MultiPolygon};
use crate::coverage::peers::shape;
use crate::coverage::{Coverage, IssueKind, Report, flaws};
use onemap_fixtures::COVERAGES;

/// Where the script has its origin.
const HEFEI: LatticePoint = LatticePoint::new(1_173_000_000, 318_000_000);

struct Layer<'a> {
    name: &'a str,
    valid: bool,
    /// In m².
    overlap_and_gap: Option<[f64; 2]>,
    polygons: Vec<MultiPolygon>,
}

fn layers() -> impl Iterator<Item = Layer<'static>> {
    let plane = LocalPlane::at(HEFEI);
    let m2 = plane.metres_per_x() * plane.metres_per_y();
    COVERAGES.lines().skip(1).map(move |line| {
        let [name, valid, overlap, gap, polygons] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("five columns: {line}")
        };
        let areas = [overlap, gap].map(|steps2| steps2.parse::<f64>().map(|steps2| steps2 * m2));
        let overlap_and_gap = if let [Ok(overlap), Ok(gap)] = areas { Some([overlap, gap]) } else { None };
        let polygons = polygons.split('+').map(|text| moved(shape(text))).collect();
        Layer { name, valid: valid == "1", overlap_and_gap, polygons }
    })
}

fn moved(mut shape: MultiPolygon) -> MultiPolygon {
    let rings =
        shape.0.iter_mut().flat_map(|polygon| std::iter::once(&mut polygon.shell).chain(&mut polygon.holes));
    rings.flatten().for_each(|p| *p = LatticePoint::new(p.x + HEFEI.x, p.y + HEFEI.y));
    shape
}

fn area_m2(report: &Report, kinds: [IssueKind; 3]) -> f64 {
    report.issues.iter().filter(|issue| kinds.contains(&issue.kind)).map(|issue| issue.extent.value()).sum()
}

#[test]
fn geos_finds_the_same_layers_valid_and_the_same_overlaps_and_gaps() {
    for layer in layers() {
        let report = Coverage::build(&layer.polygons).report;
        let simple = layer
            .polygons
            .iter()
            .all(|shape| flaws(shape).iter().all(|flaw| flaw.kind == IssueKind::RepeatedPoint));
        let overlap = area_m2(&report, [IssueKind::Overlap, IssueKind::OverlapSliver, IssueKind::Duplicate]);
        let gap = area_m2(&report, [IssueKind::Gap, IssueKind::GapSliver, IssueKind::GapSliver]);
        // GEOS leaves gaps out of account where it is asked for no width.
        let valid = simple && overlap == 0.0 && mismatches(&layer.polygons, 0.0).is_empty();
        assert_eq!(valid, layer.valid, "{}", layer.name);
        if let Some(expected) = layer.overlap_and_gap {
            for (found, expected) in [overlap, gap].into_iter().zip(expected) {
                // Crossings are rounded to the lattice: half a step along some hundred metres.
                assert!(
                    (found - expected).abs() <= 0.5 + 1e-3 * expected,
                    "{}: {found} {expected}",
                    layer.name
                );
            }
        }
    }
}

#[test]
fn every_kind_of_dirt_is_mended_but_wide_gaps() {
    for layer in layers() {
        let repaired = Repair::within(0.5).run(&layer.polygons);
        let lost = repaired.remaining.iter().filter(|issue| issue.kind == IssueKind::ZeroArea).count();
        let repeated = if layer.name.starts_with("twice") { 2 } else { 0 };
        assert_eq!(lost, repeated, "{}", layer.name);
        let gaps = repaired.remaining.len() - lost;
        assert!(
            gaps == 0
                || layer.name.starts_with("wide")
                || layer.name.starts_with("holed")
                || layer.name.starts_with("bow"),
            "{}: {:?}",
            layer.name,
            repaired.remaining
        );
    }
}
