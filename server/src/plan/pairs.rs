//! Two plans laid over each other: what each pair of grids has in common.

use super::city::City;
use super::placement::Placement;
use crate::store::Lineage;
use onemap_engine::assign::Tally;
use onemap_engine::coord::MultiPolygon;
use onemap_engine::coverage::{FaceId, Overlay};
use onemap_engine::heat::Filter;
use onemap_engine::plan::Plan;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A plan with who is where.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub plan: &'a Plan,
    pub placement: &'a Placement,
}

/// What a grid of the first plan has in common with one of the second; the outside stands for no grid.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pair {
    /// m² on the ellipsoid.
    pub area_m2: f64,
    /// Its buildings and the people in them.
    pub tally: Tally,
    /// Complaints of the window.
    pub complaints: u64,
}

/// Every pair of grids that have a place, a building or a complaint in common, in the order of the first plan's faces, then the
/// second's.
#[must_use]
pub fn pairs(from: Side<'_>, to: Side<'_>, city: &City, filter: &Filter) -> BTreeMap<(FaceId, FaceId), Pair> {
    let mut pairs: BTreeMap<(FaceId, FaceId), Pair> = BTreeMap::new();
    for (pair, area_m2) in areas(from.plan, to.plan) {
        pairs.entry(pair).or_default().area_m2 += area_m2;
    }
    let buildings = city.building_points().len();
    let (before, after) = (from.placement.building_faces(buildings), to.placement.building_faces(buildings));
    for (pair, building) in before.into_iter().zip(after).zip(0..) {
        pairs.entry(pair).or_default().tally += city.snapshot.buildings.tally(building);
    }
    let all = &city.snapshot.complaints.columns;
    let (before, after) = (from.placement.complaint_faces(all.len()), to.placement.complaint_faces(all.len()));
    all.select(filter).for_each(|position| {
        pairs.entry((before[position], after[position])).or_default().complaints += 1;
    });
    pairs
}

/// The area that each pair of grids has in common. Grids with the very same shape in both plans are not cut up.
fn areas(from: &Plan, to: &Plan) -> Vec<((FaceId, FaceId), f64)> {
    let same = unmoved(from, to);
    let mut areas: Vec<_> =
        same.iter().map(|(&before, &after)| ((before, after), from.coverage().area_m2(before))).collect();
    let kept: rustc_hash::FxHashSet<FaceId> = same.values().copied().collect();
    let first: Vec<FaceId> =
        from.grids().map(|(face, _)| face).filter(|face| !same.contains_key(face)).collect();
    let second: Vec<FaceId> = to.grids().map(|(face, _)| face).filter(|face| !kept.contains(face)).collect();
    let shapes = |plan: &Plan, faces: &[FaceId]| -> Vec<MultiPolygon> {
        faces.iter().map(|&face| plan.coverage().polygon(face)).collect()
    };
    let (before, after) = (shapes(from, &first), shapes(to, &second));
    let face = |faces: &[FaceId], place: Option<usize>| place.map_or(FaceId::OUTSIDE, |place| faces[place]);
    let cut = Overlay::new(&before, &after, 0.0);
    areas.extend(
        cut.shares().iter().map(|share| ((first[share.first], face(&second, share.second)), share.area_m2)),
    );
    let back = Overlay::new(&after, &before, 0.0);
    let gained = back.shares().iter().filter(|share| share.second.is_none());
    areas.extend(gained.map(|share| ((FaceId::OUTSIDE, second[share.first]), share.area_m2)));
    areas
}

/// The grids of the first plan that have the very same shape in the second, with the face there.
pub(super) fn unmoved(from: &Plan, to: &Plan) -> FxHashMap<FaceId, FaceId> {
    let key = |plan: &Plan, face| {
        (plan.coverage().doubled_area(face), plan.coverage().face_bounds(face).map(|b| (b.min, b.max)))
    };
    let mut there: FxHashMap<_, Vec<FaceId>> = FxHashMap::default();
    to.grids().for_each(|(face, _)| there.entry(key(to, face)).or_default().push(face));
    let twin = |face: FaceId| {
        let shape = from.coverage().polygon(face);
        let candidates = there.get(&key(from, face))?;
        candidates.iter().copied().find(|&other| to.coverage().polygon(other) == shape)
    };
    from.grids().filter_map(|(face, _)| Some((face, twin(face)?))).collect()
}

/// From which grids of the first plan those of the second came.
#[must_use]
pub fn lineage(base: Side<'_>, head: Side<'_>, city: &City) -> Vec<Lineage> {
    let nothing = Filter { statuses: Some(Vec::new()), ..Filter::default() };
    let mut rows: Vec<_> = pairs(base, head, city, &nothing)
        .into_iter()
        .filter_map(|((origin, face), pair)| {
            Some(Lineage {
                grid: head.plan.grid(face)?.code.clone(),
                origin: base.plan.grid(origin).map(|grid| grid.code.clone()),
                area_m2: pair.area_m2,
                buildings: pair.tally.buildings,
                households: pair.tally.households(),
            })
        })
        .collect();
    rows.sort_by(|a, b| (&a.grid, &a.origin).cmp(&(&b.grid, &b.origin)));
    rows
}
