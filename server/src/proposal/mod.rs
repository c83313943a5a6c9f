//! Grids proposed for the communities of a city: what `onemap plan propose` asks of the engine.

mod asked;
mod atoms;
mod community;
mod draft;
mod grounds;
mod jobs;
mod present;
mod report;
mod workload;

pub use asked::{Asked, AskedWeights, Request};
pub use atoms::Atom;
pub use community::{CommunityReport, GridFigures};
pub use jobs::{Finished, Job, Jobs};
pub use report::{Infeasible, Report};

use crate::snapshot::{FaceNumber, Snapshot};
use crate::store::{Store, StoreError};
use grounds::Surroundings;
use onemap_engine::assign::Tally;
use onemap_engine::coord::{Bounds, LatticePoint, MultiPolygon};
use onemap_engine::coverage::{Coverage, FaceId, inner_point, polsby_popper};
use onemap_engine::partition::{Options, OptionsError, Part, mosaic, share_out};
use onemap_engine::record::{Area, AreaLevel, CommunityCode, issue_unit_cells};
use present::{Piece, Present};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// What cannot be proposed.
#[derive(Debug, thiserror::Error)]
pub enum ProposalError {
    #[error(transparent)]
    Options(#[from] OptionsError),
    #[error("the store has no communities to share out; import them with --communities")]
    NoCommunities,
    #[error(
        "there is no community “{0}”, nor an area with communities; give the code or the name of one in the store"
    )]
    UnknownArea(String),
    #[error("there is no grid “{0}” in force to be locked")]
    UnknownGrid(String),
    #[error("stopped")]
    Cancelled,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the computation broke off: {0}")]
    Failed(String),
}

/// One grid that is proposed.
#[derive(Clone, Debug)]
pub struct ProposedGrid {
    /// Its parent is the code of its community; households and residents are those of its buildings.
    pub area: Area,
    pub part: Part,
    pub tally: Tally,
    /// Located complaints of the last year that would have been its own.
    pub complaints: u64,
    /// Number of its community.
    pub community: FaceNumber,
    /// Number of the grid in force whose successor it is: most of the households of either are in both.
    pub origin: Option<FaceNumber>,
    /// Whether it is that grid unchanged.
    pub stays: bool,
    pub polsby_popper: f64,
}

/// Grids that cover the communities asked about, each community exactly.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    /// Codes of the communities asked about.
    pub communities: Vec<String>,
    pub grids: Vec<ProposedGrid>,
    /// Its faces are the grids, in order.
    pub coverage: Coverage,
    /// What stands in none of the grids though it stands in one of the communities asked about, or in none at all.
    pub outside: Tally,
    /// Buildings that are several grids', by number, with the places of these grids.
    pub split: BTreeMap<u32, Vec<usize>>,
    /// Households that are in another grid than now, the successor of a grid counting as the same.
    pub moved_households: f64,
    pub options: Options,
}

/// Proposes grids; codes that a plan or a draft of the store has are not issued again. `progress` hears of each community that is
/// done, from any thread; when `cancelled` is set, no further community is begun.
///
/// # Errors
/// When what is asked for contradicts itself, there is no such community, the store cannot be read, or it was cancelled.
pub fn run(
    store: &Store,
    snapshot: &Snapshot,
    request: &Request,
    progress: &(dyn Fn() + Sync),
    cancelled: &AtomicBool,
) -> Result<Proposal, ProposalError> {
    /// Codes of drafts count as issued: no plan has this number.
    const NO_DRAFT: i64 = 0;
    let reader = store.reader()?;
    let failed = std::cell::RefCell::new(None);
    let issued = |code: &str| {
        reader.is_issued(code, NO_DRAFT).unwrap_or_else(|error| {
            failed.borrow_mut().get_or_insert(error);
            false
        })
    };
    let proposal = propose(snapshot, request, &issued, progress, cancelled)?;
    failed.into_inner().map_or(Ok(proposal), |error| Err(error.into()))
}

/// As [`run`]. `issued` says which codes are taken; `progress` hears of each community that is done, from any thread; when
/// `cancelled` is set, no further community is begun.
///
/// # Errors
/// When the options contradict themselves, there is no such community, or it was cancelled.
fn propose(
    snapshot: &Snapshot,
    request: &Request,
    issued: &dyn Fn(&str) -> bool,
    progress: &(dyn Fn() + Sync),
    cancelled: &AtomicBool,
) -> Result<Proposal, ProposalError> {
    request.check(snapshot)?;
    let communities = request.communities(snapshot)?;
    let complaints = workload::around(&communities, snapshot);
    let mut surroundings = Surroundings::new(snapshot);
    if request.options.weights.workload > 0.0 {
        surroundings = surroundings.with_complaints(workload::by_building(&complaints));
    }
    if request.split_by_unit {
        surroundings = surroundings.split_by_unit(request.options.max);
    }
    let begin = request.rebalance || !request.locked.is_empty();
    let present = begin.then(|| Present::new(snapshot, &communities, request));
    let shared: Option<Vec<Vec<Piece>>> = communities
        .par_iter()
        .map(|&community| {
            if cancelled.load(Ordering::Relaxed) {
                return None;
            }
            let begun = present.as_ref().and_then(|present| {
                present.pieces(community, &surroundings, &request.options, !request.rebalance)
            });
            let pieces = begun.unwrap_or_else(|| vec![whole(community, &surroundings, &request.options)]);
            progress();
            Some(pieces)
        })
        .collect();
    let shared = shared.ok_or(ProposalError::Cancelled)?;
    let coverage = mosaic(shared.iter().flatten().map(|piece| &piece.shares));
    let mut proposal = Proposal { coverage, options: request.options, ..Proposal::default() };
    if request.areas.is_empty() {
        proposal.outside = snapshot.buildings.sum(surroundings.outside());
    }
    for (&community, pieces) in communities.iter().zip(&shared) {
        pieces.iter().for_each(|piece| proposal.add(snapshot, community, piece));
    }
    let code = |&face| snapshot.area(AreaLevel::Community, face).map(|area| area.code.clone());
    proposal.communities = communities.iter().filter_map(code).collect();
    proposal.split.retain(|_, grids| grids.len() > 1);
    proposal.issue_codes(snapshot, issued);
    proposal.count_complaints(snapshot, &complaints);
    Ok(proposal)
}

/// A community shared out as if it had no grids yet.
fn whole(community: FaceNumber, surroundings: &Surroundings<'_>, options: &Options) -> Piece {
    let own = surroundings.ground(community);
    Piece { shares: share_out(&own.ground, options), buildings: own.buildings, faces: Vec::new(), stays: false }
}

impl Proposal {
    /// Appends the grids of a piece of a community.
    fn add(&mut self, snapshot: &Snapshot, community: FaceNumber, piece: &Piece) {
        let set = &snapshot.levels[AreaLevel::Grid];
        let parts = &piece.shares.parts;
        let mut tallies = vec![Tally::default(); parts.len()];
        for (&building, &part) in piece.buildings.iter().zip(&piece.shares.of_building) {
            let sum = part.map_or(&mut self.outside, |part| &mut tallies[part as usize]);
            *sum += building.tally(snapshot);
        }
        for (unit, part) in
            piece.buildings.iter().zip(&piece.shares.of_building).filter(|(unit, _)| unit.of > 1)
        {
            let grids = self.split.entry(unit.building).or_default();
            grids
                .extend(part.map(|part| self.grids.len() + part as usize).filter(|grid| !grids.contains(grid)));
        }
        let mut origins = vec![None; parts.len()];
        if piece.stays {
            for (i, face) in piece.faces.iter().enumerate() {
                origins[i] = Some(face.0);
                tallies[i] = set.get(face.0).map_or(Tally::ZERO, |entry| entry.tally);
            }
        } else {
            let (found, moved) = successors(snapshot, piece);
            origins = found;
            self.moved_households += moved;
        }
        let parent = snapshot.area(AreaLevel::Community, community).map(|entry| entry.code.clone());
        for ((&part, tally), origin) in parts.iter().zip(tallies).zip(origins) {
            // In a piece of grids in force a successor keeps the code.
            let code = origin.filter(|_| !piece.faces.is_empty()).and_then(|origin| set.get(origin));
            let area = Area {
                level: AreaLevel::Grid,
                code: code.map(|entry| entry.code.clone()).unwrap_or_default(),
                name: code.filter(|entry| entry.name != entry.code).map(|entry| entry.name.clone()),
                parent: parent.clone(),
                kind: None,
                households: Some(tally.households()),
                residents: Some(tally.residents()),
                starts: None,
                ends: None,
                shape: self.coverage.polygon(FaceId::of_polygon(self.grids.len())),
            };
            let polsby_popper = polsby_popper(&area.shape);
            let stays = piece.stays;
            let grid =
                ProposedGrid { area, part, tally, complaints: 0, community, origin, stays, polsby_popper };
            self.grids.push(grid);
        }
    }

    /// Gives the grids of each community codes that were never issued, in the standard's order.
    fn issue_codes(&mut self, snapshot: &Snapshot, issued: &dyn Fn(&str) -> bool) {
        for grids in self.grids.chunk_by_mut(|a, b| a.community == b.community) {
            let Some(community) = snapshot.area(AreaLevel::Community, grids[0].community) else { continue };
            let nowhere = LatticePoint::default();
            let place = |shape: &MultiPolygon| Some((shape.bounds()?, inner_point(shape)?));
            let place = |shape| place(shape).unwrap_or((Bounds { min: nowhere, max: nowhere }, nowhere));
            let mut grids: Vec<&mut ProposedGrid> =
                grids.iter_mut().filter(|grid| grid.area.code.is_empty()).collect();
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

/// For each part of a piece the grid in force that it succeeds, if any, and the households that are elsewhere than in their grid's
/// successor.
fn successors(snapshot: &Snapshot, piece: &Piece) -> (Vec<Option<FaceNumber>>, f64) {
    let of_grid = &snapshot.buildings.faces[AreaLevel::Grid];
    let mut shared: BTreeMap<(u32, FaceNumber), f64> = BTreeMap::new();
    for (&building, part) in piece.buildings.iter().zip(&piece.shares.of_building) {
        let grid = of_grid[building.building as usize];
        if let (Some(part), true) = (part, grid != FaceId::OUTSIDE) {
            *shared.entry((*part, grid.0)).or_default() += building.tally(snapshot).households();
        }
    }
    let all: f64 = shared.values().sum();
    let mut pairs: Vec<((u32, FaceNumber), f64)> = shared.into_iter().collect();
    pairs.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut origins = vec![None; piece.shares.parts.len()];
    let (mut taken, mut stayed) = (rustc_hash::FxHashSet::default(), 0.0);
    for ((part, grid), households) in pairs {
        if origins[part as usize].is_none() && taken.insert(grid) {
            origins[part as usize] = Some(grid);
            stayed += households;
        }
    }
    (origins, all - stayed)
}
