//! Blocks and lots: what lines part an area into, before anyone asks which building is nearest.

use super::ground::Divider;
use super::segments::{Segments, Source};
use crate::coverage::{Linework, Seam};

/// The block and the lot of each region, and whether it is inside the area at all.
pub(super) struct Parcels {
    pub(super) block: Vec<u32>,
    pub(super) lot: Vec<u32>,
    /// What boundaries in force and the area's own part from the rest.
    pub(super) home: Vec<u32>,
    pub(super) is_inside: Vec<bool>,
    /// Whether it lies in a compound.
    pub(super) is_walled: Vec<bool>,
}

impl Parcels {
    pub(super) fn new(linework: &Linework, segments: &Segments) -> Self {
        let source = |segment: &u32| segments.sources[*segment as usize];
        let parts_blocks = |seam: &Seam<'_>| {
            seam.segments.iter().map(source).any(|source| match source {
                Source::Border => true,
                Source::Divider(divider) => divider != Divider::Wall,
                _ => false,
            })
        };
        let parts_lots = |seam: &Seam<'_>| {
            let is_wall = |segment: &u32| source(segment) == Source::Divider(Divider::Wall);
            parts_blocks(seam) || seam.segments.iter().any(is_wall)
        };
        let is_present =
            |segment: &u32| matches!(source(segment), Source::Border | Source::Divider(Divider::Present));
        let home = united(linework, |seam| !seam.segments.iter().any(is_present));
        let block = united(linework, |seam| !parts_blocks(seam));
        let lot = united(linework, |seam| !parts_lots(seam));
        let is_inside = inside(linework, |segment| source(&segment) == Source::Border);
        let is_walled = inside(linework, |segment| source(&segment) == Source::Divider(Divider::Wall));
        Self { block, lot, home, is_inside, is_walled }
    }
}

/// For each region the lowest of those that it is joined to.
fn united(linework: &Linework, joins: impl Fn(&Seam<'_>) -> bool) -> Vec<u32> {
    let mut parent: Vec<u32> = (0..linework.regions() as u32).collect();
    for seam in linework.seams().filter(|seam| joins(seam)) {
        let [a, b] = seam.sides.map(|side| root(&mut parent, side));
        parent[a.max(b) as usize] = a.min(b);
    }
    (0..parent.len() as u32).map(|region| root(&mut parent, region)).collect()
}

pub(super) fn root(parent: &mut [u32], mut at: u32) -> u32 {
    while parent[at as usize] != at {
        let above = parent[parent[at as usize] as usize];
        parent[at as usize] = above;
        at = above;
    }
    at
}

/// Which regions lie inside the rings of some segments: walks from the unbounded region inwards, an odd number of such segments in
/// one place being the boundary.
fn inside(linework: &Linework, is_ring: impl Fn(u32) -> bool) -> Vec<bool> {
    let mut beside: Vec<Vec<(u32, bool)>> = vec![Vec::new(); linework.regions()];
    for seam in linework.seams() {
        let turns = seam.segments.iter().filter(|segment| is_ring(**segment)).count() % 2 == 1;
        let [left, right] = seam.sides;
        beside[left as usize].push((right, turns));
        beside[right as usize].push((left, turns));
    }
    let mut inside = vec![None; linework.regions()];
    inside[0] = Some(false);
    let mut open = vec![0u32];
    while let Some(region) = open.pop() {
        let here = inside[region as usize] == Some(true);
        for &(other, turns) in &beside[region as usize] {
            if inside[other as usize].is_none() {
                inside[other as usize] = Some(here != turns);
                open.push(other);
            }
        }
    }
    inside.into_iter().map(|known| known == Some(true)).collect()
}
