//! The city as a whole: what there is, and how much of it is in grids.

use super::Shared;
use super::answer::{degrees, json, lon_lat};
use super::reference::{Count, ranked};
use crate::error::{Problem, ProblemBody};
use crate::snapshot::{HouseholdRange, Snapshot, Window};
use crate::store;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::heat::Filter;
use onemap_engine::record::{AreaLevel, LocalTime};
use serde::Serialize;
use utoipa::ToSchema;

/// The city.
#[derive(Serialize, ToSchema)]
pub struct City {
    pub name: String,
    /// West, south, east, north, degrees; null for a store without any place.
    pub bounds: Option<[f64; 4]>,
    /// Longitude and latitude.
    pub center: Option<[f64; 2]>,
    /// The time of the last complaint, or what the server was told; local time.
    #[schema(value_type = Option<String>, example = "2025-12-31T22:41:07")]
    pub now: Option<LocalTime>,
    /// Changes when the store does; in tile addresses it makes tiles cacheable for good.
    pub version: u64,
    pub default_window: Window,
    #[schema(value_type = Option<String>)]
    pub first_complaint: Option<LocalTime>,
    #[schema(value_type = Option<String>)]
    pub last_complaint: Option<LocalTime>,
    pub households: Option<f64>,
    pub residents: Option<f64>,
    /// Buildings whose households were estimated.
    pub households_estimated: u32,
    pub counts: Counts,
    /// What is in a grid of the default layer.
    pub assigned: Assignment,
    /// What is in none.
    pub unassigned: Assignment,
    pub grid_layers: Vec<GridLayer>,
    pub channels: Vec<Count>,
    pub statuses: Vec<Count>,
    pub household_range: HouseholdRange,
}

/// How many there are of each.
#[derive(Serialize, ToSchema)]
pub struct Counts {
    pub districts: u32,
    pub streets: u32,
    pub communities: u32,
    pub grids: u32,
    pub compounds: u32,
    pub buildings: u32,
    pub complaints: u32,
    /// Complaints with a point: those of all tiles of a zoom.
    pub located: u32,
    /// Complaints of which only the area is known: they count for it, and are on no map.
    pub by_area: u32,
    /// Complaints of which neither is known.
    pub unlocated: u32,
    pub roads: u32,
    pub water: u32,
    pub staff: u32,
}

#[derive(Serialize, ToSchema)]
pub struct Assignment {
    pub buildings: u64,
    pub households: f64,
    pub complaints: u64,
}

/// One complete set of grids.
#[derive(Serialize, ToSchema)]
pub struct GridLayer {
    pub id: String,
    pub name: String,
    pub is_default: bool,
    pub grids: u32,
}

/// The city as a whole.
#[utoipa::path(get, path = "/api/v1/city", tag = "city", responses(
    (status = 200, description = "The city", body = City),
    (status = 503, description = "Still reading the store", body = ProblemBody, content_type = "application/problem+json"),
))]
pub async fn city(State(app): Shared, headers: HeaderMap) -> Result<Response, Problem> {
    json(&app, &headers, |snapshot| Ok(describe(snapshot))).await
}

fn describe(snapshot: &Snapshot) -> City {
    let complaints = &snapshot.complaints;
    let all = complaints.columns.select(&Filter::default());
    let whole = snapshot.city();
    let [assigned, unassigned] = assignment(snapshot);
    City {
        name: whole.name.clone(),
        bounds: snapshot.bounds.map(degrees),
        center: whole.point.map(lon_lat),
        now: snapshot.now,
        version: snapshot.version,
        default_window: snapshot.default_window(),
        first_complaint: complaints.first_time(),
        last_complaint: complaints.last_time(),
        households: snapshot.households(whole),
        residents: snapshot.residents(whole),
        households_estimated: whole.estimated,
        counts: Counts::of(snapshot),
        assigned,
        unassigned,
        grid_layers: snapshot.grid_layers.iter().map(GridLayer::from).collect(),
        channels: ranked(
            complaints.channel_names.all(),
            &all.counts_by_channel(complaints.channel_names.all().len()),
        ),
        statuses: ranked(
            complaints.status_names.all(),
            &all.counts_by_status(complaints.status_names.all().len()),
        ),
        household_range: snapshot.household_range,
    }
}

/// What is in a grid, and what is in none; together everything.
fn assignment(snapshot: &Snapshot) -> [Assignment; 2] {
    let (grids, whole) = (&snapshot.levels[AreaLevel::Grid], snapshot.city().tally);
    let per_grid = snapshot.complaints.per_face(AreaLevel::Grid, grids.len(), &Filter::default());
    let complaints = per_grid.iter().skip(1).sum();
    let all = snapshot.complaints.columns.len() as u64;
    let unassigned = grids.unassigned;
    [
        Assignment {
            buildings: whole.buildings - unassigned.buildings,
            households: grids.iter().map(|(_, grid)| grid.tally.households()).sum(),
            complaints,
        },
        Assignment {
            buildings: unassigned.buildings,
            households: unassigned.households(),
            complaints: all - complaints,
        },
    ]
}

impl Counts {
    fn of(snapshot: &Snapshot) -> Self {
        let (counts, complaints) = (snapshot.counts, &snapshot.complaints);
        let [all, located, by_area] =
            [complaints.columns.len(), complaints.columns.located(), complaints.by_area].map(|n| n as u32);
        Self {
            districts: counts.districts,
            streets: counts.streets,
            communities: counts.communities,
            grids: counts.grids,
            compounds: counts.compounds,
            buildings: counts.buildings,
            complaints: all,
            located,
            by_area,
            unlocated: all - located - by_area,
            roads: counts.roads,
            water: counts.water,
            staff: counts.staff,
        }
    }
}

impl From<&store::GridLayer> for GridLayer {
    fn from(layer: &store::GridLayer) -> Self {
        let store::GridLayer { id, name, is_default, grids, plan: _ } = layer.clone();
        Self { id, name, is_default, grids }
    }
}
