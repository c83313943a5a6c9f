//! How far values are from their mean.

/// Deviations from the mean.
pub(super) struct Deviations {
    pub by_unit: Vec<f64>,
    /// Sum of their squares.
    pub squares: f64,
    mean: f64,
}

impl Deviations {
    pub fn of(values: &[f64]) -> Self {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let by_unit: Vec<f64> = values.iter().map(|y| y - mean).collect();
        Self { squares: by_unit.iter().map(|d| d * d).sum(), by_unit, mean }
    }

    pub fn n(&self) -> f64 {
        self.by_unit.len() as f64
    }

    /// Whether all values are alike, up to rounding.
    pub fn are_none(&self) -> bool {
        self.squares <= 1e-20 * self.mean * self.mean * self.n()
    }
}
