//! Where complaints pile up: one file for each kind of answer.

mod categories;
mod clusters;
mod emerging;
mod global;
mod local;
mod repeats;
mod scan;
mod trend;

use crate::error::Problem;
use crate::hotspots::{Neighbourhood, Per, Refusal, Setting, UnitKind};
use crate::plan::Opened;
use crate::routes::plans::at_desk;
use crate::snapshot::Snapshot;
use crate::state::App;
use crate::store::PlanId;
use onemap_engine::heat::Filter;
use onemap_engine::record::AreaLevel;
use serde::Deserialize;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::sync::Arc;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// All of them.
pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(local::gi_star))
        .routes(routes!(local::gi))
        .routes(routes!(local::local_moran))
        .routes(routes!(global::moran))
        .routes(routes!(global::geary))
        .routes(routes!(clusters::dbscan))
        .routes(routes!(clusters::hdbscan))
        .routes(routes!(emerging::emerging))
        .routes(routes!(scan::scan))
        .routes(routes!(repeats::callers))
        .routes(routes!(repeats::subjects))
        .routes(routes!(repeats::places))
        .routes(routes!(repeats::texts))
        .routes(routes!(trend::trend))
        .routes(routes!(categories::ranked_categories))
}

/// The most units of an answer.
const MOST_UNITS: usize = 50_000;
/// The most permutations of a request.
const MOST_PERMUTATIONS: u32 = 9_999;
const DEFAULT_ALPHA: f64 = 0.05;

/// What complaints are counted in.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UnitParams {
    /// What complaints are counted in: `grids` (unless said otherwise), `communities`, `streets`, `districts`, `h3:` and a resolution,
    /// or `square:` and metres.
    #[param(example = "h3:9")]
    units: Option<String>,
}

/// Who is whose neighbour.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WeightParams {
    /// Who is whose neighbour: `queen` (unless said otherwise), `rook`, `band:` and metres, `knn:` and a number, or for H3 cells `ring:` and
    /// a number.
    #[param(example = "queen")]
    weights: Option<String>,
}

/// What is compared.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ValueParams {
    /// Let the neighbours of a unit weigh 1 together instead of 1 each.
    #[serde(default)]
    row_standardised: bool,
    /// Compare complaints per household or resident, smoothed where few live, instead of counts.
    #[param(inline)]
    per: Option<Per>,
}

/// Whose grids are looked at.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PlanParams {
    /// With `units=grids`: the plan whose grids are looked at, a draft say; left out: those in force.
    plan: Option<PlanId>,
}

impl PlanParams {
    /// The plan that is named, if one is.
    async fn opened(&self, units: &UnitParams, app: &Arc<App>) -> Result<Option<Arc<Opened>>, Problem> {
        let Some(id) = self.plan else { return Ok(None) };
        if units.kind()? != UnitKind::Areas(AreaLevel::Grid) {
            return Err(Problem::parameter("plan", "only grids have plans; leave out units, or give grids"));
        }
        at_desk(app, move |desk, snapshot| desk.opened(id, snapshot)).await.map(Some)
    }
}

/// What a request looks at: a plan in the reading of the city that it was opened in, everything else in the current one.
fn reading<'a>(plan: Option<&'a Opened>, current: &'a Snapshot) -> &'a Snapshot {
    plan.map_or(current, |opened| &opened.city.snapshot)
}

impl UnitParams {
    fn kind(&self) -> Result<UnitKind, Problem> {
        Ok(parsed("units", self.units.as_deref())?.unwrap_or(UnitKind::Areas(AreaLevel::Grid)))
    }
}

impl WeightParams {
    fn neighbours(&self) -> Result<Neighbourhood, Problem> {
        Ok(parsed("weights", self.weights.as_deref())?.unwrap_or(Neighbourhood::Queen))
    }
}

impl ValueParams {
    fn setting(&self, units: &UnitParams, weights: &WeightParams, filter: Filter) -> Result<Setting, Problem> {
        Ok(Setting {
            units: units.kind()?,
            most_units: MOST_UNITS,
            neighbours: weights.neighbours()?,
            row_standardised: self.row_standardised,
            per: self.per,
            filter,
        })
    }
}

fn parsed<T: FromStr<Err = String>>(name: &str, given: Option<&str>) -> Result<Option<T>, Problem> {
    given.map(str::parse).transpose().map_err(|wrong| Problem::parameter(name, wrong))
}

fn alpha(asked: Option<f64>) -> Result<f64, Problem> {
    let alpha = asked.unwrap_or(DEFAULT_ALPHA);
    let wrong = || Problem::parameter("alpha", format!("{alpha} is not between 0 and 1"));
    if alpha > 0.0 && alpha < 1.0 { Ok(alpha) } else { Err(wrong()) }
}

fn permutations(asked: u32) -> Result<NonZeroU32, Problem> {
    let number = NonZeroU32::new(asked).filter(|it| it.get() <= MOST_PERMUTATIONS);
    let wrong =
        || Problem::parameter("permutations", format!("{asked} is not between 1 and {MOST_PERMUTATIONS}"));
    number.ok_or_else(wrong)
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::parameter(&refusal.parameter.replace('-', "_"), refusal.wrong)
    }
}
