//! OGC API – Features Part 1 and OGC API – Tiles Part 1: one address that QGIS, GDAL and ArcGIS connect to.
//!
//! What is here is described by the standards (OGC 17-069r4, OGC 20-057), not by our own contract.

mod collections;
mod definition;
mod features;
mod items;
mod tiles;

use super::Shared;
use super::content::{Content, Keep};
use super::origin::origin;
use crate::error::{Kind, Problem};
use crate::snapshot::Layer;
use crate::state::App;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use serde_json::{Value, json};
use std::sync::Arc;

/// Everything under `/ogc`.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/ogc", get(landing))
        .route("/ogc/", get(landing))
        .route("/ogc/conformance", get(conformance))
        .route("/ogc/api", get(definition::definition))
        .route("/ogc/collections", get(collections::all))
        .route("/ogc/collections/{id}", get(collections::one))
        .route("/ogc/collections/{id}/items", get(items::items))
        .route("/ogc/collections/{id}/items/{feature}", get(items::item))
        .route("/ogc/collections/{id}/tiles", get(tiles::sets))
        .route("/ogc/collections/{id}/tiles/{set}", get(tiles::set))
        .route("/ogc/collections/{id}/tiles/{set}/{matrix}/{row}/{column}", get(tiles::tile))
        .route("/ogc/tileMatrixSets", get(tiles::matrix_sets))
        .route("/ogc/tileMatrixSets/{set}", get(tiles::matrix_set))
}

/// Classes of the standards that hold here.
const CONFORMS_TO: [&str; 7] = [
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
];

async fn landing(State(app): Shared, headers: HeaderMap) -> Result<Response, Problem> {
    let at = Links::of(&headers);
    let name = app.snapshot()?.city().name.clone();
    let links = [
        at.link("self", "", JSON),
        at.link("conformance", "/conformance", JSON),
        at.link("data", "/collections", JSON),
        at.link("http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", "/tileMatrixSets", JSON),
        at.link("service-desc", "/api", definition::OPENAPI),
    ];
    let description = "Grids, buildings and complaints of the city, as features and as vector tiles";
    answer(&app, &headers, &json!({"title": name, "description": description, "links": links})).await
}

async fn conformance(State(app): Shared, headers: HeaderMap) -> Result<Response, Problem> {
    answer(&app, &headers, &json!({ "conformsTo": CONFORMS_TO })).await
}

const JSON: &str = "application/json";

/// A document as JSON.
async fn answer(app: &App, headers: &HeaderMap, document: &Value) -> Result<Response, Problem> {
    Content::new(JSON, document.to_string()).answer(app, headers, Keep::Revalidate).await
}

/// The layer of a collection. Cells are no features: they have tiles alone, elsewhere.
fn layer(id: &str) -> Result<Layer, Problem> {
    let found = Layer::find(id).filter(|layer| *layer != Layer::H3);
    found.ok_or_else(|| Problem::new(Kind::UnknownId, format!("there is no collection “{id}”")))
}

/// Makes links to what lies under `/ogc`.
struct Links {
    origin: String,
}

impl Links {
    fn of(headers: &HeaderMap) -> Self {
        Self { origin: origin(headers) }
    }

    fn link(&self, rel: &str, path: &str, media: &str) -> Value {
        json!({"rel": rel, "type": media, "href": self.address(path)})
    }

    fn address(&self, path: &str) -> String {
        format!("{}/ogc{path}", self.origin)
    }
}
