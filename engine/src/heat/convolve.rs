//! Spreading counts with a kernel, and reading them between pixel centres.

use super::kernel::Taps;
use super::raster::{Counts, Raster, Window, pixel_bits};
use rayon::prelude::*;

/// Complaints per pixel after spreading, for the counts' window less the kernel's reach on each side.
///
/// Each value is summed in an order that its own pixel alone decides, so that a window's place does not matter.
pub(super) fn convolve(counts: &Counts, taps: &Taps) -> Raster {
    let reach = taps.reach();
    let size = counts.window.size.map(|v| v - 2 * reach);
    let window = Window { min: counts.window.min.map(|v| v + reach as i64), size, ..counts.window };
    let mut values = vec![0.0; window.pixels()];
    let rows = Rows::new(counts);
    if size[0] > 0 {
        match taps {
            Taps::Separable(taps) => separable(&rows, taps, size[0], &mut values),
            Taps::Radial(taps) => radial(&rows, taps, size[0], &mut values),
        }
    }
    Raster { window, values }
}

/// Rows of numbers, those that hold nothing left out.
struct Rows(Vec<Option<Vec<f32>>>);

impl Rows {
    fn new(counts: &Counts) -> Self {
        let width = counts.window.size[0].max(1);
        Self(counts.values.par_chunks(width).map(|row| wholes(row, counts.whole as f32)).collect())
    }
}

fn wholes(counts: &[u64], whole: f32) -> Option<Vec<f32>> {
    counts.iter().any(|&count| count > 0).then(|| counts.iter().map(|&count| count as f32 / whole).collect())
}

/// Along the rows first, then along the columns.
fn separable(rows: &Rows, taps: &[f32], width: usize, values: &mut [f32]) {
    let along = |row: &Option<Vec<f32>>| {
        row.as_ref().map(|row| {
            let mut sums = vec![0.0; width];
            add_row(&mut sums, row, taps);
            sums
        })
    };
    let spread: Vec<_> = rows.0.par_iter().map(along).collect();
    values.par_chunks_mut(width).zip(spread.par_windows(taps.len())).for_each(|(sums, rows)| {
        for (row, &tap) in rows.iter().zip(taps) {
            row.iter().for_each(|row| add(sums, row, tap));
        }
    });
}

fn radial(rows: &Rows, taps: &[Vec<f32>], width: usize, values: &mut [f32]) {
    values.par_chunks_mut(width).zip(rows.0.par_windows(taps.len())).for_each(|(sums, rows)| {
        for (row, taps) in rows.iter().zip(taps) {
            row.iter().for_each(|row| add_row(sums, row, taps));
        }
    });
}

/// Adds a row that is as much longer as the kernel is wide.
fn add_row(sums: &mut [f32], row: &[f32], taps: &[f32]) {
    let width = sums.len();
    for (offset, &tap) in taps.iter().enumerate().filter(|&(_, &tap)| tap != 0.0) {
        add(sums, &row[offset..offset + width], tap);
    }
}

fn add(sums: &mut [f32], row: &[f32], tap: f32) {
    sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += tap * value);
}

/// Variance along one axis that [`refine`] adds, in coarse pixels².
pub(super) const REFINE_BLUR: f64 = 0.25;

/// The coarse window that [`refine`] needs for a finer one.
pub(super) fn coarse_window(fine: &Window, level: u8) -> Window {
    Window::over(level, &fine.bounds()).grown(1)
}

/// A finer window of the same mass, by quadratic B-splines around the coarse pixels' centres.
pub(super) fn refine(coarse: &Raster, fine: Window) -> Raster {
    let bits = pixel_bits(coarse.window.level) - pixel_bits(fine.level);
    let share = 0.25_f32.powi(bits as i32);
    let columns: Vec<_> =
        (fine.min[0]..).take(fine.size[0]).map(|x| spline(x, bits, coarse.window.min[0])).collect();
    let mut values = vec![0.0; fine.pixels()];
    for (row, y) in values.chunks_exact_mut(fine.size[0].max(1)).zip(fine.min[1]..) {
        let (top, down) = spline(y, bits, coarse.window.min[1]);
        let mut mixed = vec![0.0; coarse.width()];
        for (weight, row) in down.into_iter().zip(coarse.values.chunks_exact(coarse.width()).skip(top)) {
            add(&mut mixed, row, weight * share);
        }
        for (value, &(left, across)) in row.iter_mut().zip(&columns) {
            *value = across[0] * mixed[left] + across[1] * mixed[left + 1] + across[2] * mixed[left + 2];
        }
    }
    Raster { window: fine, values }
}

/// For a fine pixel: the coarse pixel before the one that holds it, counted from `min`, and the weights of three from
/// there.
fn spline(fine: i64, bits: u32, min: i64) -> (usize, [f32; 3]) {
    let coarse = fine >> bits;
    let from_centre = 2 * (fine - (coarse << bits)) + 1 - (1 << bits);
    let offset = from_centre as f32 / (1_i64 << (bits + 1)) as f32;
    let (before, after) = (0.5 * (0.5 - offset).powi(2), 0.5 * (0.5 + offset).powi(2));
    ((coarse - 1 - min) as usize, [before, 1.0 - before - after, after])
}
