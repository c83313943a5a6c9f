//! The proposed grids.

use super::answer::done;
use super::{Found, Shared};
use crate::error::{Problem, ProblemBody};
use crate::proposal::ProposedGrid;
use crate::routes::feature::{Collection, Feature, GEO_JSON, polygons};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// One proposed grid.
#[derive(Serialize, ToSchema)]
#[schema(as = ProposedGrid)]
pub struct Properties {
    pub code: String,
    /// Code of its community.
    pub community: Option<String>,
    pub households: f64,
    pub residents: f64,
    pub buildings: u64,
    /// Located complaints of the last year that would have been its own.
    pub complaints: u64,
    pub feasible: bool,
    pub polsby_popper: f64,
    /// Whether it is a grid in force, unchanged.
    pub unchanged: bool,
}

/// The grids of a proposal that is done, as GeoJSON.
#[utoipa::path(get, path = "/api/v1/proposals/{id}/grids", tag = "proposals",
    params(("id" = u64, Path, description = "The proposal")),
    responses(
        (status = 200, description = "The grids", body = Collection<Properties>, content_type = "application/geo+json"),
        (status = 409, description = "It is not done", body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "There is no such proposal, or no longer", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn proposal_grids(State(app): Shared, Found(job): Found) -> Result<Response, Problem> {
    let done = done(&job)?;
    let body = app.compute.run(move || {
        let features = done.proposal.grids.iter().map(feature).collect();
        serde_json::to_vec(&Collection::new(features)).map_err(Problem::internal)
    });
    Ok(([(header::CONTENT_TYPE, GEO_JSON)], body.await?).into_response())
}

fn feature(grid: &ProposedGrid) -> Feature<Properties> {
    let properties = Properties {
        code: grid.area.code.clone(),
        community: grid.area.parent.clone(),
        households: grid.tally.households(),
        residents: grid.tally.residents(),
        buildings: grid.tally.buildings,
        complaints: grid.complaints,
        feasible: grid.part.infeasible.is_none(),
        polsby_popper: grid.polsby_popper,
        unchanged: grid.stays,
    };
    Feature::new(grid.area.code.clone(), polygons(&grid.area.shape), properties)
}
