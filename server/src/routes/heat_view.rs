//! What a heat map shows: which complaints, smoothed how, per what.

use super::selection::SelectionParams;
use crate::cache::{HeatView, Per};
use crate::error::Problem;
use crate::snapshot::{Snapshot, Window};
use crate::state::App;
use onemap_engine::heat::{Bandwidth, Heat, Kernel, Palette, TileSize};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

const DEFAULT_BANDWIDTH_M: f64 = 300.0;

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
    /// `km2` (unless said otherwise): complaints per km². `household`: complaints per 1,000 households, smoothed alike; no value
    /// where fewer than 50 households per km² live.
    #[param(example = "km2")]
    per: Option<String>,
}

#[derive(Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PaletteParams {
    /// `inferno` (unless said otherwise), `magma`, `plasma`, `viridis`, `cividis`, `turbo` or `heat`.
    #[param(example = "inferno")]
    palette: Option<String>,
    /// The value at the top of the scale, for maps of several windows in the same colours; the largest anywhere on the map unless
    /// said.
    #[param(example = 200)]
    max: Option<f64>,
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

    fn per(&self) -> Result<Per, Problem> {
        match self.per.as_deref() {
            None | Some("km2") => Ok(Per::Km2),
            Some("household") => Ok(Per::Household),
            Some(other) => Err(Problem::parameter("per", format!("“{other}” is neither km2 nor household"))),
        }
    }

    fn bandwidth(&self) -> Result<Bandwidth, Problem> {
        let metres = self.bandwidth.unwrap_or(DEFAULT_BANDWIDTH_M);
        Bandwidth::from_metres(metres).map_err(|error| Problem::parameter("bandwidth", error))
    }
}

impl PaletteParams {
    /// # Errors
    /// When there is no such palette.
    pub fn palette(&self) -> Result<Palette, Problem> {
        let palette = self.palette.as_deref().map(str::parse).transpose();
        palette.map(Option::unwrap_or_default).map_err(|error| Problem::parameter("palette", error))
    }

    /// The top of the scale where the request says it.
    ///
    /// # Errors
    /// When it is no number above zero.
    pub fn top(&self) -> Result<Option<f64>, Problem> {
        match self.max {
            Some(max) if !(max.is_finite() && max > 0.0) => {
                Err(Problem::parameter("max", format!("{max} is not above zero")))
            }
            max => Ok(max),
        }
    }
}

impl SizeParams {
    /// # Errors
    /// When it is neither of the two.
    pub fn size(&self) -> Result<TileSize, Problem> {
        match self.size {
            None | Some(256) => Ok(TileSize::Small256),
            Some(512) => Ok(TileSize::Large512),
            Some(other) => Err(Problem::parameter("size", format!("{other} is neither 256 nor 512"))),
        }
    }
}

/// What a request sees: the view, and the window it is over.
///
/// # Errors
/// When a parameter is not valid.
pub fn view(
    snapshot: &Snapshot,
    selection: &SelectionParams,
    smoothing: &SmoothingParams,
) -> Result<(HeatView, Window), Problem> {
    let (window, filter) = selection.in_window(snapshot)?;
    Ok((HeatView::new(filter, smoothing.kernel()?, smoothing.bandwidth()?, smoothing.per()?), window))
}

/// The top of the colour scale, found once per view.
///
/// # Errors
/// `Busy`.
pub async fn peak(app: &App, snapshot: &Arc<Snapshot>, view: &HeatView) -> Result<f64, Problem> {
    let (city, seen) = (Arc::clone(snapshot), view.clone());
    let job = move || Ok(heat(&city, &seen).peak());
    app.caches.peak(snapshot.version, view.clone(), app.compute.run(job)).await
}

/// The heat of a view.
pub fn heat<'a>(snapshot: &'a Snapshot, view: &'a HeatView) -> Heat<'a> {
    let heat = Heat::new(&snapshot.complaints.columns, &view.filter, view.kernel, view.bandwidth());
    match view.per {
        Per::Km2 => heat,
        Per::Household => heat.per_household(snapshot.buildings.households()),
    }
}
