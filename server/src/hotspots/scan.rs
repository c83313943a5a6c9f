//! Kulldorff's space-time scan: cylinders of place and time with more complaints than chance would put there.

use super::cube::Cube;
use super::{Per, Refusal, UnitKind, Units};
use crate::snapshot::{Snapshot, Step, Window};
use onemap_engine::heat::Filter;
use onemap_engine::hotspot::{
    MonteCarlo, Null, ScanCluster, TimeLimits, ZoneLimits, Zones, scan, smoothed_rates,
};
use onemap_engine::record::LocalTime;

/// What is expected in a unit without a cluster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Expected {
    /// As many as come there, at the times when complaints come in the whole city (space-time permutation).
    #[default]
    Permutation,
    /// As many as it has households (discrete Poisson).
    Household,
    /// As many as it has residents (discrete Poisson).
    Resident,
    /// As many as came there before the window, in as long a time; smoothed where there were few (discrete Poisson).
    Before,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct ScanQuestion {
    pub units: UnitKind,
    pub step: Step,
    pub expected: Expected,
    pub time: TimeLimits,
    /// The greatest share of what is expected that a circle holds.
    pub most_share: f64,
    /// The greatest radius in metres; may be infinite.
    pub most_metres: f64,
    pub monte_carlo: MonteCarlo,
    /// A cluster is significant where its p is at most this.
    pub alpha: f64,
    /// The most clusters told.
    pub most: usize,
    pub filter: Filter,
}

/// The answer.
pub struct Scan<'a> {
    pub units: Units<'a>,
    /// Where each step begins, and the end of the last.
    pub edges: Vec<LocalTime>,
    /// The most likely one first; those after it share no unit with those before.
    pub clusters: Vec<ScanCluster>,
    alpha: f64,
    pub notes: Vec<String>,
}

/// Distances are taken between any two of them.
const MOST_UNITS: usize = 20_000;
/// Units in all circles together.
const MOST_PAIRS: usize = 40_000_000;
/// Spans of time are looked at one by one.
const MOST_STEPS: usize = 400;
/// Days of the window where none is given.
const DAYS: i64 = 90;

impl ScanQuestion {
    /// # Errors
    /// When it cannot be asked of this city: shares out of range, nobody who lives there, nothing before, too many units.
    pub fn answer<'a>(&self, snapshot: &'a Snapshot) -> Result<Scan<'a>, Refusal> {
        self.answer_for(Units::of(snapshot, self.units, MOST_UNITS)?, snapshot)
    }

    /// As above, asked of given units instead of those of the question.
    ///
    /// # Errors
    /// As above.
    pub fn answer_for<'a>(&self, units: Units<'a>, snapshot: &Snapshot) -> Result<Scan<'a>, Refusal> {
        self.check()?;
        let window = self.window(snapshot)?;
        let mut cube = Cube::of(units, snapshot, (window, self.step), 1, &self.filter)?;
        let steps = cube.steps();
        if steps > MOST_STEPS {
            return Err(Refusal::new(
                "step",
                format!("the window has {steps}, {MOST_STEPS} at most; give longer ones"),
            ));
        }
        let counts: Vec<u32> = cube.counts.iter().map(|&count| count as u32).collect();
        let per_unit: Vec<f64> =
            cube.counts.chunks(steps).map(|unit| unit.iter().sum::<u64>() as f64).collect();
        let population = self.population(&mut cube, snapshot, window)?;
        let lengths: Vec<f64> =
            cube.edges.windows(2).map(|edge| edge[1].duration_since(edge[0]).as_secs_f64()).collect();
        let limits =
            ZoneLimits { most_share: self.most_share, most_metres: self.most_metres, most_pairs: MOST_PAIRS };
        let sizes = population.as_ref().unwrap_or(&per_unit);
        let zones = Zones::new(&cube.units.places, sizes, limits).ok_or_else(|| {
            Refusal::new(
                "max-share",
                "circles would hold too many units; give fewer units, a smaller share or a radius",
            )
        })?;
        let null = population
            .as_ref()
            .map_or(Null::Permutation, |population| Null::Poisson { population, lengths: &lengths });
        let clusters = scan(&counts, &zones, null, self.time, self.monte_carlo, self.most);
        let Cube { units, edges, mut notes, .. } = cube;
        if clusters.is_empty() {
            notes.push("no cylinder has more complaints than expected".to_owned());
        }
        let least = 1.0 / (f64::from(self.monte_carlo.replicas.get()) + 1.0);
        if least > self.alpha {
            notes.push(format!("no p of {} permutations is below {least:.2e}", self.monte_carlo.replicas));
        }
        Ok(Scan { units, edges, clusters, alpha: self.alpha, notes })
    }

    fn check(&self) -> Result<(), Refusal> {
        for (name, share) in [("max-share", self.most_share), ("max-time", self.time.most_share)] {
            if !(share > 0.0 && share <= 1.0) {
                return Err(Refusal::new(name, format!("{share} is no share above 0 and up to 1, as 0.5")));
            }
        }
        let is_radius = self.most_metres > 0.0;
        if is_radius { Ok(()) } else { Err(Refusal::new("max-radius", "give metres above 0, as 1500")) }
    }

    /// That of the filter; where it is open, to the midnight after now, and from 90 days before.
    fn window(&self, snapshot: &Snapshot) -> Result<Window, Refusal> {
        let to = self.filter.to.unwrap_or(snapshot.default_window().to);
        let last = || Window::of_days(DAYS, to).map(|window| window.from);
        let from = self.filter.from.or_else(last).unwrap_or(LocalTime::MIN);
        Window::new(from, to).ok_or_else(|| Refusal::new("from", format!("{from} is not before {to}")))
    }

    /// Heads of each unit, or what stands for them; `None` for the permutation model.
    fn population(
        &self,
        cube: &mut Cube<'_>,
        snapshot: &Snapshot,
        window: Window,
    ) -> Result<Option<Vec<f64>>, Refusal> {
        let refused = |wrong: &str| Refusal::new("expected", wrong);
        let (population, nobody) = match self.expected {
            Expected::Permutation => return Ok(None),
            Expected::Household => {
                (Per::Household.people(&cube.units, snapshot), "the store knows of no household in these units")
            }
            Expected::Resident => {
                (Per::Resident.people(&cube.units, snapshot), "the store knows of no resident in these units")
            }
            Expected::Before => {
                (before(cube, snapshot, &self.filter, window), "there is no such complaint before the window")
            }
        };
        if population.iter().sum::<f64>() <= 0.0 {
            return Err(refused(&format!("{nobody}; leave it out for the permutation model")));
        }
        let steps = cube.steps();
        let alone = population.iter().zip(cube.counts.chunks(steps)).filter(|(heads, _)| **heads <= 0.0);
        let alone: u64 = alone.map(|(_, counts)| counts.iter().sum::<u64>()).sum();
        if alone > 0 {
            cube.notes.push(format!(
                "{alone} complaints lie in units where none is expected; they count in circles around others"
            ));
        }
        Ok(Some(population))
    }
}

/// Complaints per unit in the window before, drawn towards the mean where they are few.
fn before(cube: &Cube<'_>, snapshot: &Snapshot, filter: &Filter, window: Window) -> Vec<f64> {
    let before = window.before();
    let (counts, _) = cube.units.counts(snapshot, &filter.during(before.from, before.to));
    let counts: Vec<f64> = counts.iter().map(|&count| count as f64).collect();
    smoothed_rates(&counts, &vec![1.0; counts.len()])
}

impl Scan<'_> {
    /// From when to when a cluster lasts.
    #[must_use]
    pub fn window(&self, cluster: &ScanCluster) -> Window {
        Window { from: self.edges[cluster.steps.start], to: self.edges[cluster.steps.end] }
    }

    #[must_use]
    pub fn is_significant(&self, cluster: &ScanCluster) -> bool {
        cluster.p <= self.alpha
    }
}
