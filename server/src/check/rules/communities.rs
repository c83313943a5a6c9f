//! Grids and communities belong together: each grid in one, each community all covered.

use super::super::Subject;
use super::super::finding::OtherRule::{FullCover, OneCommunity};
use super::super::finding::{Finding, Size};
use super::{finding, shapes};
use onemap_engine::coverage::{Overlay, inner_point};

/// Parts of a grid outside the community that holds most of it, and grids that say they are in another. Grids in `merged` may lie in
/// several.
pub(in crate::check) fn one_community(
    subject: &Subject<'_>,
    tolerance_m: f64,
    merged: &[String],
) -> Vec<Finding> {
    let (grids, communities) = (&subject.grids, &subject.communities);
    let overlay = Overlay::new(&shapes(grids), &shapes(communities), tolerance_m);
    let misplaced = grids.iter().enumerate().filter_map(|(i, grid)| {
        let (stated, home) = (grid.parent.as_deref()?, &communities[overlay.home(i)?]);
        let is_home = home.code == stated || home.name.as_deref() == Some(stated);
        let codes = vec![grid.code.clone(), home.code.clone()];
        (!is_home && !merged.contains(&grid.code))
            .then(|| finding(OneCommunity, inner_point(&grid.shape), None, codes))
    });
    let spills = overlay.spills().iter();
    let spilt = spills
        .filter(|spill| spill.second.is_none() || !merged.contains(&grids[spill.first].code))
        .map(|spill| {
            let codes = [Some(&grids[spill.first]), spill.second.map(|other| &communities[other])];
            let codes = codes.into_iter().flatten().map(|area| area.code.clone()).collect();
            finding(OneCommunity, Some(spill.place), Some(Size::area_m2(spill.area_m2)), codes)
        });
    spilt.chain(misplaced).collect()
}

/// Parts of a community that belong to no grid.
pub(in crate::check) fn full_cover(subject: &Subject<'_>, tolerance_m: f64) -> Vec<Finding> {
    let communities = &subject.communities;
    let overlay = Overlay::new(&shapes(communities), &shapes(&subject.grids), tolerance_m);
    let parts = overlay.spills().iter().filter(|spill| spill.second.is_none());
    let parts = parts.map(|spill| (spill.first, Some(spill.place), spill.area_m2));
    let whole = overlay.shares().iter().filter(|share| overlay.home(share.first).is_none());
    let whole = whole.map(|share| (share.first, inner_point(&communities[share.first].shape), share.area_m2));
    parts
        .chain(whole)
        .map(|(community, place, area_m2)| {
            let codes = vec![communities[community].code.clone()];
            finding(FullCover, place, Some(Size::area_m2(area_m2)), codes)
        })
        .collect()
}
