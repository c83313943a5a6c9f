//! JSON answers: worked out and written on the CPU pool.

use super::content::{Content, Keep};
use crate::error::Problem;
use crate::snapshot::Snapshot;
use crate::state::App;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::coord::{Bounds, LatticePoint};
use serde::Serialize;

/// Answers with what the job makes of the current snapshot.
///
/// # Errors
/// The job's, or `Busy`, or `Starting`.
pub async fn json<T: Serialize>(
    app: &App,
    headers: &HeaderMap,
    job: impl FnOnce(&Snapshot) -> Result<T, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let snapshot = app.snapshot()?;
    let write = move || serde_json::to_vec(&job(&snapshot)?).map_err(Problem::internal);
    let body = app.compute.run(write).await?;
    Content::new("application/json", body).answer(app, headers, Keep::Revalidate).await
}

/// West, south, east, north in degrees.
#[must_use]
pub fn degrees(bounds: Bounds) -> [f64; 4] {
    [bounds.min.lon(), bounds.min.lat(), bounds.max.lon(), bounds.max.lat()]
}

/// Longitude and latitude in degrees.
#[must_use]
pub fn lon_lat(point: LatticePoint) -> [f64; 2] {
    [point.lon(), point.lat()]
}
