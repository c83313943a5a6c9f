//! The list of plans, and how a draft begins.

use super::request::{Actor, Json};
use super::summary::{Detail, Summary, TargetRange, created};
use super::{Shared, at_desk};
use crate::error::{Problem, ProblemBody};
use crate::plan::life::{self, Draft};
use crate::routes::query::Query;
use crate::store::PlanId;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LayerParams {
    /// Id of a grid layer; left out: plans of all layers.
    layer: Option<String>,
}

/// Plans in the order in which they were made.
#[derive(Serialize, ToSchema)]
pub struct PlanList {
    pub items: Vec<Summary>,
}

/// A draft to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlan {
    #[schema(example = "Autumn 2026")]
    name: String,
    /// The plan to branch from, as it is now; left out: the plan in force of the layer.
    from: Option<PlanId>,
    /// Left out: the layer of `from`, or the default one.
    layer: Option<String>,
    note: Option<String>,
    target: Option<TargetRange>,
}

/// All plans, or those of a layer.
#[utoipa::path(get, path = "/api/v1/plans", tag = "plans", params(LayerParams), responses(
    (status = 200, description = "The plans", body = PlanList),
    (status = "4XX", description = "A parameter is not valid, or there is no such layer", body = ProblemBody, content_type = "application/problem+json"),
))]
pub async fn plans(
    State(app): Shared,
    Query(params): Query<LayerParams>,
) -> Result<axum::Json<PlanList>, Problem> {
    let rows = at_desk(&app, move |desk, snapshot| {
        let layer = params.layer.as_deref();
        let known = |id: &str| snapshot.grid_layers.iter().any(|layer| layer.id == id);
        match layer.filter(|layer| !known(layer)) {
            Some(unknown) => Err(crate::plan::PlanError::UnknownLayer(unknown.to_owned())),
            None => desk.read(|reader| Ok(reader.plans(layer)?)),
        }
    });
    Ok(axum::Json(PlanList { items: rows.await?.into_iter().map(Summary::from).collect() }))
}

/// Makes a draft.
#[utoipa::path(post, path = "/api/v1/plans", tag = "plans", request_body = NewPlan,
    params(("X-Actor" = Option<String>, Header, description = "Who asks, percent-encoded")),
    responses(
        (status = 201, description = "The draft; its address in `Location`, its revision in `ETag`", body = Detail),
        (status = "4XX", description = "The body is not valid, or there is nothing to branch from", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn branch(State(app): Shared, actor: Actor, Json(new): Json<NewPlan>) -> Result<Response, Problem> {
    let detail = at_desk(&app, move |desk, snapshot| {
        let draft = Draft {
            name: &new.name,
            from: new.from,
            layer: new.layer.as_deref(),
            note: new.note.as_deref(),
            target: new.target.map(Into::into),
        };
        let row = desk.write(|writer| life::branch(writer, &draft, &actor.0))?;
        Ok(Detail::new(&*desk.opened(row.id, snapshot)?))
    })
    .await?;
    created(&detail)
}
