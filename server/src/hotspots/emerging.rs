//! Emerging hot spots: how units became hot or cold.

use super::cube::{Cube, window_of};
use super::setting::islands;
use super::{Neighbourhood, Refusal, UnitKind, Units};
use crate::snapshot::{Snapshot, Step, Window};
use onemap_engine::heat::Filter;
use onemap_engine::hotspot::{Emerging, emerging};

/// What is asked.
#[derive(Clone, Debug)]
pub struct EmergingQuestion {
    pub units: UnitKind,
    /// More units are refused.
    pub most_units: usize,
    pub neighbours: Neighbourhood,
    pub step: Step,
    /// Steps before a step that count among its neighbours.
    pub earlier: usize,
    /// The share of false ones accepted among the hot and cold bins.
    pub alpha: f64,
    pub filter: Filter,
}

/// What one unit has.
pub struct EmergingRow {
    /// Complaints by step, the earliest first.
    pub counts: Vec<u64>,
    pub emerging: Emerging,
}

impl EmergingRow {
    /// Complaints of all steps.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Complaints of the last step.
    #[must_use]
    pub fn last_count(&self) -> u64 {
        self.counts.last().copied().unwrap_or(0)
    }
}

/// The answer.
pub struct EmergingUnits<'a> {
    pub units: Units<'a>,
    /// From the first step to the end of the last.
    pub window: Window,
    pub steps: usize,
    /// One for each unit, in their order.
    pub rows: Vec<EmergingRow>,
    pub notes: Vec<String>,
}

/// As many as the published categories ask for: in fewer, 90 % is all of them.
const LEAST_STEPS: usize = 10;
/// Their pairs are looked at one by one, for every unit.
const MOST_STEPS: usize = 1_000;

impl EmergingQuestion {
    /// # Errors
    /// When it cannot be asked of this city, or of so few steps.
    pub fn answer<'a>(&self, snapshot: &'a Snapshot) -> Result<EmergingUnits<'a>, Refusal> {
        self.answer_for(Units::of(snapshot, self.units, self.most_units)?, snapshot)
    }

    /// As above, asked of given units instead of those of the question.
    ///
    /// # Errors
    /// As above.
    pub fn answer_for<'a>(&self, units: Units<'a>, snapshot: &Snapshot) -> Result<EmergingUnits<'a>, Refusal> {
        let steps = (window_of(&self.filter, snapshot)?, self.step);
        let cube = Cube::of(units, snapshot, steps, LEAST_STEPS, &self.filter)?;
        let steps = cube.steps();
        if steps > MOST_STEPS {
            return Err(Refusal::new(
                "step",
                format!("the window has {steps}, {MOST_STEPS} at most; give longer ones"),
            ));
        }
        if self.earlier >= steps {
            let wrong = format!("{} earlier steps of {steps} there are not; give less", self.earlier);
            return Err(Refusal::new("time-neighbours", wrong));
        }
        let weights = self.neighbours.weights(&cube.units)?;
        let found = emerging(&cube.values(), steps, &weights, self.earlier, self.alpha);
        let rows = cube
            .counts
            .chunks(steps)
            .zip(found)
            .map(|(counts, emerging)| EmergingRow { counts: counts.to_vec(), emerging });
        let rows: Vec<EmergingRow> = rows.collect();
        let Cube { units, edges, mut notes, .. } = cube;
        notes.extend(islands(&units, &weights));
        let without = rows.iter().filter(|row| row.emerging.trend.is_none()).count();
        if without > 0 {
            notes.push(format!(
                "{without} of {} units have no trend: z is the same in all steps, or is not there",
                rows.len()
            ));
        }
        Ok(EmergingUnits { units, window: Window { from: edges[0], to: edges[steps] }, steps, rows, notes })
    }
}
