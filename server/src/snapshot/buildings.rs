//! Buildings, where they are and which areas they are in.

use super::areas::AreaSet;
use super::levels::{FaceNumber, PerLevel};
use crate::store::BuildingColumns;
use onemap_engine::assign::{
    BuildingIndex, Nearest, Tally, complaint_face, footprint_point, nearest_buildings,
};
use onemap_engine::coord::{Bounds, LatticePoint};
use onemap_engine::coverage::FaceId;
use onemap_engine::heat::WeightedPoints;
use rayon::prelude::*;
use std::sync::OnceLock;

/// A place belongs to the nearest building within so many metres, and through it to its areas.
const NEAR_METRES: f64 = 50.0;

/// All buildings; a building's number is its place.
#[derive(Debug)]
pub struct Buildings {
    pub records: BuildingColumns,
    /// The point that stands for each; `None` for one without any place.
    pub points: Vec<Option<LatticePoint>>,
    /// The area of each level that each building's point is in.
    pub faces: PerLevel<Vec<FaceId>>,
    /// The box around all of them.
    pub bounds: Option<Bounds>,
    /// Made when they are first asked for.
    households: OnceLock<WeightedPoints>,
    index: BuildingIndex,
    /// Numbers in the order of the ids; made when they are first asked for.
    by_id: OnceLock<Vec<u32>>,
}

impl Buildings {
    /// The buildings, each put into the areas of every level by its inner point.
    #[must_use]
    pub fn new(records: BuildingColumns, levels: &PerLevel<AreaSet>) -> Self {
        let points: Vec<_> = records.footprints.par_iter().map(footprint_point).collect();
        Self {
            faces: levels.map(|set| set.faces_at(&points)),
            bounds: records.bounds(),
            index: BuildingIndex::build(&records.footprints),
            households: OnceLock::new(),
            by_id: OnceLock::new(),
            points,
            records,
        }
    }

    /// The building that each place belongs to: the nearest one, if any is near.
    #[must_use]
    pub fn nearest_to(&self, places: &[Option<LatticePoint>]) -> Vec<Option<u32>> {
        nearest_buildings(&self.index, &self.records.footprints, places, NEAR_METRES)
    }

    /// The building that a place belongs to: the nearest one, if any is near.
    #[must_use]
    pub fn nearest(&self, place: LatticePoint) -> Option<Nearest> {
        self.index.nearest(&self.records.footprints, place, NEAR_METRES)
    }

    /// The area of a set that a place counts for, given the building it belongs to.
    #[must_use]
    pub fn area_of(&self, set: &AreaSet, nearest: Option<u32>, place: Option<LatticePoint>) -> FaceNumber {
        complaint_face(&set.index, &self.faces[set.level], nearest, place).0
    }

    /// Where the households are.
    #[must_use]
    pub fn households(&self) -> &WeightedPoints {
        self.households.get_or_init(|| {
            let placed = self.points.iter().zip(&self.records.households);
            WeightedPoints::new(placed.filter_map(|(point, households)| Some(((*point)?, (*households)?))))
        })
    }

    /// Each as what it adds to the areas that it is in.
    pub fn tallies(&self) -> impl ExactSizeIterator<Item = Tally> {
        (0..self.records.len() as u32).map(|number| self.tally(number))
    }

    /// What one adds to the areas that it is in.
    #[must_use]
    pub fn tally(&self, number: u32) -> Tally {
        let (records, number) = (&self.records, number as usize);
        Tally::of_building(records.households[number], records.residents[number])
    }

    /// What some have together.
    #[must_use]
    pub fn sum(&self, numbers: &[u32]) -> Tally {
        numbers.iter().fold(Tally::default(), |mut sum, &number| {
            sum += self.tally(number);
            sum
        })
    }

    /// The number of the building with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        let by_id = self.by_id();
        let place = by_id.binary_search_by(|&number| self.records.ids.get(number as usize).cmp(id)).ok()?;
        Some(by_id[place] as usize)
    }

    pub(super) fn by_id(&self) -> &[u32] {
        self.by_id.get_or_init(|| {
            let mut numbers: Vec<u32> = (0..self.records.len() as u32).collect();
            numbers.par_sort_unstable_by_key(|&number| self.records.ids.get(number as usize));
            numbers
        })
    }
}
