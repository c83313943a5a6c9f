//! The building stock: lots, walls, ponds and exactly as many buildings as were asked for.

use super::dice::{Part, between, shares, stream};
use super::growth::{Ground, Level};
use super::layout::{Plot, plots};
use super::lot::{Lot, Use, lots};
use super::mesh::FaceNo;
use super::plane::{Xy, area, centroid, distance_to_segment, from_lattice, inside, sides};
use super::straddle::straddlers;
use super::terrain::Terrain;
use rand::{Rng, RngExt};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::f64::consts::TAU;

/// A building on its lot.
pub(super) struct Placed {
    pub plot: Plot,
    pub lot: u32,
    /// Number on the lot, from 1 (幢号).
    pub number: u32,
    /// The other grid it stands in, if it was planted across a limit.
    pub other_grid: Option<u32>,
}

pub(super) struct Stock {
    pub lots: Vec<Lot>,
    /// For each lot the wall around it, where it is a compound.
    pub walls: Vec<Option<Vec<Xy>>>,
    pub ponds: Vec<Vec<Xy>>,
    pub buildings: Vec<Placed>,
}

/// The city has no room for so many buildings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoRoom {
    pub most: usize,
}

/// Shares of self-built houses tried until all buildings fit.
const CROWDING: [f64; 9] = [0.0, 0.04, 0.09, 0.16, 0.26, 0.4, 0.6, 0.8, 1.0];

/// A place for a village house counts this much against one for an estate building.
const HOUSES_WAIT: f64 = 0.25;

/// From the middle of the river to the middle of a building, metres.
const RIVER_CLEARANCE_M: f64 = 60.0;

/// One block with all that could be built on it.
struct Block {
    lots: Vec<(Lot, Vec<Plot>)>,
    ponds: Vec<Vec<Xy>>,
}

/// Builds the city: as dense as the number of buildings calls for, each lot filled to the same share.
pub(super) fn build(ground: &Ground, terrain: &Terrain, buildings: usize, seed: u64) -> Result<Stock, NoRoom> {
    let planted = straddlers(ground, buildings, seed);
    let mut obstacles: FxHashMap<FaceNo, Vec<Vec<Xy>>> = FxHashMap::default();
    for straddler in &planted {
        for face in straddler.faces {
            obstacles.entry(face).or_default().push(straddler.ring.clone());
        }
    }
    let wanted = buildings - planted.len();
    let mut most = 0;
    for crowding in CROWDING {
        let blocks = blocks(ground, terrain, &obstacles, crowding, seed);
        let room = blocks.iter().flat_map(|b| &b.lots).map(|(_, plots)| plots.len()).sum();
        most = most.max(room);
        if room >= wanted {
            let mut stock = settle(blocks, wanted);
            for straddler in planted {
                let [grid, other] = straddler.faces.map(|face| ground.owner(face, Level::Grid));
                stock.add_straddler(straddler.plot, grid, other);
            }
            return Ok(stock);
        }
    }
    Err(NoRoom { most: most + planted.len() })
}

fn blocks(
    ground: &Ground,
    terrain: &Terrain,
    obstacles: &FxHashMap<FaceNo, Vec<Vec<Xy>>>,
    crowding: f64,
    seed: u64,
) -> Vec<Block> {
    let faces: Vec<FaceNo> = ground.mesh.inner_faces().collect();
    let block = |&face: &FaceNo| {
        let mut rng = stream(seed, Part::Lots, u64::from(face));
        let taken = obstacles.get(&face).cloned().unwrap_or_default();
        let lots = lots(ground, terrain, face, crowding, &mut rng);
        let ponds: Vec<Vec<Xy>> = lots.iter().filter_map(|lot| pond(lot, &taken, &mut rng)).collect();
        let taken: Vec<Vec<Xy>> = taken.into_iter().chain(ponds.iter().cloned()).collect();
        let built = |lot: Lot| {
            let mut plots = plots(&lot, &taken, &mut rng);
            // The tip of a block can come near the river that it does not border on.
            if terrain.to_river(centroid(&lot.ring)) < 1.5 * area(&lot.ring).sqrt() + RIVER_CLEARANCE_M {
                plots.retain(|plot| terrain.to_river(from_lattice(plot.centre)) > RIVER_CLEARANCE_M);
            }
            (lot, plots)
        };
        let lots = lots.into_iter().map(built).collect();
        Block { lots, ponds }
    };
    faces.par_iter().map(block).collect()
}

/// Takes as many plots of each lot as its share, the first rows first: estates fill before villages do.
fn settle(blocks: Vec<Block>, wanted: usize) -> Stock {
    let lots = || blocks.iter().flat_map(|block| &block.lots);
    let room = |houses: bool| -> Vec<f64> {
        let fits = |lot: &Lot| matches!(lot.usage, Use::Village | Use::Field) == houses;
        lots().map(|(lot, plots)| if fits(lot) { plots.len() as f64 } else { 0.0 }).collect()
    };
    let (estates, houses) = (room(false), room(true));
    let (e, h): (f64, f64) = (estates.iter().sum(), houses.iter().sum());
    let in_estates = (wanted as f64 * e / (e + HOUSES_WAIT * h).max(1.0)).min(e).max(wanted as f64 - h).round();
    let in_houses = shares(wanted as u64 - in_estates as u64, &houses);
    let mut shares = shares(in_estates as u64, &estates).into_iter().zip(in_houses).map(|(e, h)| e + h);
    let mut stock = Stock { lots: Vec::new(), walls: Vec::new(), ponds: Vec::new(), buildings: Vec::new() };
    for block in blocks {
        stock.ponds.extend(block.ponds);
        for (lot, plots) in block.lots {
            let share = shares.next().unwrap_or(0) as usize;
            let number = stock.lots.len() as u32;
            stock.buildings.extend(plots.into_iter().take(share).enumerate().map(|(k, plot)| Placed {
                plot,
                lot: number,
                number: k as u32 + 1,
                other_grid: None,
            }));
            stock.lots.push(lot);
        }
    }
    stock.walls = stock.lots.par_iter().map(|lot| lot.wall().filter(|_| lot.usage.is_compound())).collect();
    stock
}

impl Stock {
    /// A straddler belongs to some lot of its first grid, for its address.
    fn add_straddler(&mut self, plot: Plot, grid: u32, other: u32) {
        if let Some(lot) = self.lots.iter().position(|lot| lot.grid == grid) {
            self.buildings.push(Placed { plot, lot: lot as u32, number: 0, other_grid: Some(other) });
        }
    }
}

/// A pond in a park or between fields, clear of the lot's sides and of what stands there.
fn pond(lot: &Lot, taken: &[Vec<Xy>], rng: &mut impl Rng) -> Option<Vec<Xy>> {
    let chance = match lot.usage {
        Use::Park => 0.6,
        Use::Field => 0.45,
        Use::Village if lot.density < 0.6 => 0.3,
        _ => return None,
    };
    if !rng.random_bool(chance) {
        return None;
    }
    let size = area(&lot.ring).sqrt();
    let centre = centroid(&lot.ring) + Xy::at_angle(between(rng, (0.0, TAU))) * (0.15 * size);
    let (long, flat) = (size * between(rng, (0.08, 0.19)), between(rng, (0.5, 0.9)));
    let waves: Vec<(f64, f64)> =
        (0..3).map(|_| (between(rng, (0.0, TAU)), between(rng, (0.05, 0.16)))).collect();
    let turn = between(rng, (0.0, TAU));
    let shore = |k: i32| {
        let angle = f64::from(k) / 26.0 * TAU;
        let swell: f64 = waves
            .iter()
            .enumerate()
            .map(|(i, (phase, height))| height * ((i + 2) as f64 * angle + phase).sin())
            .sum();
        let p = Xy::at_angle(angle) * (long * (1.0 + swell));
        centre + super::plane::xy(p.x, p.y * flat).turned(turn)
    };
    let ring: Vec<Xy> = (0..26).map(shore).collect();
    let dry = |p: &Xy| {
        inside(*p, &lot.ring)
            && sides(&lot.ring).zip(&lot.setbacks).all(|(side, s)| distance_to_segment(*p, side) > *s)
    };
    let clear = ring.iter().all(dry) && taken.iter().flatten().all(|p| p.distance(centre) > 1.5 * long + 15.0);
    clear.then_some(ring)
}
