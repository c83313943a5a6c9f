//! Point → building → grid → community → people on duty.

use super::Shared;
use super::answer::json;
use super::query::{PointParams, Query};
use super::reference::{Person, Ref};
use crate::error::{Problem, ProblemBody};
use crate::snapshot::{BUILDING_WITHIN_METRES, Snapshot};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::assign::Nearest;
use onemap_engine::coord::LatticePoint;
use onemap_engine::coverage::FaceId;
use onemap_engine::record::AreaLevel;
use serde::Serialize;
use utoipa::ToSchema;

/// What is at a place, and who is on duty there.
#[derive(Serialize, ToSchema)]
pub struct Location {
    pub lon: f64,
    pub lat: f64,
    /// The nearest building within 50 m.
    pub building: Option<NearBuilding>,
    /// The building's areas, or those that hold the place where there is no building.
    pub grid: Option<Ref>,
    pub community: Option<Ref>,
    pub street: Option<Ref>,
    pub district: Option<Ref>,
    pub staff: Vec<Person>,
}

#[derive(Serialize, ToSchema)]
pub struct NearBuilding {
    pub id: String,
    pub name: Option<String>,
    pub address: Option<String>,
    /// Metres to its outline, 0 inside.
    pub distance_m: f64,
    pub households: Option<f64>,
    pub residents: Option<f64>,
    pub floors: Option<u32>,
    pub units: Option<u32>,
    pub usage: Option<String>,
}

/// What is at a place, and who is on duty there. A place near a building belongs to the building's grid, as a complaint would.
#[utoipa::path(get, path = "/api/v1/locate", tag = "areas", params(PointParams), responses(
    (status = 200, description = "What is there; all null where nothing is", body = Location),
    (status = "4XX", description = "A parameter is not valid", body = ProblemBody, content_type = "application/problem+json"),
))]
pub async fn locate(
    State(app): Shared,
    Query(place): Query<PointParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let point = place.point()?;
    json(&app, &headers, move |snapshot| Ok(Location::of(snapshot, point))).await
}

impl Location {
    fn of(snapshot: &Snapshot, point: LatticePoint) -> Self {
        let near = snapshot.buildings.nearest(point, BUILDING_WITHIN_METRES);
        let area = |level| area(snapshot, level, near, point);
        let grid = area(AreaLevel::Grid);
        Self {
            lon: point.lon(),
            lat: point.lat(),
            building: near.map(|near| NearBuilding::new(snapshot, near)),
            staff: grid.as_ref().map_or_else(Vec::new, |grid| Person::of_grid(snapshot, &grid.code)),
            grid,
            community: area(AreaLevel::Community),
            street: area(AreaLevel::Street),
            district: area(AreaLevel::District),
        }
    }
}

fn area(snapshot: &Snapshot, level: AreaLevel, near: Option<Nearest>, point: LatticePoint) -> Option<Ref> {
    let of_building = near.map(|near| snapshot.buildings.faces[level][near.building]);
    let of_building = of_building.filter(|&face| face != FaceId::OUTSIDE);
    let face = of_building.map_or_else(|| snapshot.levels[level].face_at(point), |face| face.0);
    snapshot.area(level, face).map(Ref::to)
}

impl NearBuilding {
    fn new(snapshot: &Snapshot, near: Nearest) -> Self {
        let building = snapshot.buildings.records[near.building].clone();
        Self {
            id: building.id,
            name: building.name,
            address: building.address,
            distance_m: near.metres,
            households: building.households,
            residents: building.residents,
            floors: building.floors,
            units: building.units,
            usage: building.usage,
        }
    }
}
