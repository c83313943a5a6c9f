//! Emerging hot spots.

use super::{MOST_UNITS, PlanParams, UnitParams, WeightParams, alpha, reading};
use crate::error::{Problem, ProblemBody};
use crate::hotspots::{EmergingQuestion, EmergingRow, EmergingUnits, Units};
use crate::routes::Shared;
use crate::routes::answer::{json, lon_lat};
use crate::routes::query::Query;
use crate::routes::selection::SelectionParams;
use crate::snapshot::{Snapshot, Step, Window};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::hotspot::{Bin, Pattern};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CourseParams {
    /// The steps of time, weeks unless said; only those that lie wholly in the window count, and there must be ten.
    #[param(inline)]
    step: Option<Step>,
    /// So many steps before a step count among its neighbours; 1 unless said.
    time_neighbours: Option<u16>,
    /// The share of false ones accepted among hot and cold bins, and the level of the trend; 0.05 unless said.
    #[param(minimum = 0, maximum = 1)]
    alpha: Option<f64>,
    /// Tell this unit alone; what is significant is still found among all.
    #[param(example = "340111001001007")]
    unit: Option<String>,
    /// Tell `counts` and `z` of every step, unless this is `false`: without them the answer is much shorter.
    series: Option<bool>,
}

/// How every unit became what it is.
#[derive(Serialize, ToSchema)]
pub struct EmergingHotspots {
    /// From the first whole step to the end of the last.
    pub window: Window,
    pub step: Step,
    pub steps: u64,
    /// Whose words the patterns are; other versions differ in what is consecutive and what is sporadic.
    #[schema(example = "ArcGIS Pro 3")]
    pub definition: &'static str,
    /// What whoever reads this should know: complaints in no unit or no whole step, units without neighbours or trend.
    pub notes: Vec<String>,
    pub items: Vec<Item>,
}

/// One unit.
#[derive(Serialize, ToSchema)]
#[schema(as = EmergingItem)]
pub struct Item {
    /// Code of the area, index of the H3 cell, column and row of the square.
    #[schema(example = "340111001001007")]
    pub unit: String,
    /// new, consecutive, intensifying, persistent, diminishing, sporadic, oscillating or historical; `null` where no pattern is detected.
    #[schema(example = "consecutive")]
    pub pattern: Option<&'static str>,
    /// Whether it is one of hot spots or of cold ones.
    #[schema(example = "hot")]
    pub spot: Option<&'static str>,
    /// Complaints of all steps, and of the last one.
    pub value: u64,
    pub last_value: u64,
    /// Steps in which it was significantly hot, and cold.
    pub hot: u64,
    pub cold: u64,
    /// Gi* of the last step.
    pub last_z: Option<f64>,
    pub last_p: Option<f64>,
    /// Mann-Kendall of z over all steps: S, its standard score and two-sided p; `null` where all are alike or one is missing.
    pub trend_s: Option<f64>,
    pub trend_z: Option<f64>,
    pub trend_p: Option<f64>,
    /// By step: + hot, - cold, . neither.
    #[schema(example = "..........++")]
    pub bins: String,
    /// By step: complaints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<Vec<u64>>,
    /// By step: Gi*, which `bins` and the trend are taken of; `null` where nothing varies.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Option<f64>>>)]
    pub z: Option<Vec<Option<f64>>>,
    /// Its centre: longitude, latitude.
    pub point: [f64; 2],
}

/// Emerging hot spots: how units became hot or cold. Without a window, over all of time.
#[utoipa::path(get, path = "/api/v1/hotspots/emerging", tag = "hotspots",
    params(SelectionParams, UnitParams, WeightParams, CourseParams, PlanParams),
    responses(
        (status = 200, description = "Every unit, whether it has complaints or not", body = EmergingHotspots),
        (status = 404, description = "There is no such unit, or no such plan", body = ProblemBody, content_type = "application/problem+json"),
        (status = "4XX", description = "A parameter is not valid, or there are too many units or too few steps", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn emerging(
    State(app): Shared,
    selection: SelectionParams,
    Query(units): Query<UnitParams>,
    Query(weights): Query<WeightParams>,
    Query(course): Query<CourseParams>,
    Query(plan): Query<PlanParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let opened = plan.opened(&units, &app).await?;
    json(&app, &headers, move |snapshot| {
        let snapshot = reading(opened.as_deref(), snapshot);
        let question = course.question(&selection, &units, &weights, snapshot)?;
        let found = match opened.as_deref() {
            Some(opened) => question.answer_for(Units::of_plan(opened, snapshot)?, snapshot)?,
            None => question.answer(snapshot)?,
        };
        EmergingHotspots::new(&course, question.step, found)
    })
    .await
}

impl CourseParams {
    fn question(
        &self,
        selection: &SelectionParams,
        units: &UnitParams,
        weights: &WeightParams,
        snapshot: &Snapshot,
    ) -> Result<EmergingQuestion, Problem> {
        Ok(EmergingQuestion {
            units: units.kind()?,
            most_units: MOST_UNITS,
            neighbours: weights.neighbours()?,
            step: self.step.unwrap_or(Step::Week),
            earlier: self.time_neighbours.unwrap_or(1).into(),
            alpha: alpha(self.alpha)?,
            filter: selection.of_all_time(snapshot)?,
        })
    }
}

impl EmergingHotspots {
    fn new(course: &CourseParams, step: Step, found: EmergingUnits<'_>) -> Result<Self, Problem> {
        let EmergingUnits { units, window, steps, rows, notes } = found;
        let units = units.names.into_iter().zip(units.places.into_iter().map(lon_lat));
        let is_asked = |unit: &str| course.unit.as_deref().is_none_or(|asked| asked == unit);
        let rows = units.zip(rows).filter(|((unit, _), _)| is_asked(unit));
        let has_series = course.series.unwrap_or(true);
        let items: Vec<Item> =
            rows.map(|((unit, point), row)| Item::new(unit, point, row, has_series)).collect();
        match &course.unit {
            Some(unit) if items.is_empty() => Err(Problem::unknown("unit", unit)),
            _ => Ok(Self { window, step, steps: steps as u64, definition: Pattern::DEFINITION, notes, items }),
        }
    }
}

impl Item {
    fn new(unit: String, point: [f64; 2], row: EmergingRow, has_series: bool) -> Self {
        let (value, last_value) = (row.count(), row.last_count());
        let EmergingRow { counts, emerging: it } = row;
        let bins = |wanted: Bin| it.bins.iter().filter(|&&bin| bin == wanted).count() as u64;
        Self {
            unit,
            pattern: it.pattern.map(|pattern| pattern.kind.name()),
            spot: it.pattern.map(|pattern| if pattern.is_hot { "hot" } else { "cold" }),
            value,
            last_value,
            hot: bins(Bin::Hot),
            cold: bins(Bin::Cold),
            last_z: it.last.z,
            last_p: it.last.p,
            trend_s: it.trend.map(|trend| trend.s),
            trend_z: it.trend.map(|trend| trend.z),
            trend_p: it.trend.map(|trend| trend.p),
            bins: it.bins.iter().map(|bin| bin.sign()).collect(),
            counts: has_series.then_some(counts),
            z: has_series.then_some(it.z),
            point,
        }
    }
}
