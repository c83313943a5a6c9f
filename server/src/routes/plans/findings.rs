//! What is wrong with a plan.

use super::request::Id;
use super::{Shared, at_desk};
use crate::check::{Finding, Severity};
use crate::error::{Problem, ProblemBody};
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

/// Everything found in a plan, in the order of rules, then places.
#[derive(Serialize, ToSchema)]
pub struct Findings {
    pub revision: i64,
    pub violations: usize,
    pub warnings: usize,
    /// Each with `rule`, `severity`, `lon`, `lat`, `size` and `areas`.
    #[schema(value_type = Vec<Object>)]
    pub items: Vec<Finding>,
}

/// Checks a plan by all rules.
#[utoipa::path(get, path = "/api/v1/plans/{id}/findings", tag = "plans", params(("id" = i64, Path, description = "The plan")),
    responses(
        (status = 200, description = "What was found", body = Findings),
        (status = 404, description = "There is no such plan", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn findings(State(app): Shared, Id(id): Id) -> Result<axum::Json<Findings>, Problem> {
    at_desk(&app, move |desk, snapshot| {
        let opened = desk.opened(id, snapshot)?;
        let items = desk.read(|reader| opened.findings(reader, desk.policy()))?;
        let of = |severity| items.iter().filter(|finding| finding.severity == severity).count();
        let (violations, warnings) = (of(Severity::Violation), of(Severity::Warning));
        Ok(axum::Json(Findings { revision: opened.row.revision, violations, warnings, items }))
    })
    .await
}
