//! The plan sheet of a community, to be printed.

use super::compare::HTML;
use super::request::Id;
use super::{Shared, with_plan};
use crate::error::{Problem, ProblemBody};
use crate::plan;
use crate::print::{Language, STYLE, Style};
use crate::routes::content::{Content, Keep};
use crate::routes::query::Query;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

/// Where printed pages find their style.
pub const PRINT_CSS: &str = "/api/v1/print.css";

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SheetParams {
    /// Code or name of a community; left out: all grids of the plan.
    community: Option<String>,
    #[serde(default)]
    #[param(inline)]
    lang: Language,
}

/// A sheet to be printed: a map of a community's grids and a table of what each has.
#[utoipa::path(get, path = "/api/v1/plans/{id}/sheet", tag = "plans",
    params(("id" = i64, Path, description = "The plan"), SheetParams),
    responses(
        (status = 200, description = "The sheet", body = String, content_type = "text/html"),
        (status = "4XX", description = "A parameter is not valid, or there is no such plan or community", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn sheet(
    State(app): Shared,
    Id(id): Id,
    Query(params): Query<SheetParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let html = with_plan(&app, id, move |opened| {
        let community = params.community.as_deref();
        plan::sheet(opened, community, params.lang, Style::Linked(PRINT_CSS))
            .ok_or_else(|| Problem::unknown("community", community.unwrap_or_default()))
    })
    .await?;
    Content::new(HTML, html).answer(&app, &headers, Keep::Revalidate).await
}

/// The style of printed pages.
#[utoipa::path(get, path = "/api/v1/print.css", tag = "plans", responses(
    (status = 200, description = "CSS", body = String, content_type = "text/css"),
))]
pub async fn style(State(app): Shared, headers: HeaderMap) -> Result<Response, Problem> {
    Content::new("text/css; charset=utf-8", STYLE).answer(&app, &headers, Keep::Revalidate).await
}
