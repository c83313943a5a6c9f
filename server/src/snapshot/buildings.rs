//! Buildings, where they are and which areas they are in.

use super::areas::AreaSet;
use super::levels::PerLevel;
use onemap_engine::assign::{Assigned, BuildingIndex, Nearest, assign_complaints, building_point};
use onemap_engine::coord::{Bounds, LatticePoint};
use onemap_engine::coverage::FaceId;
use onemap_engine::heat::WeightedPoints;
use onemap_engine::record::{Building, Footprint};
use rayon::prelude::*;
use std::sync::OnceLock;

/// All buildings; a building's number is its place.
#[derive(Debug)]
pub struct Buildings {
    pub records: Vec<Building>,
    /// The point that stands for each; `None` for one without any place.
    pub points: Vec<Option<LatticePoint>>,
    /// The area of each level that each building's point is in.
    pub faces: PerLevel<Vec<FaceId>>,
    /// The box around all of them.
    pub bounds: Option<Bounds>,
    /// Made when they are first asked for.
    households: OnceLock<WeightedPoints>,
    index: BuildingIndex,
    /// Numbers in the order of the ids.
    by_id: Vec<u32>,
}

impl Buildings {
    /// The buildings, each put into the areas of every level by its inner point.
    #[must_use]
    pub fn new(records: Vec<Building>, levels: &PerLevel<AreaSet>) -> Self {
        let points: Vec<_> = records.par_iter().map(|building| building_point(&building.footprint)).collect();
        let mut by_id: Vec<u32> = (0..records.len() as u32).collect();
        by_id.par_sort_unstable_by_key(|&number| &records[number as usize].id);
        Self {
            faces: levels.map(|set| set.faces_at(&points)),
            bounds: records.par_iter().filter_map(bounds).reduce_with(Bounds::union),
            index: BuildingIndex::build(&records),
            households: OnceLock::new(),
            points,
            by_id,
            records,
        }
    }

    /// The grid of the complaint at each place: that of the nearest building within a distance, else that of the place itself.
    #[must_use]
    pub fn assign(
        &self,
        grids: &AreaSet,
        places: &[Option<LatticePoint>],
        within_metres: f64,
    ) -> Vec<Assigned> {
        assign_complaints(
            &grids.index,
            &self.index,
            &self.records,
            &self.faces[grids.level],
            places,
            within_metres,
        )
    }

    /// The nearest building within a distance in metres.
    #[must_use]
    pub fn nearest(&self, place: LatticePoint, within_metres: f64) -> Option<Nearest> {
        self.index.nearest(&self.records, place, within_metres)
    }

    /// Where the households are.
    #[must_use]
    pub fn households(&self) -> &WeightedPoints {
        self.households.get_or_init(|| {
            let placed = self.points.iter().zip(&self.records);
            WeightedPoints::new(placed.filter_map(|(point, building)| Some(((*point)?, building.households?))))
        })
    }

    /// The number of the building with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        let id_of = |number: &u32| self.records[*number as usize].id.as_str();
        let place = self.by_id.binary_search_by(|number| id_of(number).cmp(id)).ok()?;
        Some(self.by_id[place] as usize)
    }
}

/// The box around a building.
#[must_use]
pub fn bounds(building: &Building) -> Option<Bounds> {
    match &building.footprint {
        Footprint::Outline(shape) => shape.bounds(),
        Footprint::Point(point) => Some(Bounds { min: *point, max: *point }),
    }
}
