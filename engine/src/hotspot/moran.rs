//! Local Moran: is a unit like its neighbours, or unlike them?

use super::Weights;
use super::normal::two_sided;
use serde::Serialize;

/// Where a unit and its neighbours lie against the mean; high is strictly above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Quadrant {
    #[serde(rename = "HH")]
    HighHigh,
    #[serde(rename = "LH")]
    LowHigh,
    #[serde(rename = "LL")]
    LowLow,
    #[serde(rename = "HL")]
    HighLow,
}

impl Quadrant {
    /// The unit first, then its neighbours, as papers write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::HighHigh => "HH",
            Self::LowHigh => "LH",
            Self::LowLow => "LL",
            Self::HighLow => "HL",
        }
    }
}

/// Local Moran of one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalMoran {
    /// (n − 1) · z · lag / Σ z² (Anselin 1995); `None` where all values are alike.
    pub statistic: Option<f64>,
    pub quadrant: Quadrant,
    /// Expectation when the unit keeps its value and all others are shuffled (Sokal, Oden & Thomson 1998, eq. A7).
    pub expected: f64,
    /// Standard score under that (eq. A8); `None` without variance: values alike, a unit at the mean, no neighbour.
    pub z: Option<f64>,
    /// Two-sided, from the normal distribution; `None` without z.
    pub p: Option<f64>,
}

/// Local Moran of each unit.
///
/// # Panics
/// When there are not as many values as units.
#[must_use]
pub fn local_moran(values: &[f64], weights: &Weights) -> Vec<LocalMoran> {
    assert_eq!(values.len(), weights.len(), "one value per unit");
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let deviations: Vec<f64> = values.iter().map(|y| y - mean).collect();
    let squares: f64 = deviations.iter().map(|d| d * d).sum();
    let is_flat = squares <= 1e-20 * mean * mean * n;
    (0..values.len()).map(|unit| local(unit, &deviations, weights, squares, is_flat)).collect()
}

fn local(unit: usize, deviations: &[f64], weights: &Weights, squares: f64, is_flat: bool) -> LocalMoran {
    let (n, d) = (deviations.len() as f64, deviations[unit]);
    let (mut weight, mut weight_squares, mut lag) = (0.0, 0.0, 0.0);
    for (other, value) in weights.row(unit) {
        weight += value;
        weight_squares += value * value;
        lag += value * deviations[other];
    }
    let quadrant = match (d > 0.0, lag > 0.0) {
        (true, true) => Quadrant::HighHigh,
        (false, true) => Quadrant::LowHigh,
        (false, false) => Quadrant::LowLow,
        (true, false) => Quadrant::HighLow,
    };
    if is_flat {
        return LocalMoran { statistic: None, quadrant, expected: 0.0, z: None, p: None };
    }
    let m2 = squares / n;
    let statistic = (n - 1.0) * d * lag / squares;
    // The statistic has n − 1 where the paper has n: its moments are scaled alike.
    let scale = (n - 1.0) / n;
    let expected = -scale * d * d * weight / ((n - 1.0) * m2);
    let variance = (scale * d / m2).powi(2) * (n / (n - 2.0)) * (weight_squares - weight * weight / (n - 1.0))
        * (m2 - d * d / (n - 1.0));
    let z = Some((statistic - expected) / variance.sqrt()).filter(|z| variance > 0.0 && z.is_finite());
    LocalMoran { statistic: Some(statistic), quadrant, expected, z, p: z.map(two_sided) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_all_alike_say_nothing() {
        let weights = Weights::binary(vec![vec![1], vec![0], vec![]]);
        assert!(local_moran(&[2.0; 3], &weights).iter().all(|it| it.statistic.is_none() && it.z.is_none()));
        let varied = local_moran(&[1.0, 5.0, 9.0], &weights);
        assert_eq!((varied[2].statistic, varied[2].z), (Some(0.0), None), "an island");
        assert_eq!(local_moran(&[], &Weights::binary(Vec::new())), []);
    }

    #[test]
    fn quadrants_name_the_unit_first() {
        let pairs = Weights::binary(vec![vec![1], vec![0], vec![3], vec![2], vec![5], vec![4]]);
        let moran = local_moran(&[9.0, 9.0, 0.0, 0.0, 9.0, 0.0], &pairs);
        let names: Vec<&str> = moran.iter().map(|it| it.quadrant.name()).collect();
        assert_eq!(names, ["HH", "HH", "LL", "LL", "HL", "LH"]);
    }
}
