//! Complaint density: one colour scale for the whole map, values by place, tiles.

use super::Shared;
use super::answer::json;
use super::content::{Content, Keep};
use super::query::{PointParams, Query, Segments};
use super::selection::SelectionParams;
use super::tile_id::tile_id;
use crate::cache::{HeatView, TileContent, TileKey};
use crate::error::{Problem, ProblemBody};
use crate::snapshot::{Snapshot, Window};
use crate::state::App;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::heat::{Bandwidth, Curve, Heat, Kernel, Palette, Ramp, TileSize};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

const DEFAULT_BANDWIDTH_M: f64 = 300.0;
const UNIT: &str = "complaints/km²";
/// Lines of the legend.
const STOPS: usize = 6;

/// How complaints are smoothed into a density.
#[derive(Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SmoothingParams {
    /// `gaussian` (unless said otherwise) or `quartic`.
    #[param(example = "gaussian")]
    kernel: Option<String>,
    /// σ of the Gaussian, radius of the quartic kernel, in metres; 300 unless said.
    #[param(minimum = 1, maximum = 100_000)]
    bandwidth: Option<f64>,
}

#[derive(Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PaletteParams {
    /// `inferno` (unless said otherwise), `magma`, `plasma`, `viridis`, `cividis`, `turbo` or `heat`.
    #[param(example = "inferno")]
    palette: Option<String>,
}

#[derive(Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SizeParams {
    /// Pixels on one side of a tile: 256 (unless said otherwise) or 512.
    #[param(example = 256)]
    size: Option<u32>,
}

impl SmoothingParams {
    fn kernel(&self) -> Result<Kernel, Problem> {
        let kernel = self.kernel.as_deref().map(str::parse).transpose();
        kernel.map(Option::unwrap_or_default).map_err(|error| Problem::parameter("kernel", error))
    }

    fn bandwidth(&self) -> Result<Bandwidth, Problem> {
        let metres = self.bandwidth.unwrap_or(DEFAULT_BANDWIDTH_M);
        Bandwidth::from_metres(metres).map_err(|error| Problem::parameter("bandwidth", error))
    }
}

impl PaletteParams {
    fn palette(&self) -> Result<Palette, Problem> {
        let palette = self.palette.as_deref().map(str::parse).transpose();
        palette.map(Option::unwrap_or_default).map_err(|error| Problem::parameter("palette", error))
    }
}

impl SizeParams {
    fn size(&self) -> Result<TileSize, Problem> {
        match self.size {
            None | Some(256) => Ok(TileSize::Small256),
            Some(512) => Ok(TileSize::Large512),
            Some(other) => Err(Problem::parameter("size", format!("{other} is neither 256 nor 512"))),
        }
    }
}

/// The legend of the heat map.
#[derive(Serialize, ToSchema)]
pub struct Scale {
    pub unit: &'static str,
    pub window: Window,
    /// Complaints in the window that pass the filter.
    pub complaints: u64,
    /// The density at the top of the scale: the largest anywhere on the map.
    pub max: f64,
    /// From nothing to `max`.
    pub stops: Vec<Stop>,
    pub bandwidth_m: f64,
    pub kernel: &'static str,
    pub palette: &'static str,
}

#[derive(Serialize, ToSchema)]
pub struct Stop {
    pub value: f64,
    /// `#rrggbbaa`
    pub color: String,
}

/// The density at a place.
#[derive(Serialize, ToSchema)]
pub struct Value {
    pub value: f64,
    pub unit: &'static str,
}

/// What a request sees: the view, and the window it is over.
fn view(
    snapshot: &Snapshot,
    selection: &SelectionParams,
    smoothing: &SmoothingParams,
) -> Result<(HeatView, Window), Problem> {
    let (window, filter) = selection.in_window(snapshot)?;
    Ok((HeatView::new(filter, smoothing.kernel()?, smoothing.bandwidth()?), window))
}

/// The top of the colour scale, found once per view.
async fn peak(app: &App, snapshot: &Arc<Snapshot>, view: &HeatView) -> Result<f64, Problem> {
    let (city, seen) = (Arc::clone(snapshot), view.clone());
    let job = move || Ok(heat(&city, &seen).peak());
    app.caches.peak(snapshot.version, view.clone(), app.compute.run(job)).await
}

fn heat<'a>(snapshot: &'a Snapshot, view: &'a HeatView) -> Heat<'a> {
    Heat::new(&snapshot.complaints.columns, &view.filter, view.kernel, view.bandwidth())
}

/// The colour scale of a window and filter: the same for every tile of the map.
#[utoipa::path(get, path = "/api/v1/heat/scale", tag = "heat",
    params(SelectionParams, SmoothingParams, PaletteParams),
    responses(
        (status = 200, description = "The legend", body = Scale),
        (status = "4XX", description = "A parameter is not valid", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn scale(
    State(app): Shared,
    selection: SelectionParams,
    Query(smoothing): Query<SmoothingParams>,
    Query(palette): Query<PaletteParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let snapshot = app.snapshot()?;
    let (view, window) = view(&snapshot, &selection, &smoothing)?;
    let palette = palette.palette()?;
    let max = peak(&app, &snapshot, &view).await?;
    json(&app, &headers, move |snapshot| {
        let ramp = Ramp { palette, curve: Curve::default(), max };
        Ok(Scale {
            unit: UNIT,
            window,
            complaints: snapshot.complaints.columns.select(&view.filter).count(),
            max,
            stops: ramp.legend(STOPS).into_iter().map(Stop::from).collect(),
            bandwidth_m: view.bandwidth().metres(),
            kernel: view.kernel.name(),
            palette: palette.name(),
        })
    })
    .await
}

/// The density at a place.
#[utoipa::path(get, path = "/api/v1/heat/value", tag = "heat",
    params(PointParams, SelectionParams, SmoothingParams),
    responses(
        (status = 200, description = "The density there", body = Value),
        (status = "4XX", description = "A parameter is not valid", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn value(
    State(app): Shared,
    Query(place): Query<PointParams>,
    selection: SelectionParams,
    Query(smoothing): Query<SmoothingParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let point = place.point()?;
    json(&app, &headers, move |snapshot| {
        let (view, _) = view(snapshot, &selection, &smoothing)?;
        Ok(Value { value: heat(snapshot, &view).value(point), unit: UNIT })
    })
    .await
}

/// A tile of the heat map; all tiles of a window and filter share one scale.
#[utoipa::path(get, path = "/tiles/heat/{z}/{x}/{y}", operation_id = "heat_tile", tag = "heat",
    params(
        ("z" = u8, Path, description = "Zoom, 0 to 20"),
        ("x" = u32, Path, description = "Column from the west"),
        ("y" = String, Path, description = "Row from the north, with `.png`", example = "0.png"),
        SelectionParams, SmoothingParams, PaletteParams, SizeParams,
    ),
    responses(
        (status = 200, description = "The tile, transparent where there is nothing", body = Vec<u8>, content_type = "image/png"),
        (status = "4XX", description = "A parameter is not valid, or there is no such tile", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn tile(
    State(app): Shared,
    Segments(path): Segments<3>,
    selection: SelectionParams,
    Query(smoothing): Query<SmoothingParams>,
    Query(palette): Query<PaletteParams>,
    Query(size): Query<SizeParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let [z, x, y] = path;
    let snapshot = app.snapshot()?;
    let id = tile_id([&z, &x, &y], ".png")?;
    let (view, _) = view(&snapshot, &selection, &smoothing)?;
    let (palette, size) = (palette.palette()?, size.size()?);
    let max = peak(&app, &snapshot, &view).await?;
    let ramp = Ramp { palette, curve: Curve::default(), max };
    let content = TileContent::Heat { view: view.clone(), palette, size };
    let key = TileKey { version: snapshot.version, id, content };
    let job = move || {
        let png = ramp.png(&heat(&snapshot, &view).tile(id, size)).map_err(Problem::internal)?;
        Ok(Some(Content::new("image/png", png)))
    };
    let tile = app
        .caches
        .tile(key, app.compute.run(job))
        .await?
        .ok_or_else(|| Problem::internal("a heat tile is never empty"))?;
    tile.answer(&app, &headers, Keep::Revalidate).await
}

impl From<onemap_engine::heat::Stop> for Stop {
    fn from(stop: onemap_engine::heat::Stop) -> Self {
        let [r, g, b, a] = stop.color;
        Self { value: stop.value, color: format!("#{r:02x}{g:02x}{b:02x}{a:02x}") }
    }
}
