//! The store in memory, immutable: what serving, exporting, checking and finding hotspots share.

mod address;
mod areas;
mod buildings;
mod cells;
mod city;
mod complaints;
mod crosswalk;
mod daily;
mod draw;
mod earlier;
mod fields;
pub mod filter;
mod hierarchy;
mod layers;
mod levels;
mod load;
mod page;
mod range;
mod search;
mod step;
mod window;

pub use address::Addressed;
pub use areas::{AreaEntry, AreaSet};
pub use buildings::Buildings;
pub use complaints::Complaints;
pub use crosswalk::Overlap;
pub use daily::{Day, daily};
pub use layers::{Layer, TileLayers};
pub use levels::{FaceNumber, LEVELS, PerLevel};
pub use page::{Cursor, NoCursor};
pub use range::{HouseholdRange, RangeClass};
pub use search::{Found, FoundKind};
pub use step::Step;
pub use window::Window;

use crate::store::{self, Counts, GridLayer, Reader, Store};
use onemap_engine::assign::Nearest;
use onemap_engine::coord::{Bounds, LatticePoint};
use onemap_engine::record::{AreaLevel, Complaint, Compound, LocalTime, Road, Staff, Water};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A city as it was at one moment of its store.
pub struct Snapshot {
    /// Newer snapshots have larger versions; part of the keys and addresses of what is cached.
    pub version: u64,
    /// The present: what was asked for, else the time of the last complaint.
    pub now: Option<LocalTime>,
    /// The box around all areas and buildings.
    pub bounds: Option<Bounds>,
    /// The areas of each level. That of the city always holds one, with number [`Snapshot::CITY`].
    pub levels: PerLevel<AreaSet>,
    pub buildings: Buildings,
    pub complaints: Complaints,
    pub compounds: Vec<Compound>,
    pub roads: Vec<Road>,
    pub water: Vec<Water>,
    pub grid_layers: Vec<GridLayer>,
    pub counts: Counts,
    /// What a grid should have where its plan says nothing.
    pub household_range: HouseholdRange,
    /// People on duty by the code of their grid, in the order of their roles.
    staff: FxHashMap<String, Vec<Staff>>,
    store: Store,
    layers: OnceLock<TileLayers>,
    /// Whether its grids are those in force.
    is_in_force: bool,
    periods: OnceLock<earlier::Periods>,
}

impl Snapshot {
    /// Number of the city within its level.
    pub const CITY: FaceNumber = 1;

    /// The 30 days that end at the midnight following now; all of time for a city without complaints.
    #[must_use]
    pub fn default_window(&self) -> Window {
        Window::ending_after(self.now.unwrap_or(LocalTime::MAX))
    }

    /// From the first complaint to the midnight that follows the last; all of time for a city without complaints.
    #[must_use]
    pub fn all_time(&self) -> Window {
        let ends = self.complaints.first_time().zip(self.complaints.last_time());
        let window = ends.and_then(|(first, last)| Window::new(first, Window::ending_after(last).to));
        window.unwrap_or(Window { from: LocalTime::MIN, to: LocalTime::MAX })
    }

    #[must_use]
    pub fn city(&self) -> &AreaEntry {
        self.area(AreaLevel::City, Self::CITY).expect("the level of the city holds one area")
    }

    /// The area with a number; none for 0.
    #[must_use]
    pub fn area(&self, level: AreaLevel, face: FaceNumber) -> Option<&AreaEntry> {
        self.levels[level].get(face)
    }

    /// The area with a code.
    #[must_use]
    pub fn find(&self, level: AreaLevel, code: &str) -> Option<(FaceNumber, &AreaEntry)> {
        let face = self.levels[level].find(code)?;
        self.area(level, face).map(|area| (face, area))
    }

    /// The areas above one, the nearest first.
    pub fn ancestors(
        &self,
        level: AreaLevel,
        face: FaceNumber,
    ) -> impl Iterator<Item = (AreaLevel, &AreaEntry)> {
        let above = hierarchy::ancestors(&self.levels, level, face);
        above.filter_map(|(level, face)| self.area(level, face).map(|area| (level, area)))
    }

    /// The area of a level that a complaint counts for: that of the building nearest to its point, else that of the point; where it
    /// has none, the area it is known by.
    #[must_use]
    pub fn area_of_complaint(&self, level: AreaLevel, complaint: &Complaint) -> Option<&AreaEntry> {
        let face = match complaint.point() {
            Some(point) => self.face_of_complaint(level, self.buildings.nearest(point), point),
            None => self.levels[level].face_of_area(complaint.place?, complaint.grid.as_deref()),
        };
        self.area(level, face)
    }

    /// The number of the area that a complaint at a point counts for, with the building nearest to it.
    #[must_use]
    pub fn face_of_complaint(
        &self,
        level: AreaLevel,
        nearest: Option<Nearest>,
        place: LatticePoint,
    ) -> FaceNumber {
        self.buildings.area_of(&self.levels[level], nearest.map(|near| near.building as u32), Some(place))
    }

    /// The nearest level below one that has areas.
    #[must_use]
    pub fn level_below(&self, level: AreaLevel) -> Option<AreaLevel> {
        LEVELS.into_iter().find(|&below| below > level && !self.levels[below].is_empty())
    }

    /// Households of an area: those of its buildings, or what its file says where no building of the city has any.
    #[must_use]
    pub fn households(&self, area: &AreaEntry) -> Option<f64> {
        let counted = self.city().tally.households() > 0.0;
        if counted { Some(area.tally.households()) } else { area.given_households }
    }

    /// Residents of an area, as [`Self::households`].
    #[must_use]
    pub fn residents(&self, area: &AreaEntry) -> Option<f64> {
        let counted = self.city().tally.residents() > 0.0;
        if counted { Some(area.tally.residents()) } else { area.given_residents }
    }

    /// The people on duty in a grid, in the order of their roles.
    #[must_use]
    pub fn staff_of(&self, grid: &str) -> &[Staff] {
        self.staff.get(grid).map_or(&[], Vec::as_slice)
    }

    /// The geometry of tiles, made ready when it is first asked for.
    pub fn layers(&self) -> &TileLayers {
        self.layers.get_or_init(|| TileLayers::new(self))
    }

    /// Makes what takes a while and is made when it is first asked for, what maps need first: few requests will wait for it. Not
    /// on a thread of rayon's.
    pub fn warm_up(&self) {
        self.layers();
        self.complaints.cells.prepare(&self.complaints.columns);
        self.buildings.by_id();
    }

    /// The box around all features of a layer.
    #[must_use]
    pub fn bounds_of(&self, layer: Layer) -> Option<Bounds> {
        match layer {
            Layer::Areas(level) => self.levels[level].coverage.bounds(),
            Layer::Compounds => self.compounds.iter().filter_map(|it| it.shape.bounds()).reduce(Bounds::union),
            Layer::Buildings => self.buildings.bounds,
            Layer::Complaints => self.complaints.bounds,
            Layer::H3 => self.complaints.bounds_of_cells(),
            Layer::Roads => {
                Bounds::around(self.roads.iter().flat_map(|road| road.lines.iter().flatten().copied()))
            }
            Layer::Water => self.water.iter().filter_map(|water| water.shape.bounds()).reduce(Bounds::union),
        }
    }

    /// The store it was read from.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// A connection to the store, for what is not kept in memory. It may already see a newer state.
    ///
    /// # Errors
    /// When the store cannot be opened.
    pub fn reader(&self) -> store::Result<Reader> {
        self.store.reader()
    }
}
