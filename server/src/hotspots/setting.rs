//! Values of units and who is whose neighbour: what every statistic of units starts from.

use super::{Neighbourhood, Per, Refusal, UnitKind, Units};
use crate::snapshot::Snapshot;
use onemap_engine::heat::Filter;
use onemap_engine::hotspot::Weights;

/// What is counted where.
#[derive(Clone, Debug)]
pub struct Setting {
    pub units: UnitKind,
    /// More units are refused.
    pub most_units: usize,
    pub neighbours: Neighbourhood,
    pub row_standardised: bool,
    pub per: Option<Per>,
    pub filter: Filter,
}

impl Setting {
    pub(super) fn values<'a>(&self, snapshot: &'a Snapshot) -> Result<Values<'a>, Refusal> {
        Values::of(Units::of(snapshot, self.units, self.most_units)?, self, snapshot)
    }

    /// Weights of a row summing to 1, where that is asked.
    pub(super) fn weighed(&self, weights: Weights) -> Weights {
        if self.row_standardised { weights.row_standardised() } else { weights }
    }
}

/// Units with their values and their neighbours.
pub(super) struct Values<'a> {
    pub units: Units<'a>,
    pub by_unit: Vec<f64>,
    /// Binary.
    pub weights: Weights,
    pub notes: Vec<String>,
}

/// Islands named in a note.
const NAMED: usize = 10;

impl<'a> Values<'a> {
    pub fn of(units: Units<'a>, setting: &Setting, snapshot: &Snapshot) -> Result<Self, Refusal> {
        let weights = setting.neighbours.weights(&units)?;
        let (counts, outside) = units.counts(snapshot, &setting.filter);
        let in_units: u64 = counts.iter().sum();
        let mut by_unit: Vec<f64> = counts.iter().map(|&count| count as f64).collect();
        if let Some(per) = setting.per {
            by_unit = per.rates(&by_unit, &units, snapshot)?;
        }
        let mut notes = self::outside(outside, in_units);
        notes.extend(islands(&units, &weights));
        Ok(Self { units, by_unit, weights, notes })
    }
}

/// What is to be said of complaints that lie in no unit, and where none lies in one.
pub(super) fn outside(outside: u64, in_units: u64) -> Vec<String> {
    let some = (outside > 0).then(|| format!("{outside} of {} complaints lie in no unit", outside + in_units));
    let none = (in_units == 0).then(|| "no complaint of this window and kind lies in a unit".to_owned());
    some.into_iter().chain(none).collect()
}

pub(super) fn islands(units: &Units<'_>, weights: &Weights) -> Option<String> {
    let islands: Vec<&str> = weights.islands().map(|unit| units.names[unit].as_str()).collect();
    let more = if islands.len() > NAMED { ", …" } else { "" };
    let named = islands[..islands.len().min(NAMED)].join(", ");
    (!islands.is_empty())
        .then(|| format!("{} of {} units have no neighbours: {named}{more}", islands.len(), units.len()))
}
