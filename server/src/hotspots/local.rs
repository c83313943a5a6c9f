//! Gi*, Gi and local Moran of every unit.

use super::setting::{Setting, Values};
use super::{Refusal, Units};
use crate::snapshot::Snapshot;
use onemap_engine::hotspot::{LocalG, Quadrant, false_discovery_threshold, local_g, local_moran, permuted_p};
use std::num::NonZeroU32;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Getis–Ord, the unit itself counting with weight 1.
    GiStar,
    /// Getis–Ord of the neighbours alone.
    Gi,
    LocalMoran,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    pub method: Method,
    pub setting: Setting,
    /// `None` for p from the normal distribution.
    pub permutations: Option<NonZeroU32>,
    pub seed: u64,
    /// The share of false ones among those called significant.
    pub alpha: f64,
}

/// What one unit has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Complaints, or complaints per head.
    pub value: f64,
    pub statistic: Option<f64>,
    /// Of Gi and Gi*: what the neighbours have together, and what as many would have on average; of Gi* the unit is one of them.
    pub observed: Option<f64>,
    pub expected: Option<f64>,
    pub z: Option<f64>,
    /// Two-sided.
    pub p: Option<f64>,
    /// Whether p is below the threshold of Benjamini & Hochberg.
    pub significant: bool,
    /// Of local Moran.
    pub quadrant: Option<Quadrant>,
}

/// The answer.
pub struct Local<'a> {
    pub units: Units<'a>,
    /// One for each unit, in their order.
    pub rows: Vec<Row>,
    /// What whoever reads the rows should know: what is in no unit, which units have no neighbours, why there is no z.
    pub notes: Vec<String>,
}

impl Question {
    /// # Errors
    /// When it cannot be asked of this city.
    pub fn answer<'a>(&self, snapshot: &'a Snapshot) -> Result<Local<'a>, Refusal> {
        self.of(self.setting.values(snapshot)?)
    }

    /// As above, asked of given units instead of those of the setting.
    ///
    /// # Errors
    /// As above.
    pub fn answer_for<'a>(&self, units: Units<'a>, snapshot: &Snapshot) -> Result<Local<'a>, Refusal> {
        self.of(Values::of(units, &self.setting, snapshot)?)
    }

    fn of<'a>(&self, values: Values<'a>) -> Result<Local<'a>, Refusal> {
        let mut rows = self.statistics(&values);
        if let Some(permutations) = self.permutations {
            let p = permuted_p(&values.by_unit, &values.weights, permutations, self.seed);
            // Without variance nothing is rare, however it is shuffled.
            rows.iter_mut().zip(p).for_each(|(row, p)| row.p = row.z.and(p));
        }
        // What says nothing is not significant, and counts as one of the tests.
        let p: Vec<f64> = rows.iter().map(|row| row.p.unwrap_or(1.0)).collect();
        let threshold = false_discovery_threshold(&p, self.alpha);
        rows.iter_mut().for_each(|row| row.significant = row.p.is_some_and(|p| p < threshold));
        let mut notes = values.notes;
        notes.extend(self.without_p(&rows));
        notes.extend(self.too_few_permutations(rows.len()));
        Ok(Local { units: values.units, rows, notes })
    }

    fn statistics(&self, values: &Values<'_>) -> Vec<Row> {
        let Values { by_unit, weights, .. } = values;
        let row = |unit: usize, statistic, z, p| Row {
            value: by_unit[unit],
            statistic,
            observed: None,
            expected: None,
            z,
            p,
            significant: false,
            quadrant: None,
        };
        if self.method == Method::LocalMoran {
            let moran = local_moran(by_unit, &self.setting.weighed(weights.clone()));
            return moran
                .iter()
                .enumerate()
                .map(|(i, it)| Row { quadrant: Some(it.quadrant), ..row(i, it.statistic, it.z, it.p) })
                .collect();
        }
        let weights = if self.method == Method::GiStar { weights.with_self() } else { weights.clone() };
        let g = local_g(by_unit, &self.setting.weighed(weights));
        let of_neighbours = |(i, it): (usize, &LocalG)| Row {
            observed: Some(it.observed),
            expected: Some(it.expected),
            ..row(i, it.statistic, it.z, it.p)
        };
        g.iter().enumerate().map(of_neighbours).collect()
    }

    fn without_p(&self, rows: &[Row]) -> Option<String> {
        let without = rows.iter().filter(|row| row.p.is_none()).count();
        let alike = rows.iter().all(|row| row.value == rows[0].value);
        let why = match (alike, self.method) {
            (true, _) => "all values are alike",
            (false, Method::GiStar) => "all units are neighbours, or none is and there is nothing to shuffle",
            (false, Method::Gi) => "no neighbours, or no variance among the others",
            (false, Method::LocalMoran) => "no neighbours, or a value that is the mean",
        };
        (without > 0).then(|| format!("{without} of {} units have no p: {why}", rows.len()))
    }

    /// With so few, not even the rarest p of a single unit could be significant.
    fn too_few_permutations(&self, units: usize) -> Option<String> {
        let permutations = self.permutations?;
        let least = 2.0 / (f64::from(permutations.get()) + 1.0);
        (least >= self.alpha / units as f64).then(|| {
            format!(
                "no p of {permutations} permutations is below {least:.2e}: a hotspot among {units} units is significant only together \
                with {:.0} or more others",
                (least * units as f64 / self.alpha).floor()
            )
        })
    }
}
