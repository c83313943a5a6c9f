//! Point or address → building → grid → community → people on duty: what a whistle needs to be dispatched.

use super::Shared;
use super::answer::json;
use super::query::{PointParams, Query};
use super::reference::{Person, Ref};
use super::search::{Item as Hit, LONGEST};
use crate::error::{Problem, ProblemBody};
use crate::snapshot::{Addressed, FoundKind, Snapshot};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::assign::Nearest;
use onemap_engine::coord::LatticePoint;
use onemap_engine::record::AreaLevel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A place on the map, or an address.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LocateParams {
    /// Longitude, degrees WGS 84; with `lat`.
    #[param(minimum = -180, maximum = 180, example = 117.3)]
    lon: Option<f64>,
    /// Latitude, degrees WGS 84; with `lon`.
    #[param(minimum = -90, maximum = 90, example = 31.8)]
    lat: Option<f64>,
    /// An address, or the name, id or code of a building, compound or grid; instead of `lon` and `lat`.
    #[param(example = "滨湖花园3幢2单元501室")]
    address: Option<String>,
}

/// What is at a place, and who is on duty there.
#[derive(Default, Serialize, ToSchema)]
pub struct Location {
    /// Null where an address means several places; then all that follows is null too.
    pub lon: Option<f64>,
    pub lat: Option<f64>,
    /// What the address was found to be.
    pub found: Option<Hit>,
    /// What the address may mean, the best fit first, where that is not certain.
    pub candidates: Vec<Hit>,
    /// The building that was found, or the nearest one within 50 m of the point.
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

/// What is at a place or an address, and who is on duty there. A place near a building belongs to the building's grid, as a
/// complaint would. An address that means several places is answered with these as `candidates`.
#[utoipa::path(get, path = "/api/v1/locate", tag = "areas", params(LocateParams), responses(
    (status = 200, description = "What is there; all null where nothing is", body = Location),
    (status = 404, description = "Nothing has this address", body = ProblemBody, content_type = "application/problem+json"),
    (status = "4XX", description = "A parameter is not valid", body = ProblemBody, content_type = "application/problem+json"),
))]
pub async fn locate(
    State(app): Shared,
    Query(params): Query<LocateParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = params.asked()?;
    json(&app, &headers, move |snapshot| match asked {
        Asked::Point(point) => Ok(Location::of(snapshot, point)),
        Asked::Address(address) => Location::at(snapshot, &address),
    })
    .await
}

enum Asked {
    Point(LatticePoint),
    Address(String),
}

impl LocateParams {
    fn asked(self) -> Result<Asked, Problem> {
        match self {
            Self { lon: Some(lon), lat: Some(lat), address: None } => {
                PointParams { lon, lat }.point().map(Asked::Point)
            }
            Self { lon: None, lat: None, address: Some(address) } if address.len() > LONGEST => {
                Err(Problem::parameter("address", format!("is longer than {LONGEST} bytes")))
            }
            Self { lon: None, lat: None, address: Some(address) } if address.trim().is_empty() => {
                Err(Problem::parameter("address", "is empty"))
            }
            Self { lon: None, lat: None, address: Some(address) } => Ok(Asked::Address(address)),
            _ => Err(Problem::parameter("lon, lat, address", "give lon and lat, or address alone")),
        }
    }
}

impl Location {
    fn at(snapshot: &Snapshot, address: &str) -> Result<Self, Problem> {
        match snapshot.address(address) {
            Addressed::Nothing => Err(Problem::unknown("place with the address", address)),
            Addressed::Several(found) => {
                Ok(Self { candidates: found.into_iter().map(Hit::from).collect(), ..Self::default() })
            }
            Addressed::One(found, point) => {
                let mut location = Self::of(snapshot, point);
                // The one that lies next to the middle of a compound is none that the address names.
                if found.kind != FoundKind::Building {
                    location.building = None;
                }
                Ok(Self { found: Some(Hit::from(*found)), ..location })
            }
        }
    }

    fn of(snapshot: &Snapshot, point: LatticePoint) -> Self {
        let near = snapshot.buildings.nearest(point);
        let area = |level| snapshot.area(level, snapshot.face_of_complaint(level, near, point)).map(Ref::to);
        let grid = area(AreaLevel::Grid);
        Self {
            lon: Some(point.lon()),
            lat: Some(point.lat()),
            building: near.map(|near| NearBuilding::new(snapshot, near)),
            staff: grid.as_ref().map_or_else(Vec::new, |grid| Person::of_grid(snapshot, &grid.code)),
            grid,
            community: area(AreaLevel::Community),
            street: area(AreaLevel::Street),
            district: area(AreaLevel::District),
            ..Self::default()
        }
    }
}

impl NearBuilding {
    fn new(snapshot: &Snapshot, near: Nearest) -> Self {
        let building = snapshot.buildings.records.get(near.building);
        Self {
            id: building.id.to_owned(),
            name: building.name.map(str::to_owned),
            address: building.address.map(str::to_owned),
            distance_m: near.metres,
            households: building.households,
            residents: building.residents,
            floors: building.floors,
            units: building.units,
            usage: building.usage.map(str::to_owned),
        }
    }
}
