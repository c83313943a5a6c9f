//! What complaints are counted per.

use super::Refusal;
use super::units::{Layout, Units};
use crate::snapshot::Snapshot;
use onemap_engine::hotspot::smoothed_rates;

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Per {
    Household,
    Resident,
}

impl Per {
    /// Complaints per head, smoothed where there are few heads (empirical Bayes).
    ///
    /// # Errors
    /// When nobody is known to live in any unit.
    pub(super) fn rates(
        self,
        counts: &[f64],
        units: &Units<'_>,
        snapshot: &Snapshot,
    ) -> Result<Vec<f64>, Refusal> {
        let people = self.people(units, snapshot);
        if people.iter().all(|&people| people <= 0.0) {
            return Err(Refusal::new(
                "per",
                "the store knows of nobody in these units; leave it out to compare counts",
            ));
        }
        Ok(smoothed_rates(counts, &people))
    }

    /// Households or residents of each unit: of areas those that their fact sheets say, of cells and squares those of the buildings
    /// whose point they hold.
    pub(super) fn people(self, units: &Units<'_>, snapshot: &Snapshot) -> Vec<f64> {
        if let Layout::Areas(set) = &units.layout {
            let of_area = |area| match self {
                Self::Household => snapshot.households(area),
                Self::Resident => snapshot.residents(area),
            };
            return set.iter().map(|(_, area)| of_area(area).unwrap_or(0.0)).collect();
        }
        let records = &snapshot.buildings.records;
        let of_buildings = match self {
            Self::Household => &records.households,
            Self::Resident => &records.residents,
        };
        let mut people = vec![0.0; units.len()];
        for (point, amount) in snapshot.buildings.points.iter().zip(of_buildings) {
            if let (Some(unit), Some(amount)) = (point.and_then(|point| units.holding(point)), amount) {
                people[unit] += amount;
            }
        }
        people
    }
}
