//! Units with significantly more complaints than chance would put there.

use super::{PlanParams, UnitParams, ValueParams, WeightParams, alpha, permutations, reading};
use crate::error::{Problem, ProblemBody};
use crate::hotspots::{Local, Method, Question, Units};
use crate::plan::Opened;
use crate::routes::Shared;
use crate::routes::answer::{json, lon_lat};
use crate::routes::query::Query;
use crate::routes::selection::SelectionParams;
use crate::snapshot::{Snapshot, Window};
use crate::state::App;
use axum::extract::{FromRequestParts, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;
use onemap_engine::hotspot::Quadrant;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TestParams {
    /// Take p from so many conditional permutations instead of the normal distribution.
    #[param(minimum = 1, maximum = 9_999)]
    permutations: Option<u32>,
    /// Seed of the permutations.
    #[serde(default)]
    seed: u64,
    /// The share of false ones accepted among those called significant; 0.05 unless said.
    #[param(minimum = 0, maximum = 1)]
    alpha: Option<f64>,
}

/// All that these requests take.
pub struct LocalParams {
    selection: SelectionParams,
    units: UnitParams,
    weights: WeightParams,
    values: ValueParams,
    test: TestParams,
    plan: PlanParams,
}

/// Every unit with its statistic.
#[derive(Serialize, ToSchema)]
pub struct Hotspots {
    pub window: Window,
    /// What whoever reads this should know: complaints in no unit, units without neighbours, why there is no p.
    pub notes: Vec<String>,
    pub items: Vec<Item>,
}

/// One unit.
#[derive(Serialize, ToSchema)]
#[schema(as = HotspotItem)]
pub struct Item {
    /// Code of the area, index of the H3 cell, column and row of the square.
    #[schema(example = "340111001001007")]
    pub unit: String,
    /// Complaints, or complaints per head.
    pub value: f64,
    pub statistic: Option<f64>,
    /// Of Gi*: what the unit and its neighbours have together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observed: Option<f64>,
    /// Of Gi*: what as many units have on average.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<f64>,
    /// Standard score: above 0 where there is more than chance would put there.
    pub z: Option<f64>,
    /// Two-sided.
    pub p: Option<f64>,
    /// Whether p is below the threshold of Benjamini and Hochberg.
    pub significant: bool,
    /// Of local Moran: the unit first, then its neighbours; H above the mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "HH")]
    pub quadrant: Option<Quadrant>,
    /// Its centre: longitude, latitude.
    pub point: [f64; 2],
}

/// Getis-Ord Gi* of every unit: is there more in and around it?
#[utoipa::path(get, path = "/api/v1/hotspots/gi-star", tag = "hotspots",
    params(SelectionParams, UnitParams, WeightParams, ValueParams, TestParams, PlanParams),
    responses(
        (status = 200, description = "Every unit, whether it has complaints or not", body = Hotspots),
        (status = "4XX", description = "A parameter is not valid, or there are too many units", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn gi_star(State(app): Shared, params: LocalParams, headers: HeaderMap) -> Result<Response, Problem> {
    params.serve(Method::GiStar, &app, &headers).await
}

/// Getis-Ord Gi of every unit: is there more around it, its own complaints left out?
#[utoipa::path(get, path = "/api/v1/hotspots/gi", tag = "hotspots",
    params(SelectionParams, UnitParams, WeightParams, ValueParams, TestParams, PlanParams),
    responses(
        (status = 200, description = "Every unit, whether it has complaints or not", body = Hotspots),
        (status = "4XX", description = "A parameter is not valid, or there are too many units", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn gi(State(app): Shared, params: LocalParams, headers: HeaderMap) -> Result<Response, Problem> {
    params.serve(Method::Gi, &app, &headers).await
}

/// Local Moran of every unit: is it like its neighbours, or unlike them?
#[utoipa::path(get, path = "/api/v1/hotspots/local-moran", tag = "hotspots",
    params(SelectionParams, UnitParams, WeightParams, ValueParams, TestParams, PlanParams),
    responses(
        (status = 200, description = "Every unit, whether it has complaints or not", body = Hotspots),
        (status = "4XX", description = "A parameter is not valid, or there are too many units", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn local_moran(
    State(app): Shared,
    params: LocalParams,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    params.serve(Method::LocalMoran, &app, &headers).await
}

impl<S: Send + Sync> FromRequestParts<S> for LocalParams {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let selection = SelectionParams::from_request_parts(parts, state).await?;
        let Query(units) = Query::from_request_parts(parts, state).await?;
        let Query(weights) = Query::from_request_parts(parts, state).await?;
        let Query(values) = Query::from_request_parts(parts, state).await?;
        let Query(test) = Query::from_request_parts(parts, state).await?;
        let Query(plan) = Query::from_request_parts(parts, state).await?;
        Ok(Self { selection, units, weights, values, test, plan })
    }
}

impl LocalParams {
    async fn serve(self, method: Method, app: &Arc<App>, headers: &HeaderMap) -> Result<Response, Problem> {
        let opened = self.plan.opened(&self.units, app).await?;
        json(app, headers, move |snapshot| self.answer(method, snapshot, opened.as_deref())).await
    }

    /// What is asked, of the grids of a plan where there is one.
    fn answer(&self, method: Method, snapshot: &Snapshot, plan: Option<&Opened>) -> Result<Hotspots, Problem> {
        let Self { selection, units, weights, values, test, .. } = self;
        let snapshot = reading(plan, snapshot);
        let (window, filter) = selection.in_window(snapshot)?;
        let question = Question {
            method,
            setting: values.setting(units, weights, filter)?,
            permutations: test.permutations.map(permutations).transpose()?,
            seed: test.seed,
            alpha: alpha(test.alpha)?,
        };
        let local = match plan {
            Some(opened) => question.answer_for(Units::of_plan(opened, snapshot)?, snapshot)?,
            None => question.answer(snapshot)?,
        };
        Ok(Hotspots::new(window, local))
    }
}

impl Hotspots {
    fn new(window: Window, local: Local<'_>) -> Self {
        let Local { units, rows, notes } = local;
        let places = units.places.into_iter().map(lon_lat);
        let items = units.names.into_iter().zip(places).zip(rows).map(|((unit, point), row)| Item {
            unit,
            value: row.value,
            statistic: row.statistic,
            observed: row.observed,
            expected: row.expected,
            z: row.z,
            p: row.p,
            significant: row.significant,
            quadrant: row.quadrant,
            point,
        });
        Self { window, notes, items: items.collect() }
    }
}
