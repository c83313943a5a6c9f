//! What is planted among the complaints: hotspots that begin and end, callers who call often, places many call about.

use super::dice::{Part, between, mix, pick, shuffled, stream};
use super::sites::Sites;
use super::taxonomy::Major;
use crate::coord::LatticePoint;
use rand::{Rng, RngExt};

/// What kind of pattern it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    Hotspot,
    /// 一人多诉
    Caller,
    /// 多人一诉
    Subject,
}

/// One planted pattern. Days count from the first of the city's complaints; the window is [from, to).
#[derive(Clone, Debug)]
pub(super) struct Incident {
    pub pattern: Pattern,
    pub major: usize,
    /// The one minor category, or any of the major's.
    pub minor: Option<usize>,
    pub centre: LatticePoint,
    /// 0 for a single place.
    pub radius_m: f64,
    pub sites: Vec<u32>,
    pub from: u32,
    pub to: u32,
    pub count: u32,
    /// What would have come without it, in window, area and category.
    pub expected: f64,
    /// The one caller, for [`Pattern::Caller`].
    pub caller: Option<u64>,
}

/// Numbers of the planted, at full size.
const HOTSPOTS: usize = 30;
const CALLERS: usize = 24;
const SUBJECTS: usize = 24;
/// Fewer complaints than this for each leave no room to hide a pattern among them.
const COMPLAINTS_PER_PATTERN: u64 = 1000;
/// Of the complaints about one subject, one in this many comes from somebody who called before.
const CALLS_AGAIN: u32 = 5;

/// Callers of the background are numbered from 0; those planted from here on.
const PLANTED_CALLERS: u64 = 1 << 48;

impl Incident {
    /// The caller of one of the planted complaints.
    pub fn caller_of(&self, incident: usize, k: u32) -> Option<u64> {
        let again = u32::from(k % CALLS_AGAIN == CALLS_AGAIN - 1);
        match self.pattern {
            Pattern::Hotspot => None,
            Pattern::Caller => self.caller,
            Pattern::Subject => Some(planted_caller(incident, k - again)),
        }
    }

    pub fn distinct_callers(&self) -> u32 {
        match self.pattern {
            Pattern::Caller => 1,
            Pattern::Subject => self.count - self.count / CALLS_AGAIN,
            Pattern::Hotspot => 0,
        }
    }
}

fn planted_caller(incident: usize, k: u32) -> u64 {
    PLANTED_CALLERS | (incident as u64) << 24 | u64::from(k)
}

/// Plants patterns for a number of complaints over a number of days. `expected` says how many complaints of a major
/// category a share of its places gets from one day to another without them.
pub(super) fn plant(
    sites: &Sites,
    majors: &[Major],
    complaints: u64,
    days: u32,
    expected: impl Fn(usize, f64, std::ops::Range<u32>) -> f64,
    seed: u64,
) -> Vec<Incident> {
    let mut incidents = Vec::new();
    if sites.is_empty() || days < 14 {
        return incidents;
    }
    let some = |most: usize| (complaints / COMPLAINTS_PER_PATTERN).min(most as u64) as usize;
    let patterns = std::iter::repeat_n(Pattern::Hotspot, some(HOTSPOTS))
        .chain(std::iter::repeat_n(Pattern::Caller, some(CALLERS)))
        .chain(std::iter::repeat_n(Pattern::Subject, some(SUBJECTS)));
    let mut rng = stream(seed, Part::Incidents, 0);
    let order = shuffled(&mut rng, &(0..majors.len()).collect::<Vec<_>>());
    for (i, pattern) in patterns.enumerate() {
        let major = order[i % order.len()];
        let mut incident = incident(pattern, major, sites, &majors[major], days, &mut rng);
        incident.expected =
            expected(major, sites.share(majors[major].on_roads, &incident.sites), incident.from..incident.to);
        incident.count = match pattern {
            Pattern::Hotspot => {
                (between(&mut rng, (40.0, 90.0)) + between(&mut rng, (1.0, 3.0)) * incident.expected) as u32
            }
            Pattern::Caller => rng.random_range(9..=42),
            Pattern::Subject => rng.random_range(14..=70),
        };
        incident.caller = (pattern == Pattern::Caller).then(|| planted_caller(i, 0));
        incidents.push(incident);
    }
    incidents
}

fn incident(
    pattern: Pattern,
    major: usize,
    sites: &Sites,
    of: &Major,
    days: u32,
    rng: &mut impl Rng,
) -> Incident {
    let (radius, length) = match pattern {
        Pattern::Hotspot => ((150.0, 450.0), (12, 60)),
        Pattern::Caller => ((0.0, 0.0), (30, 150)),
        Pattern::Subject => ((0.0, 0.0), (4, 25)),
    };
    let seat = sites.pick(of.on_roads, rng);
    let centre = sites.all[seat as usize].at;
    let radius_m = between(rng, radius);
    let mut places = if radius_m > 0.0 { sites.within(of.on_roads, centre, radius_m) } else { Vec::new() };
    if places.is_empty() {
        places.push(seat);
    }
    let length = rng.random_range(length.0..=length.1).min(days - 1);
    let from = rng.random_range(0..days - length);
    let minor = rng.random_range(0..of.minors.len());
    Incident {
        pattern,
        major,
        minor: (pattern != Pattern::Caller).then_some(minor),
        centre,
        radius_m,
        sites: places,
        from,
        to: from + length,
        count: 0,
        expected: 0.0,
        caller: None,
    }
}

/// For each day the incidents with complaints on it: incident, number of its first complaint that day, how many.
pub(super) fn by_day(incidents: &[Incident], days: u32, seed: u64) -> Vec<Vec<(usize, u32, u32)>> {
    let mut plan: Vec<Vec<(usize, u32, u32)>> = vec![Vec::new(); days as usize];
    for (i, incident) in incidents.iter().enumerate() {
        let window: Vec<u32> = (incident.from..incident.to).collect();
        let mut rng = stream(seed, Part::Incidents, 2 + i as u64);
        let mut on: Vec<u32> = (0..incident.count).map(|_| pick(&mut rng, &window)).collect();
        on.sort_unstable();
        for (k, day) in on.into_iter().enumerate() {
            match plan[day as usize].last_mut().filter(|(of, ..)| *of == i) {
                Some((_, _, count)) => *count += 1,
                None => plan[day as usize].push((i, k as u32, 1)),
            }
        }
    }
    plan
}

/// The bits a caller's phone and name are made of.
pub(super) fn caller_bits(seed: u64, caller: u64) -> u64 {
    mix(mix(seed) ^ caller)
}
