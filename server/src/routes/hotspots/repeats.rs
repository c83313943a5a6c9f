//! Repeats: who calls again, what many call about, where many things are wrong, what is said again.

use crate::error::{Problem, ProblemBody};
use crate::hotspots::{Alert, Pattern, RepeatQuestion, Topic};
use crate::routes::Shared;
use crate::routes::answer::{json, lon_lat};
use crate::routes::query::Query;
use crate::routes::selection::SelectionParams;
use crate::snapshot::{Snapshot, Window};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::record::LocalTime;
use serde::{Deserialize, Serialize};
use std::num::NonZeroUsize;
use utoipa::{IntoParams, ToSchema};

/// The most alerts of an answer.
const MOST: usize = 20_000;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CallerParams {
    /// Complaints that make an alert; 3 unless said.
    #[param(value_type = Option<u32>, minimum = 1)]
    least: Option<NonZeroUsize>,
    /// Days within which they come; 30 unless said.
    days: Option<f64>,
    /// What they have in common besides the caller; `category` unless said.
    #[param(inline)]
    topic: Option<Topic>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SubjectParams {
    /// Different callers that make an alert; 5 unless said.
    #[param(value_type = Option<u32>, minimum = 1)]
    least: Option<NonZeroUsize>,
    /// Metres within which their complaints lie from one of them; 50 unless said.
    #[param(minimum = 0.1, maximum = 10_000)]
    metres: Option<f64>,
    /// Days within which they come, before or after that one; 7 unless said.
    days: Option<f64>,
    /// What they have in common; `subcategory` unless said.
    #[param(inline)]
    topic: Option<Topic>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PlaceParams {
    /// Different minor categories that make an alert; 8 unless said.
    #[param(value_type = Option<u32>, minimum = 1)]
    least: Option<NonZeroUsize>,
    /// Metres within which the complaints lie from one of them; 30 unless said.
    #[param(minimum = 0.1, maximum = 10_000)]
    metres: Option<f64>,
    /// Days within which they come, before or after that one; 7 unless said.
    days: Option<f64>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TextParams {
    /// Complaints that make an alert; 2 unless said.
    #[param(value_type = Option<u32>, minimum = 1)]
    least: Option<NonZeroUsize>,
    /// The share of trigrams of either text that are in both; 0.6 unless said.
    #[param(minimum = 0, maximum = 1)]
    similarity: Option<f64>,
    /// Metres that they lie from each other; 100 unless said.
    #[param(minimum = 0.1, maximum = 10_000)]
    metres: Option<f64>,
    /// Days between them; 30 unless said.
    days: Option<f64>,
}

/// Complaints that belong together.
#[derive(Serialize, ToSchema)]
pub struct Repeats {
    pub window: Window,
    /// What whoever reads this should know: complaints without caller.
    pub notes: Vec<String>,
    /// In the order of their first complaints.
    pub items: Vec<Item>,
}

/// One alert.
#[derive(Serialize, ToSchema)]
#[schema(as = RepeatItem)]
pub struct Item {
    /// Id of its first complaint, which stays as it grows.
    pub alert: String,
    /// Where they have it in common.
    pub category: Option<String>,
    pub subcategory: Option<String>,
    pub count: u64,
    /// How many different callers there are, none of whom is told.
    pub callers: u64,
    /// How many different minor categories.
    pub topics: u64,
    #[schema(value_type = String, example = "2025-12-01T08:00:00")]
    pub first: LocalTime,
    #[schema(value_type = String, example = "2025-12-30T18:00:00")]
    pub last: LocalTime,
    /// The place of one amid them in time: longitude, latitude.
    pub point: Option<[f64; 2]>,
    /// Of the building there.
    pub address: Option<String>,
    /// Ids of all, the oldest first.
    pub complaints: Vec<String>,
}

/// One caller with many complaints (一人多诉).
#[utoipa::path(get, path = "/api/v1/hotspots/repeat-callers", tag = "hotspots",
    params(SelectionParams, CallerParams),
    responses(
        (status = 200, description = "The alerts", body = Repeats),
        (status = "4XX", description = "A parameter is not valid, or there are too many alerts", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn callers(
    State(app): Shared,
    selection: SelectionParams,
    Query(params): Query<CallerParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let CallerParams { least, days, topic } = params;
    let pattern =
        Pattern::Caller { least: least.unwrap_or(Pattern::CALLS), days: days.unwrap_or(Pattern::CALLER_DAYS) };
    let topic = topic.unwrap_or(Topic::Category);
    json(&app, &headers, move |snapshot| Repeats::of(pattern, topic, &selection, snapshot)).await
}

/// Many callers about one thing in one place (多人一诉).
#[utoipa::path(get, path = "/api/v1/hotspots/repeat-subjects", tag = "hotspots",
    params(SelectionParams, SubjectParams),
    responses(
        (status = 200, description = "The alerts", body = Repeats),
        (status = "4XX", description = "A parameter is not valid, or there are too many alerts", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn subjects(
    State(app): Shared,
    selection: SelectionParams,
    Query(params): Query<SubjectParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let SubjectParams { least, metres, days, topic } = params;
    let (least, metres) = (least.unwrap_or(Pattern::CALLERS), metres.unwrap_or(Pattern::SUBJECT_METRES));
    let pattern = Pattern::Subject { least, metres, days: days.unwrap_or(Pattern::SUBJECT_DAYS) };
    let topic = topic.unwrap_or(Topic::Subcategory);
    json(&app, &headers, move |snapshot| Repeats::of(pattern, topic, &selection, snapshot)).await
}

/// Many different things wrong in one place (一地多事).
#[utoipa::path(get, path = "/api/v1/hotspots/repeat-places", tag = "hotspots",
    params(SelectionParams, PlaceParams),
    responses(
        (status = 200, description = "The alerts", body = Repeats),
        (status = "4XX", description = "A parameter is not valid, or there are too many alerts", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn places(
    State(app): Shared,
    selection: SelectionParams,
    Query(params): Query<PlaceParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let PlaceParams { least, metres, days } = params;
    let (least, metres) = (least.unwrap_or(Pattern::TOPICS), metres.unwrap_or(Pattern::PLACE_METRES));
    let pattern = Pattern::Place { least, metres, days: days.unwrap_or(Pattern::PLACE_DAYS) };
    json(&app, &headers, move |snapshot| Repeats::of(pattern, Topic::Any, &selection, snapshot)).await
}

/// Nearly the same text again, near and soon.
#[utoipa::path(get, path = "/api/v1/hotspots/repeat-texts", tag = "hotspots",
    params(SelectionParams, TextParams),
    responses(
        (status = 200, description = "The alerts", body = Repeats),
        (status = "4XX", description = "A parameter is not valid, or there are too many alerts", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn texts(
    State(app): Shared,
    selection: SelectionParams,
    Query(params): Query<TextParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let TextParams { least, similarity, metres, days } = params;
    let pattern = Pattern::Text {
        least: least.unwrap_or(Pattern::TEXTS),
        similarity: similarity.unwrap_or(Pattern::TEXT_SIMILARITY),
        metres: metres.unwrap_or(Pattern::TEXT_METRES),
        days: days.unwrap_or(Pattern::TEXT_DAYS),
    };
    json(&app, &headers, move |snapshot| Repeats::of(pattern, Topic::Any, &selection, snapshot)).await
}

impl Repeats {
    fn of(
        pattern: Pattern,
        topic: Topic,
        selection: &SelectionParams,
        snapshot: &Snapshot,
    ) -> Result<Self, Problem> {
        let (window, filter) = selection.in_window(snapshot)?;
        let question = RepeatQuestion { pattern, topic, filter };
        let said = question.read(snapshot).map_err(Problem::internal)?;
        let found = question.answer(snapshot, &said)?;
        if found.alerts.len() > MOST {
            let wrong =
                format!("{} alerts are more than {MOST}; ask for more complaints each", found.alerts.len());
            return Err(Problem::parameter("least", wrong));
        }
        let items = found.alerts.iter().map(|alert| Item::new(alert, topic, snapshot)).collect();
        Ok(Self { window, notes: found.notes, items })
    }
}

impl Item {
    fn new(alert: &Alert, topic: Topic, snapshot: &Snapshot) -> Self {
        let complaints = &snapshot.complaints;
        let (first, last) = (alert.rows[0], alert.rows[alert.rows.len() - 1]);
        let id = |row: usize| complaints.ids.get(row).to_owned();
        Self {
            alert: id(first),
            category: complaints.category(first).filter(|_| topic != Topic::Any).map(str::to_owned),
            subcategory: complaints
                .subcategory(first)
                .filter(|_| topic == Topic::Subcategory)
                .map(str::to_owned),
            count: alert.rows.len() as u64,
            callers: alert.callers as u64,
            topics: alert.topics as u64,
            first: complaints.time(first),
            last: complaints.time(last),
            point: alert.place.map(lon_lat),
            address: alert.place.and_then(|place| snapshot.address_near(place)),
            complaints: alert.rows.iter().map(|&row| id(row)).collect(),
        }
    }
}
