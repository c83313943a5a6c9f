//! Who called again, and what many called about, lately.

use super::Subject;
use crate::hotspots::{Alert, Refusal, RepeatQuestion, Said, Topic};
use crate::snapshot::Window;
use jiff::ToSpan;
use onemap_engine::coord::LatticePoint;
use onemap_engine::heat::Filter;
use onemap_engine::record::LocalTime;
use rustc_hash::FxHashSet;
use serde::Serialize;
use utoipa::ToSchema;

/// Alerts of one kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = BulletinRepeats)]
pub struct Repeats {
    /// How many there are, and how many complaints they have together.
    pub alerts: usize,
    pub complaints: usize,
    /// The twenty largest.
    pub items: Vec<Repeat>,
}

/// Complaints that belong together.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = BulletinRepeat)]
pub struct Repeat {
    /// The id of its first complaint, which names it for good.
    pub alert: String,
    pub category: Option<String>,
    pub subcategory: Option<String>,
    pub count: usize,
    pub callers: usize,
    #[schema(value_type = String, example = "2025-12-01T08:00:00")]
    pub first: LocalTime,
    #[schema(value_type = String, example = "2025-12-30T18:00:00")]
    pub last: LocalTime,
    /// The name of the innermost area that its first complaint counts for.
    pub area: Option<String>,
    /// Longitude and latitude.
    pub point: Option<[f64; 2]>,
    #[serde(skip)]
    pub(super) place: Option<LatticePoint>,
    pub complaints: Vec<String>,
}

/// The days that are looked at for alerts.
const DAYS: i64 = 30;
const MOST: usize = 20;

/// One caller with many complaints, many callers about one thing: alerts of the 30 days to the period's end, or of the period where that is
/// longer, of which a complaint of the area came in the period.
pub(super) fn repeats(subject: &Subject<'_>, said: &Said) -> Result<[Repeats; 2], Refusal> {
    let to = subject.window.to;
    let rows = subject.rows(subject.window);
    let filter = Filter::default().during(since(subject.window), to);
    let found = |question: RepeatQuestion| {
        let alerts = question.answer(subject.snapshot, said)?.alerts;
        Ok(of_period(subject, alerts, &rows, question.topic))
    };
    Ok([found(RepeatQuestion::callers(filter.clone()))?, found(RepeatQuestion::subjects(filter))?])
}

fn of_period(subject: &Subject<'_>, mut alerts: Vec<Alert>, rows: &FxHashSet<usize>, topic: Topic) -> Repeats {
    alerts.retain(|alert| alert.rows.iter().any(|row| rows.contains(row)));
    alerts.sort_by_key(|alert| (std::cmp::Reverse((alert.callers, alert.rows.len())), alert.rows[0]));
    Repeats {
        alerts: alerts.len(),
        complaints: alerts.iter().map(|alert| alert.rows.len()).sum(),
        items: alerts.iter().take(MOST).map(|alert| repeat(subject, alert, topic)).collect(),
    }
}

fn repeat(subject: &Subject<'_>, alert: &Alert, topic: Topic) -> Repeat {
    let (snapshot, complaints) = (subject.snapshot, &subject.snapshot.complaints);
    let (first, last) = (alert.rows[0], alert.rows[alert.rows.len() - 1]);
    let area = alert.place.and_then(|place| {
        let innermost = snapshot.levels.iter().rev().find_map(|(_, set)| set.get(set.face_at(place)));
        innermost.map(|area| area.name.clone())
    });
    Repeat {
        alert: complaints.ids.get(first).to_owned(),
        category: complaints.category(first).map(str::to_owned),
        subcategory: complaints.subcategory(first).filter(|_| topic == Topic::Subcategory).map(str::to_owned),
        count: alert.rows.len(),
        callers: alert.callers,
        first: complaints.time(first),
        last: complaints.time(last),
        area,
        point: alert.place.map(|place| [place.lon(), place.lat()]),
        place: alert.place,
        complaints: alert.rows.iter().map(|&row| complaints.ids.get(row).to_owned()).collect(),
    }
}

/// The period that alerts are looked for in begins here.
#[must_use]
pub(super) fn since(window: Window) -> LocalTime {
    window.to.saturating_sub(DAYS.days()).min(window.from)
}
