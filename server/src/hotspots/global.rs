//! Moran's I and Geary's C of all units together.

use super::Refusal;
use super::setting::Setting;
use crate::snapshot::Snapshot;
use onemap_engine::hotspot::{Autocorrelation, geary, moran};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlobalMethod {
    Moran,
    Geary,
}

/// The answer.
pub struct Global {
    pub units: usize,
    /// `None` where it has no meaning.
    pub found: Option<Autocorrelation>,
    pub notes: Vec<String>,
}

impl GlobalMethod {
    /// # Errors
    /// When it cannot be asked of this city.
    pub fn answer(self, setting: &Setting, snapshot: &Snapshot) -> Result<Global, Refusal> {
        let values = setting.values(snapshot)?;
        let weights = setting.weighed(values.weights);
        let found = match self {
            Self::Moran => moran(&values.by_unit, &weights),
            Self::Geary => geary(&values.by_unit, &weights),
        };
        let mut notes = values.notes;
        if found.is_none() {
            notes.push("no statistic: values alike, no neighbours, or fewer than four units".to_owned());
        }
        Ok(Global { units: values.units.len(), found, notes })
    }
}
