//! Whether the server is up, ready, and how it fares.

use super::Shared;
use crate::error::Problem;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

/// Whether the server is ready to serve: “ok”, or 503 while it reads its store.
#[utoipa::path(get, path = "/healthz", tag = "operation", responses(
    (status = 200, description = "Ready", body = str, content_type = "text/plain"),
    (status = 503, description = "Still reading the store", body = crate::error::ProblemBody, content_type = "application/problem+json"),
))]
pub async fn healthz(State(app): Shared) -> Result<&'static str, Problem> {
    app.snapshot().map(|_| "ok")
}

/// The same as `/healthz`, under the name that orchestrators ask for.
#[utoipa::path(get, path = "/readyz", tag = "operation", responses(
    (status = 200, description = "Ready", body = str, content_type = "text/plain"),
    (status = 503, description = "Still reading the store", body = crate::error::ProblemBody, content_type = "application/problem+json"),
))]
pub async fn readyz(app: Shared) -> Result<&'static str, Problem> {
    healthz(app).await
}

/// Counters and latencies in Prometheus' text format.
#[utoipa::path(get, path = "/metrics", tag = "operation", responses(
    (status = 200, description = "Prometheus text format 0.0.4", body = str, content_type = "text/plain"),
))]
pub async fn metrics(State(app): Shared) -> impl IntoResponse {
    let text = app.metrics.text(app.compute.in_flight(), app.caches.hits_and_misses());
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text)
}
