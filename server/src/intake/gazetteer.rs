//! Names of places, each with its place where it names exactly one thing.

use crate::spelling::normal;
use onemap_engine::coord::LatticePoint;
use onemap_engine::record::{Complaint, LocationQuality};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a name can name. The same word can be a compound and a community.
#[derive(Clone, Copy, Hash)]
enum Sort {
    Building,
    /// A building by its name within a compound.
    InCompound,
    Address,
    Compound,
    Grid,
    Community,
}

#[derive(Clone, Copy)]
enum Named {
    One(LatticePoint),
    /// More than one thing in different places: of no use.
    Many,
}

/// Places by name. Keys are 64-bit hashes: a million buildings with three names each fit in 100 MiB, and two of three
/// million names meet with probability 2.5e-7.
#[derive(Default)]
pub(super) struct Gazetteer {
    places: FxHashMap<u64, Named>,
    /// Lengths of compounds' names in characters, to look for them inside addresses.
    compound_lengths: BTreeSet<usize>,
}

/// Names shorter than this are not looked for inside addresses: they would be found in other words.
const SHORTEST_INSIDE: usize = 3;
/// Longest name of a building after that of its compound, in characters: 12号楼东.
const LONGEST_INSIDE: usize = 8;

impl Gazetteer {
    pub(super) fn add_building(&mut self, building: &onemap_engine::record::Building, place: LatticePoint) {
        self.add(Sort::Building, &[&building.id], place);
        if let Some(address) = &building.address {
            self.add(Sort::Address, &[address], place);
        }
        if let Some(name) = &building.name {
            self.add(Sort::Building, &[name], place);
            if let Some(compound) = &building.compound {
                self.add(Sort::InCompound, &[compound, name], place);
            }
        }
    }

    pub(super) fn add_compound(&mut self, id: &str, name: Option<&str>, place: LatticePoint) {
        for name in [Some(id), name].into_iter().flatten() {
            self.add(Sort::Compound, &[name], place);
            self.compound_lengths.insert(normal(name).chars().count());
        }
    }

    pub(super) fn add_grid(&mut self, code: &str, name: Option<&str>, place: LatticePoint) {
        [Some(code), name].into_iter().flatten().for_each(|name| self.add(Sort::Grid, &[name], place));
    }

    pub(super) fn add_community(&mut self, code: &str, name: Option<&str>, place: LatticePoint) {
        [Some(code), name].into_iter().flatten().for_each(|name| self.add(Sort::Community, &[name], place));
    }

    /// The place of a complaint by what it says beside coordinates, the most precise first.
    pub(super) fn locate(&self, complaint: &Complaint) -> Option<(LatticePoint, LocationQuality)> {
        let building = self.by_building(complaint);
        let compound = || self.by_compound(complaint);
        let area = || self.by_area(complaint);
        building
            .map(|place| (place, LocationQuality::Building))
            .or_else(|| compound().map(|place| (place, LocationQuality::Compound)))
            .or_else(|| area().map(|place| (place, LocationQuality::Area)))
    }

    fn by_building(&self, complaint: &Complaint) -> Option<LatticePoint> {
        let named = complaint.building.as_deref();
        let in_compound = || self.find(Sort::InCompound, &[complaint.compound.as_deref()?, named?]);
        let alone = || self.find(Sort::Building, &[named?]);
        let address = || self.find(Sort::Address, &[complaint.address.as_deref()?]);
        in_compound()
            .or_else(alone)
            .or_else(address)
            .or_else(|| self.building_inside(complaint.address.as_deref()?))
    }

    fn by_compound(&self, complaint: &Complaint) -> Option<LatticePoint> {
        let named = self.find(Sort::Compound, &[complaint.compound.as_deref().unwrap_or_default()]);
        named.or_else(|| self.find(Sort::Compound, &[&self.compound_inside(complaint.address.as_deref()?)?.0]))
    }

    fn by_area(&self, complaint: &Complaint) -> Option<LatticePoint> {
        let grid = || self.find(Sort::Grid, &[complaint.grid.as_deref()?]);
        let community = || self.find(Sort::Community, &[complaint.community.as_deref()?]);
        grid().or_else(community)
    }

    /// The building that an address names after its compound: 望湖路12号阳光花园3幢2单元.
    fn building_inside(&self, address: &str) -> Option<LatticePoint> {
        let (compound, rest) = self.compound_inside(address)?;
        let ends = rest.char_indices().map(|(at, letter)| at + letter.len_utf8()).take(LONGEST_INSIDE);
        let longest_first = ends.collect::<Vec<_>>().into_iter().rev();
        longest_first.into_iter().find_map(|end| self.find(Sort::InCompound, &[&compound, &rest[..end]]))
    }

    /// The one compound whose name is in an address, and what follows the name. The longest name counts.
    fn compound_inside(&self, address: &str) -> Option<(String, String)> {
        let address = normal(address);
        let starts: Vec<usize> = address.char_indices().map(|(at, _)| at).chain([address.len()]).collect();
        let lengths = self.compound_lengths.iter().rev().copied().filter(|length| *length >= SHORTEST_INSIDE);
        for length in lengths {
            let spans = starts.iter().zip(starts.iter().skip(length)).map(|(&from, &until)| from..until);
            let mut found = spans.filter_map(|span| {
                let key = key_of_normal(Sort::Compound, [&address[span.clone()]])?;
                self.at(key).map(|place| (place, span))
            });
            if let Some((place, span)) = found.next() {
                let certain = found.all(|(other, _)| other == place);
                return certain.then(|| (address[span.clone()].to_owned(), address[span.end..].to_owned()));
            }
        }
        None
    }

    fn add(&mut self, sort: Sort, names: &[&str], place: LatticePoint) {
        let Some(key) = key(sort, names) else { return };
        let named = self.places.entry(key).or_insert(Named::One(place));
        if !matches!(named, Named::One(known) if *known == place) {
            *named = Named::Many;
        }
    }

    fn find(&self, sort: Sort, names: &[&str]) -> Option<LatticePoint> {
        self.at(key(sort, names)?)
    }

    fn at(&self, key: u64) -> Option<LatticePoint> {
        match self.places.get(&key)? {
            Named::One(place) => Some(*place),
            Named::Many => None,
        }
    }
}

fn key(sort: Sort, names: &[&str]) -> Option<u64> {
    key_of_normal(sort, names.iter().map(|name| normal(name)))
}

fn key_of_normal<T: AsRef<str>>(sort: Sort, names: impl IntoIterator<Item = T>) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    sort.hash(&mut hasher);
    for name in names {
        let name = name.as_ref();
        if name.is_empty() {
            return None;
        }
        name.hash(&mut hasher);
    }
    Some(hasher.finish())
}
