//! What a layer's tiles are and where they lie: TileJSON 3.

use super::Shared;
use super::answer::{degrees, json};
use super::origin::origin;
use super::query::Segments;
use super::tiles::layer;
use crate::error::{Kind, Problem, ProblemBody};
use crate::snapshot::{Layer, Snapshot};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use tilejson::{Center, TileJSON, tilejson};

/// Where a map begins.
const CENTER_ZOOM: u8 = 11;

/// TileJSON 3 of a layer.
#[utoipa::path(get, path = "/tiles/{file}", tag = "tiles",
    params(("file" = String, Path, description = "Id of a layer with `.json`", example = "grids.json")),
    responses(
        (status = 200, description = "TileJSON 3.0.0", body = serde_json::Value, content_type = "application/json"),
        (status = 404, description = "There is no such layer", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn tile_json(
    State(app): Shared,
    Segments(path): Segments<1>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let ([file], origin) = (path, origin(&headers));
    // The box around H3 cells takes a second to find the first time.
    let job = move |snapshot: &Snapshot| {
        let unknown = || Problem::new(Kind::UnknownPath, format!("there is nothing at /tiles/{file}"));
        let layer = layer(file.strip_suffix(".json").ok_or_else(unknown)?)?;
        Ok(describe(snapshot, layer, &origin))
    };
    json(&app, &headers, job).await
}

fn describe(snapshot: &Snapshot, layer: Layer, origin: &str) -> TileJSON {
    let (id, version) = (layer.id(), snapshot.version);
    let mut document = tilejson! { format!("{origin}/tiles/{id}/{{z}}/{{x}}/{{y}}.mvt?v={version}") };
    document.name = Some(id.to_owned());
    document.minzoom = Some(0);
    document.maxzoom = Some(Layer::MAX_ZOOM);
    document.vector_layers = Some(layer.vector_layers(Layer::MAX_ZOOM));
    if let Some(bounds) = snapshot.bounds_of(layer) {
        let [west, south, east, north] = degrees(bounds);
        document.bounds = Some(tilejson::Bounds::new(west, south, east, north));
        document.center =
            Some(Center::new(f64::midpoint(west, east), f64::midpoint(south, north), CENTER_ZOOM));
    }
    document
}
