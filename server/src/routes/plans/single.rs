//! One plan.

use super::request::{Actor, Id, Json, required_revision, revision};
use super::summary::{Detail, TargetRange, tagged};
use super::{Shared, at_desk, with_plan};
use crate::error::{Problem, ProblemBody};
use crate::plan::life;
use crate::store::PlanUpdate;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

/// What of a plan is to be another; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanPatch {
    name: Option<String>,
    note: Option<String>,
    /// Households a grid should have.
    target: Option<TargetRange>,
}

/// One plan with its totals.
#[utoipa::path(get, path = "/api/v1/plans/{id}", tag = "plans", params(("id" = i64, Path, description = "The plan")),
    responses(
        (status = 200, description = "The plan; its revision in `ETag`", body = Detail),
        (status = 404, description = "There is no such plan", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn plan(State(app): Shared, Id(id): Id) -> Result<Response, Problem> {
    let detail = with_plan(&app, id, |opened| Ok(Detail::new(opened))).await?;
    tagged(StatusCode::OK, detail.plan.revision, &detail)
}

/// Gives a plan another name, note or target.
#[utoipa::path(patch, path = "/api/v1/plans/{id}", tag = "plans", request_body = PlanPatch,
    params(
        ("id" = i64, Path, description = "The plan"),
        ("If-Match" = String, Header, description = "ETag of the plan"),
        ("X-Actor" = Option<String>, Header, description = "Who asks, percent-encoded"),
    ),
    responses(
        (status = 200, description = "The plan", body = Detail),
        (status = 409, description = "It has changed meanwhile", body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "The body is not valid, or there is no such plan", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn update(
    State(app): Shared,
    Id(id): Id,
    headers: HeaderMap,
    actor: Actor,
    Json(patch): Json<PlanPatch>,
) -> Result<Response, Problem> {
    let revision = required_revision(&headers)?;
    let detail = at_desk(&app, move |desk, snapshot| {
        let PlanPatch { name, note, target } = patch;
        let update = PlanUpdate { name, note, target: target.map(Into::into) };
        let row = desk.write(|writer| life::update(writer, id, &update, actor.at(revision)))?;
        desk.moved_on(&row);
        Ok(Detail::new(&*desk.opened(id, snapshot)?))
    })
    .await?;
    tagged(StatusCode::OK, detail.plan.revision, &detail)
}

/// Deletes a draft with its log.
#[utoipa::path(delete, path = "/api/v1/plans/{id}", tag = "plans",
    params(
        ("id" = i64, Path, description = "The plan"),
        ("If-Match" = Option<String>, Header, description = "ETag of the plan"),
    ),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "It is no draft, or has changed meanwhile", body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "If-Match is not valid, or there is no such plan", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn delete(
    State(app): Shared,
    Id(id): Id,
    headers: HeaderMap,
    _: Actor,
) -> Result<StatusCode, Problem> {
    let revision = revision(&headers)?;
    at_desk(&app, move |desk, _| {
        desk.write(|writer| life::delete(writer, id, revision))?;
        desk.forget(id);
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}
