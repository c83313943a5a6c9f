//! The layers as collections.

use super::{JSON, Links, Shared, layer};
use crate::error::Problem;
use crate::routes::answer::{self, degrees};
use crate::routes::feature::GEO_JSON;
use crate::routes::query::Segments;
use crate::snapshot::{Layer, Snapshot};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

pub async fn all(State(app): Shared, headers: HeaderMap) -> Result<Response, Problem> {
    let at = Links::of(&headers);
    let job = move |snapshot: &Snapshot| {
        let layers = Layer::ALL.into_iter().filter(|layer| *layer != Layer::H3);
        let collections: Vec<Value> = layers.map(|layer| describe(snapshot, layer, &at)).collect();
        Ok(json!({"collections": collections, "links": [at.link("self", "/collections", JSON)]}))
    };
    answer::json(&app, &headers, job).await
}

pub async fn one(
    State(app): Shared,
    Segments([id]): Segments<1>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let at = Links::of(&headers);
    answer::json(&app, &headers, move |snapshot| Ok(describe(snapshot, layer(&id)?, &at))).await
}

fn describe(snapshot: &Snapshot, layer: Layer, at: &Links) -> Value {
    let id = layer.id();
    let mut extent = json!({});
    if let Some(bounds) = snapshot.bounds_of(layer) {
        extent["spatial"] = json!({"bbox": [degrees(bounds)], "crs": CRS84});
    }
    if layer == Layer::Complaints {
        let (first, last) = (snapshot.complaints.first_time(), snapshot.complaints.last_time());
        extent["temporal"] = json!({"interval": [[first, last]]});
    }
    let path = format!("/collections/{id}");
    json!({
        "id": id,
        "title": id,
        "itemType": "feature",
        "crs": [CRS84],
        "extent": extent,
        "links": [
            at.link("self", &path, JSON),
            at.link("items", &format!("{path}/items"), GEO_JSON),
            at.link("http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector", &format!("{path}/tiles"), JSON),
        ],
    })
}
