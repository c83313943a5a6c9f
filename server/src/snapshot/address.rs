//! Address text → the one place it means.

use super::search::Fit;
use super::{Found, FoundKind, Snapshot};
use onemap_engine::coord::LatticePoint;
use onemap_engine::record::half_width;
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
    /// longest name or address that is a part of it, as in “3幢2单元501” of “3幢”. It is read as it stands, and then in half width, without
    /// spaces, and with the usual word for a building, until it is that of one.
    #[must_use]
    pub fn address(&self, text: &str) -> Addressed {
        let mut best = Addressed::Nothing;
        for reading in readings(text) {
            let found = self.address_as_it_stands(&reading);
            if found.is_building() {
                return found;
            }
            if best == Addressed::Nothing {
                best = found;
            }
        }
        best
    }

    fn address_as_it_stands(&self, text: &str) -> Addressed {
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
            let own = longest_inside([building.address, building.name], text);
            let named = building.compound.zip(building.name);
            Some((own.max(named.and_then(|(compound, name)| in_compound(compound, name, text)))?, number))
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

impl Addressed {
    fn is_building(&self) -> bool {
        matches!(self, Self::One(found, _) if found.kind == FoundKind::Building)
    }
}

/// The ways to read an address, each once.
fn readings(text: &str) -> Vec<String> {
    let narrow: String = text.trim().chars().map(half_width).collect();
    let joined: String = narrow.chars().filter(|letter| !letter.is_whitespace()).collect();
    let worded = BUILDING_WORDS.iter().fold(joined.clone(), |text, word| text.replace(word, USUAL_WORD));
    let mut readings = vec![text.trim().to_owned(), narrow, joined, worded];
    readings.dedup();
    readings
}

/// What people write for a building, the longer words first, and what registers write.
const BUILDING_WORDS: [&str; 5] = ["号楼", "#楼", "栋", "座", "#"];
const USUAL_WORD: &str = "幢";

/// Bytes of the names of a compound and of one of its buildings where the text has the one before the other. A number that only ends
/// like the building's is another.
fn in_compound(compound: &str, name: &str, text: &str) -> Option<usize> {
    let (_, rest) = text.split_once(compound)?;
    let (before, _) = rest.split_once(name)?;
    let is_own = !before.ends_with(|letter: char| letter.is_numeric());
    is_own.then_some(compound.len() + name.len())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_in_half_width_without_spaces_and_with_the_usual_word() {
        assert_eq!(
            readings("平秋巷４号 义堤雅苑 6号楼")[1..],
            ["平秋巷4号 义堤雅苑 6号楼", "平秋巷4号义堤雅苑6号楼", "平秋巷4号义堤雅苑6幢"]
        );
        assert_eq!(readings(" 6幢 "), ["6幢"]);
    }

    #[test]
    fn a_building_is_named_after_its_compound() {
        assert_eq!(in_compound("义堤雅苑", "6幢", "义堤雅苑6幢301"), Some("义堤雅苑6幢".len()));
        assert_eq!(in_compound("义堤雅苑", "6幢", "义堤雅苑16幢301"), None);
        assert_eq!(in_compound("义堤雅苑", "6幢", "6幢义堤雅苑"), None);
    }
}
