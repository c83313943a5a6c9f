//! Single buildings.

use super::Shared;
use super::answer::{json, lon_lat};
use super::query::Segments;
use super::reference::Ref;
use crate::error::{Problem, ProblemBody};
use crate::snapshot::Snapshot;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::record::AreaLevel;
use serde::Serialize;
use utoipa::ToSchema;

/// One building.
#[derive(Serialize, ToSchema)]
pub struct Building {
    pub id: String,
    pub name: Option<String>,
    pub address: Option<String>,
    /// Id or name of its compound.
    pub compound: Option<String>,
    pub usage: Option<String>,
    /// Entrances.
    pub units: Option<u32>,
    pub floors: Option<u32>,
    /// Year of completion.
    pub built: Option<i16>,
    pub households: Option<f64>,
    /// Whether the households were estimated from units, floors and area.
    pub households_estimated: bool,
    pub residents: Option<f64>,
    /// A point inside: longitude, latitude.
    pub point: Option<[f64; 2]>,
    pub grid: Option<Ref>,
    pub community: Option<Ref>,
    pub street: Option<Ref>,
    pub district: Option<Ref>,
}

/// One building and the areas it is in.
#[utoipa::path(get, path = "/api/v1/buildings/{id}", tag = "records",
    params(("id" = String, Path, description = "Id of the building")),
    responses(
        (status = 200, description = "The building", body = Building),
        (status = 404, description = "There is no such building", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn building(
    State(app): Shared,
    Segments(path): Segments<1>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let [id] = path;
    json(&app, &headers, move |snapshot| {
        let number = snapshot.buildings.find(&id).ok_or_else(|| Problem::unknown("building", &id))?;
        Ok(Building::new(snapshot, number))
    })
    .await
}

impl Building {
    fn new(snapshot: &Snapshot, number: usize) -> Self {
        let building = snapshot.buildings.records.get(number);
        let area =
            |level: AreaLevel| snapshot.area(level, snapshot.buildings.faces[level][number].0).map(Ref::to);
        Self {
            id: building.id.to_owned(),
            name: building.name.map(str::to_owned),
            address: building.address.map(str::to_owned),
            compound: building.compound.map(str::to_owned),
            usage: building.usage.map(str::to_owned),
            units: building.units,
            floors: building.floors,
            built: building.built,
            households: building.households,
            households_estimated: building.households_estimated,
            residents: building.residents,
            point: snapshot.buildings.points[number].map(lon_lat),
            grid: area(AreaLevel::Grid),
            community: area(AreaLevel::Community),
            street: area(AreaLevel::Street),
            district: area(AreaLevel::District),
        }
    }
}
