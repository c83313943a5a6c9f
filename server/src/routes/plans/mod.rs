//! Plans: drafts edited by operations, their life, and what their grids carry.

mod arcs;
mod collection;
mod compare;
mod edits;
mod findings;
mod grids;
mod life;
mod lineage;
mod problem;
mod request;
mod sheet;
mod single;
mod summary;
mod tile;

pub use compare::HTML;
pub use request::{Actor, Json};
pub use sheet::PRINT_CSS;
pub use summary::{Detail, created};
pub use tile::tile;

use super::Shared;
use crate::error::Problem;
use crate::plan::{self, Desk, Opened};
use crate::snapshot::Snapshot;
use crate::state::App;
use crate::store::PlanId;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// All routes of plans.
pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(collection::plans, collection::branch))
        .routes(routes!(single::plan, single::update, single::delete))
        .routes(routes!(edits::edit, edits::log))
        .routes(routes!(edits::undo))
        .routes(routes!(edits::redo))
        .routes(routes!(grids::grids))
        .routes(routes!(arcs::arcs))
        .routes(routes!(findings::findings))
        .routes(routes!(lineage::lineage))
        .routes(routes!(compare::compare))
        .routes(routes!(sheet::sheet))
        .routes(routes!(sheet::style))
        .routes(routes!(life::submit))
        .routes(routes!(life::approve))
        .routes(routes!(life::reject))
        .routes(routes!(life::withdraw))
        .routes(routes!(life::publish))
}

/// Runs a job that needs the open plans, on the CPU pool.
pub async fn at_desk<T: Send + 'static>(
    app: &Arc<App>,
    job: impl FnOnce(&Desk, &Arc<Snapshot>) -> plan::Result<T> + Send + 'static,
) -> Result<T, Problem> {
    let snapshot = app.snapshot()?;
    let shared = Arc::clone(app);
    app.compute.run(move || job(shared.desk(snapshot.store()), &snapshot).map_err(Problem::from)).await
}

/// Runs a job that looks at one plan.
async fn with_plan<T: Send + 'static>(
    app: &Arc<App>,
    id: PlanId,
    job: impl FnOnce(&Opened) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let opened = at_desk(app, move |desk, snapshot| desk.opened(id, snapshot)).await?;
    app.compute.run(move || job(&opened)).await
}
