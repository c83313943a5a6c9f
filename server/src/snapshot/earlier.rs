//! The plans in force one after another: a complaint keeps the grid of its day.

use super::Snapshot;
use super::areas::{AreaEntry, AreaSet};
use crate::store::{self, PlanRow, PlanState};
use onemap_engine::record::{AreaLevel, Complaint, LocalDate};

/// The plans that were in force in the default layer, and the one that is.
#[derive(Debug)]
pub(super) struct Periods(Vec<Period>);

/// A plan in force on the days [starts, ends).
#[derive(Debug)]
struct Period {
    starts: Option<LocalDate>,
    ends: Option<LocalDate>,
    /// `None` where they are those of the snapshot.
    grids: Option<AreaSet>,
}

impl Periods {
    fn read(snapshot: &Snapshot) -> store::Result<Self> {
        let Some(layer) = snapshot.grid_layers.iter().find(|layer| layer.is_default) else {
            return Ok(Self(Vec::new()));
        };
        let reader = snapshot.reader()?;
        let was = |plan: &PlanRow| matches!(plan.state, PlanState::InForce | PlanState::Replaced);
        let plans = reader.plans(Some(&layer.id))?.into_iter().filter(was);
        let period = |plan: PlanRow| {
            let is_here = plan.state == PlanState::InForce && snapshot.is_in_force;
            let read = || Ok(AreaSet::new(AreaLevel::Grid, reader.plan_version(plan.id)?.0));
            let grids = if is_here { None } else { Some(read()?) };
            Ok(Period { starts: plan.starts, ends: plan.ends, grids })
        };
        plans.map(period).collect::<store::Result<_>>().map(Self)
    }

    fn on(&self, day: LocalDate) -> Option<&Period> {
        let holds = |period: &&Period| {
            period.starts.is_none_or(|starts| starts <= day) && period.ends.is_none_or(|ends| day < ends)
        };
        self.0.iter().rev().find(holds)
    }
}

impl Snapshot {
    /// The grid that a complaint counted for on its day, by the plan that was in force then; none before the first. `here` is the grid
    /// of the snapshot that it counts for.
    ///
    /// # Errors
    /// When the plans of earlier days, which are read when they are first asked for, cannot be.
    pub fn grid_then<'a>(
        &'a self,
        complaint: &Complaint,
        here: Option<&'a AreaEntry>,
    ) -> store::Result<Option<&'a AreaEntry>> {
        let Some(period) = self.periods()?.on(complaint.time.date()) else { return Ok(None) };
        let Some(grids) = &period.grids else { return Ok(here) };
        let face = match complaint.point() {
            Some(point) => {
                let building =
                    self.buildings.nearest(point).and_then(|near| self.buildings.points[near.building]);
                let through = building.map(|building| grids.face_at(building)).filter(|&face| face != 0);
                through.unwrap_or_else(|| grids.face_at(point))
            }
            None => complaint.place.map_or(0, |place| grids.face_of_area(place, complaint.grid.as_deref())),
        };
        Ok(grids.get(face))
    }

    fn periods(&self) -> store::Result<&Periods> {
        if let Some(periods) = self.periods.get() {
            return Ok(periods);
        }
        let read = Periods::read(self)?;
        Ok(self.periods.get_or_init(|| read))
    }
}
