//! The complaints that each proposed grid would have had.

use super::Proposal;
use crate::snapshot::{Snapshot, Window};
use onemap_engine::coord::{Bounds, WorldBounds, WorldPoint};
use onemap_engine::coverage::FaceId;
use onemap_engine::heat::Filter;
use onemap_engine::locate::GridIndex;
use onemap_engine::record::AreaLevel;

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

impl Proposal {
    /// Counts complaints for the grid of the building they belong to, else for the one they lie in, as those of a plan are.
    pub(super) fn count_complaints(&mut self, snapshot: &Snapshot) {
        let index = GridIndex::build(&self.coverage);
        let mut places = Vec::new();
        let Some(Bounds { min, max }) = self.coverage.bounds() else { return };
        let around = WorldBounds::around([min, max].map(WorldPoint::of)).unwrap_or(WorldBounds::WORLD);
        let filter = filter(snapshot);
        let near = snapshot.complaints.columns.select(&filter).inside(around.grown(MARGIN_STEPS));
        near.for_each_point(|point, _| places.push(Some(point.to_lattice())));
        let nearest = snapshot.buildings.nearest_to(&places);
        for (place, building) in places.into_iter().zip(nearest) {
            let of_building = building.and_then(|building| snapshot.buildings.points[building as usize]);
            let face = [of_building, place].into_iter().flatten().find_map(|place| index.locate(place));
            if let Some(grid) = face.and_then(FaceId::polygon) {
                self.grids[grid].complaints += 1;
            }
        }
    }
}
