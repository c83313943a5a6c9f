//! Moran's I and Geary's C of all units together.

use super::Refusal;
use super::setting::Setting;
use crate::snapshot::Snapshot;
use onemap_engine::hotspot::{Autocorrelation, Weights, geary, geary_shuffled_p, moran, moran_shuffled_p};
use std::num::NonZeroU32;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlobalMethod {
    Moran,
    Geary,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct GlobalQuestion {
    pub method: GlobalMethod,
    pub setting: Setting,
    /// Take p from so many permutations instead of the normal distribution.
    pub permutations: Option<NonZeroU32>,
    pub seed: u64,
}

/// The answer.
pub struct Global {
    pub units: usize,
    /// `None` where it has no meaning.
    pub found: Option<Autocorrelation>,
    pub notes: Vec<String>,
}

impl GlobalQuestion {
    /// # Errors
    /// When it cannot be asked of this city.
    pub fn answer(&self, snapshot: &Snapshot) -> Result<Global, Refusal> {
        let values = self.setting.values(snapshot)?;
        let weights = self.setting.weighed(values.weights);
        let (statistic, shuffled_p): (Statistic, ShuffledP) = match self.method {
            GlobalMethod::Moran => (moran, moran_shuffled_p),
            GlobalMethod::Geary => (geary, geary_shuffled_p),
        };
        let mut found = statistic(&values.by_unit, &weights);
        if let (Some(found), Some(permutations)) = (&mut found, self.permutations) {
            let p = shuffled_p(&values.by_unit, &weights, permutations, self.seed);
            found.p = p.unwrap_or(found.p);
        }
        let mut notes = values.notes;
        if found.is_none() {
            notes.push("no statistic: values alike, no neighbours, or fewer than four units".to_owned());
        }
        Ok(Global { units: values.units.len(), found, notes })
    }
}

type Statistic = fn(&[f64], &Weights) -> Option<Autocorrelation>;
type ShuffledP = fn(&[f64], &Weights, NonZeroU32, u64) -> Option<f64>;
