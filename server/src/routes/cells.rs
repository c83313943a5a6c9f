//! Complaints per H3 cell.

use super::Shared;
use super::answer::{json, lon_lat};
use super::query::Query;
use super::selection::SelectionParams;
use crate::error::{Problem, ProblemBody};
use crate::snapshot::Window;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::coord::h3::{Resolution, cell_center};
use onemap_engine::hotspot::{CellCount, ComplaintCells};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

const DEFAULT_RESOLUTION: u8 = 9;
/// The most cells of an answer.
const MOST: usize = 20_000;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ResolutionParams {
    /// H3 resolution, 0 to 12; 9 (about 0.1 km²) unless said.
    #[param(minimum = 0, maximum = 12)]
    resolution: Option<u8>,
}

/// The cells that hold complaints.
#[derive(Serialize, ToSchema)]
pub struct Cells {
    pub window: Window,
    pub resolution: u8,
    /// The most complaints in a cell.
    pub max_count: u64,
    /// The most complaints per km² in a cell.
    pub max_per_km2: f64,
    /// In the order of the cells' indexes.
    pub items: Vec<Item>,
}

/// One cell.
#[derive(Serialize, ToSchema)]
#[schema(as = CellItem)]
pub struct Item {
    /// H3 index.
    #[schema(example = "89309a6a2afffff")]
    pub cell: String,
    pub count: u64,
    /// Complaints per km² of the cell's true area.
    pub per_km2: f64,
    /// Its centre: longitude, latitude.
    pub point: [f64; 2],
}

/// Complaints of a window per H3 cell; cells without any are left out.
#[utoipa::path(get, path = "/api/v1/cells", tag = "city",
    params(SelectionParams, ResolutionParams),
    responses(
        (status = 200, description = "The cells", body = Cells),
        (status = "4XX", description = "A parameter is not valid, or there are too many cells", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn cells(
    State(app): Shared,
    selection: SelectionParams,
    Query(params): Query<ResolutionParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let resolution = params.resolution()?;
    json(&app, &headers, move |snapshot| {
        let (window, filter) = selection.in_window(snapshot)?;
        let counts = snapshot.complaints.per_cell(&filter, resolution);
        if counts.len() > MOST {
            let wrong = format!("{} cells are more than {MOST}; give a coarser one", counts.len());
            return Err(Problem::parameter("resolution", wrong));
        }
        Ok(Cells::new(window, resolution, &counts))
    })
    .await
}

impl ResolutionParams {
    fn resolution(&self) -> Result<Resolution, Problem> {
        let asked = self.resolution.unwrap_or(DEFAULT_RESOLUTION);
        let resolution = Resolution::try_from(asked).ok().filter(|it| *it <= ComplaintCells::FINEST);
        resolution.ok_or_else(|| Problem::parameter("resolution", format!("{asked} is not between 0 and 12")))
    }
}

impl Cells {
    fn new(window: Window, resolution: Resolution, counts: &[CellCount]) -> Self {
        let items: Vec<Item> = counts.iter().map(Item::from).collect();
        Self {
            window,
            resolution: resolution.into(),
            max_count: items.iter().map(|item| item.count).max().unwrap_or(0),
            max_per_km2: items.iter().map(|item| item.per_km2).fold(0.0, f64::max),
            items,
        }
    }
}

impl From<&CellCount> for Item {
    fn from(counted: &CellCount) -> Self {
        Self {
            cell: counted.cell.to_string(),
            count: counted.count,
            per_km2: counted.count as f64 / counted.cell.area_km2(),
            point: lon_lat(cell_center(counted.cell)),
        }
    }
}
