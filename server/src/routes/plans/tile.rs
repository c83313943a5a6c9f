//! Vector tiles of a plan. A tile is kept until an edit touches it.

use super::at_desk;
use crate::cache::{TileContent, TileKey};
use crate::error::Problem;
use crate::routes::content::{Content, Keep};
use crate::routes::tiles::{MVT, empty};
use crate::state::App;
use crate::store::PlanId;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::coord::TileId;
use std::sync::Arc;

/// Answers with a tile of a plan's grids. `revision` is the one that the address names, if it does: such a tile of the plan as it
/// is may be kept for good.
///
/// # Errors
/// When there is no such plan.
pub async fn tile(
    app: &Arc<App>,
    plan: PlanId,
    revision: Option<i64>,
    id: TileId,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let opened = at_desk(app, move |desk, snapshot| desk.opened(plan, snapshot)).await?;
    let keep = if revision == Some(opened.row.revision) { Keep::Forever } else { Keep::Revalidate };
    let touched = opened.touched_at(&reach(id));
    let content = TileContent::Plan { plan, revision: touched };
    let key = TileKey { version: opened.city.snapshot.version, id, content };
    let job = move || {
        let tile = opened.tile(id);
        Ok((tile.features > 0).then(|| Content::new(MVT, tile.bytes)))
    };
    match app.caches.tile(key, app.compute.run(job)).await? {
        Some(tile) => tile.answer(app, headers, keep).await,
        None => Ok(empty(keep)),
    }
}

/// The box of a tile and of what is drawn beyond its edges.
fn reach(id: TileId) -> onemap_engine::coord::Bounds {
    let mut bounds = id.lattice_bounds();
    let (width, height) =
        (i64::from(bounds.max.x) - i64::from(bounds.min.x), i64::from(bounds.max.y) - i64::from(bounds.min.y));
    let held = |v: i64| v.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32;
    let (margin_x, margin_y) = (width / 8 + 1, height / 8 + 1);
    bounds.min.x = held(i64::from(bounds.min.x) - margin_x);
    bounds.min.y = held(i64::from(bounds.min.y) - margin_y);
    bounds.max.x = held(i64::from(bounds.max.x) + margin_x);
    bounds.max.y = held(i64::from(bounds.max.y) + margin_y);
    bounds
}
