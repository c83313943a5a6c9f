//! Two plans side by side.

use super::request::Id;
use super::sheet::PRINT_CSS;
use super::{Shared, at_desk};
use crate::error::{Problem, ProblemBody};
use crate::plan::{Comparison, statement};
use crate::print::{Language, Style};
use crate::routes::accept;
use crate::routes::answer::{CSV, JSON};
use crate::routes::content::{Content, Keep};
use crate::routes::query::Query;
use crate::routes::selection::SelectionParams;
use crate::store::PlanId;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

pub const HTML: &str = "text/html; charset=utf-8";

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CompareParams {
    /// The plan it is compared with, as the one before.
    with: PlanId,
    #[serde(default)]
    #[param(inline)]
    lang: Language,
}

/// What changes from another plan to this one: who moves where, what becomes of the grids, balance, compactness, complaints. As CSV the
/// moves alone; as HTML a statement to be printed.
#[utoipa::path(get, path = "/api/v1/plans/{id}/compare", tag = "plans",
    params(("id" = i64, Path, description = "The plan"), CompareParams, SelectionParams),
    responses(
        (status = 200, description = "The comparison", content((Comparison = "application/json"), (String = "text/csv"), (String = "text/html"))),
        (status = "4XX", description = "A parameter is not valid, or there is no such plan", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn compare(
    State(app): Shared,
    Id(id): Id,
    Query(params): Query<CompareParams>,
    selection: SelectionParams,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let media = accept::choose(&headers, &[JSON, CSV, HTML])?;
    let sides = at_desk(&app, move |desk, snapshot| {
        Ok((desk.opened(params.with, snapshot)?, desk.opened(id, snapshot)?))
    });
    let (from, to) = sides.await?;
    let job = move || {
        let (window, filter) = selection.in_window(&to.city.snapshot)?;
        let comparison = Comparison::new(&from, &to, window, &filter);
        match media {
            CSV => comparison.moves_csv().map_err(Problem::internal),
            HTML => Ok(statement(&comparison, params.lang, Style::Linked(PRINT_CSS)).into_bytes()),
            _ => serde_json::to_vec(&comparison).map_err(Problem::internal),
        }
    };
    let body = app.compute.run(job).await?;
    let mut response = Content::new(media, body).answer(&app, &headers, Keep::Revalidate).await?;
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}
