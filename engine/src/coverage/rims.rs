//! The rims of what polygons cover.
//!
//! A rim runs along loose edges, those that one polygon alone uses: each edge is part of one rim with what is covered on its left, and of
//! one with what is bare there.

use super::arrange::half_edge_below;
use super::box_index::{BoxIndex, segment_bounds};
use super::edges::{Ends, ordered};
use super::joined::Joined;
use crate::coord::predicate::{compare_angles, doubled_area_under};
use crate::coord::{Bounds, LatticePoint};

const NONE: u32 = u32::MAX;

/// A closed walk along loose edges.
pub(super) struct Rim {
    /// Of the edges, in the order of the walk.
    pub(super) spots: Vec<u32>,
    pub(super) bounds: Bounds,
    is_bare: bool,
    doubled_area: i128,
}

impl Rim {
    /// Whether it goes around a bare place.
    pub(super) fn is_gap(&self) -> bool {
        self.is_bare && self.doubled_area > 0
    }

    /// Whether it goes around some connected loose edges, with what it has on its left outside.
    fn is_outer(&self) -> bool {
        self.doubled_area < 0
    }
}

/// The rims with what is bare on their left, where loose edges, which share nothing but ends, part what is covered once from what is bare.
pub(super) fn bare_rims(joined: &Joined) -> Option<Vec<Rim>> {
    let mut ways = Ways { joined, after: [vec![NONE; joined.points.len()], vec![NONE; joined.points.len()]] };
    let are_clear = joined.by_place.chunk_by(|a, b| a.0 == b.0).all(|here| ways.meet(here));
    let [covered, bare] = [false, true].map(|is_bare| ways.rims(is_bare));
    let outer = covered.iter().chain(&bare).filter(|rim| rim.is_outer()).collect::<Vec<_>>();
    (are_clear && are_nested(joined, &outer)).then_some(bare)
}

/// Which loose edge follows each around what is covered (0) and around what is bare (1).
struct Ways<'a> {
    joined: &'a Joined,
    after: [Vec<u32>; 2],
}

impl Ways<'_> {
    /// Leads the ways through a place; false where what is covered and what is bare do not take turns around it.
    fn meet(&mut self, here: &[(LatticePoint, u32)]) -> bool {
        let joined = self.joined;
        let leave = || here.iter().map(|&(_, spot)| spot).filter(|&spot| joined.is_loose(spot));
        let come =
            || here.iter().map(|&(_, spot)| joined.before[spot as usize]).filter(|&spot| joined.is_loose(spot));
        match (leave().nth(1), leave().next(), come().next()) {
            (None, Some(leaving), Some(coming)) => {
                self.lead(coming, leaving);
                true
            }
            (None, _, _) => true,
            _ => {
                let leave = leave().map(|spot| (joined.to(spot), true, spot));
                let come = come().map(|spot| (joined.at(spot), false, spot));
                self.meet_in_turn(here[0].0, leave.chain(come).collect())
            }
        }
    }

    /// The same for the other ends of several edges that leave a place and as many that come to it.
    fn meet_in_turn(&mut self, place: LatticePoint, mut fan: Vec<(LatticePoint, bool, u32)>) -> bool {
        fan.sort_unstable_by(|a, b| compare_angles(place, a.0, b.0));
        let turned = fan.iter().cycle().skip(1);
        for (&(_, leaves, spot), &(_, next_leaves, next)) in fan.iter().zip(turned) {
            match (leaves, next_leaves) {
                (true, false) => self.after[0][next as usize] = spot,
                (false, true) => self.after[1][next as usize] = spot,
                _ => return false,
            }
        }
        true
    }

    fn lead(&mut self, coming: u32, leaving: u32) {
        self.after[0][coming as usize] = leaving;
        self.after[1][leaving as usize] = coming;
    }

    fn rims(&mut self, is_bare: bool) -> Vec<Rim> {
        let mut after = std::mem::take(&mut self.after[usize::from(is_bare)]);
        (0..after.len() as u32).filter_map(|start| self.rim(start, &mut after, is_bare)).collect()
    }

    /// The rim from one edge on, which is used up; `None` where it was before.
    fn rim(&self, start: u32, after: &mut [u32], is_bare: bool) -> Option<Rim> {
        let first = self.joined.at(start);
        let bounds = Bounds { min: first, max: first };
        let mut rim = Rim { spots: Vec::new(), bounds, is_bare, doubled_area: 0 };
        let mut spot = start;
        while after[spot as usize] != NONE {
            let [a, b] = self.joined.edge(spot);
            rim.doubled_area += if is_bare { doubled_area_under(b, a) } else { doubled_area_under(a, b) };
            rim.bounds = rim.bounds.with(b);
            rim.spots.push(spot);
            spot = std::mem::replace(&mut after[spot as usize], NONE);
        }
        (!rim.spots.is_empty()).then_some(rim)
    }
}

/// Whether each rim lies in what it has on its left, as far as the edges below its lowest place say.
fn are_nested(joined: &Joined, outer: &[&Rim]) -> bool {
    let loose: Vec<u32> = (0..joined.points.len() as u32).filter(|&spot| joined.is_loose(spot)).collect();
    let ends: Vec<Ends> = loose.iter().map(|&spot| ordered(joined.edge(spot))).collect();
    let boxes: Vec<Bounds> = ends.iter().map(|&ends| segment_bounds(ends)).collect();
    let index = BoxIndex::in_order(&boxes);
    outer.iter().all(|rim| {
        let lowest = rim.spots.iter().map(|&spot| joined.at(spot)).min().expect("a rim has edges");
        let is_covered = half_edge_below(&ends, &index, lowest).is_some_and(|half| {
            let [a, b] = joined.edge(loose[half as usize / 2]);
            a < b
        });
        rim.is_bare != is_covered
    })
}
