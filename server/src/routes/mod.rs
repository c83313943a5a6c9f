//! HTTP: one file per resource, request types beside the handler.

mod accept;
mod answer;
mod areas;
mod basemap;
mod buildings;
mod bulletin;
mod categories;
mod cells;
mod city;
mod complaints;
pub mod content;
mod docs;
mod fact_sheet;
mod feature;
mod grid_layers;
mod health;
mod heat;
mod heat_view;
mod hotspots;
mod layers;
mod locate;
mod ogc;
mod openapi;
mod origin;
mod page;
mod plans;
mod proposals;
mod query;
mod reference;
mod search;
mod selection;
mod series;
mod tile_id;
mod tilejson;
mod tiles;

use crate::state::App;
use axum::Router;
use std::sync::Arc;

/// What handlers get: the state every request shares.
type Shared = axum::extract::State<Arc<App>>;

/// The whole server as one service, tested in process without a port.
pub fn app(state: Arc<App>) -> Router {
    let (api, document) = openapi::api().split_for_parts();
    let router = api.merge(openapi::router(document)).merge(ogc::router()).fallback(page::page);
    layers::around(router, &state).with_state(state)
}

/// The contract of the API, as it is checked in.
///
/// # Panics
/// Never: the document is plain data.
#[must_use]
pub fn contract() -> String {
    openapi::api().into_openapi().to_pretty_json().expect("the document is plain data")
}
