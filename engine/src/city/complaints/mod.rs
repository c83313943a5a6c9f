//! Complaints, a day at a time and each day from its own stream, so that days can be made in parallel and are never
//! all in memory.

mod rows;

use crate::city::City;
use crate::city::calendar::day_factor;
use crate::city::dice::{Part, mix, normal, shares, stream};
use crate::city::errors::Faults;
use crate::city::incidents::{Incident, by_day, plant};
use crate::city::names::People;
use crate::city::sheet::Sheet;
use crate::city::sites::{Alias, Sites};
use crate::city::taxonomy::{Major, majors};
use crate::record::LocalDate;
use jiff::ToSpan;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

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
        let mut writer = rows::Writer {
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
