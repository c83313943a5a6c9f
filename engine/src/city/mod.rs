//! The seeded generator of demo and benchmark cities, with planted truth.
//!
//! A [`City`] grows from the top down. `terrain` is the lie of the land; `growth` cuts it into streets, communities,
//! grids and blocks, each edge of which is a road, a bank or a wall, so that all levels are one exact subdivision;
//! `lot`, `layout` and `stock` put buildings into the blocks, `dwell` puts people into the buildings, and `complaints`
//! lets them complain for two years. Every part has its own stream of random numbers: the same options give the same
//! bytes on any number of threads.

mod areas;
mod calendar;
mod complaints;
mod cut;
mod dice;
mod directory;
mod dwell;
mod errors;
mod files;
mod footprint;
mod growth;
mod incidents;
mod layout;
mod lot;
mod mesh;
mod names;
mod options;
mod plane;
mod roads;
mod sheet;
mod sites;
mod staff;
mod stock;
mod straddle;
mod taxonomy;
mod terrain;
#[cfg(test)]
mod tests;
mod truth;
mod water;
mod wording;

pub use files::{Manifest, Written};
pub use options::{Options, OptionsError};

use areas::Areas;
use directory::Directory;
use dwell::Facts;
use growth::Ground;
use roads::Network;
use stock::Stock;
use terrain::Terrain;

/// A generated city: everything but its complaints, which are made as they are written.
pub struct City {
    options: Options,
    terrain: Terrain,
    ground: Ground,
    stock: Stock,
    areas: Areas,
    /// For each building of the stock.
    facts: Vec<Facts>,
    network: Network,
    directory: Directory,
}

impl City {
    /// Grows a city.
    ///
    /// # Errors
    /// When the options are out of range, or the city has no room for its buildings.
    pub fn generate(options: Options) -> Result<Self, OptionsError> {
        options.check()?;
        let Options { grids, buildings, seed, .. } = options;
        let terrain = Terrain::new(grids, seed);
        let ground = growth::grow(&terrain, grids, seed);
        let stock = stock::build(&ground, &terrain, buildings, seed)
            .map_err(|no_room| OptionsError::Buildings { asked: buildings, grids, most: no_room.most })?;
        let areas = Areas::new(&ground, &terrain, &stock.lots, seed);
        let facts = dwell::facts(&stock, &ground, &terrain, &areas, seed);
        let network = Network::new(&ground, seed);
        let directory = Directory::new(&stock, &areas, &network, seed);
        Ok(Self { options, terrain, ground, stock, areas, facts, network, directory })
    }

    /// The areas of a level, by code.
    #[must_use]
    pub fn areas(&self, level: crate::record::AreaLevel) -> Vec<crate::record::Area> {
        self.areas.records(level)
    }

    fn households_by_grid(&self) -> Vec<u32> {
        let mut households = vec![0; self.areas.grids.len()];
        for (building, facts) in self.stock.buildings.iter().zip(&self.facts) {
            households[self.stock.grid_of(building) as usize] += u32::from(facts.households);
        }
        households
    }
}
