//! Grid layers, and what the grids of one have in common with those of another.

use super::answer::{CSV, JSON, csv, json};
use super::content::{Content, Keep};
use super::query::Query;
use super::{Shared, accept};
use crate::error::{Problem, ProblemBody};
use crate::snapshot::{Overlap, Snapshot};
use crate::state::App;
use crate::store;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// All grid layers, the default one first.
#[derive(Serialize, ToSchema)]
pub struct GridLayers {
    pub items: Vec<Layer>,
}

/// One complete set of grids, and the plan that they are those of.
#[derive(Serialize, ToSchema)]
#[schema(as = GridLayerInForce)]
pub struct Layer {
    pub id: String,
    pub name: String,
    pub is_default: bool,
    pub grids: u32,
    /// Null for a layer without a plan in force.
    pub plan: Option<Plan>,
}

/// The plan in force of a layer.
#[derive(Serialize, ToSchema)]
#[schema(as = PlanInForce)]
pub struct Plan {
    pub name: String,
    /// Number of its current version.
    pub version: u32,
    /// First day.
    #[schema(example = "2025-01-01")]
    pub starts: Option<String>,
}

#[derive(Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CrosswalkParams {
    /// Id of the layer whose grids are divided.
    #[param(example = "duty")]
    from: String,
    /// Id of the layer that they are divided among.
    #[param(example = "cells")]
    to: String,
}

/// The grids of one layer divided among those of another.
#[derive(Serialize, ToSchema)]
pub struct Crosswalk {
    pub from: String,
    pub to: String,
    pub items: Vec<Item>,
}

/// What two grids have in common.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CrosswalkItem)]
pub struct Item {
    /// Code of the grid in the first layer.
    pub from: String,
    /// Code of the grid in the second; null for what lies in none.
    pub to: Option<String>,
    /// m² on the ellipsoid.
    pub area_m2: f64,
    /// Part of the first grid's area, 0 to 1.
    pub share: f64,
    pub buildings: u64,
    pub households: f64,
}

/// Columns of the CSV form, in the order of the item's fields.
const COLUMNS: [&str; 6] = ["from", "to", "area_m2", "share", "buildings", "households"];

/// The grid layers of the city.
#[utoipa::path(get, path = "/api/v1/layers", tag = "areas", responses(
    (status = 200, description = "The layers, the default one first", body = GridLayers),
    (status = 503, description = "Still reading the store", body = ProblemBody, content_type = "application/problem+json"),
))]
pub async fn layers(State(app): Shared, headers: HeaderMap) -> Result<Response, Problem> {
    json(&app, &headers, |snapshot| {
        Ok(GridLayers { items: snapshot.grid_layers.iter().map(Layer::from).collect() })
    })
    .await
}

/// The grids of one layer divided among those of another: for each pair that overlaps, what they have in common. Buildings count
/// by a point inside; those in no grid of the first layer are in no pair.
#[utoipa::path(get, path = "/api/v1/crosswalk", tag = "areas", params(CrosswalkParams), responses(
    (status = 200, description = "The pairs, in the order of the first layer's grids",
        content((Crosswalk = "application/json"), (String = "text/csv"))),
    (status = 404, description = "There is no such layer", body = ProblemBody, content_type = "application/problem+json"),
    (status = "4XX", description = "A parameter is not valid", body = ProblemBody, content_type = "application/problem+json"),
))]
pub async fn crosswalk(
    State(app): Shared,
    Query(params): Query<CrosswalkParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let media = accept::choose(&headers, &[JSON, CSV])?;
    let overlaps = overlaps(&app, &params).await?;
    let write = move || {
        let items: Vec<Item> = overlaps.iter().cloned().map(Item::from).collect();
        if media == CSV {
            return csv(&items, COLUMNS);
        }
        let CrosswalkParams { from, to } = params;
        serde_json::to_vec(&Crosswalk { from, to, items }).map_err(Problem::internal)
    };
    let body = app.compute.run(write).await?;
    let mut response = Content::new(media, body).answer(&app, &headers, Keep::Revalidate).await?;
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

/// The overlaps, worked out once per reading of the store.
async fn overlaps(app: &App, params: &CrosswalkParams) -> Result<Arc<Vec<Overlap>>, Problem> {
    let snapshot = app.snapshot()?;
    known(&snapshot, &params.from)?;
    known(&snapshot, &params.to)?;
    let key = (snapshot.version, params.from.clone(), params.to.clone());
    let CrosswalkParams { from, to } = params.clone();
    let job = move || snapshot.crosswalk(&from, &to).map(Arc::new).map_err(Problem::internal);
    app.caches.crosswalk(key, app.compute.run(job)).await
}

fn known(snapshot: &Snapshot, layer: &str) -> Result<(), Problem> {
    let is_known = snapshot.grid_layers.iter().any(|known| known.id == layer);
    if is_known { Ok(()) } else { Err(Problem::unknown("grid layer", layer)) }
}

impl From<&store::GridLayer> for Layer {
    fn from(layer: &store::GridLayer) -> Self {
        let store::GridLayer { id, name, is_default, grids, plan } = layer.clone();
        let plan = plan.map(|store::PlanInForce { name, version, starts }| Plan { name, version, starts });
        Self { id, name, is_default, grids, plan }
    }
}

impl From<Overlap> for Item {
    fn from(overlap: Overlap) -> Self {
        let Overlap { from, to, area_m2, share, buildings, households } = overlap;
        Self { from, to, area_m2, share, buildings, households }
    }
}
