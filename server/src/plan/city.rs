//! The buildings and complaints that plans share out among their grids.

use crate::snapshot::Snapshot;
use onemap_engine::coord::LatticePoint;
use onemap_engine::heat::Filter;
use rayon::prelude::*;
use std::sync::Arc;

/// A city with the building that each complaint belongs to, found once for all plans.
pub struct City {
    pub snapshot: Arc<Snapshot>,
    /// By position of the located complaints; [`City::NONE`] for those far from any building.
    building_of: Vec<u32>,
}

impl City {
    const NONE: u32 = u32::MAX;

    /// Finds the building of every complaint, on all threads.
    #[must_use]
    pub fn new(snapshot: Arc<Snapshot>) -> Self {
        let columns = &snapshot.complaints.columns;
        let place = |position: usize| Some(columns.point(position).to_lattice());
        let places: Vec<_> = (0..columns.located()).into_par_iter().map(place).collect();
        let nearest = snapshot.buildings.nearest_to(&places);
        let building_of = nearest.into_iter().map(|near| near.unwrap_or(Self::NONE)).collect();
        Self { snapshot, building_of }
    }

    /// The complaints of the default window.
    #[must_use]
    pub fn default_filter(&self) -> Filter {
        let window = self.snapshot.default_window();
        Filter::default().during(window.from, window.to)
    }

    /// The place that stands for each building.
    pub(super) fn building_points(&self) -> &[Option<LatticePoint>] {
        &self.snapshot.buildings.points
    }

    /// The building that a complaint counts for.
    pub(super) fn building_of(&self, complaint: u32) -> Option<u32> {
        self.building_of.get(complaint as usize).copied().filter(|&building| building != Self::NONE)
    }

    /// The complaints that have a place; they are numbered by their positions.
    pub(super) fn complaints(&self) -> std::ops::Range<u32> {
        0..self.building_of.len() as u32
    }

    pub(super) fn complaint_point(&self, complaint: u32) -> LatticePoint {
        self.snapshot.complaints.columns.point(complaint as usize).to_lattice()
    }

    /// Whether any building of the city says how many households it has; else grids have what their files said.
    pub(super) fn counts_households(&self) -> bool {
        self.snapshot.city().tally.households() > 0.0
    }

    pub(super) fn counts_residents(&self) -> bool {
        self.snapshot.city().tally.residents() > 0.0
    }
}
