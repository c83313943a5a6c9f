//! The regions into which a neighbourhood and the lines drawn over it cut the plane.

use super::neighbourhood::LINE;
use crate::coord::{Bounds, LatticePoint, length_m};
use crate::coverage::FaceId;
use crate::coverage::arrange::UNBOUNDED;
use crate::coverage::build::Subdivision;
use crate::coverage::edges::Ends;
use crate::coverage::patch::Patches;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Handing loose regions on may cut off others; after so many rounds what is cut off is refused instead.
const ROUNDS: usize = 8;

/// Regions, and whose they were.
pub(super) struct Regions {
    subdivision: Subdivision,
    /// The face that each region was part of; the outside stands for faces that are far, too.
    pub(super) faces: Vec<FaceId>,
}

impl Regions {
    pub(super) fn new(subdivision: Subdivision) -> Self {
        let owner = |region| {
            let mut over = subdivision.covers.of(region).iter().filter(|&&face| face != LINE);
            over.next().map_or(FaceId::OUTSIDE, |&face| FaceId(face))
        };
        let faces = (0..subdivision.covers.regions() as u32).map(owner).collect();
        Self { subdivision, faces }
    }

    /// A lattice point in a region; a vertex of it where it holds none.
    pub(super) fn place(&self, region: u32) -> LatticePoint {
        self.subdivision.patches().measure(&[region]).place
    }

    pub(super) fn area_m2(&self, region: u32) -> f64 {
        self.subdivision.patches().areas(region).1
    }

    /// The pieces of a face that drawn lines part from each other: for each piece the face had before, if it is cut, those
    /// it falls into, the largest first. The unbounded region counts as the largest.
    pub(super) fn cut_apart(&self, face: FaceId) -> Vec<Vec<u32>> {
        let patches = self.subdivision.patches();
        let regions: Vec<u32> =
            (0..self.faces.len() as u32).filter(|&region| self.faces[region as usize] == face).collect();
        // Regions of one face lie side by side only along a drawn line.
        let mut sets = patches.connected(&regions);
        sets.retain(|set| set.len() > 1);
        let size = |&region: &u32| if region == UNBOUNDED { i128::MAX } else { patches.areas(region).0 };
        sets.iter_mut().for_each(|set| set.sort_by_key(|region| (Reverse(size(region)), *region)));
        sets
    }

    /// The boxes around the bounded regions of the outside that drawn lines part from the rest of it.
    pub(super) fn closed_off(&self) -> impl Iterator<Item = Bounds> + '_ {
        let outside = |region: &u32| self.faces[*region as usize] == FaceId::OUTSIDE;
        let lines = self.edges().filter(move |(_, between)| between.iter().all(outside));
        let bays: BTreeSet<u32> =
            lines.flat_map(|(_, between)| between).filter(|&bay| bay != UNBOUNDED).collect();
        bays.into_iter().filter_map(|bay| {
            let around = self.edges().filter(move |(_, between)| between.contains(&bay));
            Bounds::around(around.flat_map(|(ends, _)| ends))
        })
    }

    /// What lies beside a region: the length in metres of its border on each other face, by face.
    pub(super) fn borders(&self, region: u32) -> BTreeMap<FaceId, f64> {
        let mut borders = BTreeMap::new();
        for (ends, between) in self.edges().filter(|(_, between)| between.contains(&region)) {
            let beside = between.map(|side| self.faces[side as usize]);
            for face in beside.into_iter().filter(|&face| face != self.faces[region as usize]) {
                *borders.entry(face).or_insert(0.0) += length_m(&ends);
            }
        }
        borders
    }

    /// Hands loose regions that are cut off from the rest of their owner to the face that they then border on most.
    pub(super) fn gather(&self, owners: &mut [FaceId], loose: &[bool]) {
        let patches = self.subdivision.patches();
        for _ in 0..ROUNDS {
            let mut stray = self.cut_off(&patches, owners);
            stray.retain(|set| set.iter().all(|&region| loose[region as usize]));
            let homes: Vec<Option<FaceId>> = stray.iter().map(|set| self.beside(set, owners)).collect();
            for (set, home) in stray.iter().zip(&homes) {
                let Some(home) = home else { continue };
                set.iter().for_each(|&region| owners[region as usize] = *home);
            }
            if homes.iter().all(Option::is_none) {
                return;
            }
        }
    }

    /// The connected sets of regions of each inner owner beyond its largest.
    fn cut_off(&self, patches: &Patches<'_>, owners: &[FaceId]) -> Vec<Vec<u32>> {
        let mut by_owner: BTreeMap<FaceId, Vec<u32>> = BTreeMap::new();
        for (region, &owner) in (0u32..).zip(owners).filter(|(_, owner)| **owner != FaceId::OUTSIDE) {
            by_owner.entry(owner).or_default().push(region);
        }
        let area = |set: &Vec<u32>| set.iter().map(|&region| patches.areas(region).0).sum::<i128>();
        let beyond_largest = |regions: &Vec<u32>| {
            let mut sets = patches.connected(regions);
            sets.sort_by_key(|set| Reverse(area(set)));
            sets.split_off(1)
        };
        by_owner.values().flat_map(beyond_largest).collect()
    }

    /// The inner face with the longest border on a set of regions, as they are owned now.
    fn beside(&self, set: &[u32], owners: &[FaceId]) -> Option<FaceId> {
        let mut borders: BTreeMap<FaceId, f64> = BTreeMap::new();
        for (ends, [left, right]) in self.edges() {
            let other = match (set.contains(&left), set.contains(&right)) {
                (true, false) => owners[right as usize],
                (false, true) => owners[left as usize],
                _ => continue,
            };
            *borders.entry(other).or_insert(0.0) += length_m(&ends);
        }
        borders.remove(&FaceId::OUTSIDE);
        borders.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(face, _)| face)
    }

    /// A region that several faces would share, if any.
    pub(super) fn shared(&self) -> Option<u32> {
        let covers = &self.subdivision.covers;
        let faces = |region: &u32| covers.of(*region).iter().filter(|&&face| face != LINE).count();
        (0..covers.regions() as u32).find(|region| faces(region) > 1)
    }

    /// Each edge with the regions on its left and right, seen from its first end.
    pub(super) fn edges(&self) -> impl Iterator<Item = (Ends, [u32; 2])> + '_ {
        let sides = self.subdivision.arrangement.left.chunks(2);
        self.subdivision.edges.ends.iter().zip(sides).map(|(&ends, sides)| (ends, [sides[0], sides[1]]))
    }
}
