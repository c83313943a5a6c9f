//! Decides to which polygon each region goes.

use super::change::{Change, ChangeKind};
use super::{GapRule, OverlapRule, circle};
use crate::coord::distance_m;
use crate::coverage::arrange::origin;
use crate::coverage::build::Subdivision;
use crate::coverage::patch::Patches;
use crate::coverage::{Extent, FaceId};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The owner of each region, and how it came to it.
pub(super) struct Owners<'a> {
    subdivision: &'a Subdivision,
    patches: Patches<'a>,
    pub(super) owner: Vec<FaceId>,
    pub(super) changes: Vec<Change>,
    /// Doubled areas of the polygons, overlaps counted for each.
    covered: Vec<i128>,
}

impl<'a> Owners<'a> {
    /// Each region to one of the polygons over it.
    pub(super) fn of_overlaps(subdivision: &'a Subdivision, polygons: usize, rule: OverlapRule) -> Self {
        let patches = subdivision.patches();
        let covered = covered(subdivision, &patches, polygons);
        let mut owners = Self { subdivision, patches, owner: Vec::new(), changes: Vec::new(), covered };
        let regions = 0..subdivision.covers.regions() as u32;
        owners.owner = regions.clone().map(|region| owners.chosen(region, rule)).collect();
        let shared = regions.into_par_iter().filter(|&region| subdivision.covers.of(region).len() > 1);
        owners.changes = shared.map(|region| owners.overlap(region)).collect();
        owners
    }

    fn chosen(&self, region: u32, rule: OverlapRule) -> FaceId {
        let over = self.subdivision.covers.of(region).iter().copied();
        let area = |polygon: &u32| self.covered[*polygon as usize];
        let polygon = match rule {
            OverlapRule::First => over.min(),
            OverlapRule::Largest => over.min_by_key(|polygon| (Reverse(area(polygon)), *polygon)),
            OverlapRule::Smallest => over.min_by_key(|polygon| (area(polygon), *polygon)),
        };
        polygon.map_or(FaceId::OUTSIDE, |polygon| FaceId::of_polygon(polygon as usize))
    }

    fn overlap(&self, region: u32) -> Change {
        let patch = self.patches.measure(&[region]);
        let polygons = self.subdivision.covers.of(region).iter().map(|&polygon| polygon as usize).collect();
        let (extent, to) = (Extent::AreaM2(patch.area_m2), self.owner[region as usize].polygon());
        Change { kind: ChangeKind::Overlap, place: patch.place, extent, polygons, to }
    }

    /// Gaps into which no circle of a diameter fits, to a neighbour each.
    pub(super) fn fill_gaps(&mut self, rule: GapRule, max_width_m: f64) {
        if rule == GapRule::None {
            return;
        }
        let bare = |region: &u32| self.subdivision.covers.of(*region).is_empty();
        let narrow = |region: &u32| !circle::fits(&self.patches.shape(&[*region]), max_width_m);
        let regions = 1..self.subdivision.covers.regions() as u32;
        let filled: Vec<(u32, FaceId)> = regions
            .into_par_iter()
            .filter(|region| bare(region) && narrow(region))
            .filter_map(|region| Some((region, self.heir(&self.borders(&[region]), rule)?)))
            .collect();
        for (region, to) in filled {
            self.give(&[region], to, ChangeKind::Gap, None);
        }
    }

    /// Pieces cut off from the largest piece of their polygon, narrower than the tolerance, to a neighbour each.
    pub(super) fn hand_over_slivers(&mut self, tolerance_m: f64) {
        let mut regions: Vec<(FaceId, u32)> =
            self.owner.iter().copied().zip(0..).filter(|(face, _)| *face != FaceId::OUTSIDE).collect();
        regions.sort_unstable();
        let faces: Vec<&[(FaceId, u32)]> = regions.chunk_by(|a, b| a.0 == b.0).collect();
        let slivers: Vec<(FaceId, Vec<u32>)> =
            faces.into_par_iter().flat_map_iter(|face| self.slivers(face, tolerance_m)).collect();
        for (face, sliver) in slivers {
            let mut borders = self.borders(&sliver);
            borders.remove(&face);
            if let Some(to) = self.heir(&borders, GapRule::LongestBorder) {
                self.give(&sliver, to, ChangeKind::Sliver, Some(face));
            }
        }
    }

    fn slivers(&self, face: &[(FaceId, u32)], tolerance_m: f64) -> Vec<(FaceId, Vec<u32>)> {
        let regions: Vec<u32> = face.iter().map(|&(_, region)| region).collect();
        let mut pieces = self.patches.connected(&regions);
        if pieces.len() > 1 {
            let area =
                |piece: &Vec<u32>| piece.iter().map(|&region| self.patches.areas(region).0).sum::<i128>();
            pieces.sort_by_cached_key(|piece| Reverse(area(piece)));
        }
        let small = pieces.into_iter().skip(1);
        small
            .filter(|piece| !circle::fits(&self.patches.shape(piece), tolerance_m))
            .map(|piece| (face[0].0, piece))
            .collect()
    }

    /// The faces around a connected set of regions, each with the length of its border in metres.
    fn borders(&self, regions: &[u32]) -> BTreeMap<FaceId, f64> {
        let ends = &self.subdivision.edges.ends;
        let mut borders = BTreeMap::new();
        for half in self.patches.rim(regions) {
            let face = self.owner[self.subdivision.arrangement.left[(half ^ 1) as usize] as usize];
            if face != FaceId::OUTSIDE {
                *borders.entry(face).or_insert(0.0) += distance_m(origin(ends, half), origin(ends, half ^ 1));
            }
        }
        borders
    }

    /// The neighbour that a rule names.
    fn heir(&self, borders: &BTreeMap<FaceId, f64>, rule: GapRule) -> Option<FaceId> {
        let area = |face: FaceId| face.polygon().map_or(0, |polygon| self.covered[polygon]);
        let faces = borders.iter().map(|(&face, &length)| (face, length));
        let chosen = match rule {
            GapRule::LongestBorder => faces.min_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))),
            GapRule::Largest => faces.min_by_key(|&(face, _)| (Reverse(area(face)), face)),
            GapRule::Smallest => faces.min_by_key(|&(face, _)| (area(face), face)),
            GapRule::None => None,
        };
        chosen.map(|(face, _)| face)
    }

    fn give(&mut self, regions: &[u32], to: FaceId, kind: ChangeKind, from: Option<FaceId>) {
        let patch = self.patches.measure(regions);
        let around = if from.is_some() { vec![to] } else { self.borders(regions).into_keys().collect() };
        let mut polygons: Vec<usize> = around.into_iter().chain(from).filter_map(FaceId::polygon).collect();
        polygons.sort_unstable();
        regions.iter().for_each(|&region| self.owner[region as usize] = to);
        let extent = Extent::AreaM2(patch.area_m2);
        self.changes.push(Change { kind, place: patch.place, extent, polygons, to: to.polygon() });
    }
}

fn covered(subdivision: &Subdivision, patches: &Patches, polygons: usize) -> Vec<i128> {
    let mut covered = vec![0; polygons];
    for region in 1..subdivision.covers.regions() as u32 {
        let (doubled_area, _) = patches.areas(region);
        for &polygon in subdivision.covers.of(region) {
            covered[polygon as usize] += doubled_area;
        }
    }
    covered
}
