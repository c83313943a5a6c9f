//! Complaints over time.

use super::Shared;
use super::answer::json;
use super::query::{Query, ScopeParams};
use super::selection::SelectionParams;
use crate::error::{Problem, ProblemBody};
use crate::snapshot::Step;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::record::LocalTime;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StepParams {
    /// Length of a step.
    #[serde(default)]
    #[param(inline)]
    step: Step,
}

/// Complaints per step of a window.
#[derive(Serialize, ToSchema)]
pub struct Series {
    pub step: Step,
    pub items: Vec<Item>,
}

/// Complaints of one step.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = SeriesItem)]
pub struct Item {
    /// Where the step begins; the first may begin before the window, whose complaints alone count.
    #[schema(value_type = String, example = "2025-12-31T00:00:00")]
    pub from: LocalTime,
    pub count: u64,
}

/// Complaints per hour, day, week or month of a window.
#[utoipa::path(get, path = "/api/v1/series", tag = "city",
    params(SelectionParams, ScopeParams, StepParams),
    responses(
        (status = 200, description = "The steps that the window touches, in order", body = Series),
        (status = "4XX", description = "A parameter is not valid", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn series(
    State(app): Shared,
    selection: SelectionParams,
    Query(scope): Query<ScopeParams>,
    Query(step): Query<StepParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    json(&app, &headers, move |snapshot| {
        let (window, filter) = selection.in_window(snapshot)?;
        let (level, face) = scope.find(snapshot)?;
        let StepParams { step } = step;
        let too_many = || Problem::parameter("step", "the window has too many of them");
        let edges = step.edges(window).ok_or_else(too_many)?;
        let counts = snapshot.complaints.select(level, face, &filter).series(&edges);
        let items = edges.into_iter().zip(counts).map(|(from, count)| Item { from, count }).collect();
        Ok(Series { step, items })
    })
    .await
}
