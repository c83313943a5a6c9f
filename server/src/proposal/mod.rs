//! Grids proposed for the communities of a city: what `onemap plan propose` asks of the engine.

mod grounds;
mod report;

pub use report::{Infeasible, Report};

use crate::snapshot::{FaceNumber, Snapshot};
use grounds::{CommunityGround, Surroundings};
use onemap_engine::assign::Tally;
use onemap_engine::coord::{Bounds, LatticePoint, MultiPolygon};
use onemap_engine::coverage::{Coverage, FaceId, inner_point, polsby_popper};
use onemap_engine::partition::{Options, OptionsError, Part, Shares, mosaic, share_out};
use onemap_engine::record::{Area, AreaLevel, CommunityCode, issue_unit_cells};
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

/// What cannot be proposed.
#[derive(Debug, thiserror::Error)]
pub enum ProposalError {
    #[error(transparent)]
    Options(#[from] OptionsError),
    #[error("the store has no communities to share out; import them with --communities")]
    NoCommunities,
    #[error("there is no community “{0}”; give the code or the name of one in the store")]
    UnknownCommunity(String),
    #[error("stopped")]
    Cancelled,
}

/// Which communities, and what is asked of their grids.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Code or name; all where it is `None`.
    pub community: Option<String>,
    pub options: Options,
}

/// One grid that is proposed.
#[derive(Clone, Debug)]
pub struct ProposedGrid {
    /// Its parent is the code of its community; households and residents are those of its buildings.
    pub area: Area,
    pub part: Part,
    pub tally: Tally,
    /// Number of its community.
    pub community: FaceNumber,
    pub polsby_popper: f64,
}

/// Grids that cover the communities asked about, each community exactly.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    pub grids: Vec<ProposedGrid>,
    /// Its faces are the grids, in order.
    pub coverage: Coverage,
    /// What stands in none of the grids though it stands in one of the communities asked about, or in none at all.
    pub outside: Tally,
    pub options: Options,
}

/// Proposes grids. `issued` says which codes are taken; `progress` hears of each community that is done, from any thread; when
/// `cancelled` is set, no further community is begun.
///
/// # Errors
/// When the options contradict themselves, there is no such community, or it was cancelled.
pub fn propose(
    snapshot: &Snapshot,
    request: &Request,
    issued: &dyn Fn(&str) -> bool,
    progress: &(dyn Fn() + Sync),
    cancelled: &AtomicBool,
) -> Result<Proposal, ProposalError> {
    request.options.check()?;
    let communities = communities(snapshot, request.community.as_deref())?;
    let surroundings = Surroundings::new(snapshot);
    let shared: Option<Vec<(CommunityGround, Shares)>> = communities
        .par_iter()
        .map(|&community| {
            if cancelled.load(Ordering::Relaxed) {
                return None;
            }
            let ground = surroundings.ground(community);
            let shares = share_out(&ground.ground, &request.options);
            progress();
            Some((ground, shares))
        })
        .collect();
    let (grounds, shares): (Vec<CommunityGround>, Vec<Shares>) =
        shared.ok_or(ProposalError::Cancelled)?.into_iter().unzip();
    let coverage = mosaic(&shares);
    let mut proposal = Proposal { coverage, options: request.options, ..Proposal::default() };
    if request.community.is_none() {
        proposal.outside = sum(snapshot, surroundings.outside());
    }
    for ((&community, ground), shares) in communities.iter().zip(&grounds).zip(&shares) {
        proposal.add(snapshot, community, ground, shares);
    }
    proposal.issue_codes(snapshot, issued);
    Ok(proposal)
}

/// How many communities a request is about, for progress.
///
/// # Errors
/// As [`propose`].
pub fn communities(snapshot: &Snapshot, wanted: Option<&str>) -> Result<Vec<FaceNumber>, ProposalError> {
    let set = &snapshot.levels[AreaLevel::Community];
    if set.is_empty() {
        return Err(ProposalError::NoCommunities);
    }
    let Some(wanted) = wanted else { return Ok(set.iter().map(|(face, _)| face).collect()) };
    let found = set.find(wanted).or_else(|| set.iter().find(|(_, area)| area.is_called(wanted)).map(|(face, _)| face));
    found.map(|face| vec![face]).ok_or_else(|| ProposalError::UnknownCommunity(wanted.to_owned()))
}

fn sum(snapshot: &Snapshot, buildings: &[u32]) -> Tally {
    buildings.iter().fold(Tally::default(), |mut sum, &building| {
        sum += tally(snapshot, building);
        sum
    })
}

fn tally(snapshot: &Snapshot, building: u32) -> Tally {
    let (records, number) = (&snapshot.buildings.records, building as usize);
    Tally::of_building(records.households[number], records.residents[number])
}

impl Proposal {
    /// Appends the grids of a community.
    fn add(&mut self, snapshot: &Snapshot, community: FaceNumber, ground: &CommunityGround, shares: &Shares) {
        let mut tallies = vec![Tally::default(); shares.parts.len()];
        for (&building, &part) in ground.buildings.iter().zip(&shares.of_building) {
            let sum = part.map_or(&mut self.outside, |part| &mut tallies[part as usize]);
            *sum += tally(snapshot, building);
        }
        let entry = snapshot.area(AreaLevel::Community, community);
        for (&part, tally) in shares.parts.iter().zip(tallies) {
            let shape = self.coverage.polygon(FaceId::of_polygon(self.grids.len()));
            let area = Area {
                level: AreaLevel::Grid,
                code: String::new(),
                name: None,
                parent: entry.map(|entry| entry.code.clone()),
                kind: None,
                households: Some(tally.households()),
                residents: Some(tally.residents()),
                starts: None,
                ends: None,
                shape,
            };
            let polsby_popper = polsby_popper(&area.shape);
            self.grids.push(ProposedGrid { area, part, tally, community, polsby_popper });
        }
    }

    /// Gives the grids of each community codes that were never issued, in the standard's order.
    fn issue_codes(&mut self, snapshot: &Snapshot, issued: &dyn Fn(&str) -> bool) {
        for grids in self.grids.chunk_by_mut(|a, b| a.community == b.community) {
            let Some(community) = snapshot.area(AreaLevel::Community, grids[0].community) else { continue };
            let nowhere = LatticePoint::default();
            let place = |shape: &MultiPolygon| Some((shape.bounds()?, inner_point(shape)?));
            let place = |shape| place(shape).unwrap_or((Bounds { min: nowhere, max: nowhere }, nowhere));
            let places: Vec<_> = grids.iter().map(|grid| place(&grid.area.shape)).collect();
            let standard = community.code.parse::<CommunityCode>().ok();
            let codes = standard.and_then(|code| issue_unit_cells(code, &places, issued).ok());
            let codes: Vec<String> = match codes {
                Some(codes) => codes.iter().map(ToString::to_string).collect(),
                None => numbered(&community.code, grids.len(), issued),
            };
            grids.iter_mut().zip(codes).for_each(|(grid, code)| grid.area.code = code);
        }
    }
}

/// A community's code and a number, for communities whose code is none of the standard.
fn numbered(community: &str, count: usize, issued: &dyn Fn(&str) -> bool) -> Vec<String> {
    let all = (1..=u64::MAX).map(|number| format!("{community}-{number:03}"));
    all.filter(|code| !issued(code)).take(count).collect()
}
