//! Units with significantly more complaints than chance would put there.

use super::Shared;
use super::answer::{json, lon_lat};
use super::query::Query;
use super::selection::SelectionParams;
use crate::error::{Problem, ProblemBody};
use crate::hotspots::{Local, Method, Neighbourhood, Per, Question, Refusal, Setting, UnitKind};
use crate::snapshot::{Snapshot, Window};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::hotspot::Quadrant;
use onemap_engine::record::AreaLevel;
use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;
use std::str::FromStr;
use utoipa::{IntoParams, ToSchema};

/// The most units of an answer.
const MOST_UNITS: usize = 50_000;
/// The most permutations of a request.
const MOST_PERMUTATIONS: u32 = 9_999;
const DEFAULT_ALPHA: f64 = 0.05;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UnitParams {
    /// What complaints are counted in: `grids` (unless said otherwise), `communities`, `streets`, `districts`, `h3:` and a resolution,
    /// or `square:` and metres.
    #[param(example = "h3:9")]
    units: Option<String>,
    /// Who is whose neighbour: `queen` (unless said otherwise), `rook`, `band:` and metres, `knn:` and a number, or for H3 cells `ring:` and
    /// a number.
    #[param(example = "queen")]
    weights: Option<String>,
    /// Let the neighbours of a unit weigh 1 together instead of 1 each.
    #[serde(default)]
    row_standardised: bool,
    /// Take p from so many conditional permutations instead of the normal distribution.
    #[param(minimum = 1, maximum = 9_999)]
    permutations: Option<u32>,
    /// Seed of the permutations.
    #[serde(default)]
    seed: u64,
    /// Compare complaints per household or resident, smoothed where few live, instead of counts.
    #[param(inline)]
    per: Option<Per>,
    /// The share of false ones accepted among those called significant; 0.05 unless said.
    #[param(minimum = 0, maximum = 1)]
    alpha: Option<f64>,
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
    params(SelectionParams, UnitParams),
    responses(
        (status = 200, description = "Every unit, whether it has complaints or not", body = Hotspots),
        (status = "4XX", description = "A parameter is not valid, or there are too many units", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn gi_star(
    State(app): Shared,
    selection: SelectionParams,
    Query(params): Query<UnitParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    json(&app, &headers, move |snapshot| params.answer(Method::GiStar, &selection, snapshot)).await
}

/// Local Moran of every unit: is it like its neighbours, or unlike them?
#[utoipa::path(get, path = "/api/v1/hotspots/local-moran", tag = "hotspots",
    params(SelectionParams, UnitParams),
    responses(
        (status = 200, description = "Every unit, whether it has complaints or not", body = Hotspots),
        (status = "4XX", description = "A parameter is not valid, or there are too many units", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn local_moran(
    State(app): Shared,
    selection: SelectionParams,
    Query(params): Query<UnitParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    json(&app, &headers, move |snapshot| params.answer(Method::LocalMoran, &selection, snapshot)).await
}

impl UnitParams {
    fn answer(
        &self,
        method: Method,
        selection: &SelectionParams,
        snapshot: &Snapshot,
    ) -> Result<Hotspots, Problem> {
        let (window, filter) = selection.in_window(snapshot)?;
        let setting = Setting {
            units: parsed("units", self.units.as_deref())?.unwrap_or(UnitKind::Areas(AreaLevel::Grid)),
            most_units: MOST_UNITS,
            neighbours: parsed("weights", self.weights.as_deref())?.unwrap_or(Neighbourhood::Queen),
            row_standardised: self.row_standardised,
            per: self.per,
            filter,
        };
        let (permutations, alpha) = (self.permutations()?, self.alpha()?);
        let question = Question { method, setting, permutations, seed: self.seed, alpha };
        Ok(Hotspots::new(window, question.answer(snapshot)?))
    }

    fn permutations(&self) -> Result<Option<NonZeroU32>, Problem> {
        let Some(asked) = self.permutations else { return Ok(None) };
        let number = NonZeroU32::new(asked).filter(|it| it.get() <= MOST_PERMUTATIONS);
        let wrong =
            || Problem::parameter("permutations", format!("{asked} is not between 1 and {MOST_PERMUTATIONS}"));
        number.ok_or_else(wrong).map(Some)
    }

    fn alpha(&self) -> Result<f64, Problem> {
        let alpha = self.alpha.unwrap_or(DEFAULT_ALPHA);
        let wrong = || Problem::parameter("alpha", format!("{alpha} is not between 0 and 1"));
        if alpha > 0.0 && alpha < 1.0 { Ok(alpha) } else { Err(wrong()) }
    }
}

fn parsed<T: FromStr<Err = String>>(name: &str, given: Option<&str>) -> Result<Option<T>, Problem> {
    given.map(str::parse).transpose().map_err(|wrong| Problem::parameter(name, wrong))
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::parameter(refusal.parameter, refusal.wrong)
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
