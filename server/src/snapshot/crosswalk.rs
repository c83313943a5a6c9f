//! Two grid layers laid over each other.

use super::Snapshot;
use super::areas::{AreaEntry, AreaSet};
use crate::store;
use onemap_engine::assign::{Tally, Workload};
use onemap_engine::coord::MultiPolygon;
use onemap_engine::coverage::{FaceId, Overlay, Share};
use onemap_engine::record::AreaLevel;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// What a grid of one layer has in common with a grid of another.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    /// Code of the grid in the first layer.
    pub from: String,
    /// Code of the grid in the second, `None` for what lies in none of it.
    pub to: Option<String>,
    /// m² on the ellipsoid.
    pub area_m2: f64,
    /// Part of the first grid's area, 0 to 1.
    pub share: f64,
    pub buildings: u64,
    pub households: f64,
}

/// The faces of a pair of grids.
type Pair = (FaceId, FaceId);

impl Snapshot {
    /// Every pair of overlapping grids of two layers, in the order of the first layer's grids. Buildings count by their inner
    /// points. Layers other than the default one are read from the store, which may already hold a newer state.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn crosswalk(&self, from: &str, to: &str) -> store::Result<Vec<Overlap>> {
        let (from, to) = (self.grid_layer(from)?, self.grid_layer(to)?);
        let (areas, of_buildings) = (areas(&from, &to), self.pairs_of_buildings(&from, &to));
        // A building within a lattice step of a boundary may be in a pair that shares no area.
        let mut pairs: Vec<Pair> = areas.keys().chain(&of_buildings).copied().collect();
        pairs.retain(|pair| pair.0 != FaceId::OUTSIDE);
        pairs.sort_unstable();
        pairs.dedup();
        let place = |pair: &Pair| pairs.binary_search(pair).map_or(FaceId::OUTSIDE, FaceId::of_polygon);
        let places: Vec<FaceId> = of_buildings.iter().map(place).collect();
        let workload = Workload::of(pairs.len(), self.buildings.tallies(), &places, &[]);
        let tallied = pairs.iter().zip(workload.grids());
        Ok(tallied
            .filter_map(|(pair, tally)| {
                let area_m2 = areas.get(pair).copied().unwrap_or(0.0);
                Some(Overlap::new(from.get(pair.0.0)?, to.get(pair.1.0), area_m2, tally))
            })
            .collect())
    }

    /// The grids of a layer; none for a layer that there is not.
    fn grid_layer(&self, id: &str) -> store::Result<Cow<'_, AreaSet>> {
        if self.grid_layers.iter().any(|layer| layer.is_default && layer.id == id) {
            return Ok(Cow::Borrowed(&self.levels[AreaLevel::Grid]));
        }
        Ok(Cow::Owned(AreaSet::new(AreaLevel::Grid, self.reader()?.grids(Some(id))?)))
    }

    fn pairs_of_buildings(&self, from: &AreaSet, to: &AreaSet) -> Vec<Pair> {
        let points = &self.buildings.points;
        from.faces_at(points).into_iter().zip(to.faces_at(points)).collect()
    }
}

impl Overlap {
    fn new(from: &AreaEntry, to: Option<&AreaEntry>, area_m2: f64, tally: &Tally) -> Self {
        Self {
            from: from.code.clone(),
            to: to.map(|grid| grid.code.clone()),
            area_m2,
            share: if from.area_m2 > 0.0 { area_m2 / from.area_m2 } else { 0.0 },
            buildings: tally.buildings,
            households: tally.households(),
        }
    }
}

/// The area that each pair has in common, in m².
fn areas(from: &AreaSet, to: &AreaSet) -> FxHashMap<Pair, f64> {
    let overlay = Overlay::new(&shapes(from), &shapes(to), 0.0);
    let pair = |share: &Share| {
        (FaceId::of_polygon(share.first), share.second.map_or(FaceId::OUTSIDE, FaceId::of_polygon))
    };
    overlay.shares().iter().map(|share| (pair(share), share.area_m2)).collect()
}

fn shapes(grids: &AreaSet) -> Vec<MultiPolygon> {
    grids.coverage.faces().map(|face| grids.coverage.polygon(face)).collect()
}
