//! From which grids those of a plan came.

use super::request::Id;
use super::{Shared, with_plan};
use crate::error::{Problem, ProblemBody};
use crate::routes::accept;
use crate::routes::answer::{CSV, JSON, csv};
use crate::routes::content::{Content, Keep};
use crate::store::Lineage;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use rustc_hash::FxHashMap;
use serde::Serialize;
use utoipa::ToSchema;

/// Every pair of a grid of the plan and one of its base that have something in common.
#[derive(Serialize, ToSchema)]
pub struct LineageList {
    pub revision: i64,
    /// The plan it was branched from.
    pub parent: Option<i64>,
    pub items: Vec<Descent>,
}

/// What a grid has of one of the base.
#[derive(Debug, Serialize, ToSchema)]
pub struct Descent {
    pub grid: String,
    /// Null for what belonged to no grid.
    pub origin: Option<String>,
    /// m² on the ellipsoid.
    pub area_m2: f64,
    /// Part of the grid's area, 0 to 1.
    pub area_share: f64,
    pub buildings: u64,
    pub households: f64,
    /// Part of the grid's households, 0 to 1; null for a grid without any.
    pub household_share: Option<f64>,
}

const COLUMNS: [&str; 7] =
    ["grid", "origin", "area_m2", "area_share", "buildings", "households", "household_share"];

/// From which grids those of a plan came, by area and by households.
#[utoipa::path(get, path = "/api/v1/plans/{id}/lineage", tag = "plans", params(("id" = i64, Path, description = "The plan")),
    responses(
        (status = 200, description = "The pairs, in the order of the plan's codes", content((LineageList = "application/json"), (String = "text/csv"))),
        (status = "4XX", description = "There is no such plan or representation", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn lineage(State(app): Shared, Id(id): Id, headers: HeaderMap) -> Result<Response, Problem> {
    let media = accept::choose(&headers, &[JSON, CSV])?;
    let body = with_plan(&app, id, move |opened| {
        let items = shares(opened.lineage());
        if media == CSV {
            return csv(&items, COLUMNS);
        }
        let list = LineageList { revision: opened.row.revision, parent: opened.row.parent, items };
        serde_json::to_vec(&list).map_err(Problem::internal)
    })
    .await?;
    Content::new(media, body).answer(&app, &headers, Keep::Revalidate).await
}

fn shares(rows: Vec<Lineage>) -> Vec<Descent> {
    let mut totals: FxHashMap<String, (f64, f64)> = FxHashMap::default();
    for row in &rows {
        let total = totals.entry(row.grid.clone()).or_default();
        *total = (total.0 + row.area_m2, total.1 + row.households);
    }
    let descent = |row: Lineage| {
        let (area_m2, households) = totals[&row.grid];
        Descent {
            area_share: if area_m2 > 0.0 { row.area_m2 / area_m2 } else { 0.0 },
            household_share: (households > 0.0).then(|| row.households / households),
            grid: row.grid,
            origin: row.origin,
            area_m2: row.area_m2,
            buildings: row.buildings,
            households: row.households,
        }
    };
    rows.into_iter().map(descent).collect()
}
