//! Editing a draft, and the log of what was done.

use super::request::{Actor, Id, Json, JsonOrNothing, required_revision};
use super::summary::tagged;
use super::{Shared, at_desk};
use crate::check::Finding;
use crate::error::{Problem, ProblemBody};
use crate::plan::{Balance, Desk, Edited, Opened, Turn, review};
use crate::routes::answer::degrees;
use crate::routes::feature::{Collection, Feature, polygons};
use crate::snapshot::Snapshot;
use crate::state::App;
use crate::store::{EditState, LoggedEdit, PlanId};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use onemap_engine::coord::Bounds;
use onemap_engine::coverage::FaceId;
use onemap_engine::plan::Operation;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Operations to be carried out, all or none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditBody {
    /// Each with its name in `op`: `move_vertices`, `insert_vertex`, `remove_vertices`, `reshape`, `split`, `merge`, `assign`,
    /// `create`, `clip`, `snap`, `set`, `lock`.
    #[schema(value_type = Vec<Object>, example = json!([{"op": "merge", "grids": ["G1", "G2"], "into": "G1"}]))]
    operations: Vec<Operation>,
    /// Answer as the edit would, and keep nothing.
    #[serde(default)]
    dry_run: bool,
}

/// Nothing: what an undo or redo takes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// What an edit did, or would do.
#[derive(Serialize, ToSchema)]
pub struct EditAnswer {
    /// The plan's revision now; in quotes, its ETag.
    pub revision: i64,
    /// The edit's number in the log; null for a preview.
    pub edit: Option<i64>,
    pub can_undo: bool,
    pub can_redo: bool,
    /// The grids that changed.
    pub touched: Vec<TouchedGrid>,
    /// Rules that the touched grids break now.
    #[schema(value_type = Vec<Object>)]
    pub findings: Vec<Finding>,
    /// The touched grids with their figures in `properties`.
    pub geojson: Collection<Balance>,
    /// West, south, east, north of all that changed, degrees.
    pub bbox: Option<[f64; 4]>,
}

/// A grid before and after an edit, with the complaints of the default window.
#[derive(Serialize, ToSchema)]
pub struct TouchedGrid {
    pub code: String,
    /// Null for a grid that the edit made.
    pub before: Option<Balance>,
    /// Null for a grid that is no more.
    pub after: Option<Balance>,
}

/// The log of a plan.
#[derive(Serialize, ToSchema)]
pub struct EditLog {
    /// The newest first.
    pub items: Vec<LogEntry>,
}

/// One edit of the log.
#[derive(Serialize, ToSchema)]
pub struct LogEntry {
    pub seq: i64,
    /// The plan's, when it was made, undone or done again last.
    pub revision: i64,
    pub actor: String,
    /// UTC, RFC 3339.
    pub time: String,
    pub state: EditState,
    #[schema(value_type = Vec<Object>)]
    pub operations: serde_json::Value,
}

impl From<LoggedEdit> for LogEntry {
    fn from(edit: LoggedEdit) -> Self {
        let LoggedEdit { seq, revision, actor, time, state, operations } = edit;
        Self {
            seq,
            revision,
            actor,
            time,
            state,
            operations: serde_json::from_str(&operations).unwrap_or_default(),
        }
    }
}

/// Carries out operations on a draft, all or none. The edit is on disk before the answer. With `dry_run`, nothing is kept and no
/// `If-Match` needed.
#[utoipa::path(post, path = "/api/v1/plans/{id}/edits", tag = "plans", request_body = EditBody,
    params(
        ("id" = i64, Path, description = "The plan"),
        ("If-Match" = Option<String>, Header, description = "ETag of the plan; needed unless `dry_run`"),
        ("X-Actor" = Option<String>, Header, description = "Who asks, percent-encoded"),
    ),
    responses(
        (status = 200, description = "What changed", body = EditAnswer),
        (status = 409, description = "The plan has changed meanwhile (`revision`, `edits`), or is no draft", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "An operation is refused (`index`, `reason`, `place`)", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "There is no If-Match", body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "The body is not valid, or there is no such plan", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn edit(
    State(app): Shared,
    Id(id): Id,
    headers: HeaderMap,
    actor: Actor,
    Json(body): Json<EditBody>,
) -> Result<Response, Problem> {
    let EditBody { operations, dry_run } = body;
    if dry_run {
        let preview = move |desk: &Desk, snapshot: &Arc<Snapshot>| {
            let edited = desk.preview(id, snapshot, &operations)?;
            EditAnswer::new(&edited, desk)
        };
        let answer = at_desk(&app, preview).await?;
        return tagged(StatusCode::OK, answer.revision - 1, &answer);
    }
    let revision = required_revision(&headers)?;
    in_turn(&app, id, move |desk, snapshot, turn| {
        desk.edit(id, snapshot, &operations, actor.at(revision), turn)
    })
    .await
}

macro_rules! step {
    ($name:ident, $path:literal, $doc:literal) => {
        #[doc = $doc]
        #[utoipa::path(post, path = $path, tag = "plans", request_body = Nothing,
            params(
                ("id" = i64, Path, description = "The plan"),
                ("If-Match" = String, Header, description = "ETag of the plan"),
                ("X-Actor" = Option<String>, Header, description = "Who asks, percent-encoded"),
            ),
            responses(
                (status = 200, description = "What changed", body = EditAnswer),
                (status = 409, description = "There is nothing to do, the plan has changed meanwhile, or is no draft", body = ProblemBody, content_type = "application/problem+json"),
                (status = 428, description = "There is no If-Match", body = ProblemBody, content_type = "application/problem+json"),
                (status = "4XX", description = "The body or If-Match is not valid, or there is no such plan", body = ProblemBody, content_type = "application/problem+json"),
            ))]
        pub async fn $name(
            State(app): Shared,
            Id(id): Id,
            headers: HeaderMap,
            actor: Actor,
            _: JsonOrNothing<Nothing>,
        ) -> Result<Response, Problem> {
            let revision = required_revision(&headers)?;
            in_turn(&app, id, move |desk, snapshot, turn| desk.$name(id, snapshot, actor.at(revision), turn)).await
        }
    };
}

step!(undo, "/api/v1/plans/{id}/undo", "Takes the last edit of a draft back.");
step!(redo, "/api/v1/plans/{id}/redo", "Does the edit taken back last again.");

/// Waits for the turn to edit a plan, then edits.
async fn in_turn(
    app: &Arc<App>,
    id: PlanId,
    edit: impl FnOnce(&Desk, &Arc<Snapshot>, &Turn) -> crate::plan::Result<Edited> + Send + 'static,
) -> Result<Response, Problem> {
    let snapshot = app.snapshot()?;
    let turn = app.desk(snapshot.store()).turn(id).await;
    let answer = at_desk(app, move |desk, snapshot| {
        let edited = edit(desk, snapshot, &turn)?;
        drop(turn);
        EditAnswer::new(&edited, desk)
    })
    .await?;
    tagged(StatusCode::OK, answer.revision, &answer)
}

/// The edits of a plan, the newest first.
#[utoipa::path(get, path = "/api/v1/plans/{id}/edits", tag = "plans", params(("id" = i64, Path, description = "The plan")),
    responses(
        (status = 200, description = "The log", body = EditLog),
        (status = 404, description = "There is no such plan", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn log(State(app): Shared, Id(id): Id) -> Result<axum::Json<EditLog>, Problem> {
    let edits = at_desk(&app, move |desk, _| {
        desk.read(|reader| {
            reader.plan_revision(id)?.ok_or(crate::plan::PlanError::Unknown(id))?;
            Ok(reader.plan_edits(id, None)?)
        })
    });
    Ok(axum::Json(EditLog { items: edits.await?.into_iter().rev().map(LogEntry::from).collect() }))
}

impl EditAnswer {
    fn new(edited: &Edited, desk: &Desk) -> crate::plan::Result<Self> {
        let Edited { before, after, seq, touched } = edited;
        let filter = after.city.default_filter();
        let grids: Vec<TouchedGrid> = touched
            .iter()
            .map(|&face| (before.balance(face, &filter), after.balance(face, &filter)))
            .filter_map(|(before, after)| {
                let code = after.as_ref().or(before.as_ref())?.code.clone();
                Some(TouchedGrid { code, before, after })
            })
            .collect();
        let boxes = touched.iter().flat_map(|&face| [before, after].map(|plan| bounds(plan, face)));
        Ok(Self {
            revision: after.row.revision,
            edit: *seq,
            can_undo: after.can_undo,
            can_redo: after.can_redo,
            findings: desk.read(|reader| review(after, touched, reader, desk.policy()))?,
            geojson: Collection::new(touched.iter().filter_map(|&face| feature(after, face)).collect()),
            bbox: boxes.flatten().reduce(Bounds::union).map(degrees),
            touched: grids,
        })
    }
}

fn bounds(opened: &Opened, face: FaceId) -> Option<Bounds> {
    opened.outline(face)?.bounds
}

/// A grid with its figures over the default window.
fn feature(opened: &Opened, face: FaceId) -> Option<Feature<Balance>> {
    let balance = opened.balance(face, &opened.city.default_filter())?;
    Some(Feature::new(balance.code.clone(), polygons(&opened.plan.coverage().polygon(face)), balance))
}
