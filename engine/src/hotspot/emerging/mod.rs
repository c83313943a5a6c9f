//! Emerging hot spots: Gi* in a cube of units and steps of time, and what its course says of each unit.

mod pattern;
#[cfg(test)]
mod peers;

pub use pattern::{Bin, Pattern, PatternKind};

use super::getis_ord::{Sums, local};
use super::trend::{Trend, mann_kendall};
use super::{LocalG, Weights, false_discovery_threshold};
use rayon::prelude::*;

/// How one unit goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Emerging {
    /// `None` where no pattern is detected.
    pub pattern: Option<Pattern>,
    /// By step, the earliest first.
    pub bins: Vec<Bin>,
    /// Standard scores of the bins, in the same order.
    pub z: Vec<Option<f64>>,
    /// Of the last step.
    pub last: LocalG,
    /// Of z over all steps; `None` where a step has no z, or all are alike.
    pub trend: Option<Trend>,
}

/// Gi* of each bin: one unit in one step. Its neighbours are itself and those of its unit, in its step and in so many `earlier` ones,
/// as far as the cube goes back; what is usual is the mean and the variance of the whole cube.
///
/// `values` are by unit, within it by step; so is the answer. Weights are read as binary ones.
///
/// # Panics
/// When there are not as many values as bins.
#[must_use]
pub fn space_time_g(values: &[f64], steps: usize, weights: &Weights, earlier: usize) -> Vec<LocalG> {
    assert_eq!(values.len(), weights.len() * steps, "one value per bin");
    let all = Sums::of(values);
    let unit = |unit: usize| {
        let own = [unit as u32];
        let others = weights.neighbours(unit).iter().filter(|&&other| other as usize != unit);
        let units: Vec<usize> = own.iter().chain(others).map(|&unit| unit as usize).collect();
        let around = |step: usize| -> f64 { units.iter().map(|unit| values[unit * steps + step]).sum() };
        let around: Vec<f64> = (0..steps).map(around).collect();
        let bin = |step: usize| {
            let span = step.saturating_sub(earlier)..step + 1;
            local(&all, (units.len() * span.len()) as f64, 1.0, around[span].iter().sum())
        };
        (0..steps).map(bin).collect::<Vec<_>>()
    };
    (0..weights.len()).into_par_iter().flat_map_iter(unit).collect()
}

/// The pattern of each unit. A bin is hot or cold where its p, of all bins together, is below the threshold of
/// [`false_discovery_threshold`] for `alpha`; z rises or falls where the p of its trend is below `alpha`.
///
/// # Panics
/// As above.
#[must_use]
pub fn emerging(values: &[f64], steps: usize, weights: &Weights, earlier: usize, alpha: f64) -> Vec<Emerging> {
    let cube = space_time_g(values, steps, weights, earlier);
    let p: Vec<f64> = cube.iter().map(|bin| bin.p.unwrap_or(1.0)).collect();
    let threshold = false_discovery_threshold(&p, alpha);
    cube.par_chunks(steps.max(1)).map(|unit| course(unit, threshold, alpha)).collect()
}

fn course(unit: &[LocalG], threshold: f64, alpha: f64) -> Emerging {
    let bins: Vec<Bin> = unit.iter().map(|bin| Bin::of(bin, threshold)).collect();
    let z: Vec<Option<f64>> = unit.iter().map(|bin| bin.z).collect();
    let whole: Option<Vec<f64>> = z.iter().copied().collect();
    let trend = whole.and_then(|z| mann_kendall(&z));
    let rises = trend.filter(|trend| trend.p < alpha).map(|trend| trend.z > 0.0);
    Emerging { pattern: Pattern::of(&bins, rises), bins, z, last: unit[unit.len() - 1], trend }
}
