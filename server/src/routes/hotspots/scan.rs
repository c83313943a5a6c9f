//! The space-time scan.

use super::{PlanParams, UnitParams, alpha, permutations, reading};
use crate::error::{Problem, ProblemBody};
use crate::hotspots::{Expected, Scan, ScanQuestion, Units};
use crate::routes::Shared;
use crate::routes::answer::{json, lon_lat};
use crate::routes::query::Query;
use crate::routes::selection::SelectionParams;
use crate::snapshot::{Step, Window};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::heat::Filter;
use onemap_engine::hotspot::{MonteCarlo, ScanCluster, TimeLimits};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CylinderParams {
    /// What is expected without a cluster; `permutation` unless said.
    #[param(inline)]
    expected: Option<Expected>,
    /// Look at every span of time, not only at those that last until the end of the window.
    #[serde(default)]
    retrospective: bool,
    /// The steps of time, days unless said; only those that lie wholly in the window count.
    #[param(inline)]
    step: Option<Step>,
    /// The greatest share of what is expected that a circle may hold; 0.5 unless said.
    #[param(minimum = 0, maximum = 1)]
    max_share: Option<f64>,
    /// The greatest radius of a circle in metres. Left out: as `max_share` lets it be.
    max_radius: Option<f64>,
    /// The greatest share of the window that a cluster may last; 0.5 unless said.
    #[param(minimum = 0, maximum = 1)]
    max_time: Option<f64>,
    /// Repetitions for p; 999 unless said.
    #[param(minimum = 1, maximum = 9_999)]
    permutations: Option<u32>,
    /// Their seed.
    #[serde(default)]
    seed: u64,
    /// A cluster is significant where p is at most this; 0.05 unless said.
    #[param(minimum = 0, maximum = 1)]
    alpha: Option<f64>,
    /// The most clusters told; 10 unless said.
    top: Option<u16>,
}

/// Cylinders of place and time with more complaints than expected.
#[derive(Serialize, ToSchema)]
pub struct Cylinders {
    pub window: Window,
    /// What whoever reads this should know: complaints in no unit or no whole step.
    pub notes: Vec<String>,
    /// The most likely one first; those after it share no unit with those before.
    pub items: Vec<Item>,
}

/// One cylinder.
#[derive(Serialize, ToSchema)]
#[schema(as = CylinderItem)]
pub struct Item {
    /// The unit amid the circle.
    #[schema(example = "340111001001007")]
    pub unit: String,
    /// Its centre: longitude, latitude.
    pub point: [f64; 2],
    /// To the centre of the last unit.
    pub radius_m: f64,
    /// When it lasts.
    pub window: Window,
    pub observed: u64,
    pub expected: f64,
    /// Observed ÷ expected inside, over the same outside.
    pub relative_risk: Option<f64>,
    /// Logarithm of the likelihood ratio of Kulldorff (1997).
    pub llr: f64,
    /// Of the repetitions.
    pub p: f64,
    pub significant: bool,
    /// All units, the nearest first.
    pub units: Vec<String>,
}

/// Kulldorff's space-time scan: circles with significantly more complaints than expected, up to now or at any time.
#[utoipa::path(get, path = "/api/v1/hotspots/scan", tag = "hotspots",
    params(SelectionParams, UnitParams, CylinderParams, PlanParams),
    responses(
        (status = 200, description = "The clusters", body = Cylinders),
        (status = "4XX", description = "A parameter is not valid, or there are too many units", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn scan(
    State(app): Shared,
    selection: SelectionParams,
    Query(units): Query<UnitParams>,
    Query(params): Query<CylinderParams>,
    Query(plan): Query<PlanParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let opened = plan.opened(&units, &app).await?;
    json(&app, &headers, move |snapshot| {
        let snapshot = reading(opened.as_deref(), snapshot);
        let (window, filter) = selection.in_window(snapshot)?;
        let question = params.question(&units, filter)?;
        let found = match opened.as_deref() {
            Some(opened) => question.answer_for(Units::of_plan(opened, snapshot)?, snapshot)?,
            None => question.answer(snapshot)?,
        };
        let items = found.clusters.iter().map(|cluster| Item::new(cluster, &found)).collect();
        Ok(Cylinders { window, items, notes: found.notes })
    })
    .await
}

impl CylinderParams {
    fn question(&self, units: &UnitParams, filter: Filter) -> Result<ScanQuestion, Problem> {
        let replicas = permutations(self.permutations.unwrap_or(999))?;
        Ok(ScanQuestion {
            units: units.kind()?,
            step: self.step.unwrap_or(Step::Day),
            expected: self.expected.unwrap_or_default(),
            time: TimeLimits { most_share: self.max_time.unwrap_or(0.5), prospective: !self.retrospective },
            most_share: self.max_share.unwrap_or(0.5),
            most_metres: self.max_radius.unwrap_or(f64::INFINITY),
            monte_carlo: MonteCarlo { replicas, seed: self.seed },
            alpha: alpha(self.alpha)?,
            most: self.top.unwrap_or(10).into(),
            filter,
        })
    }
}

impl Item {
    fn new(cluster: &ScanCluster, found: &Scan<'_>) -> Self {
        let centre = cluster.units[0];
        Self {
            unit: found.units.names[centre].clone(),
            point: lon_lat(found.units.places[centre]),
            radius_m: cluster.radius_m,
            window: found.window(cluster),
            observed: cluster.observed,
            expected: cluster.expected,
            relative_risk: cluster.relative_risk,
            llr: cluster.llr,
            p: cluster.p,
            significant: found.is_significant(cluster),
            units: cluster.units.iter().map(|&unit| found.units.names[unit].clone()).collect(),
        }
    }
}
