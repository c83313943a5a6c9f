//! The places complaints come from: buildings, and roads along their length.

use super::dice::{Part, normal, stream};
use super::dwell::Facts;
use super::growth::{Class, Ground, Level};
use super::mesh::{HalfId, OUTSIDE, twin};
use super::plane::{from_lattice, to_lattice};
use super::stock::Stock;
use crate::coord::LatticePoint;
use rand::{Rng, RngExt};
use std::ops::Range;

/// One place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site {
    pub at: LatticePoint,
    pub grid: u32,
    pub of: Of,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Of {
    /// Number of the building.
    Building(u32),
    /// Number of the way.
    Road(u32),
}

/// All places, and how likely each is.
pub(super) struct Sites {
    pub all: Vec<Site>,
    weights: Vec<f64>,
    buildings: usize,
    homes: Alias,
    roads: Alias,
}

impl Sites {
    pub fn new(ground: &Ground, stock: &Stock, facts: &[Facts], seed: u64) -> Self {
        let mut rng = stream(seed, Part::Incidents, 1);
        let rate: Vec<f64> = (0..ground.counts[2]).map(|_| (0.45 * normal(&mut rng)).exp()).collect();
        let mut all = Vec::new();
        let mut weights = Vec::new();
        for (i, (building, facts)) in stock.buildings.iter().zip(facts).enumerate() {
            let grid = stock.grid_of(building);
            all.push(Site { at: building.plot.centre, grid, of: Of::Building(i as u32) });
            weights.push((f64::from(facts.residents) + 6.0) * rate[grid as usize]);
        }
        let buildings = all.len();
        for half in ground.mesh.edges().flat_map(|h| [h, twin(h)]) {
            if let Some(site) = road_site(ground, half) {
                weights.push(
                    ground.mesh.origin(half).distance(ground.mesh.target(half)) * rate[site.grid as usize],
                );
                all.push(site);
            }
        }
        let homes = Alias::new(&weights[..buildings]);
        let roads = Alias::new(&weights[buildings..]);
        Self { all, weights, buildings, homes, roads }
    }

    /// A place at random.
    pub fn pick(&self, on_roads: bool, rng: &mut impl Rng) -> u32 {
        let kind = self.kind(on_roads);
        let choice = if kind.start < self.buildings { &self.homes } else { &self.roads };
        kind.start as u32 + choice.pick(rng)
    }

    /// Weight of some places as a share of all of their kind.
    pub fn share(&self, on_roads: bool, sites: &[u32]) -> f64 {
        let part: f64 = sites.iter().map(|&site| self.weights[site as usize]).sum();
        part / self.weights[self.kind(on_roads)].iter().sum::<f64>()
    }

    /// The places of a kind within a distance of a point, in metres.
    pub fn within(&self, on_roads: bool, centre: LatticePoint, radius_m: f64) -> Vec<u32> {
        let middle = from_lattice(centre);
        let near = |i: &usize| from_lattice(self.all[*i].at).distance(middle) <= radius_m;
        self.kind(on_roads).filter(near).map(|i| i as u32).collect()
    }

    /// The places of a kind; the other kind where there are none of it.
    fn kind(&self, on_roads: bool) -> Range<usize> {
        let (homes, roads) = (0..self.buildings, self.buildings..self.all.len());
        let wanted = if on_roads { &roads } else { &homes };
        match (wanted.is_empty(), on_roads) {
            (false, true) | (true, false) => roads,
            (false, false) | (true, true) => homes,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// The pavement on the left of a road, where people stand when they complain of it.
fn road_site(ground: &Ground, half: HalfId) -> Option<Site> {
    let face = ground.mesh.face(half);
    let class = ground.class(half);
    let street = matches!(class, Class::Primary | Class::Secondary | Class::Residential | Class::Lane);
    let limit_of_a_small_city = ground.ways.len() <= 2 && class != Class::Shore;
    if face == OUTSIDE || !(street || limit_of_a_small_city) {
        return None;
    }
    let (a, b) = (ground.mesh.origin(half), ground.mesh.target(half));
    let at = a.mid(b) + (b - a).unit().left() * 3.0;
    Some(Site {
        at: to_lattice(at),
        grid: ground.owner(face, Level::Grid),
        of: Of::Road(ground.mesh.way(half)),
    })
}

/// Picks an index in constant time, as likely as its weight (Walker 1977; Vose 1991).
pub(super) struct Alias {
    threshold: Vec<f32>,
    other: Vec<u32>,
}

impl Alias {
    pub fn new(weights: &[f64]) -> Self {
        let n = weights.len();
        let mean = weights.iter().sum::<f64>() / n.max(1) as f64;
        let mut scaled: Vec<f64> = weights.iter().map(|w| w / mean).collect();
        let (mut small, mut large): (Vec<usize>, Vec<usize>) = (0..n).partition(|&i| scaled[i] < 1.0);
        let (mut threshold, mut other) = (vec![1.0_f32; n], (0..n as u32).collect::<Vec<u32>>());
        while let (Some(s), Some(&l)) = (small.pop(), large.last()) {
            threshold[s] = scaled[s] as f32;
            other[s] = l as u32;
            scaled[l] -= 1.0 - scaled[s];
            if scaled[l] < 1.0 {
                small.extend(large.pop());
            }
        }
        Self { threshold, other }
    }

    pub fn pick(&self, rng: &mut impl Rng) -> u32 {
        let i = rng.random_range(0..self.other.len());
        if rng.random::<f32>() < self.threshold[i] { i as u32 } else { self.other[i] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heavy_weights_are_picked_as_often_as_they_should() {
        let alias = Alias::new(&[1.0, 0.0, 6.0, 3.0]);
        let mut rng = stream(1, Part::Incidents, 0);
        let mut counts = [0.0_f64; 4];
        for _ in 0..100_000 {
            counts[alias.pick(&mut rng) as usize] += 1e-5;
        }
        for (count, expected) in counts.iter().zip([0.1, 0.0, 0.6, 0.3]) {
            assert!((count - expected).abs() < 0.01, "{counts:?}");
        }
    }
}
