//! Who calls again, what many call about, where many things are wrong, and what is said again.

use super::setting::say;
use super::table::{Row, Shape};
use super::{Common, Failure, Outcome};
use crate::hotspots::{Alert, Pattern, RepeatQuestion, Topic};
use crate::snapshot::Snapshot;
use std::num::NonZeroUsize;

#[derive(clap::Args)]
pub struct CallerArgs {
    #[command(flatten)]
    common: Common,
    /// Complaints that make an alert.
    #[arg(long, value_name = "N", default_value_t = Pattern::CALLS)]
    least: NonZeroUsize,
    /// Days within which they come.
    #[arg(long, value_name = "DAYS", default_value_t = Pattern::CALLER_DAYS)]
    days: f64,
    /// What they have in common besides the caller.
    #[arg(long, value_enum, default_value_t = Topic::Category)]
    topic: Topic,
}

#[derive(clap::Args)]
pub struct SubjectArgs {
    #[command(flatten)]
    common: Common,
    /// Different callers that make an alert, however often each of them calls.
    #[arg(long, value_name = "N", default_value_t = Pattern::CALLERS)]
    least: NonZeroUsize,
    /// Metres within which their complaints lie from one of them.
    #[arg(long, value_name = "METRES", default_value_t = Pattern::SUBJECT_METRES)]
    metres: f64,
    /// Days within which they come, before or after that one.
    #[arg(long, value_name = "DAYS", default_value_t = Pattern::SUBJECT_DAYS)]
    days: f64,
    /// What they have in common.
    #[arg(long, value_enum, default_value_t = Topic::Subcategory)]
    topic: Topic,
}

#[derive(clap::Args)]
pub struct PlaceArgs {
    #[command(flatten)]
    common: Common,
    /// Different minor categories that make an alert.
    #[arg(long, value_name = "N", default_value_t = Pattern::TOPICS)]
    least: NonZeroUsize,
    /// Metres within which the complaints lie from one of them.
    #[arg(long, value_name = "METRES", default_value_t = Pattern::PLACE_METRES)]
    metres: f64,
    /// Days within which they come, before or after that one.
    #[arg(long, value_name = "DAYS", default_value_t = Pattern::PLACE_DAYS)]
    days: f64,
}

#[derive(clap::Args)]
pub struct TextArgs {
    #[command(flatten)]
    common: Common,
    /// Complaints that make an alert.
    #[arg(long, value_name = "N", default_value_t = Pattern::TEXTS)]
    least: NonZeroUsize,
    /// The share of trigrams of either text that are in both, from which on texts are nearly the same.
    #[arg(long, value_name = "SHARE", default_value_t = Pattern::TEXT_SIMILARITY)]
    similarity: f64,
    /// Metres that they lie from each other.
    #[arg(long, value_name = "METRES", default_value_t = Pattern::TEXT_METRES)]
    metres: f64,
    /// Days between them.
    #[arg(long, value_name = "DAYS", default_value_t = Pattern::TEXT_DAYS)]
    days: f64,
    /// What they have in common besides.
    #[arg(long, value_enum, default_value_t = Topic::Any)]
    topic: Topic,
}

pub(super) fn callers(args: &CallerArgs) -> Result<Outcome, Failure> {
    run(&args.common, Pattern::Caller { least: args.least, days: args.days }, args.topic)
}

pub(super) fn subjects(args: &SubjectArgs) -> Result<Outcome, Failure> {
    let pattern = Pattern::Subject { least: args.least, metres: args.metres, days: args.days };
    run(&args.common, pattern, args.topic)
}

pub(super) fn places(args: &PlaceArgs) -> Result<Outcome, Failure> {
    run(&args.common, Pattern::Place { least: args.least, metres: args.metres, days: args.days }, Topic::Any)
}

pub(super) fn texts(args: &TextArgs) -> Result<Outcome, Failure> {
    let TextArgs { least, similarity, metres, days, .. } = *args;
    run(&args.common, Pattern::Text { least, similarity, metres, days }, args.topic)
}

const COLUMNS: [&str; 11] = [
    "alert",
    "category",
    "subcategory",
    "count",
    "callers",
    "topics",
    "first",
    "last",
    "lon",
    "lat",
    "complaints",
];

fn run(common: &Common, pattern: Pattern, topic: Topic) -> Result<Outcome, Failure> {
    let snapshot = common.snapshot()?;
    let question = RepeatQuestion { pattern, topic, filter: common.selection.filter(&snapshot)? };
    let said = question.read(&snapshot).map_err(Failure::input)?;
    let found = question.answer(&snapshot, &said)?;
    say(&found.notes);
    common.output.write(&COLUMNS, found.alerts.iter().map(|alert| row(&snapshot, alert, topic)))
}

fn row(snapshot: &Snapshot, alert: &Alert, topic: Topic) -> Row {
    let complaints = &snapshot.complaints;
    let (first, last) = (alert.rows[0], alert.rows[alert.rows.len() - 1]);
    let id = |row: usize| complaints.ids.get(row).to_owned();
    let cells = vec![
        id(first).into(),
        complaints.category(first).filter(|_| topic != Topic::Any).into(),
        complaints.subcategory(first).filter(|_| topic == Topic::Subcategory).into(),
        (alert.rows.len() as u64).into(),
        (alert.callers as u64).into(),
        (alert.topics as u64).into(),
        complaints.time(first).to_string().into(),
        complaints.time(last).to_string().into(),
        alert.place.map(|place| place.lon()).into(),
        alert.place.map(|place| place.lat()).into(),
        alert.rows.iter().map(|&row| id(row)).collect::<Vec<_>>().into(),
    ];
    Row::new(cells, alert.place.map_or(Shape::None, Shape::Point))
}
