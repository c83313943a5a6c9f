//! What lies under `/ogc` as OpenAPI 3.0, from which clients such as GDAL learn how many features they may ask for at once.

use super::items::{DEFAULT_LIMIT, MOST};
use super::{Links, Shared};
use crate::error::Problem;
use crate::routes::content::{Content, Keep};
use crate::snapshot::Layer;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Map, Value, json};

pub const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";

pub async fn definition(State(app): Shared, headers: HeaderMap) -> Result<Response, Problem> {
    let document = document(&Links::of(&headers)).to_string();
    Content::new(OPENAPI, document).answer(&app, &headers, Keep::Revalidate).await
}

fn document(at: &Links) -> Value {
    let mut paths = Map::new();
    let plain = [
        ("/", "The landing page"),
        ("/conformance", "The classes of the standards that hold"),
        ("/collections", "All collections"),
    ];
    for (path, summary) in plain {
        paths.insert(path.to_owned(), get(summary, "application/json", &[]));
    }
    for layer in Layer::ALL.into_iter().filter(|layer| *layer != Layer::H3) {
        let path = format!("/collections/{}", layer.id());
        paths.insert(path.clone(), get("The collection", "application/json", &[]));
        paths.insert(
            format!("{path}/items"),
            get("Its features, page by page", "application/geo+json", &page_of(layer)),
        );
        let id = json!({"name": "featureId", "in": "path", "required": true, "schema": {"type": "string"}});
        paths.insert(format!("{path}/items/{{featureId}}"), get("One feature", "application/geo+json", &[id]));
    }
    json!({
        "openapi": "3.0.3",
        "info": {"title": "onemap: OGC API – Features and Tiles", "version": env!("CARGO_PKG_VERSION")},
        "servers": [{"url": at.address("")}],
        "paths": paths,
    })
}

/// What a page of features is asked for with.
fn page_of(layer: Layer) -> Vec<Value> {
    let text = |name: &str, says: &str| json!({"name": name, "in": "query", "description": says, "schema": {"type": "string"}});
    let number = |name: &str, schema: Value| json!({"name": name, "in": "query", "schema": schema});
    let numbers = json!({"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}});
    let mut parameters = vec![
        number("limit", json!({"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT})),
        json!({"name": "bbox", "in": "query", "style": "form", "explode": false, "schema": numbers}),
        text("datetime", "A moment or a day of the city, or two with a slash between; `..` for an open end"),
        number("offset", json!({"type": "integer", "minimum": 0, "default": 0})),
    ];
    if layer == Layer::Complaints {
        let names = ["category", "subcategory", "channel", "status"];
        parameters.extend(names.map(|name| text(name, "Complaints with this name")));
        parameters.push(text("after", "Where the page before ended"));
    }
    parameters
}

fn get(summary: &str, media: &str, parameters: &[Value]) -> Value {
    let content = json!({ media: {"schema": {"type": "object"}} });
    json!({"get": {
        "summary": summary,
        "parameters": parameters,
        "responses": {"200": {"description": summary, "content": content}},
    }})
}
