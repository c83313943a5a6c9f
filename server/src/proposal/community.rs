//! A proposal beside the plan in force, community by community.

use super::Proposal;
use crate::snapshot::{FaceNumber, Snapshot};
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
}

impl GridFigures {
    /// Of grids by their households and their Polsby–Popper measure.
    pub(super) fn of(grids: &[(f64, f64)], options: &Options) -> Self {
        let households = || grids.iter().map(|&(households, _)| households);
        let compactness: f64 = grids.iter().map(|&(_, compactness)| compactness).sum();
        Self {
            grids: grids.len(),
            in_range: households().filter(|&households| options.allows(households)).count(),
            polsby_popper: (!grids.is_empty()).then(|| compactness / grids.len() as f64),
            least: households().reduce(f64::min),
            most: households().reduce(f64::max),
        }
    }
}

impl Proposal {
    /// The communities that it is about, and the plan in force in all of them.
    pub(super) fn by_community(&self, snapshot: &Snapshot) -> (Vec<CommunityReport>, GridFigures) {
        let mut before = vec![Vec::new(); snapshot.levels[AreaLevel::Community].len() + 1];
        for (face, entry) in snapshot.levels[AreaLevel::Grid].iter() {
            if let Some((AreaLevel::Community, community)) = entry.parent {
                before[community as usize].push(present(snapshot, face));
            }
        }
        let mut all = Vec::new();
        let mut of_one = |grids: &[super::ProposedGrid]| {
            let community = snapshot.area(AreaLevel::Community, grids[0].community)?;
            let before = &before[grids[0].community as usize];
            all.extend_from_slice(before);
            let after: Vec<(f64, f64)> =
                grids.iter().map(|grid| (grid.tally.households(), grid.polsby_popper)).collect();
            Some(CommunityReport {
                code: community.code.clone(),
                name: community.name.clone(),
                households: after.iter().map(|(households, _)| households).sum(),
                before: GridFigures::of(before, &self.options),
                after: GridFigures::of(&after, &self.options),
            })
        };
        let by_community =
            self.grids.chunk_by(|a, b| a.community == b.community).filter_map(&mut of_one).collect();
        (by_community, GridFigures::of(&all, &self.options))
    }
}

/// Households and Polsby–Popper measure of a grid in force.
fn present(snapshot: &Snapshot, face: FaceNumber) -> (f64, f64) {
    let set = &snapshot.levels[AreaLevel::Grid];
    let households = set.get(face).map_or(0.0, |entry| entry.tally.households());
    (households, polsby_popper(&set.coverage.polygon(FaceId(face))))
}
