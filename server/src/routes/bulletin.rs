//! The bulletin of an area.

use super::Shared;
use super::accept;
use super::answer::{JSON, computed};
use super::content::{Content, Keep};
use super::plans::{HTML, PRINT_CSS};
use super::query::{Query, Segments, WindowParams, level};
use crate::bulletin::{Bulletin, Subject};
use crate::error::{Problem, ProblemBody};
use crate::print::{Language, Style};
use crate::snapshot::Snapshot;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BulletinParams {
    #[serde(default)]
    #[param(inline)]
    lang: Language,
}

/// What a period of an area was like beside the one before and a year ago: figures, hotspots, repeats, and findings in both languages.
/// As HTML a page to be printed.
#[utoipa::path(get, path = "/api/v1/areas/{level}/{code}/bulletin", tag = "areas",
    params(
        ("level" = String, Path, description = "`city`, `districts`, `streets`, `communities` or `grids`"),
        ("code" = String, Path, description = "Code of the area"),
        WindowParams,
        BulletinParams,
    ),
    responses(
        (status = 200, description = "The bulletin", content((Bulletin = "application/json"), (String = "text/html"))),
        (status = "4XX", description = "A parameter is not valid, or there is no such area", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn bulletin(
    State(app): Shared,
    Segments(path): Segments<2>,
    Query(window): Query<WindowParams>,
    Query(params): Query<BulletinParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let media = accept::choose(&headers, &[JSON, HTML])?;
    let body = computed(&app, move |snapshot| {
        let bulletin = made(snapshot, path, &window)?;
        match media {
            HTML => Ok(bulletin.html(snapshot, params.lang, Style::Linked(PRINT_CSS)).into_bytes()),
            _ => serde_json::to_vec(&bulletin).map_err(Problem::internal),
        }
    });
    let mut response = Content::new(media, body.await?).answer(&app, &headers, Keep::Revalidate).await?;
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

fn made(snapshot: &Snapshot, [plural, code]: [String; 2], window: &WindowParams) -> Result<Bulletin, Problem> {
    let level = level(&plural)?;
    let (face, area) = snapshot.find(level, &code).ok_or_else(|| Problem::unknown("area", &code))?;
    let window = window.or_default(snapshot.default_window())?;
    let callers = snapshot.reader().and_then(|reader| reader.callers()).map_err(Problem::internal)?;
    Ok(Bulletin::new(snapshot, &Subject::new(snapshot, (level, face, area), window), &callers.into())?)
}
