//! Local G of Getis and Ord: is there more around a unit than chance would put there?

use super::Weights;
use super::normal::two_sided;

/// Local G of one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalG {
    /// Σ w y / Σ y, between 0 and 1 for binary weights; `None` where Σ y is 0.
    pub statistic: Option<f64>,
    /// Σ y over the unit's neighbours.
    pub observed: f64,
    /// What their sum would be if all were like the mean.
    pub expected: f64,
    /// Standard score when values are shuffled among units; `None` where there is no variance: all values alike, no neighbour, or
    /// all units neighbours.
    pub z: Option<f64>,
    /// Two-sided, from the normal distribution; `None` without z.
    pub p: Option<f64>,
}

/// Local G of each unit (Ord & Getis 1995). Where a unit is among its own neighbours ([`Weights::with_self`]) this is Gi*; where it
/// is not, Gi, and its own value is left out of everything.
///
/// # Panics
/// When there are not as many values as units.
#[must_use]
pub fn local_g(values: &[f64], weights: &Weights) -> Vec<LocalG> {
    assert_eq!(values.len(), weights.len(), "one value per unit");
    let all = Sums::of(values);
    let unit = |unit: usize| {
        let sums = if weights.holds_self(unit) { all } else { all.without(values[unit]) };
        local(&sums, weights.neighbours(unit).len() as f64, weights.weight(unit), weights.sum(unit, values))
    };
    (0..values.len()).map(unit).collect()
}

/// Count, sum and sum of squares about a fixed value near the mean, which keeps digits.
#[derive(Clone, Copy)]
struct Sums {
    n: f64,
    about: f64,
    sum: f64,
    squares: f64,
}

impl Sums {
    fn of(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let about = if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / n };
        let sum = values.iter().map(|y| y - about).sum();
        Self { n, about, sum, squares: values.iter().map(|y| (y - about).powi(2)).sum() }
    }

    fn without(self, value: f64) -> Self {
        let d = value - self.about;
        Self { n: self.n - 1.0, about: self.about, sum: self.sum - d, squares: self.squares - d * d }
    }

    fn mean(&self) -> f64 {
        self.about + self.sum / self.n
    }

    /// Of the population (ddof 0).
    fn variance(&self) -> f64 {
        (self.squares - self.sum * self.sum / self.n) / self.n
    }
}

/// Of values that are all alike up to rounding, this share of the mean's square is no variance.
const NO_VARIANCE: f64 = 1e-20;

fn local(sums: &Sums, neighbours: f64, weight: f64, around: f64) -> LocalG {
    let (n, mean, variance) = (sums.n, sums.mean(), sums.variance());
    let total = n * mean;
    let statistic = (total != 0.0 && total.is_finite()).then(|| weight * around / total);
    // Ord & Getis 1995, eq. 6; where all neighbours weigh the same, numerator and denominator have that weight as a factor.
    let spread = neighbours * (n - neighbours) / (n - 1.0);
    let varies = variance > NO_VARIANCE * mean * mean && spread > 0.0;
    let z = varies.then(|| (around - neighbours * mean) / (variance * spread).sqrt());
    LocalG { statistic, observed: around, expected: neighbours * mean, z, p: z.map(two_sided) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row_of(n: u32) -> Weights {
        Weights::binary(
            (0..n).map(|i| [i.wrapping_sub(1), i + 1].into_iter().filter(|&j| j < n).collect()).collect(),
        )
    }

    #[test]
    fn values_all_alike_or_all_zero_say_nothing() {
        for value in [0.0, 7.0, 0.1] {
            let g = local_g(&[value; 5], &row_of(5).with_self());
            assert!(g.iter().all(|g| g.z.is_none() && g.p.is_none()), "{g:?}");
            assert_eq!(g[0].statistic.is_some(), value != 0.0);
        }
    }

    #[test]
    fn one_unit_an_island_and_a_unit_all_others_neighbour_say_nothing() {
        assert_eq!(local_g(&[3.0], &row_of(1).with_self())[0].z, None);
        let alone = local_g(&[3.0], &row_of(1))[0];
        assert_eq!((alone.statistic, alone.z, alone.p), (None, None, None));
        assert_eq!(local_g(&[], &Weights::binary(Vec::new())), []);
        let with_island = Weights::binary(vec![vec![1], vec![0], vec![]]);
        let g = local_g(&[1.0, 2.0, 9.0], &with_island);
        assert_eq!((g[2].statistic, g[2].z), (Some(0.0), None));
        assert!(local_g(&[1.0, 2.0, 9.0], &with_island.with_self())[2].z.is_some(), "alone with itself");
        let all = Weights::binary(vec![vec![1, 2], vec![0, 2], vec![0, 1]]);
        assert!(local_g(&[1.0, 2.0, 9.0], &all.with_self()).iter().all(|g| g.z.is_none()));
    }

    #[test]
    fn observed_is_what_neighbours_have_and_expected_what_as_many_would_have_on_average() {
        let g = local_g(&[4.0, 0.0, 7.0, 1.0, 3.0], &row_of(5).with_self());
        assert_eq!((g[0].observed, g[0].expected), (4.0, 6.0));
        assert_eq!((g[2].observed, g[2].expected), (8.0, 9.0));
        let others = local_g(&[4.0, 0.0, 7.0, 1.0, 3.0], &row_of(5));
        assert_eq!((others[2].observed, others[2].expected), (1.0, 4.0), "without its own value anywhere");
    }

    #[test]
    fn standardised_rows_change_the_statistic_and_not_its_z() {
        let (values, weights) = ([4.0, 0.0, 7.0, 1.0, 1.0], row_of(5).with_self());
        let (binary, standard) =
            (local_g(&values, &weights), local_g(&values, &weights.clone().row_standardised()));
        for (unit, (binary, standard)) in binary.iter().zip(&standard).enumerate() {
            let neighbours = weights.neighbours(unit).len() as f64;
            assert!((binary.statistic.unwrap() - standard.statistic.unwrap() * neighbours).abs() < 1e-12);
            assert!((binary.z.unwrap() - standard.z.unwrap()).abs() < 1e-12);
        }
    }
}
