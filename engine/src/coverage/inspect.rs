//! Finds what is to be reported.

use super::build::Subdivision;
use super::inner::inner_point;
use super::model::{Coverage, FaceId};
use super::patch::{Patch, Patches};
use super::report::{Extent, Issue, IssueKind, Report, SLIVER_WIDTH_M};
use super::validity::{self, Flaw};
use crate::coord::area::polygon_area_m2;
use crate::coord::predicate::doubled_area;
use crate::coord::{MultiPolygon, Polygon, Ring};
use rayon::prelude::*;

/// Where more polygons than this lie over one place, only their overlaps with the owner are listed, so that a pile of
/// n polygons makes n issues, not n².
const DEEPEST_FULL_STACK: usize = 16;

/// Everything wrong with the polygons; `twin_of` names for each polygon the earlier one with the same shape.
pub(crate) fn inspect(
    polygons: &[MultiPolygon],
    twin_of: &[Option<usize>],
    subdivision: &Subdivision,
    coverage: &Coverage,
) -> Report {
    let mut issues = flaws(polygons);
    issues.extend(duplicates(polygons, twin_of));
    issues.extend(without_area(polygons, twin_of, subdivision));
    let patches = subdivision.patches();
    issues.extend(overlaps(subdivision, &patches));
    issues.extend(gaps(subdivision, &patches));
    issues.extend(all_pieces(coverage));
    Report::new(issues)
}

/// The pieces and holes of all faces.
fn all_pieces(coverage: &Coverage) -> Vec<Issue> {
    let faces: Vec<FaceId> = coverage.faces().collect();
    let of_face = |&face: &FaceId| pieces(coverage.polygon(face), face);
    faces.par_iter().with_min_len(16).flat_map_iter(of_face).collect()
}

/// What is wrong with each polygon by itself.
pub(crate) fn flaws(polygons: &[MultiPolygon]) -> Vec<Issue> {
    polygons.par_iter().enumerate().flat_map_iter(|(i, shape)| flaws_of(i, shape)).collect()
}

/// What is wrong with the polygon at one place of the input by itself.
pub(crate) fn flaws_of(i: usize, shape: &MultiPolygon) -> impl Iterator<Item = Issue> {
    validity::flaws(shape).into_iter().map(move |flaw| flaw_issue(flaw, i))
}

/// The same for one whose rings, repeated points aside, share nothing with themselves or each other.
pub(crate) fn flaws_of_apart(i: usize, shape: &MultiPolygon) -> impl Iterator<Item = Issue> {
    validity::flaws_of_apart(shape).into_iter().map(move |flaw| flaw_issue(flaw, i))
}

fn flaw_issue(flaw: Flaw, polygon: usize) -> Issue {
    Issue { kind: flaw.kind, place: flaw.place, extent: flaw.extent, polygons: vec![polygon] }
}

/// Polygons with the same shape as an earlier one.
pub(crate) fn duplicates(polygons: &[MultiPolygon], twin_of: &[Option<usize>]) -> Vec<Issue> {
    let twins = twin_of.iter().enumerate().filter_map(|(i, twin)| Some((i, (*twin)?)));
    twins
        .map(|(i, twin)| Issue {
            kind: IssueKind::Duplicate,
            place: inner_point(&polygons[i]).unwrap_or_default(),
            extent: Extent::AreaM2(polygons[i].0.iter().map(polygon_area_m2).sum()),
            polygons: vec![twin, i],
        })
        .collect()
}

fn without_area(polygons: &[MultiPolygon], twin_of: &[Option<usize>], subdivision: &Subdivision) -> Vec<Issue> {
    let mut covers = vec![false; polygons.len()];
    for region in 0..subdivision.covers.regions() as u32 {
        subdivision.covers.of(region).iter().for_each(|&polygon| covers[polygon as usize] = true);
    }
    let empty = (0..polygons.len()).filter(|&i| !covers[i] && twin_of[i].is_none());
    empty
        .map(|i| Issue {
            kind: IssueKind::ZeroArea,
            place: polygons[i].points().next().unwrap_or_default(),
            extent: Extent::AreaM2(0.0),
            polygons: vec![i],
        })
        .collect()
}

fn overlaps(subdivision: &Subdivision, patches: &Patches) -> Vec<Issue> {
    let mut shared: Vec<(u32, u32, u32)> = (0..subdivision.covers.regions() as u32)
        .flat_map(|region| pairs(subdivision.covers.of(region)).into_iter().map(move |(a, b)| (a, b, region)))
        .collect();
    shared.par_sort_unstable();
    let pairs: Vec<&[(u32, u32, u32)]> = shared.chunk_by(|s, t| (s.0, s.1) == (t.0, t.1)).collect();
    let of_pair = |pair: &&[(u32, u32, u32)]| {
        let both = [pair[0].0 as usize, pair[0].1 as usize];
        let regions: Vec<u32> = pair.iter().map(|&(_, _, region)| region).collect();
        let sets = patches.connected(&regions);
        sets.into_iter()
            .map(|set| region_issue(patches.measure(&set), IssueKind::Overlap, both.to_vec()))
            .collect::<Vec<_>>()
    };
    pairs.par_iter().with_min_len(16).flat_map_iter(of_pair).collect()
}

fn pairs(stack: &[u32]) -> Vec<(u32, u32)> {
    let seconds = |i: usize| stack[i + 1..].iter().map(move |&b| (stack[i], b));
    let firsts = if stack.len() > DEEPEST_FULL_STACK { 1 } else { stack.len() };
    (0..firsts).flat_map(seconds).collect()
}

fn gaps(subdivision: &Subdivision, patches: &Patches) -> Vec<Issue> {
    let bare = (1..subdivision.covers.regions() as u32).into_par_iter().with_min_len(64);
    bare.filter(|&region| subdivision.covers.of(region).is_empty())
        .map(|region| gap(patches, region, patches.beside(region).map(|other| subdivision.owner(other))))
        .collect()
}

/// The issue of a region that nothing covers, with the faces around it.
pub(crate) fn gap(patches: &Patches, region: u32, around: impl Iterator<Item = FaceId>) -> Issue {
    let mut around: Vec<usize> = around.filter_map(FaceId::polygon).collect();
    around.sort_unstable();
    around.dedup();
    region_issue(patches.measure(&[region]), IssueKind::Gap, around)
}

fn region_issue(patch: Patch, kind: IssueKind, polygons: Vec<usize>) -> Issue {
    let kind = match kind {
        IssueKind::Gap if patch.width_m < SLIVER_WIDTH_M => IssueKind::GapSliver,
        IssueKind::Overlap if patch.width_m < SLIVER_WIDTH_M => IssueKind::OverlapSliver,
        wide => wide,
    };
    Issue { kind, place: patch.place, extent: Extent::AreaM2(patch.area_m2), polygons }
}

/// The pieces of a face beyond its largest, and its holes.
pub(crate) fn pieces(shape: MultiPolygon, face: FaceId) -> Vec<Issue> {
    let mut pieces = shape.0;
    let polygons: Vec<usize> = face.polygon().into_iter().collect();
    let issue = |kind, piece: &Polygon| Issue {
        kind,
        place: inner_point(&piece.clone().into()).unwrap_or_default(),
        extent: Extent::AreaM2(polygon_area_m2(piece)),
        polygons: polygons.clone(),
    };
    let holes: Vec<&Ring> = pieces.iter().flat_map(|piece| &piece.holes).collect();
    let as_polygon = |hole: &Ring| Polygon { shell: hole.clone(), holes: Vec::new() };
    let mut issues: Vec<Issue> =
        holes.into_par_iter().map(|hole| issue(IssueKind::Hole, &as_polygon(hole))).collect();
    pieces.sort_by_key(|piece| std::cmp::Reverse(doubled_area(&piece.shell)));
    issues.par_extend(pieces.par_iter().skip(1).map(|piece| issue(IssueKind::Disconnected, piece)));
    issues
}

#[cfg(test)]
mod tests {
    use super::super::testing::{points, ring, square};
    use super::*;
    use crate::coord::LatticePoint;
    use crate::coord::area::shape_area_m2;
    use IssueKind::*;

    /// About 1.1 m at the equator.
    const M: i32 = 100;

    fn found(shapes: &[MultiPolygon]) -> Vec<(IssueKind, Vec<usize>)> {
        Coverage::build(shapes).report.issues.into_iter().map(|issue| (issue.kind, issue.polygons)).collect()
    }

    fn the_only(shapes: &[MultiPolygon]) -> Issue {
        let issues = Coverage::build(shapes).report.issues;
        assert_eq!(issues.len(), 1, "{issues:?}");
        issues[0].clone()
    }

    #[test]
    fn a_clean_layer_has_nothing_to_report() {
        let shapes: Vec<_> = (0..4).flat_map(|x| (0..4).map(move |y| square(x * M, y * M, M))).collect();
        assert_eq!(Coverage::build(&shapes).report, Report::default());
    }

    #[test]
    fn an_overlap_is_one_issue_with_its_area() {
        let issue = the_only(&[square(0, 0, 20 * M), square(10 * M, 0, 20 * M)]);
        let both = ring(&[(10 * M, 0), (20 * M, 0), (20 * M, 20 * M), (10 * M, 20 * M)]);
        assert_eq!((issue.kind, &issue.polygons[..]), (Overlap, &[0, 1][..]));
        assert!((issue.extent.value() - shape_area_m2(&both)).abs() < 1e-6);
        assert!(super::super::is_inside(&both.0[0], issue.place));
    }

    #[test]
    fn each_region_of_an_overlap_is_an_issue_of_its_own() {
        let comb = ring(&[
            (0, 0),
            (90 * M, 0),
            (90 * M, 30 * M),
            (60 * M, 30 * M),
            (60 * M, 10 * M),
            (30 * M, 10 * M),
            (30 * M, 30 * M),
            (0, 30 * M),
        ]);
        let bar = ring(&[(0, 20 * M), (90 * M, 20 * M), (90 * M, 40 * M), (0, 40 * M)]);
        let kinds = found(&[comb, bar]);
        assert_eq!(kinds.iter().filter(|(kind, _)| *kind == Overlap).count(), 2);
        assert_eq!(kinds.iter().filter(|(kind, _)| *kind == Gap).count(), 1);
    }

    #[test]
    fn a_region_of_three_is_part_of_each_pair() {
        let shapes = [square(0, 0, 40 * M), square(10 * M, 10 * M, 40 * M), square(20 * M, 20 * M, 40 * M)];
        let report = Coverage::build(&shapes).report;
        let areas: Vec<_> =
            report.of(Overlap).map(|i| (i.polygons.clone(), i.extent.value() / 123.0)).collect();
        assert_eq!(areas.len(), 3);
        assert!(areas.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let side = |i: &Issue| (i.extent.value() / (111_319.49 * 110_574.3) * 1e14).sqrt() / f64::from(M);
        let sides: Vec<i64> = report.of(Overlap).map(|i| side(i).round() as i64).collect();
        assert_eq!(sides, [30, 20, 30]);
    }

    #[test]
    fn a_gap_names_its_neighbours() {
        let ring_of_four = [
            ring(&[(0, 0), (30 * M, 0), (30 * M, 10 * M), (0, 10 * M)]),
            ring(&[(20 * M, 10 * M), (30 * M, 10 * M), (30 * M, 20 * M), (20 * M, 20 * M)]),
            ring(&[(0, 20 * M), (30 * M, 20 * M), (30 * M, 30 * M), (0, 30 * M)]),
            ring(&[(0, 10 * M), (10 * M, 10 * M), (10 * M, 20 * M), (0, 20 * M)]),
            square(50 * M, 0, M),
        ];
        let issue = the_only(&ring_of_four);
        assert_eq!((issue.kind, issue.polygons), (Gap, vec![0, 1, 2, 3]));
        assert!((issue.extent.value() - shape_area_m2(&square(10 * M, 10 * M, 10 * M))).abs() < 1e-6);
    }

    #[test]
    fn thin_gaps_and_overlaps_are_slivers() {
        let left = square(0, 0, 1000);
        let apart = ring(&[(1000, 0), (2000, 0), (2000, 1000), (1000, 1000), (1010, 500)]);
        let over = ring(&[(1000, 0), (2000, 0), (2000, 1000), (1000, 1000), (990, 500)]);
        assert_eq!(found(&[left.clone(), apart]), [(GapSliver, vec![0, 1])]);
        assert_eq!(found(&[left, over]), [(OverlapSliver, vec![0, 1])]);
    }

    #[test]
    fn broken_rings_are_named() {
        let bow_tie = the_only_of(InvalidRing, ring(&[(0, 0), (10, 10), (10, 0), (0, 10)]));
        assert_eq!(bow_tie.place, LatticePoint::new(5, 5));
        let spike = the_only_of(Spike, ring(&[(0, 0), (10, 0), (30, 0), (10, 0), (10, 10), (0, 10)]));
        assert_eq!(spike.place, LatticePoint::new(30, 0));
        assert_eq!(found(&[ring(&[(0, 0), (0, 0), (9, 0), (9, 9)])]), [(RepeatedPoint, vec![0])]);
        assert_eq!(found(&[ring(&[(0, 0), (9, 9)])]), [(TooFewPoints, vec![0]), (ZeroArea, vec![0])]);
        assert!(found(&[ring(&[(0, 0), (5, 5), (9, 9)])]).contains(&(ZeroArea, vec![0])));
    }

    fn the_only_of(kind: IssueKind, shape: MultiPolygon) -> Issue {
        let issues: Vec<Issue> =
            Coverage::build(&[shape]).report.issues.into_iter().filter(|i| !i.kind.is_harmless()).collect();
        assert_eq!(issues.iter().map(|i| i.kind).collect::<Vec<_>>(), [kind]);
        issues[0].clone()
    }

    #[test]
    fn duplicates_are_found_whatever_the_starting_point() {
        let turned = ring(&[(9, 9), (9, 0), (0, 0), (0, 9)]);
        let issue = the_only(&[square(0, 0, 9), turned]);
        assert_eq!((issue.kind, issue.polygons), (Duplicate, vec![0, 1]));
    }

    #[test]
    fn pieces_and_holes_are_noted_as_harmless() {
        let mut shape = square(0, 0, 90);
        shape.0[0].holes.push(points(&[(30, 30), (60, 30), (60, 60), (30, 60)]));
        shape.0.extend(square(200, 0, 10).0);
        let built = Coverage::build(&[shape, square(30, 30, 30)]);
        let kinds: Vec<_> = built.report.issues.iter().map(|i| (i.kind, i.polygons[0])).collect();
        assert_eq!(kinds, [(Disconnected, 0), (Hole, 0)]);
        assert!(built.report.is_clean());
    }
}
