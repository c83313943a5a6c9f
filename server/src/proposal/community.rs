//! A proposal beside the plan in force, community by community.

use super::{Proposal, ProposedGrid, workload};
use crate::snapshot::{AreaSet, FaceNumber, Snapshot};
use onemap_engine::coverage::{FaceId, polsby_popper};
use onemap_engine::partition::Options;
use onemap_engine::record::AreaLevel;
use serde::Serialize;
use utoipa::ToSchema;

/// The grids of one community.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ProposalCommunity)]
pub struct CommunityReport {
    pub code: String,
    pub name: String,
    pub households: f64,
    /// Of the plan in force.
    pub before: GridFigures,
    pub after: GridFigures,
}

/// Some grids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct GridFigures {
    pub grids: usize,
    /// Those with as many households as are asked for.
    pub in_range: usize,
    /// Mean over the grids.
    pub polsby_popper: Option<f64>,
    /// Least and most households of a grid.
    pub least: Option<f64>,
    pub most: Option<f64>,
    /// Located complaints of the last year, in all and the most that a grid has.
    pub complaints: u64,
    pub most_complaints: Option<u64>,
}

/// What is compared of one grid.
#[derive(Clone, Copy)]
pub(super) struct Compared {
    pub households: f64,
    pub polsby_popper: f64,
    pub complaints: u64,
}

impl GridFigures {
    pub(super) fn of(grids: &[Compared], options: &Options) -> Self {
        let households = || grids.iter().map(|grid| grid.households);
        let compactness: f64 = grids.iter().map(|grid| grid.polsby_popper).sum();
        Self {
            grids: grids.len(),
            in_range: households().filter(|&households| options.allows(households)).count(),
            polsby_popper: (!grids.is_empty()).then(|| compactness / grids.len() as f64),
            least: households().reduce(f64::min),
            most: households().reduce(f64::max),
            complaints: grids.iter().map(|grid| grid.complaints).sum(),
            most_complaints: grids.iter().map(|grid| grid.complaints).max(),
        }
    }
}

impl Proposal {
    /// The communities that it is about, and the plan in force in all of them.
    pub(super) fn by_community(&self, snapshot: &Snapshot) -> (Vec<CommunityReport>, GridFigures) {
        let mut before = vec![Vec::new(); snapshot.levels[AreaLevel::Community].len() + 1];
        let set = &snapshot.levels[AreaLevel::Grid];
        let complaints = workload::in_force(snapshot);
        for (face, entry) in set.iter() {
            if let Some((AreaLevel::Community, community)) = entry.parent {
                before[community as usize].push(present(set, face, complaints[face as usize]));
            }
        }
        let mut all = Vec::new();
        let mut of_one = |grids: &[ProposedGrid]| {
            let community = snapshot.area(AreaLevel::Community, grids[0].community)?;
            let before = &before[grids[0].community as usize];
            all.extend_from_slice(before);
            let after: Vec<Compared> = grids.iter().map(Compared::from).collect();
            Some(CommunityReport {
                code: community.code.clone(),
                name: community.name.clone(),
                households: after.iter().map(|grid| grid.households).sum(),
                before: GridFigures::of(before, &self.options),
                after: GridFigures::of(&after, &self.options),
            })
        };
        let by_community =
            self.grids.chunk_by(|a, b| a.community == b.community).filter_map(&mut of_one).collect();
        (by_community, GridFigures::of(&all, &self.options))
    }
}

/// A grid in force.
fn present(set: &AreaSet, face: FaceNumber, complaints: u64) -> Compared {
    let households = set.get(face).map_or(0.0, |entry| entry.tally.households());
    Compared { households, polsby_popper: polsby_popper(&set.coverage.polygon(FaceId(face))), complaints }
}

impl From<&ProposedGrid> for Compared {
    fn from(grid: &ProposedGrid) -> Self {
        Self {
            households: grid.tally.households(),
            polsby_popper: grid.polsby_popper,
            complaints: grid.complaints,
        }
    }
}
