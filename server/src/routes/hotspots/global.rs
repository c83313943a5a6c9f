//! Whether complaints cluster at all.

use super::{UnitParams, ValueParams, WeightParams, permutations};
use crate::error::{Problem, ProblemBody};
use crate::hotspots::{GlobalMethod, GlobalQuestion};
use crate::routes::Shared;
use crate::routes::answer::json;
use crate::routes::query::Query;
use crate::routes::selection::SelectionParams;
use crate::snapshot::{Snapshot, Window};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ShuffleParams {
    /// Take p from so many permutations of the values among all units instead of the normal distribution.
    #[param(minimum = 1, maximum = 9_999)]
    permutations: Option<u32>,
    /// Seed of the permutations.
    #[serde(default)]
    seed: u64,
}

/// All that these requests take.
type Asked = (SelectionParams, UnitParams, WeightParams, ValueParams, ShuffleParams);

/// A statistic of all units together.
#[derive(Serialize, ToSchema)]
pub struct Autocorrelation {
    pub window: Window,
    pub units: u64,
    /// `null`, as are all after it, where it has no meaning: all values alike, no neighbours, fewer than four units.
    pub statistic: Option<f64>,
    /// Without any pattern.
    pub expected: Option<f64>,
    pub variance: Option<f64>,
    /// Standard score under randomisation.
    pub z: Option<f64>,
    /// Two-sided.
    pub p: Option<f64>,
    /// What whoever reads this should know: complaints in no unit, units without neighbours.
    pub notes: Vec<String>,
}

/// Moran's I: above what is expected where like is near like.
#[utoipa::path(get, path = "/api/v1/hotspots/moran", tag = "hotspots",
    params(SelectionParams, UnitParams, WeightParams, ValueParams, ShuffleParams),
    responses(
        (status = 200, description = "The statistic of all units together", body = Autocorrelation),
        (status = "4XX", description = "A parameter is not valid, or there are too many units", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn moran(
    State(app): Shared,
    selection: SelectionParams,
    Query(units): Query<UnitParams>,
    Query(weights): Query<WeightParams>,
    Query(values): Query<ValueParams>,
    Query(shuffle): Query<ShuffleParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let of = (selection, units, weights, values, shuffle);
    json(&app, &headers, move |snapshot| Autocorrelation::of(GlobalMethod::Moran, &of, snapshot)).await
}

/// Geary's C: below 1 where like is near like.
#[utoipa::path(get, path = "/api/v1/hotspots/geary", tag = "hotspots",
    params(SelectionParams, UnitParams, WeightParams, ValueParams, ShuffleParams),
    responses(
        (status = 200, description = "The statistic of all units together", body = Autocorrelation),
        (status = "4XX", description = "A parameter is not valid, or there are too many units", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn geary(
    State(app): Shared,
    selection: SelectionParams,
    Query(units): Query<UnitParams>,
    Query(weights): Query<WeightParams>,
    Query(values): Query<ValueParams>,
    Query(shuffle): Query<ShuffleParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let of = (selection, units, weights, values, shuffle);
    json(&app, &headers, move |snapshot| Autocorrelation::of(GlobalMethod::Geary, &of, snapshot)).await
}

impl Autocorrelation {
    fn of(
        method: GlobalMethod,
        (selection, units, weights, values, shuffle): &Asked,
        snapshot: &Snapshot,
    ) -> Result<Self, Problem> {
        let (window, filter) = selection.in_window(snapshot)?;
        let question = GlobalQuestion {
            method,
            setting: values.setting(units, weights, filter)?,
            permutations: shuffle.permutations.map(permutations).transpose()?,
            seed: shuffle.seed,
        };
        let global = question.answer(snapshot)?;
        let found = global.found;
        Ok(Self {
            window,
            units: global.units as u64,
            statistic: found.map(|it| it.statistic),
            expected: found.map(|it| it.expected),
            variance: found.map(|it| it.variance),
            z: found.map(|it| it.z),
            p: found.map(|it| it.p),
            notes: global.notes,
        })
    }
}
