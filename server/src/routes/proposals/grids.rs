//! The proposed grids.

use super::answer::done;
use super::{Found, Shared};
use crate::error::{Problem, ProblemBody};
use crate::proposal::ProposedGrid;
use crate::routes::accept;
use crate::routes::answer::{CSV, JSON, csv};
use crate::routes::feature::{Collection, Feature, GEO_JSON, polygons};
use axum::extract::State;
use axum::http::{HeaderMap, header};
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

/// The columns of the CSV form; the shapes are in the other one.
const COLUMNS: [&str; 9] = [
    "code",
    "community",
    "households",
    "residents",
    "buildings",
    "complaints",
    "feasible",
    "polsby_popper",
    "unchanged",
];

/// The grids of a proposal that is done, as GeoJSON, also for those who know it as JSON; as CSV their figures alone.
#[utoipa::path(get, path = "/api/v1/proposals/{id}/grids", tag = "proposals",
    params(("id" = u64, Path, description = "The proposal")),
    responses(
        (status = 200, description = "The grids", content((Collection<Properties> = "application/geo+json"), (String = "text/csv"), (Collection<Properties> = "application/json"))),
        (status = 409, description = "It is not done", body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "There is no such proposal, or no longer", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn proposal_grids(
    State(app): Shared,
    Found(job): Found,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let media = accept::choose(&headers, &[GEO_JSON, CSV, JSON])?;
    let done = done(&job)?;
    let write = move || {
        let grids = done.proposal.grids.iter();
        if media == CSV {
            return csv(&grids.map(properties).collect::<Vec<_>>(), COLUMNS);
        }
        serde_json::to_vec(&Collection::new(grids.map(feature).collect())).map_err(Problem::internal)
    };
    let body = app.compute.run(write).await?;
    Ok(([(header::CONTENT_TYPE, media), (header::VARY, "accept")], body).into_response())
}

fn properties(grid: &ProposedGrid) -> Properties {
    Properties {
        code: grid.area.code.clone(),
        community: grid.area.parent.clone(),
        households: grid.tally.households(),
        residents: grid.tally.residents(),
        buildings: grid.tally.buildings,
        complaints: grid.complaints,
        feasible: grid.part.infeasible.is_none(),
        polsby_popper: grid.polsby_popper,
        unchanged: grid.stays,
    }
}

fn feature(grid: &ProposedGrid) -> Feature<Properties> {
    Feature::new(grid.area.code.clone(), polygons(&grid.area.shape), properties(grid))
}
