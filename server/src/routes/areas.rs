//! The areas of a level with their figures.

use super::Shared;
use super::answer::{degrees, json, lon_lat};
use super::query::{Segments, level};
use super::selection::SelectionParams;
use crate::error::{Problem, ProblemBody};
use crate::snapshot::{AreaEntry, FaceNumber, RangeClass, Snapshot, Window};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::heat::Filter;
use onemap_engine::record::AreaLevel;
use serde::Serialize;
use utoipa::ToSchema;

/// One area with the figures of a window.
#[derive(Debug, Serialize, ToSchema)]
pub struct AreaSummary {
    pub code: String,
    pub name: String,
    /// Code of the area above.
    pub parent: Option<String>,
    /// m² on the ellipsoid.
    pub area_m2: f64,
    /// West, south, east, north, degrees.
    pub bounds: Option<[f64; 4]>,
    /// A point inside: longitude, latitude.
    pub point: Option<[f64; 2]>,
    pub households: Option<f64>,
    pub residents: Option<f64>,
    pub buildings: u64,
    /// Complaints in the window that pass the filter.
    pub complaints: u64,
    /// The same in the window of equal length before.
    pub complaints_before: u64,
    /// For grids whose households are known.
    pub range: Option<RangeClass>,
}

/// All areas of a level.
#[derive(Debug, Serialize, ToSchema)]
pub struct AreaList {
    #[schema(value_type = String, example = "grid")]
    pub level: AreaLevel,
    pub window: Window,
    pub items: Vec<AreaSummary>,
}

/// The areas of a level with their complaints in a window and in the one before.
#[utoipa::path(get, path = "/api/v1/areas/{level}", tag = "areas",
    params(
        ("level" = String, Path, description = "`city`, `districts`, `streets`, `communities` or `grids`"),
        SelectionParams,
    ),
    responses(
        (status = 200, description = "The areas, in the order in which they were imported", body = AreaList),
        (status = "4XX", description = "A parameter is not valid", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn list(
    State(app): Shared,
    Segments(path): Segments<1>,
    selection: SelectionParams,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let [plural] = path;
    json(&app, &headers, move |snapshot| {
        let level = level(&plural)?;
        let (window, filter) = selection.in_window(snapshot)?;
        Ok(AreaList { level, window, items: summaries(snapshot, level, window, &filter) })
    })
    .await
}

fn summaries(snapshot: &Snapshot, level: AreaLevel, window: Window, filter: &Filter) -> Vec<AreaSummary> {
    let (set, before) = (&snapshot.levels[level], window.before());
    let now = snapshot.complaints.per_face(level, set.len(), filter);
    let earlier = snapshot.complaints.per_face(level, set.len(), &filter.during(before.from, before.to));
    let counts = |face: FaceNumber| [now[face as usize], earlier[face as usize]];
    set.iter().map(|(face, area)| AreaSummary::new(snapshot, level, area, counts(face))).collect()
}

impl AreaSummary {
    /// The summary of an area with its complaints now and before.
    #[must_use]
    pub fn new(
        snapshot: &Snapshot,
        level: AreaLevel,
        area: &AreaEntry,
        [complaints, before]: [u64; 2],
    ) -> Self {
        let households = snapshot.households(area);
        let parent = area.parent.and_then(|(level, face)| snapshot.area(level, face));
        Self {
            code: area.code.clone(),
            name: area.name.clone(),
            parent: parent.map(|parent| parent.code.clone()),
            area_m2: area.area_m2,
            bounds: area.bounds.map(degrees),
            point: area.point.map(lon_lat),
            households,
            residents: snapshot.residents(area),
            buildings: area.tally.buildings,
            complaints,
            complaints_before: before,
            range: households
                .filter(|_| level == AreaLevel::Grid)
                .map(|households| snapshot.household_range.class(households)),
        }
    }
}
