//! What makes one way of sharing out better than another.

use std::f64::consts::PI;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Households a grid should have, and the least and the most it may have.
    pub target: f64,
    pub min: f64,
    pub max: f64,
    pub seed: u64,
    pub weights: Weights,
    /// Pairs of neighbouring grids that are merged and split anew, for each grid.
    pub rounds: u32,
}

/// What a grid or a boundary costs. All are counts of grids: a weight of 1 makes the worst case cost as much as any other's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// For a grid out of range, and once more for each target that it is off.
    pub range: f64,
    /// For the square of the deviation from the target, as a part of it.
    pub deviation: f64,
    /// For what a grid's Polsby–Popper measure lacks to 1.
    pub compactness: f64,
    /// For a boundary between buildings that belong together as long as the side of a square grid.
    pub roads: f64,
    /// For the square of the deviation of a grid's complaints from as many as the target's households have on the average of the
    /// area, as a part of it.
    pub workload: f64,
    /// For as many households as the target that go to another grid than now.
    pub moved: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self { range: 100.0, deviation: 4.0, compactness: 1.0, roads: 2.0, workload: 0.25, moved: 20.0 }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self { target: 350.0, min: 300.0, max: 400.0, seed: 0, weights: Weights::default(), rounds: 12 }
    }
}

/// Options that contradict themselves.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum OptionsError {
    #[error("the range must be two numbers of households above 0, the smaller one first, not {min}..{max}")]
    Range { min: f64, max: f64 },
    #[error("the target of {target} households lies outside the range {min}..{max}")]
    Target { target: f64, min: f64, max: f64 },
    #[error("the weight of {name} must be a number from 0 on, not {value}")]
    Weight { name: &'static str, value: f64 },
}

impl Options {
    /// # Errors
    /// When they contradict themselves.
    pub fn check(&self) -> Result<(), OptionsError> {
        let Self { target, min, max, .. } = *self;
        if !(min > 0.0 && min <= max && max.is_finite()) {
            return Err(OptionsError::Range { min, max });
        }
        if !(min..=max).contains(&target) {
            return Err(OptionsError::Target { target, min, max });
        }
        let Weights { range, deviation, compactness, roads, workload, moved } = self.weights;
        let named = [
            ("range", range),
            ("deviation", deviation),
            ("compactness", compactness),
            ("roads", roads),
            ("workload", workload),
            ("moved", moved),
        ];
        match named.into_iter().find(|(_, value)| !(*value >= 0.0 && value.is_finite())) {
            Some((name, value)) => Err(OptionsError::Weight { name, value }),
            None => Ok(()),
        }
    }

    /// Whether one grid may have so many households.
    #[must_use]
    pub fn allows(&self, households: f64) -> bool {
        (self.min..=self.max).contains(&households)
    }

    /// The number of grids for so many households: of those that allow all grids to be in range the one nearest to the target
    /// first; none where there is no such number.
    #[must_use]
    pub fn counts(&self, households: f64) -> Vec<u32> {
        let (fewest, most) = self.grids_for(households);
        if fewest > most || most > f64::from(u32::MAX) {
            return Vec::new();
        }
        let mut counts: Vec<u32> = (fewest as u32..=most as u32).collect();
        let off = |count: u32| (households / f64::from(count) - self.target).abs();
        counts.sort_by(|&a, &b| off(a).total_cmp(&off(b)));
        counts
    }

    /// The least and the most grids that so many households can be; the least is more than the most where there is no number.
    pub(super) fn grids_for(&self, households: f64) -> (f64, f64) {
        ((households / self.max).ceil().max(1.0), (households / self.min).floor())
    }

    /// Cost of a set of cells that is to become so many grids.
    pub(super) fn cost(&self, set: &Figures, grids: u32) -> f64 {
        let Weights { range, deviation, compactness, workload, .. } = self.weights;
        let grids = f64::from(grids);
        let of_one = set.households / grids;
        let off = (self.min - of_one).max(of_one - self.max).max(0.0);
        let out = if off > 1e-9 { 1.0 + off / self.target } else { 0.0 };
        let (away, busy) = (of_one / self.target - 1.0, set.workload / grids - 1.0);
        let of_each = range * out + deviation * away * away + workload * busy * busy;
        grids * of_each + compactness * (1.0 - set.polsby_popper())
    }
}

/// What a set of cells has.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Figures {
    pub(super) households: f64,
    /// Complaints, in grids that have as many as the target's households have on the average.
    pub(super) workload: f64,
    pub(super) area_m2: f64,
    pub(super) perimeter_m: f64,
}

impl Figures {
    pub(super) fn polsby_popper(&self) -> f64 {
        if self.perimeter_m > 0.0 {
            (4.0 * PI * self.area_m2 / (self.perimeter_m * self.perimeter_m)).min(1.0)
        } else {
            0.0
        }
    }
}
