//! Complaints as they would be without a cluster.

use super::cylinders::Scanner;
use super::series::Series;
use super::{MonteCarlo, Null, Shares};
use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

/// How replicas are drawn.
pub(super) enum Replicas {
    /// Each complaint falls into a unit and a step, whatever the others do: shares up to each unit, and up to each step.
    Poisson { complaints: u64, units: Vec<f64>, steps: Vec<f64> },
    /// Of each complaint its unit and its step; the steps are shuffled.
    Permutation { units: Vec<u32>, steps: Vec<u32> },
}

impl Replicas {
    pub fn new(counts: &[u32], shares: &Shares, null: Null<'_>) -> Self {
        if null != Null::Permutation {
            let complaints = counts.iter().map(|&count| u64::from(count)).sum();
            let [units, steps] = [&shares.by_unit, &shares.by_step].map(|shares| running(shares));
            return Self::Poisson { complaints, units, steps };
        }
        let length = shares.by_step.len();
        let bins = counts.iter().enumerate().flat_map(|(bin, &count)| std::iter::repeat_n(bin, count as usize));
        let (units, steps) = bins.map(|bin| ((bin / length) as u32, (bin % length) as u32)).unzip();
        Self::Permutation { units, steps }
    }

    /// The greatest ratio of each replica that has one above `floor`, in any order.
    pub fn greatest(&self, scanner: &Scanner<'_>, monte_carlo: MonteCarlo, floor: f64) -> Vec<f64> {
        let empty = || (vec![0; scanner.zones.len() * scanner.steps], Series::new(scanner));
        let one = |(counts, series): &mut (Vec<u32>, Series), replica: u32| {
            let mut rng = ChaCha8Rng::seed_from_u64(monte_carlo.seed);
            rng.set_stream(replica.into());
            self.draw(&mut rng, counts, scanner.steps);
            series.read(counts, scanner);
            let better = |greatest: Option<f64>, centre| {
                let best = scanner.best_around(centre, series, greatest.unwrap_or(floor));
                best.map(|best| best.llr).or(greatest)
            };
            (0..scanner.zones.len()).fold(None, better)
        };
        let replicas = (0..monte_carlo.replicas.get()).into_par_iter();
        replicas.map_init(empty, one).flatten_iter().collect()
    }

    fn draw(&self, rng: &mut impl Rng, counts: &mut [u32], length: usize) {
        counts.fill(0);
        match self {
            Self::Poisson { complaints, units, steps } => {
                for _ in 0..*complaints {
                    counts[drawn(units, rng) * length + drawn(steps, rng)] += 1;
                }
            }
            Self::Permutation { units, steps } => {
                let mut steps = steps.clone();
                steps.shuffle(rng);
                for (&unit, step) in units.iter().zip(steps) {
                    counts[unit as usize * length + step as usize] += 1;
                }
            }
        }
    }
}

/// Sums up to each.
fn running(shares: &[f64]) -> Vec<f64> {
    let sums = shares.iter().scan(0.0, |sum, share| {
        *sum += share;
        Some(*sum)
    });
    sums.collect()
}

/// One of the parts, each as likely as it is large.
fn drawn(up_to: &[f64], rng: &mut impl Rng) -> usize {
    let at = rng.random::<f64>() * up_to[up_to.len() - 1];
    up_to.partition_point(|&sum| sum <= at).min(up_to.len() - 1)
}
