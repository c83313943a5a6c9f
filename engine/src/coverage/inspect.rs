//! Finds what is to be reported.

use super::build::Subdivision;
use super::inner::inner_point;
use super::model::{Coverage, FaceId};
use super::patch::{Patch, Patches};
use super::report::{Extent, Issue, IssueKind, Report, SLIVER_WIDTH_M};
use super::validity;
use crate::coord::area::polygon_area_m2;
use crate::coord::predicate::doubled_area;
use crate::coord::{MultiPolygon, Polygon};
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
    let patches = Patches::new(subdivision);
    issues.extend(overlaps(subdivision, &patches));
    issues.extend(gaps(subdivision, &patches));
    let faces: Vec<FaceId> = coverage.faces().collect();
    issues.par_extend(faces.into_par_iter().flat_map_iter(|face| pieces(coverage, face)));
    Report::new(issues)
}

fn flaws(polygons: &[MultiPolygon]) -> Vec<Issue> {
    let of_one = |(i, shape): (usize, &MultiPolygon)| {
        let flaws = validity::flaws(shape).into_iter();
        flaws.map(move |flaw| Issue {
            kind: flaw.kind,
            place: flaw.place,
            extent: flaw.extent,
            polygons: vec![i],
        })
    };
    polygons.par_iter().enumerate().flat_map_iter(of_one).collect()
}

fn duplicates(polygons: &[MultiPolygon], twin_of: &[Option<usize>]) -> Vec<Issue> {
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
    pairs.par_iter().flat_map_iter(of_pair).collect()
}

fn pairs(stack: &[u32]) -> Vec<(u32, u32)> {
    let seconds = |i: usize| stack[i + 1..].iter().map(move |&b| (stack[i], b));
    let firsts = if stack.len() > DEEPEST_FULL_STACK { 1 } else { stack.len() };
    (0..firsts).flat_map(seconds).collect()
}

fn gaps(subdivision: &Subdivision, patches: &Patches) -> Vec<Issue> {
    let bare = (1..subdivision.covers.regions() as u32).into_par_iter();
    bare.filter(|&region| subdivision.covers.of(region).is_empty())
        .map(|region| {
            let mut around: Vec<usize> =
                patches.beside(region).filter_map(|other| subdivision.owner(other).polygon()).collect();
            around.sort_unstable();
            around.dedup();
            region_issue(patches.measure(&[region]), IssueKind::Gap, around)
        })
        .collect()
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
fn pieces(coverage: &Coverage, face: FaceId) -> Vec<Issue> {
    let mut pieces = coverage.polygon(face).0;
    let polygons: Vec<usize> = face.polygon().into_iter().collect();
    let issue = |kind, piece: &Polygon| Issue {
        kind,
        place: inner_point(&piece.clone().into()).unwrap_or_default(),
        extent: Extent::AreaM2(polygon_area_m2(piece)),
        polygons: polygons.clone(),
    };
    let holes = pieces.iter().flat_map(|piece| &piece.holes);
    let as_polygon = |hole: &Vec<_>| Polygon { shell: hole.clone(), holes: Vec::new() };
    let mut issues: Vec<Issue> = holes.map(|hole| issue(IssueKind::Hole, &as_polygon(hole))).collect();
    pieces.sort_by_key(|piece| std::cmp::Reverse(doubled_area(&piece.shell)));
    issues.extend(pieces.iter().skip(1).map(|piece| issue(IssueKind::Disconnected, piece)));
    issues
}
