//! Arguments of the statistics of units.

use super::{Common, Failure};
use crate::hotspots::{Neighbourhood, Per, Refusal, Setting, UnitKind};
use crate::snapshot::Snapshot;

/// More would take memory that few have.
pub(super) const MOST_UNITS: usize = 4_000_000;

#[derive(clap::Args)]
pub(super) struct SettingArgs {
    #[command(flatten)]
    pub common: Common,
    /// What complaints are counted in: grids, communities, streets, districts, h3:RESOLUTION or square:METRES.
    #[arg(long, value_name = "UNITS", default_value = "grids")]
    units: UnitKind,
    /// Who is whose neighbour: queen (a boundary or a corner in common), rook (a boundary), band:METRES (centres at most so far
    /// apart), knn:K (the K nearest centres), ring:K (H3 cells within K rings).
    #[arg(long, value_name = "WEIGHTS", default_value = "queen")]
    weights: Neighbourhood,
    /// Let the neighbours of a unit weigh 1 together instead of 1 each.
    #[arg(long, visible_alias = "row-standardized")]
    row_standardised: bool,
    /// Compare complaints per household or resident, smoothed where few live (empirical Bayes), instead of counts.
    #[arg(long, value_enum)]
    per: Option<Per>,
}

impl SettingArgs {
    pub fn setting(&self, snapshot: &Snapshot) -> Result<Setting, Failure> {
        Ok(Setting {
            units: self.units,
            most_units: MOST_UNITS,
            neighbours: self.weights,
            row_standardised: self.row_standardised,
            per: self.per,
            filter: self.common.selection.filter(snapshot)?,
        })
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::usage(format!("--{refusal}"))
    }
}

/// What whoever reads the output should know, on stderr.
pub(super) fn say(notes: &[String]) {
    notes.iter().for_each(|note| eprintln!("onemap: {note}"));
}
