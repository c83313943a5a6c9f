//! A proposal in figures.

use super::{CommunityReport, GridFigures, Proposal, ProposedGrid, workload};
use crate::snapshot::{Snapshot, Window};
use onemap_engine::assign::Tally;
use onemap_engine::partition::Reason;
use serde::Serialize;
use utoipa::ToSchema;

/// All of a proposal.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ProposalReport)]
pub struct Report {
    pub communities: usize,
    pub grids: usize,
    pub households: f64,
    pub residents: f64,
    pub buildings: u64,
    /// Located complaints of the window that the grids would have had, and the window: the last year.
    pub complaints: u64,
    pub complaints_window: Window,
    /// Grids that can be in range, those of them that are, and these as a part of those.
    pub feasible: usize,
    pub in_range: usize,
    pub in_range_share: Option<f64>,
    /// Mean over the grids.
    pub polsby_popper: Option<f64>,
    /// Length of boundaries within communities, metres, and the part of it along roads, water and compounds.
    pub inner_boundary_m: f64,
    pub along_share: Option<f64>,
    /// Households that are in another grid than in the plan in force, and grids of it that stay as they are.
    pub moved_households: f64,
    pub unchanged: usize,
    /// Grids by households, in steps of 20.
    pub histogram: Vec<Bin>,
    /// In none of the grids.
    pub outside: Outside,
    pub infeasible: Vec<Infeasible>,
    /// Buildings that were cut into their units, as far as these are in different grids.
    pub split: Vec<SplitBuilding>,
    /// Of the plan in force, for the same communities.
    pub before: GridFigures,
    pub by_community: Vec<CommunityReport>,
}

/// Grids with households in [from, to).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ProposalBin)]
pub struct Bin {
    pub from: u64,
    pub to: u64,
    pub grids: usize,
}

/// A building in several grids.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ProposalSplitBuilding)]
pub struct SplitBuilding {
    pub id: String,
    pub households: f64,
    /// Units (单元).
    pub units: u32,
    /// Codes of the grids.
    pub grids: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ProposalOutside)]
pub struct Outside {
    pub households: f64,
    pub residents: f64,
    pub buildings: u64,
}

/// A grid that cannot be in range.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ProposalInfeasible)]
pub struct Infeasible {
    pub code: String,
    pub community: Option<String>,
    pub households: f64,
    pub reason: String,
}

const BIN: u64 = 20;

impl Proposal {
    #[must_use]
    pub fn report(&self, snapshot: &Snapshot) -> Report {
        let (by_community, before) = self.by_community(snapshot);
        let all = self.grids.iter().fold(Tally::default(), |mut sum, grid| {
            sum += grid.tally;
            sum
        });
        let feasible: Vec<&ProposedGrid> =
            self.grids.iter().filter(|grid| grid.part.infeasible.is_none()).collect();
        let in_range = feasible.iter().filter(|grid| self.options.allows(grid.tally.households())).count();
        let sum = |of: fn(&ProposedGrid) -> f64| self.grids.iter().map(of).sum::<f64>();
        // Each boundary is that of two grids.
        let inner_boundary_m = sum(|grid| grid.part.inner_m) / 2.0;
        Report {
            communities: self.grids.chunk_by(|a, b| a.community == b.community).count(),
            grids: self.grids.len(),
            households: all.households(),
            residents: all.residents(),
            buildings: all.buildings,
            complaints: self.grids.iter().map(|grid| grid.complaints).sum(),
            complaints_window: workload::window(snapshot),
            feasible: feasible.len(),
            in_range,
            in_range_share: ratio(in_range as f64, feasible.len() as f64),
            polsby_popper: ratio(sum(|grid| grid.polsby_popper), self.grids.len() as f64),
            inner_boundary_m,
            along_share: ratio(sum(|grid| grid.part.along_m) / 2.0, inner_boundary_m),
            moved_households: self.moved_households,
            unchanged: self.grids.iter().filter(|grid| grid.stays).count(),
            histogram: self.histogram(),
            outside: Outside {
                households: self.outside.households(),
                residents: self.outside.residents(),
                buildings: self.outside.buildings,
            },
            infeasible: self.grids.iter().filter_map(|grid| self.infeasible(grid)).collect(),
            split: self
                .split
                .iter()
                .map(|(&building, grids)| self.split_building(snapshot, building, grids))
                .collect(),
            before,
            by_community,
        }
    }

    fn split_building(&self, snapshot: &Snapshot, building: u32, grids: &[usize]) -> SplitBuilding {
        let records = &snapshot.buildings.records;
        SplitBuilding {
            id: records.ids.get(building as usize).to_owned(),
            households: records.households[building as usize].unwrap_or(0.0),
            units: records.units[building as usize].unwrap_or(1),
            grids: grids.iter().map(|&grid| self.grids[grid].area.code.clone()).collect(),
        }
    }

    fn histogram(&self) -> Vec<Bin> {
        let mut bins: Vec<Bin> = Vec::new();
        let mut starts: Vec<u64> = self.grids.iter().map(|g| g.tally.households() as u64 / BIN * BIN).collect();
        starts.sort_unstable();
        for of_bin in starts.chunk_by(|a, b| a == b) {
            bins.push(Bin { from: of_bin[0], to: of_bin[0] + BIN, grids: of_bin.len() });
        }
        bins
    }

    fn infeasible(&self, grid: &ProposedGrid) -> Option<Infeasible> {
        let (min, max) = (self.options.min, self.options.max);
        let reason = match grid.part.infeasible? {
            Reason::Total { households } => {
                format!(
                    "{households} households that hang together cannot be shared out among grids of {min} to {max}"
                )
            }
            Reason::Buildings { households } => {
                format!(
                    "the buildings of {households} households that hang together are too large: no way of sharing them out has all grids in {min} to {max}"
                )
            }
            Reason::Building { households } => {
                format!("{households} households live in one building, more than {max}")
            }
        };
        Some(Infeasible {
            code: grid.area.code.clone(),
            community: grid.area.parent.clone(),
            households: grid.tally.households(),
            reason,
        })
    }
}

fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}
