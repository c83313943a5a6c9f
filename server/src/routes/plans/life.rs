//! The steps in the life of a plan.

use super::request::{Actor, Id, Json, JsonOrNothing, revision};
use super::summary::{Detail, tagged};
use super::{Shared, at_desk};
use crate::error::{Problem, ProblemBody};
use crate::plan::Action;
use crate::plan::life::{self, Publication};
use crate::store::PlanState;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use onemap_engine::record::LocalDate;
use serde::Deserialize;
use utoipa::ToSchema;

/// Why a plan moves on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// Kept with the plan in place of the note before.
    note: Option<String>,
}

/// When a plan comes into force.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicationBody {
    /// Its first day. Today or before: at once.
    #[schema(value_type = String, example = "2026-12-01")]
    starts: LocalDate,
    note: Option<String>,
}

macro_rules! step {
    ($name:ident, $path:literal, $action:expr, $doc:literal) => {
        #[doc = $doc]
        #[utoipa::path(post, path = $path, tag = "plans", request_body = Remark,
            params(
                ("id" = i64, Path, description = "The plan"),
                ("If-Match" = Option<String>, Header, description = "ETag of the plan"),
                ("X-Actor" = Option<String>, Header, description = "Who asks, percent-encoded"),
            ),
            responses(
                (status = 200, description = "The plan", body = Detail),
                (status = 409, description = "Its state does not allow it, or it has changed meanwhile", body = ProblemBody, content_type = "application/problem+json"),
                (status = "4XX", description = "The body or If-Match is not valid, or there is no such plan", body = ProblemBody, content_type = "application/problem+json"),
            ))]
        pub async fn $name(
            app: Shared,
            id: Id,
            headers: HeaderMap,
            actor: Actor,
            JsonOrNothing(remark): JsonOrNothing<Remark>,
        ) -> Result<Response, Problem> {
            advance(app, id, headers, actor, remark, $action).await
        }
    };
}

step!(submit, "/api/v1/plans/{id}/submit", Action::Submit, "Hands a draft in.");
step!(approve, "/api/v1/plans/{id}/approve", Action::Approve, "Agrees to a plan that was handed in.");
step!(reject, "/api/v1/plans/{id}/reject", Action::Reject, "Sends a plan back to its draft.");
step!(withdraw, "/api/v1/plans/{id}/withdraw", Action::Withdraw, "Takes a plan back that was handed in.");

async fn advance(
    State(app): Shared,
    Id(id): Id,
    headers: HeaderMap,
    actor: Actor,
    remark: Remark,
    action: Action,
) -> Result<Response, Problem> {
    let revision = revision(&headers)?;
    let detail = at_desk(&app, move |desk, snapshot| {
        let note = remark.note.as_deref();
        let row = desk.write(|writer| life::advance(writer, id, action, note, actor.at(revision)))?;
        desk.moved_on(&row);
        Ok(Detail::new(&*desk.opened(id, snapshot)?))
    })
    .await?;
    tagged(StatusCode::OK, detail.plan.revision, &detail)
}

/// Publishes an approved plan: it comes into force on its first day and replaces the plan in force of its layer.
#[utoipa::path(post, path = "/api/v1/plans/{id}/publish", tag = "plans", request_body = PublicationBody,
    params(
        ("id" = i64, Path, description = "The plan"),
        ("If-Match" = Option<String>, Header, description = "ETag of the plan"),
        ("X-Actor" = Option<String>, Header, description = "Who asks, percent-encoded"),
    ),
    responses(
        (status = 200, description = "The plan", body = Detail),
        (status = 409, description = "It is not approved, or has changed meanwhile", body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "The day does not follow the plan in force, or there is no such plan", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn publish(
    State(app): Shared,
    Id(id): Id,
    headers: HeaderMap,
    actor: Actor,
    Json(body): Json<PublicationBody>,
) -> Result<Response, Problem> {
    let revision = revision(&headers)?;
    let detail = at_desk(&app, move |desk, snapshot| {
        let opened = desk.opened(id, snapshot)?;
        let lineage = opened.lineage();
        let today = desk.read(|reader| Ok(reader.today()?))?;
        let publication =
            Publication { starts: body.starts, today, note: body.note.as_deref(), lineage: &lineage };
        let by = actor.at(revision.or(Some(opened.row.revision)));
        let row = desk.write(|writer| life::publish(writer, id, &publication, by))?;
        if row.state == PlanState::InForce {
            desk.note_changed_city();
        }
        Ok(Detail::new(&*desk.opened(id, snapshot)?))
    })
    .await?;
    tagged(StatusCode::OK, detail.plan.revision, &detail)
}
