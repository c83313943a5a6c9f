//! A proposal taken over as a draft.

use super::answer::done;
use super::{Found, Shared};
use crate::error::{Problem, ProblemBody};
use crate::plan::life::{self, Draft};
use crate::routes::plans::{Actor, Detail, Json, at_desk, created};
use crate::store::Target;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

/// A draft to be made of a proposal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Taking {
    #[schema(example = "Autumn 2026")]
    name: String,
    note: Option<String>,
    /// Codes of the communities whose grids are taken over; left out: all that the proposal is about. The others keep their grids in
    /// force.
    communities: Option<Vec<String>>,
}

/// Makes a draft of a proposal that is done, over the plan in force.
#[utoipa::path(post, path = "/api/v1/proposals/{id}/draft", tag = "proposals", request_body = Taking,
    params(
        ("id" = u64, Path, description = "The proposal"),
        ("X-Actor" = Option<String>, Header, description = "Who asks, percent-encoded"),
    ),
    responses(
        (status = 201, description = "The draft; its address in `Location`, its revision in `ETag`", body = Detail),
        (status = 409, description = "It is not done", body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "The body is not valid, or there is no such proposal", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn take(
    State(app): Shared,
    Found(job): Found,
    actor: Actor,
    Json(taking): Json<Taking>,
) -> Result<Response, Problem> {
    let done = done(&job)?;
    let communities = taking.communities.unwrap_or_else(|| done.proposal.communities.clone());
    if communities.is_empty() {
        return Err(Problem::parameter("communities", "is empty; name at least one, or leave it out for all"));
    }
    done.proposal.is_about(&communities)?;
    let detail = at_desk(&app, move |desk, snapshot| {
        let plan = desk.read(|reader| Ok(done.proposal.plan(&communities, snapshot, reader)?))?;
        let target = Target { min: done.proposal.options.min, max: done.proposal.options.max };
        let note = taking.note.as_deref();
        let draft = Draft { name: &taking.name, from: None, layer: None, note, target: Some(target) };
        let row = desk.write(|writer| life::import(writer, &draft, &plan, &actor.0))?;
        Ok(Detail::new(&*desk.opened(row.id, snapshot)?))
    })
    .await?;
    created(&detail)
}
