//! The city's address book: names of lots, house numbers, ids and addresses of buildings.

use super::areas::Areas;
use super::dice::mix;
use super::lot::{Lot, Use};
use super::names::{NameList, estate, numeral};
use super::roads::Network;
use super::stock::Stock;
use std::fmt::Write;

pub(super) struct Directory {
    /// For each lot its name, as of an estate or a school.
    pub lots: Vec<String>,
    /// For each lot its street and number.
    streets: Vec<String>,
    /// For each building its number in its community, from 1.
    serial: Vec<u32>,
}

impl Directory {
    pub fn new(stock: &Stock, areas: &Areas, network: &Network, seed: u64) -> Self {
        let list = NameList::of_places(mix(seed ^ 0xE));
        let lots = stock.lots.iter().enumerate().map(|(i, lot)| lot_name(&list, i, lot.usage)).collect();
        let streets = house_numbers(&stock.lots, areas, network);
        let mut used = vec![0; areas.communities.len()];
        let serial = stock.buildings.iter().map(|building| {
            let community = areas.grids[stock.grid_of(building) as usize].parent as usize;
            used[community] += 1;
            used[community]
        });
        Self { lots, streets, serial: serial.collect() }
    }

    /// The building's id: the code of its community and five digits.
    pub fn building_id(&self, stock: &Stock, areas: &Areas, building: usize) -> String {
        let community = areas.community_of(stock.grid_of(&stock.buildings[building]));
        format!("{}{:05}", community.code, self.serial[building])
    }

    /// 幢号, or the house number in a village.
    pub fn building_name(&self, stock: &Stock, building: usize) -> String {
        let placed = &stock.buildings[building];
        match (stock.lots[placed.lot as usize].usage, placed.number) {
            (_, 0) => format!("老屋{}", numeral(building % 90 + 1)),
            (Use::Village | Use::Field, number) => format!("{number}号"),
            (Use::Slabs | Use::Towers | Use::Villas, number) => format!("{number}幢"),
            (_, number) => format!("{number}号楼"),
        }
    }

    /// Appends street, number, estate and building: `紫云路12号望湖花园3幢`.
    pub fn write_address(&self, stock: &Stock, building: usize, text: &mut String) {
        let placed = &stock.buildings[building];
        let lot = placed.lot as usize;
        text.push_str(&self.streets[lot]);
        text.push_str(&self.lots[lot]);
        // Writing to a string does not fail.
        let _ = match (stock.lots[lot].usage, placed.number) {
            (_, 0) => write!(text, "旁老屋{}", numeral(building % 90 + 1)),
            (Use::Village | Use::Field, number) => write!(text, "{number}号"),
            (Use::Slabs | Use::Towers | Use::Villas, number) => write!(text, "{number}幢"),
            (_, number) => write!(text, "{number}号楼"),
        };
    }
}

fn lot_name(list: &NameList, i: usize, usage: Use) -> String {
    // Each word keeps to its own part of the list, so that an estate and a school may share a name, two schools not.
    let named = |word: &str| list.get(i) + word;
    match usage {
        Use::Slabs | Use::Towers | Use::Villas => estate(list, i),
        Use::Village => named("村民组"),
        Use::School => named(["小学", "中学", "实验学校"][i % 3]),
        Use::Hospital => named("医院"),
        Use::Mall => named("广场"),
        Use::Office => named(["大厦", "中心", "商务港"][i % 3]),
        Use::Factory => named("工业园"),
        Use::Public => named("服务中心"),
        Use::Park => named("公园"),
        Use::Field => named("农场"),
    }
}

/// Even numbers along each street in the order of the lots; where the street has no name, that of the community.
fn house_numbers(lots: &[Lot], areas: &Areas, network: &Network) -> Vec<String> {
    let mut used: rustc_hash::FxHashMap<&str, u32> = rustc_hash::FxHashMap::default();
    let number = |lot: &Lot| {
        let street = match network.names[lot.way as usize].as_str() {
            "" => areas.community_of(lot.grid).name.as_str(),
            name => name,
        };
        let last = used.entry(street).or_default();
        *last += 1;
        format!("{street}{}号", *last * 2 - 1 + u32::from(lot.angle > 0.0))
    };
    lots.iter().map(number).collect()
}
