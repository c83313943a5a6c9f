//! The cells that grids are made of: what goes with each building, whatever grid that is in.
//!
//! Roads and water part an area into *blocks*, outlines of compounds part these into *lots*, and lines midway between buildings part
//! both. A piece of that goes with the building that is nearest in its block, but what lies in a compound with one of the compound's
//! buildings; a block without buildings is a cell of its own.

use super::ground::{Building, Ground};
use super::growth::Growth;
use super::parcels::Parcels;
use super::segments::Segments;
use crate::coord::{Bounds, LatticePoint, LocalPlane};
use crate::coverage::Linework;
use crate::plan::midlines::{Midline, midlines, spaced};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Outlines are seen as points this many metres apart.
const SPACING_M: f64 = 3.0;

/// Stands for no cell, no building, no lot.
pub(super) const NONE: u32 = u32::MAX;

/// An area cut into cells.
pub(super) struct Cells {
    pub(super) linework: Linework,
    pub(super) segments: Segments,
    /// By region; [`NONE`] outside the area.
    pub(super) of_region: Vec<u32>,
    /// The cell of each building.
    pub(super) of_building: Vec<u32>,
    /// The lot that the buildings of each cell stand in; [`NONE`] for a cell without any.
    pub(super) lot: Vec<u32>,
    /// The grid in force that each cell is in, counted from 0; 0 for all where no boundaries in force are known.
    pub(super) home: Vec<u32>,
    pub(super) count: usize,
    pub(super) plane: LocalPlane,
}

impl Cells {
    pub(super) fn new(ground: &Ground) -> Self {
        let bounds = ground
            .shape
            .bounds()
            .unwrap_or(Bounds { min: LatticePoint::default(), max: LatticePoint::default() });
        let plane = LocalPlane::at(bounds.middle());
        let places: Vec<LatticePoint> = ground.buildings.iter().map(|building| building.place).collect();
        let mut segments = Segments::of(ground);
        for midline in between_buildings(ground, &segments, &places, &plane) {
            segments.push_midline(&midline);
        }
        segments.push_outlines(&ground.buildings);
        let linework = Linework::new(&segments.ends);
        let parcels = Parcels::new(&linework, &segments);
        let at = regions_inside(&linework, &parcels, &places);
        let (of_region, count) = Growth::new(&linework, &segments, &parcels, &at).run();
        let of_building: Vec<u32> = at.iter().map(|&region| of_region[region as usize]).collect();
        let mut lot = vec![NONE; count];
        for (&cell, &region) in of_building.iter().zip(&at).filter(|(cell, _)| **cell != NONE) {
            lot[cell as usize] = parcels.lot[region as usize];
        }
        let mut home = vec![0; count];
        for (&cell, &present) in of_region.iter().zip(&parcels.home).filter(|(cell, _)| **cell != NONE) {
            home[cell as usize] = present;
        }
        Self { linework, segments, of_region, of_building, lot, home: renumbered(home), count, plane }
    }

    /// By cell, what its buildings have in all.
    pub(super) fn sum(&self, ground: &Ground, of: impl Fn(&Building) -> f64) -> Vec<f64> {
        let mut sums = vec![0.0; self.count];
        let inside = ground.buildings.iter().zip(&self.of_building).filter(|(_, cell)| **cell != NONE);
        inside.for_each(|(building, &cell)| sums[cell as usize] += of(building));
        sums
    }
}

/// The region of each place; of one on the area's boundary, which rounding may have moved by a step, a region inside beside it.
fn regions_inside(linework: &Linework, parcels: &Parcels, places: &[LatticePoint]) -> Vec<u32> {
    const BESIDE: [(i32, i32); 8] = [(2, 0), (-2, 0), (0, 2), (0, -2), (2, 2), (-2, 2), (2, -2), (-2, -2)];
    let is_inside = |region: u32| parcels.is_inside[region as usize];
    let mut regions = linework.regions_at(places);
    let strays: Vec<usize> = (0..places.len()).filter(|&i| !is_inside(regions[i])).collect();
    let beside = |&i: &usize| {
        BESIDE.map(|(x, y)| LatticePoint::new(places[i].x.saturating_add(x), places[i].y.saturating_add(y)))
    };
    let probes: Vec<LatticePoint> = strays.iter().flat_map(beside).collect();
    for (&stray, found) in strays.iter().zip(linework.regions_at(&probes).chunks(BESIDE.len())) {
        regions[stray] = found.iter().copied().find(|&region| is_inside(region)).unwrap_or(regions[stray]);
    }
    regions
}

/// Numbers from 0 on, in the order in which they are met.
fn renumbered(mut numbers: Vec<u32>) -> Vec<u32> {
    let mut known: FxHashMap<u32, u32> = FxHashMap::default();
    for number in &mut numbers {
        let next = known.len() as u32;
        *number = *known.entry(*number).or_insert(next);
    }
    numbers
}

/// The lines midway between the buildings of each block.
fn between_buildings(
    ground: &Ground,
    segments: &Segments,
    places: &[LatticePoint],
    plane: &LocalPlane,
) -> Vec<Midline> {
    let linework = Linework::new(&segments.ends);
    let parcels = Parcels::new(&linework, segments);
    let mut by_block: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (building, region) in (0..).zip(linework.regions_at(places)) {
        if parcels.is_inside[region as usize] {
            by_block.entry(parcels.block[region as usize]).or_default().push(building);
        }
    }
    let boxes = boxes_of_blocks(&linework, &parcels);
    let mut lines = Vec::new();
    for (block, buildings) in by_block.into_iter().filter(|(_, buildings)| buildings.len() > 1) {
        let sites: Vec<(LatticePoint, u32)> = buildings
            .iter()
            .flat_map(|&building| sites(&ground.buildings[building as usize], building, plane))
            .collect();
        let drawn = midlines(&sites, &boxes[&block]);
        lines.extend(inside_block(drawn, block, &linework, &parcels));
    }
    lines
}

fn sites(building: &Building, number: u32, plane: &LocalPlane) -> Vec<(LatticePoint, u32)> {
    let closed = |ring: &Vec<LatticePoint>| ring.iter().chain(ring.first()).copied().collect::<Vec<_>>();
    let along = building.outline.rings().flat_map(|ring| spaced(&closed(ring), plane, SPACING_M));
    let mut sites: Vec<(LatticePoint, u32)> = along.map(|p| (p, number)).collect();
    if sites.is_empty() {
        sites.push((building.place, number));
    }
    sites
}

fn boxes_of_blocks(linework: &Linework, parcels: &Parcels) -> FxHashMap<u32, Bounds> {
    let mut boxes: FxHashMap<u32, Bounds> = FxHashMap::default();
    for seam in linework.seams() {
        for side in seam.sides {
            let own = Bounds { min: seam.ends[0], max: seam.ends[0] }.with(seam.ends[1]);
            boxes.entry(parcels.block[side as usize]).and_modify(|b| *b = b.union(own)).or_insert(own);
        }
    }
    boxes
}

/// The parts of lines that have a point in a block.
fn inside_block(lines: Vec<Midline>, block: u32, linework: &Linework, parcels: &Parcels) -> Vec<Midline> {
    let mut probes: Vec<LatticePoint> = Vec::new();
    for pair in lines.iter().flat_map(|midline| midline.line.windows(2)) {
        let middle = Bounds { min: pair[0], max: pair[0] }.with(pair[1]).middle();
        probes.extend([pair[0], middle, pair[1]]);
    }
    let regions = linework.regions_at(&probes);
    let mut holds = regions.chunks(3).map(|probes| probes.iter().any(|&r| parcels.block[r as usize] == block));
    let mut parts = Vec::new();
    for midline in lines {
        let mut run: Vec<LatticePoint> = Vec::new();
        for pair in midline.line.windows(2) {
            if holds.next().unwrap_or(false) {
                if run.is_empty() {
                    run.push(pair[0]);
                }
                run.push(pair[1]);
            } else if !run.is_empty() {
                parts.push(Midline { line: std::mem::take(&mut run), ..midline });
            }
        }
        if !run.is_empty() {
            parts.push(Midline { line: run, ..midline });
        }
    }
    parts
}
