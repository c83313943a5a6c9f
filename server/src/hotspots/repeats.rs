//! One caller with many complaints (一人多诉), many callers about one thing in one place (多人一诉).

use super::Refusal;
use crate::snapshot::Snapshot;
use onemap_engine::coord::LatticePoint;
use onemap_engine::heat::Filter;
use onemap_engine::hotspot::{Call, Reach, many_callers, one_caller};
use onemap_engine::record::CallerKey;
use rustc_hash::{FxHashMap, FxHashSet};
use std::num::NonZeroUsize;

/// What complaints of one alert have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Topic {
    /// Nothing.
    Any,
    /// The major category.
    Category,
    /// The minor category.
    Subcategory,
}

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pattern {
    /// At least so many complaints of one caller within so many days.
    Caller { least: NonZeroUsize, days: f64 },
    /// At least so many callers within so many metres and days of a complaint.
    Subject { least: NonZeroUsize, metres: f64, days: f64 },
}

#[derive(Clone, Debug)]
pub struct RepeatQuestion {
    pub pattern: Pattern,
    pub topic: Topic,
    pub filter: Filter,
}

/// Complaints that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// Their rows in the snapshot, the oldest first; the first one names the alert for good.
    pub rows: Vec<usize>,
    pub callers: usize,
    /// The middle one of those that have a place, in the order of time.
    pub place: Option<LatticePoint>,
}

/// Alerts, in the order of their first complaint.
pub struct Alerts {
    pub alerts: Vec<Alert>,
    pub notes: Vec<String>,
}

const SECONDS_PER_DAY: f64 = 86_400.0;

impl RepeatQuestion {
    /// `callers` are by row number of the store.
    ///
    /// # Errors
    /// When days or metres are out of range.
    pub fn answer(&self, snapshot: &Snapshot, callers: &FxHashMap<i64, CallerKey>) -> Result<Alerts, Refusal> {
        let (rows, calls) = self.calls(snapshot, callers);
        let found = match self.pattern {
            Pattern::Caller { least, days } => one_caller(&calls, least.get(), seconds(days)?),
            Pattern::Subject { least, metres, days } => {
                if !(Reach::LEAST_METRES..=10_000.0).contains(&metres) {
                    return Err(Refusal::new("metres", format!("{metres} is not between 0.1 and 10000")));
                }
                many_callers(&calls, least.get(), Reach { metres, seconds: Some(seconds(days)?) })
            }
        };
        let alert = |members: Vec<usize>| {
            let places: Vec<LatticePoint> = members.iter().filter_map(|&member| calls[member].place).collect();
            let callers: FxHashSet<u64> = members.iter().filter_map(|&member| calls[member].caller).collect();
            Alert {
                callers: callers.len(),
                place: places.get(places.len() / 2).copied(),
                rows: members.into_iter().map(|member| rows[member]).collect(),
            }
        };
        let without = calls.iter().filter(|call| call.caller.is_none()).count();
        let notes = (without > 0).then(|| format!("{without} of {} complaints have no caller", calls.len()));
        Ok(Alerts { alerts: found.into_iter().map(alert).collect(), notes: notes.into_iter().collect() })
    }

    /// Rows of the snapshot, and what repeats look at in each.
    fn calls(&self, snapshot: &Snapshot, callers: &FxHashMap<i64, CallerKey>) -> (Vec<usize>, Vec<Call>) {
        let (complaints, columns) = (&snapshot.complaints, &snapshot.complaints.columns);
        let mut found = Vec::new();
        columns.select(&self.filter).for_each(|position| {
            let place = (position < columns.located()).then(|| columns.point(position).to_lattice());
            found.push((columns.row(position), place));
        });
        found.sort_unstable_by_key(|it| it.0);
        let call = |(row, place): (usize, Option<LatticePoint>)| {
            let (category, subcategory) = complaints.pair(row);
            let call = Call {
                caller: callers.get(&complaints.store_rows[row]).map(|key| key.0),
                topic: match self.topic {
                    Topic::Any => 0,
                    Topic::Category => category.into(),
                    Topic::Subcategory => u32::from(category) << 16 | u32::from(subcategory),
                },
                seconds: complaints.seconds(row),
                place,
            };
            (row, call)
        };
        found.into_iter().map(call).unzip()
    }
}

fn seconds(days: f64) -> Result<f64, Refusal> {
    let seconds = days * SECONDS_PER_DAY;
    let wrong = || Refusal::new("days", "give more than a second, and 3660 at most, as 30");
    if (1.0..=3_660.0 * SECONDS_PER_DAY).contains(&seconds) { Ok(seconds) } else { Err(wrong()) }
}
