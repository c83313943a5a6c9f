//! The plan in force as what a proposal begins with: which of its grids have to change, and what of the city is around them.

use super::Request;
use super::grounds::{Surroundings, Unit};
use crate::snapshot::{AreaSet, FaceNumber, Snapshot};
use onemap_engine::assign::straddling;
use onemap_engine::coord::Line;
use onemap_engine::coverage::{FaceId, Overlay};
use onemap_engine::partition::{Divider, Options, Part, Reason, Shares, share_out};
use onemap_engine::record::AreaLevel;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// A building with at least this share of its area in one grid is not cut.
const WHOLE: f64 = 0.99;

/// Grids of one community that are shared out anew together, or stay.
pub(super) struct Piece {
    pub(super) shares: Shares,
    /// The buildings that were shared out.
    pub(super) buildings: Vec<Unit>,
    /// The grids in force that it consists of; of those that stay, each is the part at its place.
    pub(super) faces: Vec<FaceId>,
    pub(super) stays: bool,
}

/// The grids in force by community.
pub(super) struct Present<'a> {
    set: &'a AreaSet,
    /// By number of the community.
    grids: Vec<Vec<FaceId>>,
    /// Grids that cannot stay as they are, and those that must.
    broken: FxHashSet<FaceId>,
    /// Grids of one building with more households than a grid may have.
    giants: FxHashSet<FaceId>,
    locked: FxHashSet<FaceId>,
    /// By number of the community: whether its grids tile it.
    tiled: Vec<bool>,
}

impl<'a> Present<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, communities: &[FaceNumber], request: &Request) -> Self {
        let options = &request.options;
        let set = &snapshot.levels[AreaLevel::Grid];
        let mut grids = vec![Vec::new(); snapshot.levels[AreaLevel::Community].len() + 1];
        for (face, entry) in set.iter() {
            if let Some((AreaLevel::Community, community)) = entry.parent {
                grids[community as usize].push(FaceId(face));
            }
        }
        let mut tiled = vec![false; grids.len()];
        let wanted: Vec<FaceNumber> =
            communities.iter().copied().filter(|&c| !grids[c as usize].is_empty()).collect();
        for (community, is_tiled) in wanted.iter().zip(tiles(snapshot, &wanted, &grids)) {
            tiled[*community as usize] = is_tiled;
        }
        let locked = request.locked.iter().filter_map(|code| set.find(code)).map(FaceId).collect();
        let giants = giants(snapshot, request);
        Self { set, broken: broken(snapshot, options, &giants), giants, grids, locked, tiled }
    }

    /// The grids of a community in pieces, where it can be begun with them. With `fresh`, all are to change that are not locked.
    pub(super) fn pieces(
        &self,
        community: FaceNumber,
        around: &Surroundings<'_>,
        options: &Options,
        fresh: bool,
    ) -> Option<Vec<Piece>> {
        let all = &self.grids[community as usize];
        let is_locked = |face: &FaceId| self.locked.contains(face);
        if !self.tiled[community as usize] || (fresh && !all.iter().any(is_locked)) {
            return None;
        }
        let is_free = |face: &FaceId| all.contains(face) && !is_locked(face);
        let start = all.iter().copied().filter(|face| is_free(face) && (fresh || self.broken.contains(face)));
        let mut regions: Vec<BTreeSet<FaceId>> = start.map(|face| BTreeSet::from([face])).collect();
        if fresh {
            regions = self.connected(regions.into_iter().flatten().collect());
        }
        let mut pieces: Vec<Piece> = Vec::new();
        while let Some(region) = regions.pop() {
            let grown = self.grown(&region, is_free);
            let piece = self.shared(&region, community, around, options, !fresh);
            if grown == region || is_solved(&piece, options) {
                pieces.push(piece);
                continue;
            }
            // What a region reaches into is shared out together with it.
            let mut grown = grown;
            let mut absorb = |other: &BTreeSet<FaceId>| {
                let meets = !other.is_disjoint(&grown);
                if meets {
                    grown.extend(other);
                }
                meets
            };
            regions.retain(|other| !absorb(other));
            pieces.retain(|piece| !absorb(&piece.faces.iter().copied().collect()));
            regions.push(grown);
        }
        let changed: FxHashSet<FaceId> = pieces.iter().flat_map(|piece| piece.faces.iter().copied()).collect();
        let kept: Vec<FaceId> = all.iter().copied().filter(|face| !changed.contains(face)).collect();
        pieces.push(self.kept(kept));
        Some(pieces)
    }

    fn kept(&self, faces: Vec<FaceId>) -> Piece {
        let households = |face: &FaceId| self.set.get(face.0).map_or(0.0, |entry| entry.tally.households());
        let households: Vec<f64> = faces.iter().map(households).collect();
        let mut shares = Shares::kept(&self.set.coverage, &faces, &households);
        let is_giant = |(_, face): &(&mut Part, &FaceId)| self.giants.contains(face);
        for (part, _) in shares.parts.iter_mut().zip(&faces).filter(is_giant) {
            part.infeasible = Some(Reason::Building { households: part.households });
        }
        Piece { shares, buildings: Vec::new(), faces, stays: true }
    }

    /// A region shared out anew. With `begin`, the search begins with the grids in force where as many of them are possible.
    fn shared(
        &self,
        region: &BTreeSet<FaceId>,
        community: FaceNumber,
        around: &Surroundings<'_>,
        options: &Options,
        begin: bool,
    ) -> Piece {
        let faces: Vec<FaceId> = region.iter().copied().collect();
        let mut own = around.of_shape(community, self.set.coverage.union(&faces), &faces);
        let households: f64 = own.ground.buildings.iter().map(|building| building.households).sum();
        if begin && options.counts(households).contains(&(faces.len() as u32)) {
            own.ground.dividers.extend(self.lines_between(&faces).map(|line| (Divider::Present, line)));
        }
        let shares = share_out(&own.ground, options);
        Piece { shares, buildings: own.buildings, faces, stays: false }
    }

    fn lines_between<'f>(&'f self, faces: &'f [FaceId]) -> impl Iterator<Item = Line> + 'f {
        let arcs =
            faces.iter().flat_map(|&face| self.set.coverage.arcs_of(face).filter(move |arc| arc.left == face));
        arcs.filter(|arc| faces.contains(&arc.right)).map(|arc| arc.points.to_vec())
    }

    /// A region with the grids beside it that may change.
    fn grown(&self, region: &BTreeSet<FaceId>, is_free: impl Fn(&FaceId) -> bool) -> BTreeSet<FaceId> {
        let beside = region.iter().flat_map(|&face| self.set.coverage.neighbours(face)).map(|(face, _)| face);
        region.iter().copied().chain(beside.filter(is_free)).collect()
    }

    fn connected(&self, mut left: BTreeSet<FaceId>) -> Vec<BTreeSet<FaceId>> {
        let mut sets = Vec::new();
        while let Some(first) = left.pop_first() {
            let mut set = BTreeSet::from([first]);
            loop {
                let grown = self.grown(&set, |face| left.contains(face));
                left.retain(|face| !grown.contains(face));
                if grown.len() == set.len() {
                    break;
                }
                set = grown;
            }
            sets.push(set);
        }
        sets
    }
}

/// Whether all is in range but grids of one building that has too many households.
fn is_solved(piece: &Piece, options: &Options) -> bool {
    let is_solved = |part: &Part| match part.infeasible {
        None => options.allows(part.households),
        Some(Reason::Building { households }) => part.households <= households,
        Some(Reason::Total { .. } | Reason::Buildings { .. }) => false,
    };
    piece.shares.parts.iter().all(is_solved)
}

/// Grids that are out of range for a single building's sake: they cannot be better.
fn giants(snapshot: &Snapshot, request: &Request) -> FxHashSet<FaceId> {
    let (set, buildings) = (&snapshot.levels[AreaLevel::Grid], &snapshot.buildings);
    let all = buildings.faces[AreaLevel::Grid].iter().zip(&buildings.records.households);
    let is_all_of = |face: FaceId, households: f64| {
        set.get(face.0).is_some_and(|entry| entry.tally.households() <= households)
    };
    let is_one = |units: &Option<u32>| !request.split_by_unit || units.is_none_or(|units| units < 2);
    let all =
        all.zip(&buildings.records.units).filter(|(_, units)| is_one(units)).map(|(building, _)| building);
    let max = request.options.max;
    let large = all.filter_map(|(&face, &households)| Some((face, households.filter(|&h| h > max)?)));
    large.filter(|&(face, households)| is_all_of(face, households)).map(|(face, _)| face).collect()
}

/// Grids out of range, in several pieces, or with a boundary through a building.
fn broken(snapshot: &Snapshot, options: &Options, giants: &FxHashSet<FaceId>) -> FxHashSet<FaceId> {
    let set = &snapshot.levels[AreaLevel::Grid];
    let is_broken = |(face, households): (FaceId, f64)| {
        !(options.allows(households) || giants.contains(&face)) || set.coverage.polygon(face).0.len() > 1
    };
    let all = set.iter().map(|(face, entry)| (FaceId(face), entry.tally.households()));
    let mut broken: FxHashSet<FaceId> = all.filter(|grid| is_broken(*grid)).map(|(face, _)| face).collect();
    for straddle in straddling(&set.index, &snapshot.buildings.records.footprints) {
        let faces: Vec<FaceId> = straddle.shares.iter().take(2).map(|share| share.face).collect();
        let community = |face: &FaceId| set.get(face.0).and_then(|entry| entry.parent);
        if straddle.shares[0].share < WHOLE && community(&faces[0]) == community(&faces[1]) {
            broken.extend(faces.into_iter().filter(|&face| face != FaceId::OUTSIDE));
        }
    }
    broken
}

/// Half a lattice step, metres, and a little more: so far beside a community's boundary a proposal puts a vertex where a line ends on it.
const HALF_STEP_M: f64 = 0.006;

/// Whether the grids of each of some communities cover it, and nothing else, but for vertices half a step beside its boundary.
fn tiles(snapshot: &Snapshot, communities: &[FaceNumber], grids: &[Vec<FaceId>]) -> Vec<bool> {
    let set = &snapshot.levels[AreaLevel::Grid];
    let above = &snapshot.levels[AreaLevel::Community].coverage;
    let owned: Vec<(usize, FaceId)> = communities
        .iter()
        .enumerate()
        .flat_map(|(i, &community)| grids[community as usize].iter().map(move |&face| (i, face)))
        .collect();
    let first: Vec<_> = owned.iter().map(|(_, face)| set.coverage.polygon(*face)).collect();
    let second: Vec<_> = communities.iter().map(|&community| above.polygon(FaceId(community))).collect();
    let overlay = Overlay::new(&first, &second, 0.0);
    let mut bare_m2: Vec<f64> = communities.iter().map(|&community| above.area_m2(FaceId(community))).collect();
    let mut astray_m2 = vec![0.0; communities.len()];
    for share in overlay.shares() {
        let (community, _) = owned[share.first];
        if share.second == Some(community) {
            bare_m2[community] -= share.area_m2;
        } else {
            astray_m2[community] += share.area_m2;
        }
    }
    let slack_m2 = |&community: &FaceNumber| HALF_STEP_M * above.perimeter_m(FaceId(community));
    let off = bare_m2.into_iter().zip(astray_m2);
    communities.iter().map(slack_m2).zip(off).map(|(slack, (bare, astray))| bare.max(astray) <= slack).collect()
}
