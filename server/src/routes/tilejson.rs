//! What a layer's tiles are and where they lie: TileJSON 3.

use super::Shared;
use super::answer::degrees;
use super::content::{Content, Keep};
use super::origin::origin;
use super::query::Segments;
use super::tiles::layer;
use crate::error::{Kind, Problem, ProblemBody};
use crate::snapshot::{Layer, Snapshot};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::coord::TileId;
use std::collections::BTreeMap;
use tilejson::{Center, TileJSON, VectorLayer, tilejson};

/// The deepest zoom worth asking for; clients draw deeper ones from it.
const MAX_ZOOM: u8 = 16;
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
    let [file] = path;
    let snapshot = app.snapshot()?;
    let unknown = || Problem::new(Kind::UnknownPath, format!("there is nothing at /tiles/{file}"));
    let layer = layer(file.strip_suffix(".json").ok_or_else(unknown)?)?;
    let document = describe(&snapshot, layer, &origin(&headers));
    let body = serde_json::to_vec(&document).map_err(Problem::internal)?;
    Content::new("application/json", body).answer(&app, &headers, Keep::Revalidate).await
}

fn describe(snapshot: &Snapshot, layer: Layer, origin: &str) -> TileJSON {
    let (id, version) = (layer.id(), snapshot.version);
    let mut document = tilejson! { format!("{origin}/tiles/{id}/{{z}}/{{x}}/{{y}}.mvt?v={version}") };
    document.name = Some(id.to_owned());
    document.minzoom = Some(0);
    document.maxzoom = Some(MAX_ZOOM.min(TileId::MAX_ZOOM));
    document.vector_layers = Some(vector_layers(layer));
    if let Some(bounds) = snapshot.bounds_of(layer) {
        let [west, south, east, north] = degrees(bounds);
        document.bounds = Some(tilejson::Bounds::new(west, south, east, north));
        document.center =
            Some(Center::new(f64::midpoint(west, east), f64::midpoint(south, north), CENTER_ZOOM));
    }
    document
}

fn vector_layers(layer: Layer) -> Vec<VectorLayer> {
    let main = vector_layer(layer.id(), fields(layer));
    match layer {
        Layer::Areas(_) => vec![main, vector_layer(&format!("{}_labels", layer.id()), LABEL_FIELDS)],
        _ => vec![main],
    }
}

fn vector_layer(id: &str, fields: &[(&str, &str)]) -> VectorLayer {
    let fields: BTreeMap<String, String> =
        fields.iter().map(|(name, kind)| ((*name).into(), (*kind).into())).collect();
    VectorLayer { minzoom: Some(0), maxzoom: Some(MAX_ZOOM), ..VectorLayer::new(id.to_owned(), fields) }
}

const LABEL_FIELDS: &[(&str, &str)] = &[("code", "String"), ("name", "String")];

/// Names and types of a layer's properties.
fn fields(layer: Layer) -> &'static [(&'static str, &'static str)] {
    match layer {
        Layer::Areas(_) => &[
            ("code", "String"),
            ("name", "String"),
            ("parent", "String: code of the area above"),
            ("community", "String: name of the community, for grids"),
            ("households", "Number"),
            ("residents", "Number"),
            ("buildings", "Number"),
            ("range", "String: under, in or over the range of households, for grids"),
        ],
        Layer::Buildings => &[
            ("id", "String"),
            ("name", "String"),
            ("usage", "String"),
            ("households", "Number"),
            ("residents", "Number"),
            ("floors", "Number"),
            ("grid", "String: code of its grid"),
            ("count", "Number: buildings that a square stands for"),
        ],
        Layer::Complaints => &[
            ("count", "Number: complaints that the point stands for"),
            ("id", "String: where count is 1"),
            ("time", "String: where count is 1"),
            ("category", "String: where count is 1"),
            ("subcategory", "String: where count is 1"),
        ],
        Layer::H3 => &[
            ("cell", "String: H3 index; unique in a tile"),
            ("resolution", "Number: H3 resolution, 0 at zoom 0 to 12 from zoom 17 on"),
            ("count", "Number: complaints in the whole cell"),
            ("per_km2", "Number: complaints per km² of the cell's true area"),
        ],
        Layer::Roads => &[("name", "String"), ("class", "String")],
        Layer::Water => &[("name", "String")],
    }
}
