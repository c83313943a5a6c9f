//! The cells that grids are made of: what goes with each building, whatever grid that is in.
//!
//! Roads and water part an area into *blocks*, outlines of compounds part these into *lots*, and lines midway between buildings part
//! both. A piece of that goes with the building that is nearest in its block, but what lies in a compound with one of the compound's
//! buildings; a block without buildings is a cell of its own.

use super::ground::{Building, Divider, Ground};
use super::segments::{Segments, Source};
use crate::coord::{Bounds, LatticePoint, LocalPlane, distance_m};
use crate::coverage::{Linework, Seam};
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

/// The block and the lot of each region, and whether it is inside the area at all.
struct Parcels {
    block: Vec<u32>,
    lot: Vec<u32>,
    /// What boundaries in force and the area's own part from the rest.
    home: Vec<u32>,
    is_inside: Vec<bool>,
    /// Whether it lies in a compound.
    is_walled: Vec<bool>,
}

impl Parcels {
    fn new(linework: &Linework, segments: &Segments) -> Self {
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

/// What lies across an edge of a region.
#[derive(Clone, Copy)]
struct Beside {
    region: u32,
    length_m: f64,
    /// A building's outline lies along the edge.
    outline: u32,
}

/// Gives every region a cell, from the buildings outwards.
struct Growth<'a> {
    parcels: &'a Parcels,
    beside: Vec<Vec<Beside>>,
    /// The building nearest to each region in its block.
    nearest: Vec<u32>,
    /// The region of each building, and whether edges lie along its outline.
    at: &'a [u32],
    is_outlined: Vec<bool>,
    cell: Vec<u32>,
    count: u32,
}

impl<'a> Growth<'a> {
    fn new(linework: &Linework, segments: &Segments, parcels: &'a Parcels, at: &'a [u32]) -> Self {
        let mut beside = vec![Vec::new(); linework.regions()];
        let mut is_outlined = vec![false; at.len()];
        let mut votes: Vec<Vec<(u32, f64)>> = vec![Vec::new(); linework.regions()];
        for seam in linework.seams().filter(|seam| seam.sides[0] != seam.sides[1]) {
            let length_m = distance_m(seam.ends[0], seam.ends[1]);
            let mut outline = NONE;
            for &segment in seam.segments {
                match segments.sources[segment as usize] {
                    Source::Midline(sets) => {
                        for (side, set) in seam.sides.into_iter().zip(sets) {
                            votes[side as usize].push((set, length_m));
                        }
                    }
                    Source::Outline(building) => {
                        is_outlined[building as usize] = true;
                        outline = building;
                    }
                    _ => {}
                }
            }
            let [left, right] = seam.sides;
            beside[left as usize].push(Beside { region: right, length_m, outline });
            beside[right as usize].push(Beside { region: left, length_m, outline });
        }
        let nearest = votes.into_iter().map(|votes| elected(votes).unwrap_or(NONE)).collect();
        let cell = vec![NONE; linework.regions()];
        Self { parcels, beside, nearest, at, is_outlined, cell, count: 0 }
    }

    fn run(mut self) -> (Vec<u32>, usize) {
        let cell_of_building = self.seed();
        self.grow_inside_outlines();
        self.grow_by_nearest(&cell_of_building);
        self.fill(|parcels, from, to| parcels.lot[from] == parcels.lot[to]);
        self.fill(|parcels, from, to| parcels.block[from] == parcels.block[to]);
        self.take_empty_blocks();
        (self.cell, self.count as usize)
    }

    fn is_open(&self, region: u32) -> bool {
        self.cell[region as usize] == NONE && self.parcels.is_inside[region as usize]
    }

    /// A cell for each region with buildings. Gives the cell of each building.
    fn seed(&mut self) -> Vec<u32> {
        for &region in self.at {
            if self.is_open(region) {
                self.cell[region as usize] = self.count;
                self.count += 1;
            }
        }
        self.at.iter().map(|&region| self.cell[region as usize]).collect()
    }

    /// What lies inside the outline of a building is the building's.
    fn grow_inside_outlines(&mut self) {
        for (building, &start) in (0u32..).zip(self.at) {
            let cell = self.cell[start as usize];
            if cell == NONE || !self.is_outlined[building as usize] {
                continue;
            }
            let (mut within, mut next) = (vec![start], 0);
            // The inside of an outline is closed off by it; what is not, is not inside.
            while let Some(&region) = within.get(next) {
                for it in &self.beside[region as usize] {
                    let is_new = self.is_open(it.region) && !within.contains(&it.region);
                    if it.outline != building && is_new {
                        within.push(it.region);
                    }
                }
                next += 1;
            }
            for region in within {
                if self.is_open(region) {
                    self.cell[region as usize] = cell;
                }
            }
        }
    }

    /// Each building takes what is nearest to it and reached through the like, but nothing of another compound with buildings.
    fn grow_by_nearest(&mut self, cell_of_building: &[u32]) {
        let mut peopled = vec![false; self.cell.len()];
        self.at.iter().for_each(|&region| peopled[self.parcels.lot[region as usize] as usize] = true);
        let mut open: Vec<u32> =
            (0..self.cell.len() as u32).filter(|&r| self.cell[r as usize] != NONE).collect();
        while let Some(from) = open.pop() {
            let cell = self.cell[from as usize];
            for i in 0..self.beside[from as usize].len() {
                let to = self.beside[from as usize][i].region;
                let near = self.nearest[to as usize];
                if !self.is_open(to) || near == NONE || cell_of_building[near as usize] != cell {
                    continue;
                }
                let home = self.at[near as usize] as usize;
                let (lot, own_lot) = (self.parcels.lot[to as usize], self.parcels.lot[home]);
                let fits = self.parcels.block[to as usize] == self.parcels.block[home];
                let is_free = !self.parcels.is_walled[to as usize] || !peopled[lot as usize];
                if fits && (lot == own_lot || is_free) {
                    self.cell[to as usize] = cell;
                    open.push(to);
                }
            }
        }
    }

    /// Open regions go with the cell they border on most, round by round, as long as some border on one that they may go with.
    fn fill(&mut self, may_join: impl Fn(&Parcels, usize, usize) -> bool) {
        let mut open: Vec<u32> = (0..self.cell.len() as u32).filter(|&region| self.is_open(region)).collect();
        loop {
            let home = |&region: &u32| {
                let cells = self.beside[region as usize].iter().filter(|it| {
                    self.cell[it.region as usize] != NONE
                        && may_join(self.parcels, it.region as usize, region as usize)
                });
                elected(cells.map(|it| (self.cell[it.region as usize], it.length_m)).collect())
            };
            let homes: Vec<(u32, u32)> =
                open.iter().filter_map(|region| Some((*region, home(region)?))).collect();
            if homes.is_empty() {
                return;
            }
            homes.into_iter().for_each(|(region, cell)| self.cell[region as usize] = cell);
            open.retain(|&region| self.cell[region as usize] == NONE);
        }
    }

    /// What is left over are blocks without buildings.
    fn take_empty_blocks(&mut self) {
        let mut of_block: FxHashMap<u32, u32> = FxHashMap::default();
        for region in 0..self.cell.len() as u32 {
            if self.is_open(region) {
                let next = self.count;
                let cell = *of_block.entry(self.parcels.block[region as usize]).or_insert(next);
                self.count = self.count.max(cell + 1);
                self.cell[region as usize] = cell;
            }
        }
    }
}

/// The candidate with the greatest sum of votes; of equals the lowest.
fn elected(mut votes: Vec<(u32, f64)>) -> Option<u32> {
    votes.sort_by_key(|vote| vote.0);
    let sums = votes
        .chunk_by(|a, b| a.0 == b.0)
        .map(|of_one| (of_one[0].0, of_one.iter().map(|vote| vote.1).sum::<f64>()));
    sums.fold(None, |best: Option<(u32, f64)>, next| match best {
        Some(best) if best.1 >= next.1 => Some(best),
        _ => Some(next),
    })
    .map(|(candidate, _)| candidate)
}
