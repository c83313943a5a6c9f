//! Vector tiles.

use super::Shared;
use super::content::{Content, Keep};
use super::plans;
use super::query::{Query, Segments};
use super::selection::SelectionParams;
use super::tile_id::tile_id;
use crate::cache::{TileContent, TileKey};
use crate::error::{Kind, Problem, ProblemBody};
use crate::snapshot::{Layer, Snapshot};
use crate::state::App;
use crate::store::PlanId;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use onemap_engine::coord::TileId;
use onemap_engine::heat::Filter;
use onemap_engine::record::AreaLevel;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

pub const MVT: &str = "application/vnd.mapbox-vector-tile";

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct VersionParams {
    /// The city's `version`: a tile of the current one may be kept for good.
    v: Option<u64>,
    /// For `grids`: the plan whose grids are drawn; left out: those in force.
    plan: Option<PlanId>,
    /// The plan's revision: a tile of the current one may be kept for good.
    revision: Option<i64>,
}

/// A vector tile (MVT 2.1). Complaints and their H3 cells are those of all time unless a window is given.
#[utoipa::path(get, path = "/tiles/{layer}/{z}/{x}/{y}", tag = "tiles",
    params(
        ("layer" = String, Path, description = "`city`, `districts`, `streets`, `communities`, `grids`, `compounds`, `buildings`, `complaints`, `h3`, `roads` or `water`"),
        ("z" = u8, Path, description = "Zoom, 0 to 20"),
        ("x" = u32, Path, description = "Column from the west"),
        ("y" = String, Path, description = "Row from the north, with `.mvt`", example = "0.mvt"),
        SelectionParams, VersionParams,
    ),
    responses(
        (status = 200, description = "The tile", body = Vec<u8>, content_type = "application/vnd.mapbox-vector-tile"),
        (status = 204, description = "The tile is empty"),
        (status = "4XX", description = "A parameter is not valid, or there is no such layer", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn tile(
    State(app): Shared,
    Segments(path): Segments<4>,
    selection: SelectionParams,
    Query(version): Query<VersionParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let [layer, z, x, y] = path;
    let layer = self::layer(&layer)?;
    let id = tile_id([&z, &x, &y], ".mvt")?;
    if let Some(plan) = version.plan {
        let wrong = || Problem::parameter("plan", "only the layer `grids` has tiles of a plan");
        let is_grids = layer == Layer::Areas(AreaLevel::Grid);
        let revision = version.revision;
        return plans::tile(&app, plan, revision, is_grids.then_some(id).ok_or_else(wrong)?, &headers).await;
    }
    let snapshot = app.snapshot()?;
    let keep = if version.v == Some(snapshot.version) { Keep::Forever } else { Keep::Revalidate };
    serve(&app, snapshot, layer, id, &selection, keep, &headers).await
}

/// Answers with a tile.
///
/// # Errors
/// When the selection is not valid, or `Busy`.
pub async fn serve(
    app: &App,
    snapshot: Arc<Snapshot>,
    layer: Layer,
    id: TileId,
    selection: &SelectionParams,
    keep: Keep,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let filter = filter(&snapshot, layer, selection)?;
    let content = TileContent::Vector { layer, filter: filter.clone() };
    let key = TileKey { version: snapshot.version, id, content };
    let job = move || {
        let tile = snapshot.tile(layer, id, &filter);
        Ok((tile.features > 0).then(|| Content::new(MVT, tile.bytes)))
    };
    match app.caches.tile(key, app.compute.run(job)).await? {
        Some(tile) => tile.answer(app, headers, keep).await,
        None => Ok(empty(keep)),
    }
}

/// The layer with this id.
///
/// # Errors
/// When there is none.
pub fn layer(id: &str) -> Result<Layer, Problem> {
    let known = || Layer::ALL.map(Layer::id).join(", ");
    Layer::find(id).ok_or_else(|| {
        Problem::new(Kind::UnknownId, format!("there is no layer “{id}”; layers are {}", known()))
    })
}

/// The filter of complaints; nothing can be filtered from the other layers.
fn filter(snapshot: &Snapshot, layer: Layer, selection: &SelectionParams) -> Result<Filter, Problem> {
    let filter = selection.of_all_time(snapshot)?;
    Ok(if layer.is_filtered() { filter } else { Filter::default() })
}

/// The answer for a tile without features.
pub fn empty(keep: Keep) -> Response {
    let headers =
        [(header::CACHE_CONTROL, keep.header()), (header::VARY, HeaderValue::from_static("accept-encoding"))];
    (StatusCode::NO_CONTENT, headers).into_response()
}
