//! Complaint density: one colour scale for the whole map, values by place, tiles and rasters.

use super::Shared;
use super::answer::{computed, json};
use super::content::{Content, Keep};
use super::heat_view::{PaletteParams, SizeParams, SmoothingParams, heat, peak, view};
use super::query::{PointParams, Query, Segments, bbox};
use super::selection::SelectionParams;
use super::tile_id::tile_id;
use crate::cache::{Look, TileContent, TileKey};
use crate::error::{Problem, ProblemBody};
use crate::snapshot::{Snapshot, Window};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use onemap_engine::coord::{WorldBounds, WorldPoint};
use onemap_engine::heat::{Curve, Palette, Ramp, Raster};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Lines of the legend.
const STOPS: usize = 6;

const DEFAULT_WIDTH: usize = 1024;
const MOST_WIDTH: usize = 4096;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RasterParams {
    /// West, south, east, north in degrees; the whole city unless said.
    #[param(example = "117.2,31.7,117.4,31.9")]
    bbox: Option<String>,
    /// The most pixels on each side, at most 4,096; 1,024 unless said.
    #[param(minimum = 1, maximum = 4096)]
    width: Option<usize>,
}

/// The legend of the heat map.
#[derive(Serialize, ToSchema)]
pub struct Scale {
    pub unit: &'static str,
    pub window: Window,
    /// Complaints in the window that pass the filter.
    pub complaints: u64,
    /// Those of them that have a place: the others, of which at most the area is known, are in no density.
    pub located: u64,
    /// The density at the top of the scale: the largest anywhere on the map, unless the request says another.
    pub max: f64,
    /// From nothing to `max`.
    pub stops: Vec<Stop>,
    pub bandwidth_m: f64,
    pub kernel: &'static str,
    /// `km2` or `household`.
    pub per: &'static str,
    pub palette: &'static str,
    /// All palettes.
    pub palettes: Vec<&'static str>,
}

#[derive(Serialize, ToSchema)]
pub struct Stop {
    pub value: f64,
    /// `#rrggbbaa`
    pub color: String,
}

/// The density at a place.
#[derive(Serialize, ToSchema)]
pub struct HeatValue {
    /// Null where there is none: per household, where nearly none live.
    pub value: Option<f64>,
    pub unit: &'static str,
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
    let (palette, top) = (palette.palette()?, palette.top()?);
    let max = match top {
        Some(top) => top,
        None => peak(&app, &snapshot, &view).await?,
    };
    json(&app, &headers, move |snapshot| {
        let ramp = Ramp { palette, curve: Curve::default(), max };
        let columns = &snapshot.complaints.columns;
        let selected = columns.select(&view.filter);
        let nowhere: Vec<u32> = (columns.located()..columns.len()).map(|position| position as u32).collect();
        let complaints = selected.count();
        Ok(Scale {
            unit: view.per.unit(),
            window,
            complaints,
            located: complaints - selected.count_among(&nowhere),
            max,
            stops: ramp.legend(STOPS).into_iter().map(Stop::from).collect(),
            bandwidth_m: view.bandwidth().metres(),
            kernel: view.kernel.name(),
            per: view.per.name(),
            palette: palette.name(),
            palettes: Palette::ALL.map(Palette::name).to_vec(),
        })
    })
    .await
}

/// The density at a place.
#[utoipa::path(get, path = "/api/v1/heat/value", tag = "heat",
    params(PointParams, SelectionParams, SmoothingParams),
    responses(
        (status = 200, description = "The density there", body = HeatValue),
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
        let value = Some(heat(snapshot, &view).value(point)).filter(|value| value.is_finite());
        Ok(HeatValue { value, unit: view.per.unit() })
    })
    .await
}

/// A tile of the heat map; all tiles of a window and filter share one scale. As `.tif` it holds the values themselves: a GeoTIFF of
/// 32-bit floats in EPSG:3857, NaN where there is no value.
#[utoipa::path(get, path = "/tiles/heat/{z}/{x}/{y}", operation_id = "heat_tile", tag = "heat",
    params(
        ("z" = u8, Path, description = "Zoom, 0 to 20"),
        ("x" = u32, Path, description = "Column from the west"),
        ("y" = String, Path, description = "Row from the north, with `.png` or `.tif`", example = "0.png"),
        SelectionParams, SmoothingParams, PaletteParams, SizeParams,
    ),
    responses(
        (status = 200, description = "The tile, transparent where there is nothing",
            content((Vec<u8> = "image/png"), (Vec<u8> = "image/tiff"))),
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
    let is_tiff = y.ends_with(".tif");
    let id = tile_id([&z, &x, &y], if is_tiff { ".tif" } else { ".png" })?;
    let (view, _) = view(&snapshot, &selection, &smoothing)?;
    let (palette, top, size) = (palette.palette()?, palette.top()?, size.size()?);
    let look = (!is_tiff).then(|| Look::new(palette, top));
    let ramp = match (is_tiff, top) {
        (true, _) => None,
        (false, Some(max)) => Some(Ramp { palette, curve: Curve::default(), max }),
        (false, None) => {
            Some(Ramp { palette, curve: Curve::default(), max: peak(&app, &snapshot, &view).await? })
        }
    };
    let content = TileContent::Heat { view: view.clone(), look, size };
    let key = TileKey { version: snapshot.version, id, content };
    let job = move || picture(&heat(&snapshot, &view).tile(id, size), ramp).map(Some);
    let tile = app.caches.tile(key, app.compute.run(job)).await?;
    let tile = tile.ok_or_else(|| Problem::internal("a heat tile is never empty"))?;
    tile.answer(&app, &headers, Keep::Revalidate).await
}

/// A raster as a picture in the colours of a ramp, or as its values.
fn picture(raster: &Raster, ramp: Option<Ramp>) -> Result<Content, Problem> {
    match ramp {
        Some(ramp) => Ok(Content::new("image/png", ramp.png(raster).map_err(Problem::internal)?)),
        None => Ok(Content::new("image/tiff", raster.geotiff().map_err(Problem::internal)?)),
    }
}

/// A box of the heat map, or all of it, as values: a GeoTIFF of 32-bit floats in EPSG:3857, NaN where there is no value. Its pixels
/// are those of a zoom: the finest of which at most `width` fit along each side.
#[utoipa::path(get, path = "/api/v1/heat/raster.tif", operation_id = "heat_raster", tag = "heat",
    params(SelectionParams, SmoothingParams, RasterParams),
    responses(
        (status = 200, description = "The raster", body = Vec<u8>, content_type = "image/tiff"),
        (status = "4XX", description = "A parameter is not valid", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn raster(
    State(app): Shared,
    selection: SelectionParams,
    Query(smoothing): Query<SmoothingParams>,
    Query(raster): Query<RasterParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let job = move |snapshot: &Snapshot| {
        let (view, _) = view(snapshot, &selection, &smoothing)?;
        let bounds = raster.bounds(snapshot)?;
        picture(&heat(snapshot, &view).over(&bounds, raster.width()?), None)
    };
    computed(&app, job).await?.answer(&app, &headers, Keep::Revalidate).await
}

impl RasterParams {
    fn bounds(&self, snapshot: &Snapshot) -> Result<WorldBounds, Problem> {
        let asked = self.bbox.as_deref().map(bbox).transpose()?.or(snapshot.bounds);
        let corners = asked.into_iter().flat_map(|bounds| [bounds.min, bounds.max]);
        Ok(WorldBounds::around(corners.map(WorldPoint::of)).unwrap_or(WorldBounds::WORLD))
    }

    fn width(&self) -> Result<usize, Problem> {
        match self.width.unwrap_or(DEFAULT_WIDTH) {
            width @ 1..=MOST_WIDTH => Ok(width),
            other => Err(Problem::parameter("width", format!("{other} is not between 1 and {MOST_WIDTH}"))),
        }
    }
}

impl From<onemap_engine::heat::Stop> for Stop {
    fn from(stop: onemap_engine::heat::Stop) -> Self {
        let [r, g, b, a] = stop.color;
        Self { value: stop.value, color: format!("#{r:02x}{g:02x}{b:02x}{a:02x}") }
    }
}
