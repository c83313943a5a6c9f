//! Floors, households and residents, so that each grid has about the people it was drawn for.

use super::areas::Areas;
use super::dice::{Part, between, normal, stream};
use super::growth::Ground;
use super::layout::Kind;
use super::lot::Use;
use super::plane::from_lattice;
use super::stock::{Placed, Stock};
use super::terrain::Terrain;
use rand::{Rng, RngExt};
use rayon::prelude::*;

/// What is known of a building beyond its outline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub floors: u16,
    pub households: u16,
    pub residents: u16,
    pub built: i16,
    /// The register has no households for it: to be estimated.
    pub unknown: bool,
}

/// Baohe: 1.26 million people in 779 grids, 2.6 to a household.
const RESIDENTS_PER_GRID: f64 = 1_260_000.0 / 779.0;
const RESIDENTS_PER_HOUSEHOLD: f64 = 2.6;
/// Dwellings without households in the register.
const UNKNOWN_SHARE: f64 = 0.035;

/// The facts of all buildings, in their order.
pub(super) fn facts(stock: &Stock, ground: &Ground, terrain: &Terrain, areas: &Areas, seed: u64) -> Vec<Facts> {
    let grids = ground.counts[2] as usize;
    let mut homes: Vec<Vec<usize>> = vec![Vec::new(); grids];
    for (i, building) in stock.buildings.iter().enumerate() {
        if is_home(stock, building) {
            homes[stock.grid_of(building) as usize].push(i);
        }
    }
    let targets = targets(&homes, terrain, areas, seed);
    let mut facts: Vec<Facts> = (0..stock.buildings.len())
        .into_par_iter()
        .map(|i| unpeopled(stock, &stock.buildings[i], &mut stream(seed, Part::People, i as u64)))
        .collect();
    let settled: Vec<Vec<(usize, Facts)>> = (0..grids)
        .into_par_iter()
        .map(|grid| {
            let mut rng = stream(seed, Part::People, (1 << 40) | grid as u64);
            people(stock, &homes[grid], &facts, targets[grid], &mut rng)
        })
        .collect();
    for (i, with_people) in settled.into_iter().flatten() {
        facts[i] = with_people;
    }
    facts
}

impl Stock {
    pub fn grid_of(&self, building: &Placed) -> u32 {
        self.lots[building.lot as usize].grid
    }
}

fn is_home(stock: &Stock, building: &Placed) -> bool {
    match building.plot.kind {
        Kind::Slab | Kind::Tower | Kind::Villa => true,
        Kind::House => building.number > 0 || stock.lots[building.lot as usize].usage != Use::Park,
        _ => false,
    }
}

/// Households that each grid should have; those without homes have none, and the others share them.
fn targets(homes: &[Vec<usize>], terrain: &Terrain, areas: &Areas, seed: u64) -> Vec<f64> {
    let mut rng = stream(seed, Part::People, 1 << 41);
    let weights: Vec<f64> = homes
        .iter()
        .zip(&areas.grids)
        .map(|(homes, grid)| {
            let ring: Vec<_> = grid.ring.iter().map(|&p| from_lattice(p)).collect();
            let spread = (0.22 * normal(&mut rng)).exp();
            if homes.is_empty() { 0.0 } else { terrain.mass(&ring).max(0.0) * spread }
        })
        .collect();
    let whole = homes.len() as f64 * RESIDENTS_PER_GRID / RESIDENTS_PER_HOUSEHOLD;
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|w| if sum > 0.0 { whole * w / sum } else { 0.0 }).collect()
}

/// Floors and year of a building nobody lives in yet.
fn unpeopled(stock: &Stock, building: &Placed, rng: &mut impl Rng) -> Facts {
    let (low, high) = floors(building.plot.kind);
    let age = match stock.lots[building.lot as usize].usage {
        Use::Slabs => (1984, 2006),
        Use::Towers | Use::Mall => (2005, 2024),
        Use::Village | Use::Field => (1978, 2018),
        _ => (1995, 2022),
    };
    Facts {
        floors: rng.random_range(low..=high),
        households: 0,
        residents: 0,
        built: rng.random_range(age.0..=age.1),
        unknown: false,
    }
}

const fn floors(kind: Kind) -> (u16, u16) {
    match kind {
        Kind::Slab => (5, 7),
        Kind::Tower => (15, 33),
        Kind::Villa => (2, 3),
        Kind::House => (1, 3),
        Kind::School | Kind::Public => (2, 5),
        Kind::Hospital => (4, 14),
        Kind::Mall => (3, 6),
        Kind::Office => (6, 26),
        Kind::Hall => (1, 2),
    }
}

/// Households on a floor of one staircase, or in a house.
const fn per_floor(kind: Kind) -> f64 {
    match kind {
        Kind::Slab => 2.0,
        Kind::Tower => 4.0,
        _ => 0.45,
    }
}

/// Fills the homes of a grid: floors first, as high as its people need, then households and residents.
fn people(
    stock: &Stock,
    homes: &[usize],
    facts: &[Facts],
    target: f64,
    rng: &mut impl Rng,
) -> Vec<(usize, Facts)> {
    let room = |i: usize, floors: f64| {
        let plot = &stock.buildings[i].plot;
        f64::from(plot.units) * per_floor(plot.kind) * floors
    };
    let typical: f64 = homes.iter().map(|&i| room(i, f64::from(facts[i].floors))).sum();
    let stretch = (target / typical.max(1.0)).clamp(0.25, 1.6);
    let mut filled: Vec<(usize, Facts)> = homes.iter().map(|&i| (i, facts[i])).collect();
    for (i, facts) in &mut filled {
        let (low, high) = match stock.buildings[*i].plot.kind {
            Kind::Slab => (3.0, 7.0),
            Kind::Tower => (8.0, 33.0),
            _ => (1.0, 4.0),
        };
        facts.floors = (f64::from(facts.floors) * stretch).round().clamp(low, high) as u16;
    }
    let built: f64 = filled.iter().map(|(i, facts)| room(*i, f64::from(facts.floors))).sum();
    // Flats stand empty or are shared, but only so many.
    let fill = (target / built.max(1.0)).clamp(0.35, 1.9);
    for (i, facts) in &mut filled {
        let wanted = room(*i, f64::from(facts.floors)) * fill * between(rng, (0.88, 1.12));
        let whole = wanted.floor() + f64::from(u8::from(rng.random_bool(wanted.fract())));
        // A flat in every estate building is let; village houses may stand empty.
        let least = if stock.buildings[*i].plot.kind == Kind::House { 0.0 } else { 1.0 };
        facts.households = whole.max(least) as u16;
        let size = (RESIDENTS_PER_HOUSEHOLD + 0.25 * normal(rng)).clamp(1.4, 4.2);
        facts.residents = (whole.max(least) * size).round() as u16;
        facts.unknown = rng.random_bool(UNKNOWN_SHARE);
    }
    filled
}
