//! The boundaries around some grids, for the handles of an editor.

use super::grids::named;
use super::request::Id;
use super::{Shared, with_plan};
use crate::error::{Problem, ProblemBody};
use crate::plan::Opened;
use crate::routes::answer::lon_lat;
use crate::routes::query::Query;
use axum::extract::State;
use onemap_engine::coverage::FaceId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ArcParams {
    /// Codes of the grids, separated by commas.
    #[param(example = "G1,G2")]
    codes: String,
}

/// The boundaries around some grids, each once.
#[derive(Serialize, ToSchema)]
pub struct Arcs {
    pub revision: i64,
    pub items: Vec<PlanArc>,
}

/// A boundary between two places where more than two grids meet, or a closed one.
#[derive(Serialize, ToSchema)]
pub struct PlanArc {
    /// Code of the grid on the left hand when walking along the points; null outside.
    pub left: Option<String>,
    pub right: Option<String>,
    /// Longitude, latitude.
    pub points: Vec<[f64; 2]>,
}

/// The boundaries around some grids.
#[utoipa::path(get, path = "/api/v1/plans/{id}/arcs", tag = "plans",
    params(("id" = i64, Path, description = "The plan"), ArcParams),
    responses(
        (status = 200, description = "The boundaries", body = Arcs),
        (status = "4XX", description = "A parameter is not valid, or there is no such plan or grid", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn arcs(
    State(app): Shared,
    Id(id): Id,
    Query(params): Query<ArcParams>,
) -> Result<axum::Json<Arcs>, Problem> {
    with_plan(&app, id, move |opened| {
        let faces = named(opened, &params.codes)?;
        Ok(axum::Json(Arcs { revision: opened.row.revision, items: around(opened, &faces) }))
    })
    .await
}

fn around(opened: &Opened, faces: &[FaceId]) -> Vec<PlanArc> {
    let coverage = opened.plan.coverage();
    let mut numbers: Vec<u32> = faces.iter().flat_map(|&face| coverage.arc_numbers(face)).copied().collect();
    numbers.sort_unstable();
    numbers.dedup();
    let code = |face: FaceId| opened.plan.grid(face).map(|grid| grid.code.clone());
    let arc = |number: u32| {
        let arc = &coverage.arcs()[number as usize];
        PlanArc {
            left: code(arc.left),
            right: code(arc.right),
            points: arc.points.iter().copied().map(lon_lat).collect(),
        }
    };
    numbers.into_iter().map(arc).collect()
}
