//! Regions go with buildings: from each building outwards, until all of an area has a cell.

use super::cells::NONE;
use super::parcels::Parcels;
use super::segments::{Segments, Source};
use crate::coord::distance_m;
use crate::coverage::Linework;
use rustc_hash::FxHashMap;

/// What lies across an edge of a region.
#[derive(Clone, Copy)]
struct Beside {
    region: u32,
    length_m: f64,
    /// A building's outline lies along the edge.
    outline: u32,
}

/// Gives every region a cell, from the buildings outwards.
pub(super) struct Growth<'a> {
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
    pub(super) fn new(linework: &Linework, segments: &Segments, parcels: &'a Parcels, at: &'a [u32]) -> Self {
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

    pub(super) fn run(mut self) -> (Vec<u32>, usize) {
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
