//! Address text → the one place it means.

use super::search::Fit;
use super::{Found, FoundKind, Snapshot};
use onemap_engine::coord::LatticePoint;
use rayon::prelude::*;

/// What an address may mean.
#[derive(Clone, Debug, PartialEq)]
pub enum Addressed {
    /// One building, compound or grid, and a point in it.
    One(Box<Found>, LatticePoint),
    /// Several, the best fit first, or something too large to stand for a place.
    Several(Vec<Found>),
    Nothing,
}

/// Candidates told where an address means several things.
const CANDIDATES: usize = 10;

/// Characters of the shortest name that is looked for inside an address: shorter ones would be found in other words.
const SHORTEST_INSIDE: usize = 3;

impl Snapshot {
    /// What an address means: what bears it as a whole; else what it is a part of; else the building or compound with the
    /// longest name or address that is a part of it, as in “3幢2单元501” of “3幢”.
    #[must_use]
    pub fn address(&self, text: &str) -> Addressed {
        let mut found = self.fitting(text, CANDIDATES);
        let whole = found.iter().take_while(|(fit, _)| *fit == Fit::Whole).count();
        if whole > 0 {
            found.truncate(whole);
        }
        let found: Vec<Found> = found.into_iter().map(|(_, found)| found).collect();
        definite(if found.is_empty() { self.named_inside(text) } else { found })
    }

    /// The address of the building that a place belongs to, or else its name.
    #[must_use]
    pub fn address_near(&self, place: LatticePoint) -> Option<String> {
        let building = self.buildings.records.get(self.buildings.nearest(place)?.building);
        building.address.or(building.name).map(str::to_owned)
    }

    /// The buildings and compounds whose name or address is the longest that the text holds.
    fn named_inside(&self, text: &str) -> Vec<Found> {
        let numbers = (0..self.buildings.records.len()).into_par_iter().with_min_len(4096);
        let buildings = numbers.filter_map(|number| {
            let building = self.buildings.records.get(number);
            Some((longest_inside([building.address, building.name], text)?, number))
        });
        let compounds = self.compounds.iter().enumerate();
        let compounds = compounds
            .filter_map(|(number, compound)| Some((longest_inside([compound.name.as_deref()], text)?, number)));
        let (mut buildings, mut compounds): (Vec<_>, Vec<_>) = (buildings.collect(), compounds.collect());
        let longest = buildings.iter().chain(&compounds).map(|it| it.0).max();
        buildings.retain(|it| Some(it.0) == longest);
        compounds.retain(|it| Some(it.0) == longest);
        let buildings = buildings.into_iter().map(|(_, number)| self.found_building(number));
        let compounds = compounds.into_iter().map(|(_, number)| self.found_compound(&self.compounds[number]));
        buildings.chain(compounds).take(CANDIDATES).collect()
    }
}

fn definite(mut found: Vec<Found>) -> Addressed {
    let small =
        |found: &Found| matches!(found.kind, FoundKind::Building | FoundKind::Compound | FoundKind::Grid);
    match &found[..] {
        [] => Addressed::Nothing,
        [Found { point: Some(point), .. }] if small(&found[0]) => {
            let point = *point;
            Addressed::One(Box::new(found.remove(0)), point)
        }
        _ => Addressed::Several(found),
    }
}

/// Bytes of the longest of the names that the text holds.
fn longest_inside<const N: usize>(names: [Option<&str>; N], text: &str) -> Option<usize> {
    let inside = |name: &&str| name.chars().nth(SHORTEST_INSIDE - 1).is_some() && text.contains(*name);
    names.into_iter().flatten().filter(inside).map(str::len).max()
}
