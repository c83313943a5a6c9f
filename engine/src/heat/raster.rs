//! Rasters whose pixels are those of the whole world: windows, counts, values.

use super::columns::ComplaintColumns;
use super::filter::Filter;
use super::selection::Selection;
use crate::coord::{WorldBounds, WorldPoint};
use rayon::prelude::*;

/// A window of the global raster of a level, in pixels. At level `l` the world is 2ˡ pixels wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub level: u8,
    pub min: [i64; 2],
    pub size: [usize; 2],
}

impl Window {
    /// The pixels that meet a box of world steps.
    pub fn over(level: u8, bounds: &WorldBounds) -> Self {
        let bits = pixel_bits(level);
        let min = bounds.min.map(|v| v >> bits);
        let end = bounds.max.map(|v| ((v - 1) >> bits) + 1);
        Self { level, min, size: [0, 1].map(|i| (end[i] - min[i]) as usize) }
    }

    pub fn bounds(&self) -> WorldBounds {
        let bits = pixel_bits(self.level);
        let end = [0, 1].map(|i| self.min[i] + self.size[i] as i64);
        WorldBounds { min: self.min.map(|v| v << bits), max: end.map(|v| v << bits) }
    }

    pub fn grown(&self, pixels: usize) -> Self {
        let min = self.min.map(|v| v - pixels as i64);
        Self { min, size: self.size.map(|v| v + 2 * pixels), ..*self }
    }

    pub fn pixels(&self) -> usize {
        self.size[0] * self.size[1]
    }

    /// Where a pixel of the global raster lies in the window, row by row.
    fn index(&self, x: i64, y: i64) -> Option<usize> {
        let column = usize::try_from(x - self.min[0]).ok().filter(|&v| v < self.size[0])?;
        let row = usize::try_from(y - self.min[1]).ok().filter(|&v| v < self.size[1])?;
        Some(row * self.size[0] + column)
    }
}

/// log₂ of a pixel's side in world steps.
pub(super) const fn pixel_bits(level: u8) -> u32 {
    32 - level as u32
}

/// Fixed-point bits of a position within a pixel.
const FRACTION_BITS: u32 = 8;

/// What one complaint adds to all the pixels it is shared out over.
pub(super) const UNIT: u64 = 1 << (2 * (2 * FRACTION_BITS + 1));

/// Complaints per pixel, in fixed point, so that their order does not matter.
///
/// A complaint is shared out over the nine nearest pixels by quadratic B-splines: that keeps its mean place, and blurs it
/// by the same variance wherever in its pixel it is, which the kernel can then take back (Hockney & Eastwood 1988,
/// section 5-3, "triangular-shaped cloud").
#[derive(Debug)]
pub(super) struct Counts {
    pub window: Window,
    pub values: Vec<u64>,
    /// What a whole complaint, or a whole household, adds to all the pixels it is shared out over.
    pub whole: f64,
}

impl Counts {
    /// Variance along one axis that the sharing out adds, in pixels².
    pub const BLUR: f64 = 0.25;

    pub fn of(columns: &ComplaintColumns, filter: &Filter, window: Window) -> Self {
        if filter.is_open()
            && let Some(counts) = columns.pyramid().cut_out(window)
        {
            return counts;
        }
        let reach = window.grown(1).bounds();
        Self::scattered(columns.select(filter).inside(reach), window)
    }

    fn scattered(selection: Selection, window: Window) -> Self {
        let mut counts = Self::none(window, 1.0);
        selection.for_each_point(|p, _| counts.add(p, 1));
        counts
    }

    /// A window without anything, for weights that are so many parts of a whole.
    pub fn none(window: Window, parts: f64) -> Self {
        Self { window, values: vec![0; window.pixels()], whole: UNIT as f64 * parts }
    }

    /// Shares a weight out over the pixels around a place.
    pub fn add(&mut self, p: WorldPoint, weight: u64) {
        let ((x, across), (y, down)) = (shares(p.x, self.window.level), shares(p.y, self.window.level));
        for (y, share_y) in (y - 1..).zip(down) {
            for (x, share_x) in (x - 1..).zip(across) {
                if let Some(index) = self.window.index(x, y) {
                    self.values[index] += weight * share_x * share_y;
                }
            }
        }
    }
}

/// The pixel that holds a step, and the shares of the pixel before, itself and the one after.
fn shares(step: u32, level: u8) -> (i64, [u64; 3]) {
    let bits = pixel_bits(level);
    let from_centre = 2 * (i64::from(step) & ((1 << bits) - 1)) + 1 - (1 << bits);
    let offset = (from_centre << FRACTION_BITS) >> (bits + 1);
    let half = 1 << (FRACTION_BITS - 1);
    let [before, after] = [half - offset, half + offset].map(|side| side * side);
    let all = 1 << (2 * FRACTION_BITS + 1);
    (i64::from(step) >> bits, [before, all - before - after, after].map(|share| share as u64))
}

/// Counts of everything on whole levels, for views from afar.
#[derive(Debug, Default)]
pub(super) struct Pyramid(Vec<Counts>);

impl Pyramid {
    /// The most pixels one level may take.
    const MAX_PIXELS: usize = 1 << 22;
    const MAX_LEVEL: u8 = 22;

    /// The counts of complaints.
    pub fn of(columns: &ComplaintColumns) -> Self {
        Self::new(columns.bounds(), |window| Counts::scattered(columns.select(&Filter::default()), window))
    }

    /// The counts that `scattered` gives for each window over a box.
    pub fn new(bounds: Option<WorldBounds>, scattered: impl Fn(Window) -> Counts + Send + Sync) -> Self {
        let Some(bounds) = bounds else { return Self::default() };
        let windows = (0..=Self::MAX_LEVEL).map(|level| Window::over(level, &bounds).grown(1));
        let windows: Vec<_> = windows.take_while(|window| window.pixels() <= Self::MAX_PIXELS).collect();
        Self(windows.into_par_iter().map(scattered).collect())
    }

    /// The counts in a window, `None` where its level is too fine to be kept.
    pub fn cut_out(&self, window: Window) -> Option<Counts> {
        let level = self.0.get(usize::from(window.level))?;
        let mut values = vec![0; window.pixels()];
        for (row, y) in values.chunks_exact_mut(window.size[0].max(1)).zip(window.min[1]..) {
            level.copy_row(window.min[0], y, row);
        }
        Some(Counts { window, values, whole: level.whole })
    }
}

impl Counts {
    /// Copies what is known of the row from `x` on; the rest stays.
    fn copy_row(&self, x: i64, y: i64, row: &mut [u64]) {
        let first = x.max(self.window.min[0]);
        let last = (x + row.len() as i64).min(self.window.min[0] + self.window.size[0] as i64) - 1;
        if let (Some(start), Some(end)) = (self.window.index(first, y), self.window.index(last, y))
            && start <= end
        {
            let offset = (first - x) as usize;
            row[offset..=offset + end - start].copy_from_slice(&self.values[start..=end]);
        }
    }
}

/// Values of a window of the global raster, row by row from the north-west.
#[derive(Clone, Debug, PartialEq)]
pub struct Raster {
    pub(super) window: Window,
    pub(super) values: Vec<f32>,
}

impl Raster {
    #[must_use]
    pub fn width(&self) -> usize {
        self.window.size[0]
    }

    #[must_use]
    pub fn height(&self) -> usize {
        self.window.size[1]
    }

    /// Row by row from the north-west.
    #[must_use]
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// The world steps the raster covers.
    #[must_use]
    pub fn bounds(&self) -> WorldBounds {
        self.window.bounds()
    }

    /// The largest value; 0 where there is none.
    #[must_use]
    pub fn peak(&self) -> f32 {
        self.values.iter().copied().fold(0.0, f32::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quadratic B-spline is ¾ at its centre, ⅛ one pixel away, and ½ half a pixel away.
    #[test]
    fn a_complaint_is_shared_out_by_a_spline() {
        let window = Window { level: 2, min: [0, 0], size: [4, 4] };
        let mut counts = Counts::none(window, 1.0);
        counts.add(WorldPoint { x: 3 << 29, y: 3 << 29 }, 1);
        let share = |i: usize| counts.values[i] as f64 / UNIT as f64;
        assert_eq!([0, 1, 5, 10].map(share), [1.0 / 64.0, 6.0 / 64.0, 36.0 / 64.0, 1.0 / 64.0]);
        assert_eq!(counts.values.iter().sum::<u64>(), UNIT);
        counts.values.fill(0);
        counts.add(WorldPoint { x: 1 << 31, y: 1 << 31 }, 1);
        assert_eq!([5, 6, 9, 10].map(|i| counts.values[i]), [UNIT / 4; 4]);
    }
}
