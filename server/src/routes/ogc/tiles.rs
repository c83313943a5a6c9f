//! Vector tiles by matrix, row and column.

use super::{JSON, Links, Shared, answer, layer};
use crate::error::{Kind, Problem};
use crate::routes::content::Keep;
use crate::routes::query::Segments;
use crate::routes::selection::SelectionParams;
use crate::routes::tile_id::tile_id;
use crate::routes::tiles::{MVT, serve};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::coord::{TileId, WorldBounds};
use serde_json::{Value, json};

/// The only tile matrix set: the usual pyramid over EPSG:3857 (OGC 17-083r4, annex D.1).
const SET: &str = "WebMercatorQuad";
const SET_URI: &str = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";
const CRS: &str = "http://www.opengis.net/def/crs/EPSG/0/3857";

/// Pixels on one side of a tile, and metres of one of them (OGC 17-083r4, 6.1.1: a pixel is 0.28 mm).
const TILE_PX: f64 = 256.0;
const PIXEL_M: f64 = 0.000_28;

pub async fn matrix_sets(State(app): Shared, headers: HeaderMap) -> Result<Response, Problem> {
    let link = Links::of(&headers).link("self", &format!("/tileMatrixSets/{SET}"), JSON);
    let sets = json!([{"id": SET, "uri": SET_URI, "links": [link]}]);
    answer(&app, &headers, &json!({ "tileMatrixSets": sets })).await
}

pub async fn matrix_set(
    State(app): Shared,
    Segments([set]): Segments<1>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    known(&set)?;
    let [west, _, east, north] = WorldBounds::WORLD.to_metres();
    let matrix = |zoom: u8| {
        let side = 1_u64 << zoom;
        let cell = (east - west) / (side as f64 * TILE_PX);
        json!({
            "id": zoom.to_string(),
            "scaleDenominator": cell / PIXEL_M,
            "cellSize": cell,
            "pointOfOrigin": [west, north],
            "tileWidth": TILE_PX,
            "tileHeight": TILE_PX,
            "matrixWidth": side,
            "matrixHeight": side,
        })
    };
    let matrices: Vec<Value> = (0..=TileId::MAX_ZOOM).map(matrix).collect();
    let document =
        json!({"id": SET, "uri": SET_URI, "crs": CRS, "orderedAxes": ["E", "N"], "tileMatrices": matrices});
    answer(&app, &headers, &document).await
}

pub async fn sets(
    State(app): Shared,
    Segments([id]): Segments<1>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let set = describe(layer(&id)?.id(), &Links::of(&headers));
    answer(&app, &headers, &json!({ "tilesets": [set] })).await
}

pub async fn set(
    State(app): Shared,
    Segments([id, set]): Segments<2>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    known(&set)?;
    answer(&app, &headers, &describe(layer(&id)?.id(), &Links::of(&headers))).await
}

pub async fn tile(
    State(app): Shared,
    Segments([id, set, matrix, row, column]): Segments<5>,
    selection: SelectionParams,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    known(&set)?;
    let tile = tile_id([&matrix, &column, &row], "")?;
    serve(&app, app.snapshot()?, layer(&id)?, tile, &selection, Keep::Revalidate, &headers).await
}

fn known(set: &str) -> Result<(), Problem> {
    let unknown = || Problem::new(Kind::UnknownId, format!("there is no tile matrix set “{set}”, only {SET}"));
    if set == SET { Ok(()) } else { Err(unknown()) }
}

fn describe(id: &str, at: &Links) -> Value {
    let path = format!("/collections/{id}/tiles/{SET}");
    let mut template = at.link("item", &format!("{path}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"), MVT);
    template["templated"] = json!(true);
    json!({
        "title": id,
        "dataType": "vector",
        "crs": CRS,
        "tileMatrixSetURI": SET_URI,
        "links": [
            at.link("self", &path, JSON),
            at.link("http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme", &format!("/tileMatrixSets/{SET}"), JSON),
            template,
        ],
    })
}
