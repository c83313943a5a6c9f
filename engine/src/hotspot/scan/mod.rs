//! The space-time scan statistic of Kulldorff (1997, 2001): in which cylinder of place and time is there more than chance would put there?

mod cylinders;
#[cfg(test)]
mod peers;
mod ratio;
mod replicas;
mod series;
mod zones;

pub use zones::{ZoneLimits, Zones};

use cylinders::{Best, Scanner};
use rayon::prelude::*;
use replicas::Replicas;
use rustc_hash::FxHashSet;
use series::Series;
use std::cmp::Reverse;
use std::num::NonZeroU32;
use std::ops::Range;

/// What is expected without a cluster.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Null<'a> {
    /// Complaints of a unit in a step are Poisson with a mean that goes with the unit's population and the step's length (Kulldorff 1997), each
    /// on any scale. Neither column is negative, or 0 throughout.
    Poisson { population: &'a [f64], lengths: &'a [f64] },
    /// Time does not depend on place: each complaint stays where it is, and their times are shuffled (Kulldorff et al. 2005).
    Permutation,
}

/// How cylinders stand in time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeLimits {
    /// The greatest share of all steps that one lasts, in (0, 1]; one step is always looked at.
    pub most_share: f64,
    /// Only those that last until the end: what goes on now (Kulldorff 2001).
    pub prospective: bool,
}

/// Repetitions under the null: how many, and their seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonteCarlo {
    pub replicas: NonZeroU32,
    pub seed: u64,
}

/// A cylinder with more complaints than expected.
#[derive(Clone, Debug, PartialEq)]
pub struct ScanCluster {
    /// The units, the one in the middle first.
    pub units: Vec<usize>,
    /// From the place of the first unit to that of the last, in metres.
    pub radius_m: f64,
    pub steps: Range<usize>,
    pub observed: u64,
    pub expected: f64,
    /// Observed ÷ expected inside, over the same outside; `None` where nothing is observed outside.
    pub relative_risk: Option<f64>,
    /// Logarithm of the likelihood ratio.
    pub llr: f64,
    /// (r + 1) / (replicas + 1), where in r replicas some cylinder has as great a ratio.
    pub p: f64,
}

/// The most likely cluster first, then others that share no unit with those before, `most` at most. The best cylinder around each unit is a
/// candidate. `counts` are by unit, within it by step. The same on any number of threads.
///
/// # Panics
/// When counts are not as many as units × steps or more than `i32::MAX` together, or a column of the null does not fit them.
#[must_use]
pub fn scan(
    counts: &[u32],
    zones: &Zones,
    null: Null<'_>,
    time: TimeLimits,
    monte_carlo: MonteCarlo,
    most: usize,
) -> Vec<ScanCluster> {
    let steps = counts.len().checked_div(zones.len()).unwrap_or(0);
    assert_eq!(counts.len(), zones.len() * steps, "one count per unit and step");
    let total: f64 = counts.iter().map(|&count| f64::from(count)).sum();
    assert!(total <= f64::from(i32::MAX), "sums of counts fit");
    if total == 0.0 {
        return Vec::new();
    }
    let shares = Shares::of(counts, steps, null);
    let scanner = Scanner::new(zones, &shares, total, time);
    let mut observed = Series::new(&scanner);
    observed.read(counts, &scanner);
    let around = |centre| scanner.best_around(centre, &observed, 0.0);
    let candidates: Vec<Best> = (0..zones.len()).into_par_iter().filter_map(around).collect();
    let chosen = apart(candidates, zones, most);
    let Some(least) = chosen.last().map(|best| best.llr) else { return Vec::new() };
    let greatest =
        Replicas::new(counts, &shares, null).greatest(&scanner, monte_carlo, least * (1.0 - ROUNDING));
    let cluster = |best: &Best| {
        let as_great = greatest.iter().filter(|&&llr| llr >= best.llr * (1.0 - ROUNDING)).count();
        let p = (as_great + 1) as f64 / (f64::from(monte_carlo.replicas.get()) + 1.0);
        best.cluster(zones, total, p)
    };
    chosen.iter().map(cluster).collect()
}

/// Ratios that differ by less, of each other, are the same.
const ROUNDING: f64 = 1e-9;

/// Which part of all is expected in each unit, and in each step.
struct Shares {
    by_unit: Vec<f64>,
    by_step: Vec<f64>,
}

impl Shares {
    fn of(counts: &[u32], steps: usize, null: Null<'_>) -> Self {
        let units = counts.len() / steps;
        let (mut by_unit, mut by_step) = match null {
            Null::Poisson { population, lengths } => (population.to_vec(), lengths.to_vec()),
            Null::Permutation => (vec![0.0; units], vec![0.0; steps]),
        };
        if null == Null::Permutation {
            for (bin, &count) in counts.iter().enumerate() {
                by_unit[bin / steps] += f64::from(count);
                by_step[bin % steps] += f64::from(count);
            }
        }
        assert_eq!((by_unit.len(), by_step.len()), (units, steps), "columns fit the counts");
        for column in [&mut by_unit, &mut by_step] {
            let sum: f64 = column.iter().sum();
            column.iter_mut().for_each(|part| *part /= sum);
        }
        Self { by_unit, by_step }
    }
}

/// The greatest ratio first, of equals that of the fewest units, then the next of those that share no unit with a chosen one.
fn apart(mut candidates: Vec<Best>, zones: &Zones, most: usize) -> Vec<Best> {
    let rank = |best: &Best| (Reverse((best.llr / ROUNDING).round() as u64), best.units, best.centre);
    candidates.sort_by_key(rank);
    let mut taken: FxHashSet<u32> = FxHashSet::default();
    let mut chosen = Vec::new();
    for best in candidates {
        let units = &zones.around(best.centre)[..best.units];
        if chosen.len() < most && units.iter().all(|unit| !taken.contains(unit)) {
            taken.extend(units);
            chosen.push(best);
        }
    }
    chosen
}
