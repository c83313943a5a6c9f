//! Grids out of range shared out anew together with those beside them, by trying everything.

use super::{Search, any};
use crate::partition::small::{Outcome, Small};
use rand::Rng;

/// Regions that are tried around a grid out of range, by their number of grids; each in at most so many steps.
const SIZES: [u32; 12] = [2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 6];
const STEPS: u32 = 20_000;

impl Search<'_> {
    /// Brings grids into range that chance did not, where they are made of few cells.
    pub(in crate::partition) fn mend(&mut self, rng: &mut impl Rng) {
        for part in 0..self.parts.len() as u32 {
            for size in SIZES {
                if self.options.allows(self.parts[part as usize].households) {
                    break;
                }
                let region = self.region(part, size, rng);
                self.mend_region(&region, rng);
            }
        }
    }

    /// A part with others that hang together with it, by chance, so many in all if there are.
    fn region(&self, part: u32, size: u32, rng: &mut impl Rng) -> Vec<u32> {
        let mut region = vec![part];
        while (region.len() as u32) < size {
            let beside = self.beside(&self.nodes_of(&region), |other| region.contains(&other));
            let Some(next) = any(&beside, rng) else { break };
            region.push(next);
        }
        region
    }

    fn nodes_of(&self, parts: &[u32]) -> Vec<u32> {
        let all = 0..self.graph.len() as u32;
        all.filter(|&node| parts.contains(&self.part[node as usize])).collect()
    }

    fn mend_region(&mut self, region: &[u32], rng: &mut impl Rng) {
        let nodes = self.nodes_of(region);
        let Some(small) = Small::owned(self.graph, &nodes, rng) else { return };
        let Outcome::Found(sets) = small.share_out(&self.options, Some(region.len() as u32), STEPS) else {
            return;
        };
        let mut free = region.to_vec();
        let successors: Vec<u32> = sets.iter().map(|set| self.successor(set, &mut free)).collect();
        for (set, part) in sets.iter().zip(successors) {
            set.iter().for_each(|&node| self.part[node as usize] = part);
        }
        for &part in region {
            let own = nodes.iter().copied().filter(|&node| self.part[node as usize] == part);
            self.parts[part as usize] = self.figures_of_set(own);
        }
        self.sweep(&nodes);
    }

    /// Takes that part out of `free` which has most of the households of a set.
    fn successor(&self, set: &[u32], free: &mut Vec<u32>) -> u32 {
        let shared = |part: u32| -> f64 {
            let own = set.iter().filter(|&&node| self.part[node as usize] == part);
            own.map(|&node| self.graph.households[node as usize]).sum()
        };
        let best = (0..free.len()).max_by(|&a, &b| shared(free[a]).total_cmp(&shared(free[b])));
        free.swap_remove(best.unwrap_or_default())
    }
}
