//! JSON and CSV answers: worked out and written on the CPU pool.

use super::content::{Content, Keep};
use crate::error::Problem;
use crate::snapshot::Snapshot;
use crate::state::App;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::coord::{Bounds, LatticePoint};
use serde::Serialize;

pub const JSON: &str = "application/json";
pub const CSV: &str = "text/csv; charset=utf-8";

/// Answers with what the job makes of the current snapshot.
///
/// # Errors
/// The job's, or `Busy`, or `Starting`.
pub async fn json<T: Serialize>(
    app: &App,
    headers: &HeaderMap,
    job: impl FnOnce(&Snapshot) -> Result<T, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let write = |snapshot: &Snapshot| serde_json::to_vec(&job(snapshot)?).map_err(Problem::internal);
    let body = computed(app, write).await?;
    Content::new(JSON, body).answer(app, headers, Keep::Revalidate).await
}

/// What the job makes of the current snapshot.
///
/// # Errors
/// As above.
pub async fn computed<T: Send + 'static>(
    app: &App,
    job: impl FnOnce(&Snapshot) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let snapshot = app.snapshot()?;
    app.compute.run(move || job(&snapshot)).await
}

/// Rows as CSV (RFC 4180, UTF-8) below a line of names, one for each field of a row in their order.
///
/// # Errors
/// `Internal` for a row that is no record of plain values.
pub fn csv<T: Serialize, const N: usize>(rows: &[T], names: [&str; N]) -> Result<Vec<u8>, Problem> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    writer.write_record(names).map_err(Problem::internal)?;
    rows.iter().try_for_each(|row| writer.serialize(row)).map_err(Problem::internal)?;
    writer.into_inner().map_err(Problem::internal)
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
