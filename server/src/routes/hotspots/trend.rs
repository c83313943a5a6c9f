//! Growth and trend.

use crate::error::{Problem, ProblemBody};
use crate::hotspots::{TrendQuestion, TrendRow};
use crate::routes::Shared;
use crate::routes::answer::json;
use crate::routes::query::Query;
use crate::routes::selection::SelectionParams;
use crate::snapshot::{Step, Window};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TrendParams {
    /// The steps whose counts are tested for a trend, days unless said; only those that lie wholly in the window.
    #[param(inline)]
    step: Option<Step>,
}

/// How complaints go: all of them first, then by major category.
#[derive(Serialize, ToSchema)]
pub struct Trends {
    pub window: Window,
    pub step: Step,
    /// What whoever reads this should know: how far back the city goes.
    pub notes: Vec<String>,
    pub items: Vec<Item>,
}

/// A change of a rate with its 95 % confidence interval.
#[derive(Serialize, ToSchema)]
#[schema(as = RateChange)]
pub struct Change {
    /// Rate now ÷ rate before − 1; `null` where there was nothing before.
    pub change: Option<f64>,
    pub low: f64,
    /// `null` where there was nothing before: it has no upper end.
    pub high: Option<f64>,
}

/// One category, or all.
#[derive(Serialize, ToSchema)]
#[schema(as = TrendItem)]
pub struct Item {
    /// `null` for all together.
    pub category: Option<String>,
    pub count: u64,
    /// In the window of the same length before.
    pub before: u64,
    pub change: Option<Change>,
    /// In the same days a year before; `null` where the city does not go back so far.
    pub year_before: Option<u64>,
    pub year_change: Option<Change>,
    /// Mann-Kendall's S, its standard score and two-sided p; `null` where all steps are alike or there are fewer than two.
    pub s: Option<f64>,
    pub z: Option<f64>,
    pub p: Option<f64>,
    /// Sen's slope, per step.
    pub slope: Option<f64>,
}

/// Growth against the period before and the same period a year ago, and the trend within the window.
#[utoipa::path(get, path = "/api/v1/hotspots/trend", tag = "hotspots",
    params(SelectionParams, TrendParams),
    responses(
        (status = 200, description = "All complaints, then each major category", body = Trends),
        (status = "4XX", description = "A parameter is not valid, or there are too many steps", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn trend(
    State(app): Shared,
    selection: SelectionParams,
    Query(params): Query<TrendParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    json(&app, &headers, move |snapshot| {
        let (window, filter) = selection.in_window(snapshot)?;
        let step = params.step.unwrap_or_default();
        let found = TrendQuestion { window, step, filter }.answer(snapshot)?;
        Ok(Trends { window, step, notes: found.notes, items: found.rows.into_iter().map(Item::from).collect() })
    })
    .await
}

impl From<onemap_engine::hotspot::Change> for Change {
    fn from(change: onemap_engine::hotspot::Change) -> Self {
        Self { change: change.change, low: change.low, high: change.high }
    }
}

impl From<TrendRow> for Item {
    fn from(row: TrendRow) -> Self {
        Self {
            category: row.category,
            count: row.count,
            before: row.before,
            change: row.change.map(Change::from),
            year_before: row.year_before,
            year_change: row.year_change.map(Change::from),
            s: row.trend.map(|it| it.s),
            z: row.trend.map(|it| it.z),
            p: row.trend.map(|it| it.p),
            slope: row.trend.map(|it| it.slope),
        }
    }
}
