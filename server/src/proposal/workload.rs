//! The complaints that each building had, and that each proposed grid would have had.

use super::Proposal;
use crate::snapshot::{FaceNumber, Snapshot, Window};
use onemap_engine::coord::{Bounds, LatticePoint, WorldBounds, WorldPoint};
use onemap_engine::coverage::FaceId;
use onemap_engine::heat::Filter;
use onemap_engine::locate::GridIndex;
use onemap_engine::record::AreaLevel;
use rustc_hash::FxHashMap;

/// Complaints are those of so many days before the midnight that follows now: a year, so that no season weighs more than another.
const DAYS: i64 = 365;

/// A complaint may lie this far beside the building it belongs to: more than 50 m wherever people live.
const MARGIN_STEPS: i64 = 1 << 15;

/// The window that complaints are counted in.
pub(super) fn window(snapshot: &Snapshot) -> Window {
    let to = snapshot.default_window().to;
    Window::of_days(DAYS, to).unwrap_or_else(|| snapshot.all_time())
}

fn filter(snapshot: &Snapshot) -> Filter {
    let Window { from, to } = window(snapshot);
    Filter::default().during(from, to)
}

/// The same of the plan in force, by the number of the grid.
pub(super) fn in_force(snapshot: &Snapshot) -> Vec<u64> {
    let mut counts = vec![0; snapshot.levels[AreaLevel::Grid].len() + 1];
    let complaints = &snapshot.complaints;
    complaints.columns.select(&filter(snapshot)).for_each_point(|_, position| {
        counts[complaints.face(AreaLevel::Grid, position) as usize] += 1;
    });
    counts
}

/// A complaint: where it is, and the building it belongs to.
pub(super) type Placed = (LatticePoint, Option<u32>);

/// The complaints in and around some communities.
pub(super) fn around(communities: &[FaceNumber], snapshot: &Snapshot) -> Vec<Placed> {
    let coverage = &snapshot.levels[AreaLevel::Community].coverage;
    let bounds = communities.iter().filter_map(|&community| coverage.polygon(FaceId(community)).bounds());
    let Some(Bounds { min, max }) = bounds.reduce(Bounds::union) else { return Vec::new() };
    let around = WorldBounds::around([min, max].map(WorldPoint::of)).unwrap_or(WorldBounds::WORLD);
    let (filter, mut places) = (filter(snapshot), Vec::new());
    let near = snapshot.complaints.columns.select(&filter).inside(around.grown(MARGIN_STEPS));
    near.for_each_point(|point, _| places.push(Some(point.to_lattice())));
    let nearest = snapshot.buildings.nearest_to(&places);
    places.into_iter().flatten().zip(nearest).collect()
}

/// The complaints of each building, by its number.
pub(super) fn by_building(complaints: &[Placed]) -> FxHashMap<u32, f64> {
    let mut counts = FxHashMap::default();
    for building in complaints.iter().filter_map(|(_, building)| *building) {
        *counts.entry(building).or_default() += 1.0;
    }
    counts
}

impl Proposal {
    /// Counts complaints for the grid of the building they belong to, else for the one they lie in, as those of a plan are.
    pub(super) fn count_complaints(&mut self, snapshot: &Snapshot, complaints: &[Placed]) {
        let index = GridIndex::build(&self.coverage);
        for &(place, building) in complaints {
            let of_building = building.and_then(|building| snapshot.buildings.points[building as usize]);
            let face = [of_building, Some(place)].into_iter().flatten().find_map(|place| index.locate(place));
            if let Some(grid) = face.and_then(FaceId::polygon) {
                self.grids[grid].complaints += 1;
            }
        }
    }
}
