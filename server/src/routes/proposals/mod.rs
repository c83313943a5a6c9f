//! Proposals: begun, watched, cancelled, looked at, taken over as drafts.

mod answer;
mod asked;
mod grids;
mod taken;

use super::Shared;
use super::plans::{Actor, Json};
use crate::error::{Kind, Problem, ProblemBody};
use crate::proposal::{Job as Running, ProposalError};
use crate::routes::query::Segments;
use crate::state::App;
use answer::{Job, JobDetail, JobList};
use asked::NewProposal;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// All routes of proposals.
pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(proposals, begin))
        .routes(routes!(proposal, cancel))
        .routes(routes!(grids::proposal_grids))
        .routes(routes!(taken::take))
}

/// The latest proposals, in the order in which they were begun. They are kept in memory, the last twelve of them.
#[utoipa::path(get, path = "/api/v1/proposals", tag = "proposals", responses(
    (status = 200, description = "The proposals, without their reports", body = JobList),
))]
async fn proposals(State(app): Shared) -> axum::Json<JobList> {
    axum::Json(JobList { items: app.proposals.all().iter().map(|job| Job::of(job)).collect() })
}

/// Begins to compute grids for some communities, or all.
#[utoipa::path(post, path = "/api/v1/proposals", tag = "proposals", request_body = NewProposal,
    params(("X-Actor" = Option<String>, Header, description = "Who asks, percent-encoded")),
    responses(
        (status = 202, description = "It is begun; its address, where its progress is, in `Location`", body = JobDetail),
        (status = 429, description = "As many as may be are under way", body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "The body is not valid, or names no area", body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn begin(State(app): Shared, actor: Actor, Json(new): Json<NewProposal>) -> Result<Response, Problem> {
    let snapshot = app.snapshot()?;
    let begun = app.proposals.begin(&snapshot, new.request()?, &actor.0)?;
    let (job, place) =
        begun.ok_or_else(|| Problem::new(Kind::TooMany, "other proposals are being computed"))?;
    tokio::spawn(Arc::clone(&app.proposals).carry_out(Arc::clone(&job), place, snapshot));
    let location = HeaderValue::try_from(format!("/api/v1/proposals/{}", job.id)).map_err(Problem::internal)?;
    let body = axum::Json(JobDetail::of(&job));
    Ok((StatusCode::ACCEPTED, [(header::LOCATION, location)], body).into_response())
}

/// One proposal: how far it is, and its report once it is done.
#[utoipa::path(get, path = "/api/v1/proposals/{id}", tag = "proposals",
    params(("id" = u64, Path, description = "The proposal")),
    responses(
        (status = 200, description = "The proposal", body = JobDetail),
        (status = 404, description = "There is no such proposal, or no longer", body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn proposal(Found(job): Found) -> Result<Response, Problem> {
    let detail = JobDetail::of(&job);
    Ok(([(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], axum::Json(detail)).into_response())
}

/// Cancels a proposal that is being computed, and forgets it.
#[utoipa::path(delete, path = "/api/v1/proposals/{id}", tag = "proposals",
    params(("id" = u64, Path, description = "The proposal")),
    responses(
        (status = 204, description = "It is gone"),
        (status = "4XX", description = "There is no such proposal, or no longer", body = ProblemBody, content_type = "application/problem+json"),
    ))]
async fn cancel(State(app): Shared, _: Actor, Found(job): Found) -> Result<StatusCode, Problem> {
    app.proposals.remove(job.id);
    Ok(StatusCode::NO_CONTENT)
}

/// The proposal that an address names.
struct Found(Arc<Running>);

impl FromRequestParts<Arc<App>> for Found {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let Segments([id]) = Segments::<1>::from_request_parts(parts, app).await?;
        let job = id.parse().ok().and_then(|id| app.proposals.find(id));
        job.map(Self).ok_or_else(|| Problem::unknown("proposal", &id))
    }
}

impl From<ProposalError> for Problem {
    fn from(error: ProposalError) -> Self {
        let detail = error.to_string();
        match error {
            ProposalError::Options(_) => Self::parameter("options", detail),
            ProposalError::UnknownArea(_) | ProposalError::NoCommunities => Self::parameter("areas", detail),
            ProposalError::UnknownGrid(_) => Self::parameter("locked", detail),
            ProposalError::Cancelled => Self::new(Kind::WrongState, detail),
            ProposalError::Store(error) => crate::plan::PlanError::Store(error).into(),
            ProposalError::Failed(_) => Self::internal(detail),
        }
    }
}
