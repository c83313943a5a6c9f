//! Moran's I of each unit: is it like its neighbours, or unlike them?

use super::Weights;
use super::deviations::Deviations;
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

    fn of(deviation: f64, lag: f64) -> Self {
        match (deviation > 0.0, lag > 0.0) {
            (true, true) => Self::HighHigh,
            (false, true) => Self::LowHigh,
            (false, false) => Self::LowLow,
            (true, false) => Self::HighLow,
        }
    }
}

/// Local Moran of one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalMoran {
    /// (n − 1) · z · lag / Σ z² (Anselin 1995); `None` where all values are alike.
    pub statistic: Option<f64>,
    pub quadrant: Quadrant,
    /// Standard score when the unit keeps its value and all others are shuffled; `None` without variance: values alike, a unit at the
    /// mean, no neighbour.
    pub z: Option<f64>,
    /// Two-sided, from the normal distribution; `None` without z.
    pub p: Option<f64>,
}

/// Local Moran of each unit. No unit may be its own neighbour.
///
/// # Panics
/// When there are not as many values as units.
#[must_use]
pub fn local_moran(values: &[f64], weights: &Weights) -> Vec<LocalMoran> {
    assert_eq!(values.len(), weights.len(), "one value per unit");
    let deviations = Deviations::of(values);
    (0..values.len()).map(|unit| local(unit, &deviations, weights)).collect()
}

fn local(unit: usize, deviations: &Deviations, weights: &Weights) -> LocalMoran {
    let d = deviations.by_unit[unit];
    let lag = weights.lag(unit, &deviations.by_unit);
    let quadrant = Quadrant::of(d, lag);
    if deviations.are_none() {
        return LocalMoran { statistic: None, quadrant, z: None, p: None };
    }
    let (n, m2) = (deviations.n(), deviations.squares / deviations.n());
    let statistic = (n - 1.0) * d * lag / deviations.squares;
    let (weight, neighbours) = (weights.weight(unit), weights.neighbours(unit).len() as f64);
    let (sum, squares) = (weight * neighbours, weight * weight * neighbours);
    // Sokal, Oden & Thomson 1998, eq. A7 and A8. Theirs is n / (n − 1) times this statistic; PySAL overlooks that, and so do we, to agree.
    let expected = -d * d * sum / ((n - 1.0) * m2);
    let variance =
        (d / m2).powi(2) * (n / (n - 2.0)) * (squares - sum * sum / (n - 1.0)) * (m2 - d * d / (n - 1.0));
    let z = Some((statistic - expected) / variance.sqrt()).filter(|z| z.is_finite());
    LocalMoran { statistic: Some(statistic), quadrant, z, p: z.map(two_sided) }
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
