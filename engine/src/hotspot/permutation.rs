//! Conditional permutations: how often do as many neighbours, drawn at random, have so much or so little?

use super::Weights;
use rand::SeedableRng;
use rand::seq::index;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use std::num::NonZeroU32;

/// Two-sided pseudo p of each unit: it keeps its value, and the others are shuffled (Anselin 1995). The same for Gi, Gi* and local
/// Moran, which all rise or fall with the sum of the neighbours. `None` for a unit without neighbours.
///
/// Twice (r + 1) / (permutations + 1), where in r of the permutations the neighbours have as much or more, or, if that is rarer,
/// as little or less; at most 1. The same on any number of threads.
///
/// All units look at the same draws, as in PySAL. In those where a unit drew itself, one more stands in for it; all others of
/// so many neighbours have one distribution, which is sorted once.
///
/// # Panics
/// When there are not as many values as units.
#[must_use]
pub fn permuted_p(values: &[f64], weights: &Weights, permutations: NonZeroU32, seed: u64) -> Vec<Option<f64>> {
    assert_eq!(values.len(), weights.len(), "one value per unit");
    let counts: Vec<usize> = (0..values.len()).map(|unit| others(unit, weights)).collect();
    let draws = Draws::new(values, &counts, permutations, seed);
    // Sums of the same values in another order may differ in their last digits.
    let tolerance = 1e-12 * values.iter().map(|y| y.abs()).sum::<f64>();
    let p = |unit: usize| {
        let own = if weights.holds_self(unit) { values[unit] } else { 0.0 };
        let observed = weights.sum(unit, values) - own;
        let [more, less] = draws.as_much_and_as_little(unit, counts[unit], observed, tolerance);
        let p = 2.0 * (more.min(less) + 1) as f64 / (f64::from(permutations.get()) + 1.0);
        (counts[unit] > 0).then_some(p.min(1.0))
    };
    (0..values.len()).into_par_iter().map(p).collect()
}

/// Neighbours of a unit besides itself.
fn others(unit: usize, weights: &Weights) -> usize {
    weights.neighbours(unit).len() - usize::from(weights.holds_self(unit))
}

/// Units drawn at random, in each permutation one more than any unit has neighbours.
struct Draws<'a> {
    values: &'a [f64],
    /// By permutation: sums of the first 0, 1, 2, … drawn.
    sums: Vec<Vec<f64>>,
    /// By number of neighbours: the sums of so many, ascending; empty for numbers that no unit has.
    sorted: Vec<Vec<f64>>,
    /// (unit, permutation, place) wherever a unit was drawn, ascending.
    drawn: Vec<(u32, u32, u32)>,
}

impl<'a> Draws<'a> {
    fn new(values: &'a [f64], counts: &[usize], permutations: NonZeroU32, seed: u64) -> Self {
        let most = counts.iter().copied().max().unwrap_or(0);
        let amount = values.len().min(most + 1);
        let draw = |permutation: u32| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            rng.set_stream(permutation.into());
            index::sample(&mut rng, values.len(), amount).into_vec()
        };
        let units: Vec<Vec<usize>> = (0..permutations.get()).into_par_iter().map(draw).collect();
        let sums: Vec<Vec<f64>> = units.par_iter().map(|units| running_sums(units, values)).collect();
        let sorted = (0..=most).into_par_iter().map(|count| {
            let mut sums: Vec<f64> =
                if counts.contains(&count) { sums.iter().map(|it| it[count]).collect() } else { Vec::new() };
            sums.sort_unstable_by(f64::total_cmp);
            sums
        });
        let sorted = sorted.collect();
        let places = |(permutation, units): (u32, &Vec<usize>)| -> Vec<_> {
            units.iter().zip(0..).map(|(&unit, place)| (unit as u32, permutation, place)).collect()
        };
        let mut drawn: Vec<_> = (0..).zip(&units).flat_map(places).collect();
        drawn.par_sort_unstable();
        Self { values, sums, sorted, drawn }
    }

    /// In how many permutations so many others have at least, and at most, what was observed.
    fn as_much_and_as_little(&self, unit: usize, count: usize, observed: f64, tolerance: f64) -> [usize; 2] {
        let sorted = &self.sorted[count];
        let mut more = sorted.len() - sorted.partition_point(|&sum| sum < observed - tolerance);
        let mut less = sorted.partition_point(|&sum| sum <= observed + tolerance);
        for &(_, permutation, _) in self.own(unit).iter().filter(|&&(.., place)| (place as usize) < count) {
            let sums = &self.sums[permutation as usize];
            let (with, without) = (sums[count], sums[count + 1] - self.values[unit]);
            more =
                more + usize::from(without >= observed - tolerance) - usize::from(with >= observed - tolerance);
            less =
                less + usize::from(without <= observed + tolerance) - usize::from(with <= observed + tolerance);
        }
        [more, less]
    }

    /// Where a unit was drawn.
    fn own(&self, unit: usize) -> &[(u32, u32, u32)] {
        let from = self.drawn.partition_point(|it| (it.0 as usize) < unit);
        let length = self.drawn[from..].partition_point(|it| it.0 as usize == unit);
        &self.drawn[from..from + length]
    }
}

fn running_sums(units: &[usize], values: &[f64]) -> Vec<f64> {
    let sum = |sum: &mut f64, &unit: &usize| {
        *sum += values[unit];
        Some(*sum)
    };
    std::iter::once(0.0).chain(units.iter().scan(0.0, sum)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERMUTATIONS: NonZeroU32 = NonZeroU32::new(9999).unwrap();

    /// A ring of units, each with two neighbours on either side.
    fn ring(n: u32) -> Weights {
        Weights::binary((0..n).map(|i| [1, 2, n - 2, n - 1].map(|step| (i + step) % n).to_vec()).collect())
    }

    /// Of 20 units 6 have 1: 4 of the 19 others sum to s with the probabilities of the hypergeometric distribution.
    #[test]
    fn ones_among_zeros_are_hypergeometric() {
        let values: Vec<f64> = (0..20).map(|i| f64::from(u8::from(i < 6))).collect();
        let choose = |n: u32, k: u32| (0..k).map(|i| f64::from(n - i) / f64::from(i + 1)).product::<f64>();
        for (unit, p) in permuted_p(&values, &ring(20), PERMUTATIONS, 7).into_iter().enumerate() {
            let ones = 6 - values[unit] as u32;
            let chance = |sum: u32| {
                if sum > ones { 0.0 } else { choose(ones, sum) * choose(19 - ones, 4 - sum) / choose(19, 4) }
            };
            let observed = ring(20).sum(unit, &values) as u32;
            let expected = 2.0 * (observed..=4).map(chance).sum::<f64>().min((0..=observed).map(chance).sum());
            assert!((p.unwrap() - expected.min(1.0)).abs() < 0.03, "{unit}: {p:?}, {expected}");
        }
    }

    #[test]
    fn all_others_as_neighbours_are_no_surprise_and_none_say_nothing() {
        let all = Weights::binary((0..5).map(|_| (0..5).collect()).collect());
        let values = [0.1, 0.7, 0.3, 9.0, 0.2];
        assert_eq!(permuted_p(&values, &all, PERMUTATIONS, 1), [Some(1.0); 5]);
        assert_eq!(permuted_p(&values, &Weights::binary(vec![Vec::new(); 5]), PERMUTATIONS, 1), [None; 5]);
        assert_eq!(permuted_p(&[], &Weights::binary(Vec::new()), PERMUTATIONS, 1), []);
    }

    #[test]
    fn threads_and_self_weights_change_nothing() {
        let values: Vec<f64> = (0..200).map(|i| f64::from(i * i % 17)).collect();
        let p = |threads, weights: &Weights| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| permuted_p(&values, weights, PERMUTATIONS, 3))
        };
        let one = p(1, &ring(200));
        assert_eq!(one, p(4, &ring(200)));
        assert_eq!(one, p(2, &ring(200).with_self()));
        assert_eq!(one, p(2, &ring(200).row_standardised()));
        assert!(one.iter().any(|&p| p != one[0]));
    }
}
