//! Single complaints, newest first.

use super::Shared;
use super::answer::json;
use super::query::{FilterParams, Query, ScopeParams, WindowParams};
use crate::error::{Problem, ProblemBody};
use crate::snapshot::{Cursor, Snapshot};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::coord::{Bounds, LatticePoint, WorldBounds, WorldPoint};
use onemap_engine::record::{AreaLevel, Complaint, LocalTime, LocationQuality};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

const DEFAULT_LIMIT: usize = 50;
const MOST: usize = 1000;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageParams {
    /// West, south, east, north in degrees.
    #[param(example = "117.2,31.7,117.4,31.9")]
    bbox: Option<String>,
    /// How many, at most 1,000; 50 unless said.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
    /// `next` of the page before.
    after: Option<String>,
}

/// A page of complaints.
#[derive(Serialize, ToSchema)]
pub struct Page {
    /// The newest first.
    pub items: Vec<Item>,
    /// To be given as `after` for the page that follows; null on the last.
    pub next: Option<String>,
}

/// One complaint as lists show it.
#[derive(Serialize, ToSchema)]
#[schema(as = Complaint)]
pub struct Item {
    pub id: String,
    #[schema(value_type = String, example = "2025-12-31T22:41:07")]
    pub time: LocalTime,
    pub category: Option<String>,
    pub subcategory: Option<String>,
    pub channel: Option<String>,
    pub status: Option<String>,
    pub title: Option<String>,
    pub address: Option<String>,
    pub lon: Option<f64>,
    pub lat: Option<f64>,
    /// Code of the grid it counts for.
    pub grid: Option<String>,
    /// How its place is known: `coordinates`, `building`, `compound`, `area` or `none`.
    #[schema(value_type = String, example = "coordinates")]
    pub quality: LocationQuality,
}

/// Complaints of a window, newest first, page by page.
#[utoipa::path(get, path = "/api/v1/complaints", tag = "records",
    params(WindowParams, FilterParams, ScopeParams, PageParams),
    responses(
        (status = 200, description = "A page of complaints", body = Page),
        (status = "4XX", description = "A parameter is not valid", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn complaints(
    State(app): Shared,
    Query(window): Query<WindowParams>,
    Query(filter): Query<FilterParams>,
    Query(scope): Query<ScopeParams>,
    Query(page): Query<PageParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    json(&app, &headers, move |snapshot| {
        let window = window.or_default(snapshot.default_window())?;
        let filter = filter.over(Some(window), &snapshot.complaints)?;
        let (level, face) = scope.find(snapshot)?;
        let mut selection = snapshot.complaints.select(level, face, &filter);
        if let Some(bounds) = page.bounds()? {
            selection = selection.inside(bounds);
        }
        let (limit, after) = (page.limit()?, page.after()?);
        let (positions, next) = snapshot.complaints.newest(&selection, after, limit);
        Ok(Page { items: items(snapshot, &positions)?, next: next.map(|cursor| cursor.to_string()) })
    })
    .await
}

impl PageParams {
    fn limit(&self) -> Result<usize, Problem> {
        match self.limit.unwrap_or(DEFAULT_LIMIT) {
            limit @ 1..=MOST => Ok(limit),
            other => Err(Problem::parameter("limit", format!("{other} is not between 1 and {MOST}"))),
        }
    }

    fn after(&self) -> Result<Option<Cursor>, Problem> {
        let wrong = |text: &String| Problem::parameter("after", format!("“{text}” is no `next` of a page"));
        self.after.as_ref().map(|text| text.parse().map_err(|_| wrong(text))).transpose()
    }

    fn bounds(&self) -> Result<Option<WorldBounds>, Problem> {
        let Some(text) = &self.bbox else { return Ok(None) };
        let wrong = || Problem::parameter("bbox", format!("“{text}” is not west,south,east,north in degrees"));
        let sides: Result<Vec<f64>, _> = text.split(',').map(|side| side.trim().parse()).collect();
        let [west, south, east, north] =
            sides.ok().and_then(|sides| sides.try_into().ok()).ok_or_else(wrong)?;
        let corner =
            |lon, lat| LatticePoint::from_degrees(lon, lat).map_err(|error| Problem::parameter("bbox", error));
        let bounds = Bounds { min: corner(west, south)?, max: corner(east, north)? };
        if bounds.min.x > bounds.max.x || bounds.min.y > bounds.max.y {
            return Err(wrong());
        }
        Ok(WorldBounds::around([bounds.min, bounds.max].map(WorldPoint::of)))
    }
}

/// What the store says of the complaints at these positions. One that is gone since the snapshot was taken is left out.
fn items(snapshot: &Snapshot, positions: &[usize]) -> Result<Vec<Item>, Problem> {
    let reader = snapshot.reader().map_err(Problem::internal)?;
    let mut items = Vec::with_capacity(positions.len());
    for &position in positions {
        let row = snapshot.complaints.columns.row(position);
        let stored = reader.complaint(snapshot.complaints.store_rows[row]).map_err(Problem::internal)?;
        items.extend(stored.map(|complaint| item(snapshot, complaint, position)));
    }
    Ok(items)
}

fn item(snapshot: &Snapshot, complaint: Complaint, position: usize) -> Item {
    let grid = snapshot.area(AreaLevel::Grid, snapshot.complaints.face(AreaLevel::Grid, position));
    Item {
        id: complaint.id,
        time: complaint.time,
        category: complaint.category,
        subcategory: complaint.subcategory,
        channel: complaint.channel,
        status: complaint.status,
        title: complaint.title,
        address: complaint.address,
        lon: complaint.place.map(LatticePoint::lon),
        lat: complaint.place.map(LatticePoint::lat),
        grid: grid.map(|grid| grid.code.clone()),
        quality: complaint.quality,
    }
}
