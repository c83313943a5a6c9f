//! Moran's I and Geary's C of all units together: are neighbours alike?

use super::Weights;
use super::deviations::Deviations;
use super::normal::two_sided;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use std::num::NonZeroU32;

/// Sums of the same values in another order may differ in their last digits.
const ROUNDING: f64 = 1e-12;

/// A statistic of the whole, against values shuffled among units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Autocorrelation {
    pub statistic: f64,
    pub expected: f64,
    /// Under randomisation (Cliff & Ord 1981).
    pub variance: f64,
    pub z: f64,
    /// Two-sided, from the normal distribution.
    pub p: f64,
}

impl Autocorrelation {
    /// `None` without any variance.
    fn new(statistic: f64, expected: f64, variance: f64) -> Option<Self> {
        let z = Some((statistic - expected) / variance.sqrt()).filter(|z| z.is_finite())?;
        Some(Self { statistic, expected, variance, z, p: two_sided(z) })
    }
}

/// Moran's I: above its expectation, −1 / (n − 1), where neighbours are alike. `None` where it has no meaning: values alike, no
/// neighbours, fewer than four units.
///
/// # Panics
/// When there are not as many values as units.
#[must_use]
pub fn moran(values: &[f64], weights: &Weights) -> Option<Autocorrelation> {
    let Case { deviations, sums: Sums { s0, s1, s2 }, n, kurtosis: k } = Case::of(values, weights)?;
    let statistic = n / s0 * products(&deviations.by_unit, weights) / deviations.squares;
    let expected = -1.0 / (n - 1.0);
    let normal = n * ((n * n - 3.0 * n + 3.0) * s1 - n * s2 + 3.0 * s0 * s0);
    let heavy = k * ((n * n - n) * s1 - 2.0 * n * s2 + 6.0 * s0 * s0);
    let second = (normal - heavy) / ((n - 1.0) * (n - 2.0) * (n - 3.0) * s0 * s0);
    Autocorrelation::new(statistic, expected, second - expected * expected)
}

/// Geary's C: below its expectation, 1, where neighbours are alike. `None` as for [`moran`].
///
/// # Panics
/// As above.
#[must_use]
pub fn geary(values: &[f64], weights: &Weights) -> Option<Autocorrelation> {
    let Case { deviations, sums: Sums { s0, s1, s2 }, n, kurtosis: k } = Case::of(values, weights)?;
    let statistic = (n - 1.0) * differences(values, weights) / (2.0 * s0 * deviations.squares);
    let a = (n - 1.0) * s1 * (n * n - 3.0 * n + 3.0 - (n - 1.0) * k);
    let b = 0.25 * (n - 1.0) * s2 * (n * n + 3.0 * n - 6.0 - (n * n - n + 2.0) * k);
    let c = s0 * s0 * (n * n - 3.0 - (n - 1.0).powi(2) * k);
    Autocorrelation::new(statistic, 1.0, (a - b + c) / (n * (n - 2.0) * (n - 3.0) * s0 * s0))
}

/// Two-sided pseudo p of [`moran`]: how often values shuffled among all units are as far from what is expected. Twice (r + 1) /
/// (permutations + 1), where in r of the permutations the statistic is as great or greater, or, if that is rarer, as small or smaller; at
/// most 1. The same on any number of threads. `None` as for [`moran`].
///
/// # Panics
/// As above.
#[must_use]
pub fn moran_shuffled_p(values: &[f64], weights: &Weights, permutations: NonZeroU32, seed: u64) -> Option<f64> {
    let deviations = Case::of(values, weights)?.deviations.by_unit;
    let scale = products(&deviations.iter().map(|d| d.abs()).collect::<Vec<_>>(), weights);
    Some(shuffled_p(deviations, |shuffled| products(shuffled, weights), scale, permutations, seed))
}

/// The same of [`geary`].
///
/// # Panics
/// As above.
#[must_use]
pub fn geary_shuffled_p(values: &[f64], weights: &Weights, permutations: NonZeroU32, seed: u64) -> Option<f64> {
    let deviations = Case::of(values, weights)?.deviations.by_unit;
    let scale = differences(&deviations, weights);
    Some(shuffled_p(deviations, |shuffled| differences(shuffled, weights), scale, permutations, seed))
}

/// `scale` is what the digits that a sum loses are counted from.
fn shuffled_p(
    values: Vec<f64>,
    sum: impl Fn(&[f64]) -> f64 + Sync,
    scale: f64,
    permutations: NonZeroU32,
    seed: u64,
) -> f64 {
    let (observed, tolerance) = (sum(&values), ROUNDING * scale);
    let shuffled = |permutation: u32| {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(permutation.into());
        let mut values = values.clone();
        values.shuffle(&mut rng);
        let sum = sum(&values);
        [usize::from(sum >= observed - tolerance), usize::from(sum <= observed + tolerance)]
    };
    let both = (0..permutations.get()).into_par_iter().map(shuffled);
    let [more, less] = both.reduce(|| [0; 2], |a, b| [a[0] + b[0], a[1] + b[1]]);
    (2.0 * (more.min(less) + 1) as f64 / (f64::from(permutations.get()) + 1.0)).min(1.0)
}

/// Σ w · d · d of neighbours.
fn products(deviations: &[f64], weights: &Weights) -> f64 {
    deviations.iter().enumerate().map(|(unit, d)| d * weights.lag(unit, deviations)).sum()
}

/// Σ w · (difference of neighbours)².
fn differences(values: &[f64], weights: &Weights) -> f64 {
    let around = |unit: usize| {
        let squared = |&other: &u32| (values[unit] - values[other as usize]).powi(2);
        weights.weight(unit) * weights.neighbours(unit).iter().map(squared).sum::<f64>()
    };
    (0..values.len()).map(around).sum()
}

/// What both start from.
struct Case {
    deviations: Deviations,
    sums: Sums,
    n: f64,
    kurtosis: f64,
}

impl Case {
    fn of(values: &[f64], weights: &Weights) -> Option<Self> {
        assert_eq!(values.len(), weights.len(), "one value per unit");
        let (deviations, sums) = (Deviations::of(values), Sums::of(weights));
        if values.len() < 4 || deviations.are_none() || sums.s0 == 0.0 {
            return None;
        }
        let n = deviations.n();
        let fourth: f64 = deviations.by_unit.iter().map(|d| d.powi(4)).sum();
        Some(Self { kurtosis: n * fourth / deviations.squares.powi(2), deviations, sums, n })
    }
}

/// Σ w, ½ Σ (w + wᵀ)² and Σ (row sum + column sum)².
struct Sums {
    s0: f64,
    s1: f64,
    s2: f64,
}

impl Sums {
    fn of(weights: &Weights) -> Self {
        let mut around = vec![0.0; weights.len()];
        let (mut s0, mut s1) = (0.0, 0.0);
        for unit in 0..weights.len() {
            let weight = weights.weight(unit);
            for &other in weights.neighbours(unit) {
                let other = other as usize;
                let back = weights
                    .neighbours(other)
                    .binary_search(&(unit as u32))
                    .map_or(0.0, |_| weights.weight(other));
                s0 += weight;
                s1 += weight * (weight + back);
                around[unit] += weight;
                around[other] += weight;
            }
        }
        Self { s0, s1, s2: around.iter().map(|sum| sum * sum).sum() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_variance_says_nothing() {
        let ring = Weights::binary((0..5).map(|i| vec![(i + 1) % 5, (i + 4) % 5]).collect());
        assert!(moran(&[2.0; 5], &ring).is_none() && geary(&[0.0; 5], &ring).is_none());
        let islands = Weights::binary(vec![Vec::new(); 5]);
        assert_eq!(moran(&[1.0, 2.0, 3.0, 4.0, 5.0], &islands), None);
        let pair = Weights::binary(vec![vec![1], vec![0]]);
        assert!(moran(&[1.0, 2.0], &pair).is_none() && geary(&[1.0, 2.0], &pair).is_none());
        assert!(moran(&[], &Weights::binary(Vec::new())).is_none());
    }
}
