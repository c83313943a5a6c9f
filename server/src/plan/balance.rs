//! What a grid of a plan carries, and what it looks like.

use super::city::City;
use super::outline::Outline;
use super::placement::Placement;
use crate::snapshot::{HouseholdRange, RangeClass};
use crate::store::Target;
use onemap_engine::coverage::FaceId;
use onemap_engine::heat::Filter;
use onemap_engine::plan::Plan;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The figures of one grid.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = PlanGrid)]
pub struct Balance {
    pub code: String,
    pub name: Option<String>,
    /// Code of the community it lies in; what it says where it lies in none.
    pub parent: Option<String>,
    pub kind: Option<String>,
    /// Those of its buildings; what its file said where no building of the city has any.
    pub households: Option<f64>,
    pub residents: Option<f64>,
    pub buildings: u64,
    /// Those of the window that count for it.
    pub complaints: u64,
    /// m² on the ellipsoid.
    pub area_m2: f64,
    /// 4π area / perimeter², 1 for a disc.
    pub polsby_popper: f64,
    /// Area / that of the smallest circle around it, 1 for a disc.
    pub reock: f64,
    pub locked: bool,
    /// How its households lie to the plan's target; null where they are not known.
    pub range: Option<RangeClass>,
    /// Number of connected pieces.
    pub pieces: usize,
}

/// The figures of a whole plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct PlanTotals {
    pub grids: usize,
    pub buildings: u64,
    pub households: f64,
    pub residents: f64,
    pub area_m2: f64,
    /// Grids whose households lie in the target, as a part of those whose households are known, 0 to 1.
    pub in_range_share: Option<f64>,
    pub under: usize,
    pub over: usize,
    /// Standard deviation of the households per grid.
    pub households_sd: Option<f64>,
    /// Means over the grids.
    pub polsby_popper: Option<f64>,
    pub reock: Option<f64>,
    /// Buildings and households in no grid.
    pub unassigned_buildings: u64,
    pub unassigned_households: f64,
}

/// A plan with who is where, seen for its figures.
#[derive(Clone, Copy)]
pub(super) struct Scales<'a> {
    pub plan: &'a Plan,
    pub placement: &'a Placement,
    pub city: &'a City,
    pub target: Option<Target>,
}

impl Scales<'_> {
    /// The figures of a grid; `None` where the face is none.
    pub fn balance(&self, face: FaceId, outline: &Outline, filter: &Filter) -> Option<Balance> {
        let grid = self.plan.grid(face)?;
        let members = self.placement.members(face);
        let households = self.households(face);
        Some(Balance {
            code: grid.code.clone(),
            name: grid.name.clone(),
            parent: outline.parent.clone(),
            kind: grid.kind.clone(),
            households,
            residents: self.residents(face),
            buildings: members.tally.buildings,
            complaints: self.city.snapshot.complaints.columns.select(filter).count_among(&members.complaints),
            area_m2: outline.area_m2,
            polsby_popper: outline.polsby_popper,
            reock: outline.reock,
            locked: grid.locked,
            range: households.map(|households| self.range(households)),
            pieces: outline.pieces,
        })
    }

    /// Households of a grid: those of its buildings, or what its file says where no building of the city has any.
    pub fn households(&self, face: FaceId) -> Option<f64> {
        if self.city.counts_households() {
            return Some(self.placement.members(face).tally.households());
        }
        self.plan.grid(face)?.households
    }

    /// Residents of a grid, as [`Self::households`].
    pub fn residents(&self, face: FaceId) -> Option<f64> {
        if self.city.counts_residents() {
            return Some(self.placement.members(face).tally.residents());
        }
        self.plan.grid(face)?.residents
    }

    pub fn range(&self, households: f64) -> RangeClass {
        let Target { min, max } = self.target();
        HouseholdRange { min, max }.class(households)
    }

    pub fn target(&self) -> Target {
        let HouseholdRange { min, max } = self.city.snapshot.household_range;
        self.target.unwrap_or(Target { min, max })
    }

    pub fn totals(&self, outlines: &[Arc<Outline>]) -> PlanTotals {
        let mut totals = PlanTotals::default();
        let (mut known, mut squares, mut compactness) = (0, 0.0, [0.0; 2]);
        for (face, _) in self.plan.grids() {
            let tally = self.placement.members(face).tally;
            totals.grids += 1;
            totals.buildings += tally.buildings;
            totals.residents += self.residents(face).unwrap_or(0.0);
            if let Some(outline) = outlines.get(face.0 as usize) {
                totals.area_m2 += outline.area_m2;
                compactness[0] += outline.polsby_popper;
                compactness[1] += outline.reock;
            }
            let Some(households) = self.households(face) else { continue };
            known += 1;
            totals.households += households;
            squares += households * households;
            totals.under += usize::from(self.range(households) == RangeClass::Under);
            totals.over += usize::from(self.range(households) == RangeClass::Over);
        }
        let outside = self.placement.members(FaceId::OUTSIDE).tally;
        totals.unassigned_buildings = outside.buildings;
        totals.unassigned_households = outside.households();
        let mean = |sum: f64, of: usize| (of > 0).then(|| sum / of as f64);
        let variance = mean(squares, known).zip(mean(totals.households, known)).map(|(a, b)| a - b * b);
        totals.households_sd = variance.map(|variance| variance.max(0.0).sqrt());
        totals.polsby_popper = mean(compactness[0], totals.grids);
        totals.reock = mean(compactness[1], totals.grids);
        let inside = known - totals.under - totals.over;
        totals.in_range_share = (known > 0).then(|| inside as f64 / known as f64);
        totals
    }
}
