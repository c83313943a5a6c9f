//! Complaints per km².

use super::columns::ComplaintColumns;
use super::convolve::{REFINE_BLUR, coarse_window, convolve, refine};
use super::filter::Filter;
use super::kernel::{Bandwidth, Kernel};
use super::raster::{Counts, Raster, Window, pixel_bits};
use super::weights::WeightedPoints;
use crate::coord::{LatticePoint, TileId, WorldBounds, WorldPoint, metres_per_step};
use rustc_hash::FxHashSet;

/// Pixels on one side of a heat tile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TileSize {
    #[default]
    Small256,
    Large512,
}

impl TileSize {
    #[must_use]
    pub const fn pixels(self) -> u32 {
        1 << self.bits()
    }

    const fn bits(self) -> u8 {
        match self {
            Self::Small256 => 8,
            Self::Large512 => 9,
        }
    }
}

/// The density of the complaints that pass a filter, in complaints per km² or per 1,000 households over its window.
///
/// Every figure depends on global pixels alone: a tile is the cut-out of one raster. The bandwidth is measured at one
/// reference latitude, the middle of all located complaints, so that the kernel is the same in every tile; the area of a
/// pixel is measured in its own row, so that density × ground area sums to the number of complaints. Ground metres are
/// those of the sphere of EPSG:3857.
pub struct Heat<'a> {
    columns: &'a ComplaintColumns,
    filter: &'a Filter,
    /// Where given, what complaints are counted per.
    households: Option<&'a WeightedPoints>,
    kernel: Kernel,
    /// In world steps at the reference latitude.
    bandwidth_steps: f64,
}

/// The deepest level: tiles of 512 pixels at the deepest zoom.
const MAX_LEVEL: u8 = TileId::MAX_ZOOM + 9;

impl<'a> Heat<'a> {
    #[must_use]
    pub fn new(
        columns: &'a ComplaintColumns,
        filter: &'a Filter,
        kernel: Kernel,
        bandwidth: Bandwidth,
    ) -> Self {
        let bounds = columns.bounds().unwrap_or(WorldBounds::WORLD);
        let reference = (bounds.min[1] + bounds.max[1]) as f64 / 2.0;
        let bandwidth_steps = bandwidth.metres() / metres_per_step(reference);
        Self { columns, filter, households: None, kernel, bandwidth_steps }
    }

    /// The same, per 1,000 households: both are smoothed with the kernel, and one divided by the other. Where fewer households
    /// than [`MIN_HOUSEHOLDS_PER_KM2`] live there is no value (NaN).
    #[must_use]
    pub fn per_household(self, households: &'a WeightedPoints) -> Self {
        Self { households: Some(households), ..self }
    }

    /// The density in a tile.
    #[must_use]
    pub fn tile(&self, tile: TileId, size: TileSize) -> Raster {
        self.densities(Window::over(tile.z() + size.bits(), &tile.bounds()))
    }

    /// The density at a place, as the finest tiles show it; NaN where there is none.
    #[must_use]
    pub fn value(&self, place: LatticePoint) -> f64 {
        let point = WorldBounds::around([WorldPoint::of(place)]);
        let window = Window::over(MAX_LEVEL, &point.unwrap_or(WorldBounds::WORLD));
        self.densities(window).values.first().map_or(0.0, |&value| f64::from(value))
    }

    /// The largest density anywhere on the reference raster: the finest one computed without interpolation, or a
    /// coarser one where that would be more than 64 windows of 256 pixels.
    #[must_use]
    pub fn peak(&self) -> f64 {
        let windows = self.reference_windows();
        windows.into_iter().map(|window| f64::from(self.densities(window).peak())).fold(0.0, f64::max)
    }

    fn reference_windows(&self) -> Vec<Window> {
        let levels = (WINDOW_BITS..=self.finest_level()).rev();
        let mut windows = levels.map(|level| self.windows_in_reach(level));
        windows.find(|windows| windows.len() <= MAX_WINDOWS).unwrap_or_default()
    }

    /// The windows of a level that any complaint reaches.
    fn windows_in_reach(&self, level: u8) -> Vec<Window> {
        let bits = pixel_bits(level) + u32::from(WINDOW_BITS);
        let reach = ((self.kernel.reach_px(self.bandwidth_px(level)) + 1) as i64) << pixel_bits(level);
        let mut ids = FxHashSet::default();
        self.columns.select(self.filter).for_each_point(|p, _| {
            let [x, y] = [p.x, p.y].map(|v| [(i64::from(v) - reach) >> bits, (i64::from(v) + reach) >> bits]);
            ids.extend([(x[0], y[0]), (x[0], y[1]), (x[1], y[0]), (x[1], y[1])]);
        });
        let size = [1 << WINDOW_BITS; 2];
        ids.into_iter()
            .map(|(x, y)| Window { level, min: [x << WINDOW_BITS, y << WINDOW_BITS], size })
            .collect()
    }

    fn bandwidth_px(&self, level: u8) -> f64 {
        self.bandwidth_steps / f64::from(pixel_bits(level)).exp2()
    }

    /// The finest level that is computed; finer ones are interpolated.
    fn finest_level(&self) -> u8 {
        let fits = |&level: &u8| self.bandwidth_px(level) < self.kernel.max_bandwidth_px();
        (0..=MAX_LEVEL).rev().find(fits).unwrap_or(0)
    }

    /// The density in a box of world steps, in the finest pixels of which at most so many are on each side of it.
    #[must_use]
    pub fn over(&self, bounds: &WorldBounds, most_pixels: usize) -> Raster {
        let windows = (0..=MAX_LEVEL).rev().map(|level| Window::over(level, bounds));
        let mut fitting = windows.filter(|window| window.size.iter().all(|&side| side <= most_pixels));
        self.densities(fitting.next().unwrap_or_else(|| Window::over(0, bounds)))
    }

    pub(super) fn densities(&self, window: Window) -> Raster {
        let complaints = self.masses(window, &|window| Counts::of(self.columns, self.filter, window));
        let mut complaints = per_km2(complaints);
        if let Some(households) = self.households {
            let households = per_km2(self.masses(window, &|window| households.counts(window)));
            let pairs = complaints.values.iter_mut().zip(&households.values);
            pairs.for_each(|(complaints, &households)| *complaints = rate(*complaints, households));
        }
        complaints
    }

    /// What is counted, per pixel and spread.
    fn masses(&self, window: Window, counts: &dyn Fn(Window) -> Counts) -> Raster {
        let level = self.finest_level();
        if window.level <= level {
            return self.spread(window, 0.0, counts);
        }
        refine(&self.spread(coarse_window(&window, level), REFINE_BLUR, counts), window)
    }

    fn spread(&self, window: Window, blur: f64, counts: &dyn Fn(Window) -> Counts) -> Raster {
        let taps = self.kernel.taps(self.bandwidth_px(window.level), Counts::BLUR + blur);
        convolve(&counts(window.grown(taps.reach())), &taps)
    }
}

/// Where fewer live, a complaint per household says nothing.
pub const MIN_HOUSEHOLDS_PER_KM2: f32 = 50.0;

/// Complaints per 1,000 households, of both per km².
fn rate(complaints: f32, households: f32) -> f32 {
    if households < MIN_HOUSEHOLDS_PER_KM2 { f32::NAN } else { complaints / households * 1000.0 }
}

/// Masses per pixel → masses per km² of ground.
fn per_km2(mut raster: Raster) -> Raster {
    let window = raster.window;
    let side = f64::from(pixel_bits(window.level)).exp2();
    for (row, y) in raster.values.chunks_exact_mut(window.size[0].max(1)).zip(window.min[1]..) {
        let km = metres_per_step((y as f64 + 0.5) * side) * side / 1000.0;
        let per_km2 = (1.0 / (km * km)) as f32;
        row.iter_mut().for_each(|value| *value *= per_km2);
    }
    raster
}

/// log₂ of the side of a window of the reference raster, in pixels.
const WINDOW_BITS: u8 = 8;

/// The most windows the reference raster may have.
const MAX_WINDOWS: usize = 64;
