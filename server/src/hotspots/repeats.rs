//! One caller with many complaints (一人多诉), many callers about one thing in one place (多人一诉), many things in one place (一地多事), and
//! nearly the same text again.

use super::Refusal;
use crate::snapshot::Snapshot;
use crate::store;
use onemap_engine::coord::LatticePoint;
use onemap_engine::heat::Filter;
use onemap_engine::hotspot::{Call, Reach, Trigrams, many_callers, many_topics, one_caller, similar_texts};
use onemap_engine::record::CallerKey;
use rustc_hash::{FxHashMap, FxHashSet};
use std::num::NonZeroUsize;

/// What complaints of one alert have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
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
    /// At least so many minor categories within so many metres and days of a complaint.
    Place { least: NonZeroUsize, metres: f64, days: f64 },
    /// At least so many complaints, each with a text similar to that of another one within so many metres and days.
    Text { least: NonZeroUsize, similarity: f64, metres: f64, days: f64 },
}

/// What makes an alert where nothing is said.
impl Pattern {
    pub const CALLS: NonZeroUsize = NonZeroUsize::new(3).unwrap();
    pub const CALLER_DAYS: f64 = 30.0;
    pub const CALLERS: NonZeroUsize = NonZeroUsize::new(5).unwrap();
    pub const SUBJECT_METRES: f64 = 50.0;
    pub const SUBJECT_DAYS: f64 = 7.0;
    pub const TOPICS: NonZeroUsize = NonZeroUsize::new(8).unwrap();
    pub const PLACE_METRES: f64 = 30.0;
    pub const PLACE_DAYS: f64 = 7.0;
    pub const TEXTS: NonZeroUsize = NonZeroUsize::new(2).unwrap();
    pub const TEXT_SIMILARITY: f64 = 0.6;
    pub const TEXT_METRES: f64 = 100.0;
    pub const TEXT_DAYS: f64 = 30.0;
}

#[derive(Clone, Debug)]
pub struct RepeatQuestion {
    pub pattern: Pattern,
    pub topic: Topic,
    pub filter: Filter,
}

/// What the store alone knows of complaints, by its row numbers.
pub struct Said {
    callers: FxHashMap<i64, CallerKey>,
    /// Empty where texts are not looked at.
    texts: FxHashMap<i64, Trigrams>,
}

impl From<FxHashMap<i64, CallerKey>> for Said {
    /// Callers alone, for what does not look at texts.
    fn from(callers: FxHashMap<i64, CallerKey>) -> Self {
        Self { callers, texts: FxHashMap::default() }
    }
}

/// Complaints that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// Their rows in the snapshot, the oldest first; the first one names the alert for good.
    pub rows: Vec<usize>,
    /// Different ones.
    pub callers: usize,
    /// Different minor categories.
    pub topics: usize,
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
    /// One caller again and again about one major category.
    #[must_use]
    pub fn callers(filter: Filter) -> Self {
        let pattern = Pattern::Caller { least: Pattern::CALLS, days: Pattern::CALLER_DAYS };
        Self { pattern, topic: Topic::Category, filter }
    }

    /// Many callers about one minor category in one place.
    #[must_use]
    pub fn subjects(filter: Filter) -> Self {
        let (metres, days) = (Pattern::SUBJECT_METRES, Pattern::SUBJECT_DAYS);
        Self {
            pattern: Pattern::Subject { least: Pattern::CALLERS, metres, days },
            topic: Topic::Subcategory,
            filter,
        }
    }

    /// Reads what the store alone knows.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self, snapshot: &Snapshot) -> store::Result<Said> {
        let reader = snapshot.reader()?;
        let mut texts = FxHashMap::default();
        if matches!(self.pattern, Pattern::Text { .. }) {
            let rows = self.selected(snapshot).into_iter().map(|(row, _)| snapshot.complaints.store_rows[row]);
            let wanted: FxHashSet<i64> = rows.collect();
            reader.texts(|row, text| {
                if wanted.contains(&row) {
                    texts.insert(row, Trigrams::of(text));
                }
            })?;
        }
        Ok(Said { callers: reader.callers()?, texts })
    }

    /// # Errors
    /// When days, metres or similarity are out of range.
    pub fn answer(&self, snapshot: &Snapshot, said: &Said) -> Result<Alerts, Refusal> {
        let (rows, calls) = self.calls(snapshot, said);
        let found = match self.pattern {
            Pattern::Caller { least, days } => one_caller(&calls, least.get(), seconds(days)?),
            Pattern::Subject { least, metres, days } => many_callers(&calls, least.get(), reach(metres, days)?),
            Pattern::Place { least, metres, days } => {
                let by_topic = self.by_subcategory(snapshot, &rows, &calls);
                many_topics(&by_topic, least.get(), reach(metres, days)?)
            }
            Pattern::Text { least, similarity, metres, days } => {
                if !(similarity > 0.0 && similarity <= 1.0) {
                    return Err(Refusal::new(
                        "similarity",
                        format!("{similarity} is not above 0 and up to 1, as 0.6"),
                    ));
                }
                let text = |&row: &usize| said.texts.get(&snapshot.complaints.store_rows[row]).cloned();
                let texts: Vec<Trigrams> = rows.iter().map(|row| text(row).unwrap_or_default()).collect();
                similar_texts(&calls, &texts, similarity, least.get(), reach(metres, days)?)
            }
        };
        let alerts = found.into_iter().map(|members| alert(&members, &rows, &calls, snapshot)).collect();
        Ok(Alerts { alerts, notes: self.notes(&calls, &rows, said, snapshot) })
    }

    fn by_subcategory(&self, snapshot: &Snapshot, rows: &[usize], calls: &[Call]) -> Vec<Call> {
        let call = |(&row, call): (&usize, &Call)| Call { topic: minor(snapshot, row), ..*call };
        rows.iter().zip(calls).map(call).collect()
    }

    fn notes(&self, calls: &[Call], rows: &[usize], said: &Said, snapshot: &Snapshot) -> Vec<String> {
        let without = |what: &str, count: usize| {
            (count > 0).then(|| format!("{count} of {} complaints have no {what}", calls.len()))
        };
        let caller = || without("caller", calls.iter().filter(|call| call.caller.is_none()).count());
        let place = || without("place", calls.iter().filter(|call| call.place.is_none()).count());
        let text = || {
            let is_silent = |&&row: &&usize| !said.texts.contains_key(&snapshot.complaints.store_rows[row]);
            without("text", rows.iter().filter(is_silent).count())
        };
        let notes = match self.pattern {
            Pattern::Caller { .. } => [caller(), None],
            Pattern::Subject { .. } => [caller(), place()],
            Pattern::Place { .. } => [place(), None],
            Pattern::Text { .. } => [place(), text()],
        };
        notes.into_iter().flatten().collect()
    }

    /// Rows of the snapshot, the oldest first, with their places.
    fn selected(&self, snapshot: &Snapshot) -> Vec<(usize, Option<LatticePoint>)> {
        let columns = &snapshot.complaints.columns;
        let mut found = Vec::new();
        columns.select(&self.filter).for_each(|position| {
            let place = (position < columns.located()).then(|| columns.point(position).to_lattice());
            found.push((columns.row(position), place));
        });
        found.sort_unstable_by_key(|it| it.0);
        found
    }

    /// Rows of the snapshot, and what repeats look at in each.
    fn calls(&self, snapshot: &Snapshot, said: &Said) -> (Vec<usize>, Vec<Call>) {
        let complaints = &snapshot.complaints;
        let call = |(row, place): (usize, Option<LatticePoint>)| {
            let call = Call {
                caller: said.callers.get(&complaints.store_rows[row]).map(|key| key.0),
                topic: match self.topic {
                    Topic::Any => 0,
                    Topic::Category => complaints.pair(row).0.into(),
                    Topic::Subcategory => minor(snapshot, row),
                },
                seconds: complaints.seconds(row),
                place,
            };
            (row, call)
        };
        self.selected(snapshot).into_iter().map(call).unzip()
    }
}

/// A major with a minor category.
fn minor(snapshot: &Snapshot, row: usize) -> u32 {
    let (category, subcategory) = snapshot.complaints.pair(row);
    u32::from(category) << 16 | u32::from(subcategory)
}

fn alert(members: &[usize], rows: &[usize], calls: &[Call], snapshot: &Snapshot) -> Alert {
    let places: Vec<LatticePoint> = members.iter().filter_map(|&member| calls[member].place).collect();
    let callers: FxHashSet<u64> = members.iter().filter_map(|&member| calls[member].caller).collect();
    let topics: FxHashSet<u32> = members.iter().map(|&member| minor(snapshot, rows[member])).collect();
    Alert {
        callers: callers.len(),
        topics: topics.len(),
        place: places.get(places.len() / 2).copied(),
        rows: members.iter().map(|&member| rows[member]).collect(),
    }
}

fn reach(metres: f64, days: f64) -> Result<Reach, Refusal> {
    if !(Reach::LEAST_METRES..=10_000.0).contains(&metres) {
        return Err(Refusal::new("metres", format!("{metres} is not between 0.1 and 10000")));
    }
    Ok(Reach { metres, seconds: Some(seconds(days)?) })
}

fn seconds(days: f64) -> Result<f64, Refusal> {
    let seconds = days * SECONDS_PER_DAY;
    let wrong = || Refusal::new("days", "give more than a second, and 3660 at most, as 30");
    if (1.0..=3_660.0 * SECONDS_PER_DAY).contains(&seconds) { Ok(seconds) } else { Err(wrong()) }
}
