//! The API as a document: collected from the handlers, served as JSON and as a page.

use super::content::{Content, Keep};
use super::{
    Shared, areas, basemap, buildings, bulletin, categories, cells, city, complaints, docs, fact_sheet,
    grid_layers, health, heat, hotspots, locate, plans, proposals, search, series, tilejson, tiles,
};
use crate::error::{Problem, ProblemBody};
use crate::state::App;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::get;
use std::sync::Arc;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "onemap",
        description = "A city's grids, buildings and complaints on one map. Times are local to the city and windows are [from, to). \
            Errors are problems as in RFC 9457.",
    ),
    components(schemas(ProblemBody)),
    tags(
        (name = "city", description = "The city as a whole"),
        (name = "areas", description = "Areas of every level with their statistics"),
        (name = "records", description = "Single buildings and complaints"),
        (name = "tiles", description = "Vector tiles"),
        (name = "heat", description = "Complaint density"),
        (name = "hotspots", description = "Where there is significantly more than elsewhere, and what lies close together"),
        (name = "plans", description = "Drafts, their edits, and what their grids carry"),
        (name = "proposals", description = "Grids computed for some communities or all, to be taken over as drafts"),
        (name = "operation", description = "Health and metrics"),
    ),
)]
struct Document;

/// All documented routes.
pub fn api() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(city::city))
        .routes(routes!(basemap::basemap))
        .routes(routes!(basemap::archive))
        .routes(routes!(categories::categories))
        .routes(routes!(cells::cells))
        .routes(routes!(series::series))
        .routes(routes!(search::search))
        .routes(routes!(areas::list))
        .routes(routes!(fact_sheet::fact_sheet))
        .routes(routes!(bulletin::bulletin))
        .routes(routes!(grid_layers::layers))
        .routes(routes!(grid_layers::crosswalk))
        .routes(routes!(locate::locate))
        .routes(routes!(buildings::building))
        .routes(routes!(complaints::complaints))
        .routes(routes!(heat::scale))
        .routes(routes!(heat::value))
        .routes(routes!(heat::tile))
        .routes(routes!(heat::raster))
        .merge(hotspots::router())
        .routes(routes!(tiles::tile))
        .routes(routes!(tilejson::tile_json))
        .merge(plans::router())
        .merge(proposals::router())
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz))
        .routes(routes!(health::metrics))
}

/// The document itself, as JSON and as a page.
pub fn router(document: utoipa::openapi::OpenApi) -> Router<Arc<App>> {
    let json = document.to_json().expect("the document is plain data");
    let json = Content::new("application/json", json);
    let html = Content::new("text/html; charset=utf-8", docs::page(&document));
    let css = Content::new("text/css; charset=utf-8", docs::STYLE);
    Router::new()
        .route("/api/v1/openapi.json", serve(json))
        .route("/api/v1/docs", serve(html))
        .route("/api/v1/docs.css", serve(css))
}

fn serve(content: Content) -> axum::routing::MethodRouter<Arc<App>> {
    get(async move |State(app): Shared, headers: HeaderMap| -> Result<_, Problem> {
        content.clone().answer(&app, &headers, Keep::Revalidate).await
    })
}
