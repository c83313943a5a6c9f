//! Complaints, a day at a time and each day from its own stream, so that days can be made in parallel and are never
//! all in memory.

use super::City;
use super::calendar::day_factor;
use super::dice::{Part, mix, normal, pick, shares, stream};
use super::errors::{Fault, Faults};
use super::incidents::{Incident, by_day, caller_bits, plant};
use super::names::{People, phone};
use super::sheet::Sheet;
use super::sites::{Alias, Of, Site, Sites};
use super::taxonomy::{Major, majors};
use super::wording::write_text;
use crate::record::LocalDate;
use jiff::ToSpan;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use std::fmt::Write;

/// Columns of the sheet, by the names of the trade.
pub(super) const COLUMNS: [&str; 21] = [
    "工单编号",
    "受理时间",
    "办件来源",
    "事项大类",
    "事项小类",
    "诉求标题",
    "诉求内容",
    "事发地址",
    "经度",
    "纬度",
    "街道",
    "社区",
    "责任网格编码",
    "小区名称",
    "楼栋编号",
    "诉求人",
    "联系电话",
    "承办单位",
    "承诺完成时间",
    "办结时间",
    "办件状态",
];

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
/// Days after the last for which dates are kept ready.
const DAYS_AFTER: u32 = 60;

/// What an unlocated complaint says of its place instead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Unlocated {
    /// The address of exactly one building.
    pub by_building: u64,
    /// The name of an estate.
    pub by_compound: u64,
    /// The code of a grid.
    pub by_grid: u64,
    /// Some words that name no place.
    pub by_nothing: u64,
}

impl Unlocated {
    pub const fn total(&self) -> u64 {
        self.by_building + self.by_compound + self.by_grid + self.by_nothing
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.by_building += other.by_building;
        self.by_compound += other.by_compound;
        self.by_grid += other.by_grid;
        self.by_nothing += other.by_nothing;
    }
}

/// The whole two years as a plan: how many on each day, what is planted, which rows are wrong.
pub(super) struct Plan {
    pub majors: Vec<Major>,
    pub sites: Sites,
    pub incidents: Vec<Incident>,
    pub faults: Faults,
    plan_by_day: Vec<Vec<(usize, u32, u32)>>,
    background: Vec<u64>,
    /// Number of the first row of each day, and one past the last.
    pub first_row: Vec<u64>,
    dates: Vec<String>,
    days: Vec<LocalDate>,
    /// For each major the choice of its minors.
    minors: Vec<Alias>,
    people: People,
    callers: u64,
    seed: u64,
}

/// One complaint before it has words.
struct Call {
    second: u32,
    major: usize,
    planted: Option<(usize, u32)>,
}

impl Plan {
    pub fn new(city: &City) -> Self {
        let options = &city.options;
        let majors = majors();
        let days: Vec<LocalDate> = options.start.series(1.day()).take_while(|day| *day < options.end).collect();
        let sites = Sites::new(&city.ground, &city.stock, &city.facts, options.seed);
        let weight =
            |day: &LocalDate| -> Vec<f64> { majors.iter().map(|m| m.weight * m.season.factor(*day)).collect() };
        let mut noise = stream(options.seed, Part::Complaints, 1 << 40);
        let busy: Vec<f64> = days
            .iter()
            .map(|day| day_factor(*day) * weight(day).iter().sum::<f64>() * (0.06 * normal(&mut noise)).exp())
            .collect();
        let all_busy: f64 = busy.iter().sum();
        let expected = |major: usize, share: f64, window: std::ops::Range<u32>| {
            let of_day = |d: u32| {
                let weights = weight(&days[d as usize]);
                busy[d as usize] * weights[major] / weights.iter().sum::<f64>()
            };
            window.map(of_day).sum::<f64>() / all_busy * share * options.complaints as f64
        };
        let incidents = plant(&sites, &majors, options.complaints, days.len() as u32, expected, options.seed);
        let plan_by_day = by_day(&incidents, days.len() as u32, options.seed);
        let planted: u64 = incidents.iter().map(|incident| u64::from(incident.count)).sum();
        let background = shares(options.complaints.saturating_sub(planted), &busy);
        let counts = plan_by_day.iter().zip(&background).map(|(planted, background)| {
            background + planted.iter().map(|&(_, _, count)| u64::from(count)).sum::<u64>()
        });
        let first_row: Vec<u64> = std::iter::once(0)
            .chain(counts.scan(0, |sum, count| {
                *sum += count;
                Some(*sum)
            }))
            .collect();
        let last = days.len() as i64 + i64::from(DAYS_AFTER);
        let dates = options.start.series(1.day()).take(last as usize).map(|day| day.to_string()).collect();
        let minors = majors.iter().enumerate().map(|(i, major)| minor_choice(major, i, options.seed)).collect();
        let residents: u64 = city.facts.iter().map(|facts| u64::from(facts.residents)).sum();
        Self {
            faults: Faults::plan(&first_row, options.seed),
            callers: residents.max(options.complaints).max(1),
            people: People::new(),
            seed: options.seed,
            majors,
            sites,
            incidents,
            plan_by_day,
            background,
            first_row,
            dates,
            days,
            minors,
        }
    }

    pub fn days(&self) -> usize {
        self.days.len()
    }

    /// All rows of the sheet.
    pub fn complaints(&self) -> u64 {
        self.first_row.last().copied().unwrap_or(0)
    }

    pub fn day(&self, index: u32) -> &str {
        &self.dates[index as usize]
    }

    /// The complaints of one day in the order of their times, with what they say of their places.
    pub fn write_day(&self, city: &City, day: usize) -> (Sheet, Unlocated) {
        let mut rng = stream(self.seed, Part::Complaints, day as u64);
        let calls = self.calls(day, &mut rng);
        let mut writer = Writer {
            plan: self,
            city,
            day: day as u32,
            sheet: Sheet::default(),
            unlocated: Unlocated::default(),
            address: String::new(),
        };
        for (k, call) in calls.iter().enumerate() {
            writer.write(k as u64, call, &mut rng);
        }
        (writer.sheet, writer.unlocated)
    }

    fn calls(&self, day: usize, rng: &mut ChaCha8Rng) -> Vec<Call> {
        let weights: Vec<f64> =
            self.majors.iter().map(|m| m.weight * m.season.factor(self.days[day])).collect();
        let choice = Alias::new(&weights);
        let mut calls: Vec<Call> = (0..self.background[day])
            .map(|_| choice.pick(rng) as usize)
            .map(|major| Call { second: 0, major, planted: None })
            .collect();
        for &(incident, first, count) in &self.plan_by_day[day] {
            let major = self.incidents[incident].major;
            calls.extend((first..first + count).map(|k| Call {
                second: 0,
                major,
                planted: Some((incident, k)),
            }));
        }
        let hours: Vec<Alias> = self.majors.iter().map(|major| Alias::new(&major.rhythm.hours())).collect();
        for call in &mut calls {
            call.second = hours[call.major].pick(rng) * 3600 + rng.random_range(0..3600);
        }
        calls.sort_by_key(|call| call.second);
        calls
    }
}

/// Some problems are common and most are rare (Zipf), each major in its own order.
fn minor_choice(major: &Major, number: usize, seed: u64) -> Alias {
    let mut order: Vec<usize> = (0..major.minors.len()).collect();
    order.sort_by_key(|&i| mix(seed ^ ((number as u64) << 32) ^ i as u64));
    let mut weights = vec![0.0; order.len()];
    for (rank, i) in order.into_iter().enumerate() {
        weights[i] = 1.0 / (rank as f64 + 2.0).powf(0.9);
    }
    Alias::new(&weights)
}

/// Puts the complaints of one day into words.
struct Writer<'a> {
    plan: &'a Plan,
    city: &'a City,
    day: u32,
    sheet: Sheet,
    unlocated: Unlocated,
    address: String,
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
    fn write(&mut self, number: u64, call: &Call, rng: &mut ChaCha8Rng) {
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
        self.sheet.cell(CHANNELS[super::dice::pick_weighted(rng, &weights)].0);
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
