//! What is said about a plan.

use crate::error::Problem;
use crate::plan::{Opened, PlanTotals};
use crate::store::{PlanId, PlanRow, PlanState, Target};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use onemap_engine::record::LocalDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A plan without its grids.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Plan)]
pub struct Summary {
    pub id: PlanId,
    /// Id of its grid layer.
    pub layer: String,
    pub name: String,
    pub state: PlanState,
    /// First day in force. Set for an approved plan, it waits for it.
    #[schema(value_type = Option<String>, example = "2026-12-01")]
    pub starts: Option<LocalDate>,
    /// First day no longer in force.
    #[schema(value_type = Option<String>)]
    pub ends: Option<LocalDate>,
    /// The plan it was branched from.
    pub parent: Option<PlanId>,
    pub note: Option<String>,
    /// Counts every change; in quotes, the plan's ETag.
    pub revision: i64,
    pub grids: i64,
    /// Households a grid should have, where the plan says so itself.
    pub target: Option<TargetRange>,
    /// Who changed it last.
    pub actor: Option<String>,
    /// UTC, RFC 3339; null for plans older than the log.
    pub created: Option<String>,
    pub changed: Option<String>,
}

/// Households a grid of a plan should have.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = PlanTarget)]
pub struct TargetRange {
    pub min: f64,
    pub max: f64,
}

/// A plan with the figures of its grids together.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PlanDetail)]
pub struct Detail {
    #[serde(flatten)]
    pub plan: Summary,
    pub totals: PlanTotals,
    pub can_undo: bool,
    pub can_redo: bool,
}

impl From<PlanRow> for Summary {
    fn from(row: PlanRow) -> Self {
        Self {
            id: row.id,
            layer: row.layer,
            name: row.name,
            state: row.state,
            starts: row.starts,
            ends: row.ends,
            parent: row.parent,
            note: row.note,
            revision: row.revision,
            grids: row.grids,
            target: row.target.map(TargetRange::from),
            actor: row.actor,
            created: row.created,
            changed: row.changed,
        }
    }
}

impl From<Target> for TargetRange {
    fn from(Target { min, max }: Target) -> Self {
        Self { min, max }
    }
}

impl From<TargetRange> for Target {
    fn from(TargetRange { min, max }: TargetRange) -> Self {
        Self { min, max }
    }
}

impl Detail {
    pub fn new(opened: &Opened) -> Self {
        let is_draft = opened.row.state == PlanState::Draft;
        Self {
            plan: opened.row.clone().into(),
            totals: opened.totals(),
            can_undo: is_draft && opened.can_undo,
            can_redo: is_draft && opened.can_redo,
        }
    }
}

/// The answer about a plan that was made just now.
pub fn created(detail: &Detail) -> Result<Response, Problem> {
    let mut response = tagged(StatusCode::CREATED, detail.plan.revision, detail)?;
    let location = format!("/api/v1/plans/{}", detail.plan.id);
    let location = HeaderValue::try_from(location).map_err(Problem::internal)?;
    response.headers_mut().insert(header::LOCATION, location);
    Ok(response)
}

/// An answer with the plan's ETag.
pub fn tagged(status: StatusCode, revision: i64, body: &impl Serialize) -> Result<Response, Problem> {
    let body = serde_json::to_value(body).map_err(Problem::internal)?;
    let mut response = (status, Json(body)).into_response();
    let headers = response.headers_mut();
    let etag = HeaderValue::try_from(format!("\"{revision}\"")).map_err(Problem::internal)?;
    headers.insert(header::ETAG, etag);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
