//! The complaints of one day in words: what is said, where, by whom, and what became of it.

use super::{Call, Plan, Unlocated};
use crate::city::City;
use crate::city::dice::{mix, normal, pick, pick_weighted};
use crate::city::errors::Fault;
use crate::city::incidents::caller_bits;
use crate::city::names::phone;
use crate::city::sheet::Sheet;
use crate::city::sites::{Of, Site};
use crate::city::wording::write_text;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use std::fmt::Write;

const CHANNELS: [(&str, f64); 7] = [
    ("12345热线", 46.0),
    ("网格员上报", 22.0),
    ("微信公众号", 11.0),
    ("随手拍", 9.0),
    ("视频智能识别", 6.0),
    ("市长信箱", 4.0),
    ("领导留言板", 2.0),
];

/// Complaints without coordinates.
const UNLOCATED_SHARE: f64 = 0.06;
/// Rows that name their grid although they have coordinates.
const NAMES_GRID_SHARE: f64 = 0.2;
/// Working days promised, and how often each.
const PROMISED_DAYS: [u32; 8] = [1, 2, 3, 3, 5, 5, 7, 15];
/// Puts the complaints of one day into words.
pub(super) struct Writer<'a> {
    pub(super) plan: &'a Plan,
    pub(super) city: &'a City,
    pub(super) day: u32,
    pub(super) sheet: Sheet,
    pub(super) unlocated: Unlocated,
    pub(super) address: String,
}

/// How a complaint tells its place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Coordinates,
    Building,
    Compound,
    Grid,
    Nothing,
}

impl Writer<'_> {
    pub(super) fn write(&mut self, number: u64, call: &Call, rng: &mut ChaCha8Rng) {
        let plan = self.plan;
        let incident = call.planted.map(|(i, _)| &plan.incidents[i]);
        let major = &plan.majors[call.major];
        let minor =
            incident.and_then(|i| i.minor).unwrap_or_else(|| plan.minors[call.major].pick(rng) as usize);
        let minor = major.minors[minor].as_str();
        let site = match incident {
            Some(incident) => pick(rng, &incident.sites),
            None => plan.sites.pick(major.on_roads, rng),
        };
        let site = plan.sites.all[site as usize];
        let caller = call.planted.and_then(|(i, k)| plan.incidents[i].caller_of(i, k));
        let caller = caller.unwrap_or_else(|| rng.random_range(0..plan.callers));
        let fault = plan.faults.at(plan.first_row[self.day as usize] + number);
        // A planted complaint keeps its coordinates: the pattern is in the places.
        let place =
            if incident.is_some() || fault.is_some() { Place::Coordinates } else { self.place(site, rng) };
        self.write_head(number, call.second, fault, rng);
        self.sheet.cell(major.name);
        self.sheet.cell(minor);
        self.write_words(site, place, minor, rng);
        self.write_coordinates(site, place, fault, rng);
        self.write_areas(site, place, fault, rng);
        self.write_caller(caller);
        self.write_handling(call.second, major.unit, site, rng);
    }

    /// Id, time, channel.
    fn write_head(&mut self, number: u64, second: u32, fault: Option<Fault>, rng: &mut ChaCha8Rng) {
        let number = if fault == Some(Fault::DuplicateId) { number - 1 } else { number };
        if fault != Some(Fault::MissingId) {
            let _ = write!(self.sheet.text, "BH{}{:06}", compact(self.plan.day(self.day)).as_str(), number + 1);
        }
        self.sheet.end_cell();
        match fault {
            Some(Fault::ImpossibleDate) => self.sheet.cell("2024-02-30 25:61:00"),
            _ => self.write_time(self.day, second),
        }
        let weights = CHANNELS.map(|(_, weight)| weight);
        self.sheet.cell(CHANNELS[pick_weighted(rng, &weights)].0);
    }

    fn write_time(&mut self, day: u32, second: u32) {
        self.sheet.text.push_str(&self.plan.dates[day as usize]);
        let digits = |n: u32| [char::from(b'0' + (n / 10) as u8), char::from(b'0' + (n % 10) as u8)];
        for (mark, part) in [(' ', second / 3600), (':', second / 60 % 60), (':', second % 60)] {
            self.sheet.text.push(mark);
            self.sheet.text.extend(digits(part));
        }
        self.sheet.end_cell();
    }

    fn place(&mut self, site: Site, rng: &mut ChaCha8Rng) -> Place {
        if !rng.random_bool(UNLOCATED_SHARE) {
            return Place::Coordinates;
        }
        let compound = match site.of {
            Of::Building(i) => {
                self.city.stock.walls[self.city.stock.buildings[i as usize].lot as usize].is_some()
            }
            Of::Road(_) => false,
        };
        match (rng.random_range(0..10), site.of) {
            (0..4, Of::Building(_)) => {
                self.unlocated.by_building += 1;
                Place::Building
            }
            (4..6, Of::Building(_)) if compound => {
                self.unlocated.by_compound += 1;
                Place::Compound
            }
            (6..9, _) => {
                self.unlocated.by_grid += 1;
                Place::Grid
            }
            _ => {
                self.unlocated.by_nothing += 1;
                Place::Nothing
            }
        }
    }

    /// Title, text, address.
    fn write_words(&mut self, site: Site, place: Place, minor: &str, rng: &mut ChaCha8Rng) {
        let city = self.city;
        self.address.clear();
        match (place, site.of) {
            (Place::Coordinates | Place::Building, Of::Building(i)) => {
                city.directory.write_address(&city.stock, i as usize, &mut self.address);
            }
            (Place::Compound, Of::Building(i)) => {
                let lot = city.stock.buildings[i as usize].lot as usize;
                self.address.push_str(&city.directory.lots[lot]);
            }
            (Place::Grid, _) => self.address.push_str(&city.areas.grids[site.grid as usize].name),
            (Place::Coordinates, Of::Road(way)) if !city.network.names[way as usize].is_empty() => {
                let _ = write!(
                    self.address,
                    "{}{}号附近",
                    city.network.names[way as usize],
                    rng.random_range(1..260)
                );
            }
            _ => self.address.push_str(pick(rng, &["家门口", "单位附近", "菜市场旁边", "地铁口", "学校后门"])),
        }
        self.sheet.text.push_str(&city.areas.community_of(site.grid).name);
        self.sheet.cell(minor);
        write_text(&self.address, minor, rng, &mut self.sheet.text);
        self.sheet.end_cell();
        self.sheet.cell(&self.address);
    }

    fn write_coordinates(&mut self, site: Site, place: Place, fault: Option<Fault>, rng: &mut ChaCha8Rng) {
        // People point at the door, the window, the middle of the yard: up to some 5 m away.
        let mut axis = |value: i32| value + rng.random_range(-400..=400);
        let (mut x, mut y) = (axis(site.at.x), axis(site.at.y));
        match fault {
            Some(Fault::SwappedCoordinates) => (x, y) = (y, x),
            Some(Fault::ZeroCoordinates) => (x, y) = (0, 0),
            _ => {}
        }
        for value in [x, y] {
            if place == Place::Coordinates {
                let _ = write!(self.sheet.text, "{}.{:07}", value / 10_000_000, value % 10_000_000);
            }
            self.sheet.end_cell();
        }
    }

    /// Street, community, grid, compound, building.
    fn write_areas(&mut self, site: Site, place: Place, fault: Option<Fault>, rng: &mut ChaCha8Rng) {
        let (city, areas) = (self.city, &self.city.areas);
        self.sheet.cell(&areas.street_of(site.grid).name);
        self.sheet.cell(if place == Place::Nothing { "" } else { &areas.community_of(site.grid).name });
        let grid = areas.grids[site.grid as usize].code.as_str();
        match fault {
            Some(Fault::ScientificCode) => self.sheet.cell("3.40111E+14"),
            _ if place == Place::Grid => self.sheet.cell(grid),
            _ if place == Place::Coordinates && rng.random_bool(NAMES_GRID_SHARE) => self.sheet.cell(grid),
            _ => self.sheet.cell(""),
        }
        let building = match site.of {
            Of::Building(i) => Some(i as usize),
            Of::Road(_) => None,
        };
        let lot = building
            .map(|i| city.stock.buildings[i].lot as usize)
            .filter(|&lot| city.stock.walls[lot].is_some());
        let named = lot.filter(|_| matches!(place, Place::Coordinates | Place::Compound | Place::Building));
        self.sheet.cell(named.map_or("", |lot| &city.directory.lots[lot]));
        let id = building.filter(|_| place == Place::Building && rng.random_bool(0.5));
        self.sheet.cell(&id.map_or_else(String::new, |i| city.directory.building_id(&city.stock, areas, i)));
    }

    fn write_caller(&mut self, caller: u64) {
        let bits = caller_bits(self.plan.seed, caller);
        self.plan.people.write_name(bits, &mut self.sheet.text);
        self.sheet.end_cell();
        let _ = write!(self.sheet.text, "{}", phone(mix(bits)));
        self.sheet.end_cell();
    }

    /// Unit, deadline, closing time, status.
    fn write_handling(&mut self, second: u32, unit: &str, site: Site, rng: &mut ChaCha8Rng) {
        if rng.random_bool(0.25) {
            let street = &self.city.areas.street_of(site.grid).name;
            self.sheet.text.push_str(street);
            self.sheet.cell(if street.ends_with('镇') { "人民政府" } else { "办事处" });
        } else {
            self.sheet.cell(unit);
        }
        let promised = pick(rng, &PROMISED_DAYS);
        self.write_time(self.day + promised, 64_800);
        let took = f64::from(promised) * (0.45 * normal(rng) - 0.55).exp();
        let closed = f64::from(self.day) + f64::from(second) / 86_400.0 + took.min(40.0);
        if closed < self.plan.days.len() as f64 {
            self.write_time(closed as u32, (closed.fract() * 86_400.0) as u32);
            self.sheet.cell(pick(rng, &["已结案", "已结案", "已评价"]));
        } else {
            self.sheet.cell("");
            self.sheet.cell(pick(rng, &["处置中", "处置中", "派遣中", "核查中", "受理中"]));
        }
    }
}

/// A date without its dashes.
fn compact(date: &str) -> String {
    date.chars().filter(|c| *c != '-').collect()
}
