//! Blocks cut into lots, and what each lot is used for.

use super::dice::pick_weighted;
use super::growth::{Class, Ground, Level};
use super::mesh::FaceNo;
use super::plane::{Xy, area, centroid, crossing, distance_to_segment, inside, sides};
use super::terrain::Terrain;
use rand::{Rng, RngExt};
use std::sync::Arc;

/// What stands on a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Estates of walk-up slabs, 4 to 7 floors.
    Slabs,
    /// Estates of towers, 11 to 33 floors.
    Towers,
    Villas,
    /// Houses the villagers built themselves, in the country or swallowed by the town.
    Village,
    School,
    Hospital,
    Mall,
    Office,
    Factory,
    Public,
    Park,
    Field,
}

impl Use {
    pub const ALL: [Self; 12] = [
        Self::Slabs,
        Self::Towers,
        Self::Villas,
        Self::Village,
        Self::School,
        Self::Hospital,
        Self::Mall,
        Self::Office,
        Self::Factory,
        Self::Public,
        Self::Park,
        Self::Field,
    ];

    pub fn is_residential(self) -> bool {
        matches!(self, Self::Slabs | Self::Towers | Self::Villas | Self::Village)
    }

    /// Whether the lot is a compound: a walled estate with a name of its own.
    pub fn is_compound(self) -> bool {
        self.is_residential()
    }
}

/// A side that buildings keep off, and how far, metres.
pub(super) type Fence = ((Xy, Xy), f64);

/// A piece of a block in one use. Lengths in metres.
#[derive(Clone, Debug)]
pub(super) struct Lot {
    pub grid: u32,
    /// Counter-clockwise.
    pub ring: Vec<Xy>,
    /// For each side the least distance of buildings from it.
    pub setbacks: Vec<f64>,
    /// The sides of the whole block: a river can be near without bordering on the lot.
    pub block: Arc<[Fence]>,
    /// The road it has its address on.
    pub way: u32,
    pub usage: Use,
    /// The direction of rows, radians, within an eighth turn of east.
    pub angle: f64,
    /// Density of the place, relative to the city's mean.
    pub density: f64,
}

/// Lots are halved until they are smaller than this, m², in town and in the country.
const LOT_M2: (f64, f64) = (52_000.0, 180_000.0);
/// Half the distance kept between buildings of neighbouring lots.
const LOT_SETBACK_M: f64 = 5.0;

/// The lots of a block.
pub(super) fn lots(
    ground: &Ground,
    terrain: &Terrain,
    face: FaceNo,
    crowding: f64,
    rng: &mut impl Rng,
) -> Vec<Lot> {
    let halves: Vec<_> = ground.mesh.around(face).collect();
    let ring: Vec<Xy> = halves.iter().map(|&h| ground.mesh.origin(h)).collect();
    let setbacks: Vec<f64> = halves.iter().map(|&h| ground.class(h).setback()).collect();
    let centre = centroid(&ring);
    let quarter = std::f64::consts::FRAC_PI_2;
    let angle = terrain.bearing(centre);
    let whole = Lot {
        grid: ground.owner(face, Level::Grid),
        block: sides(&ring).zip(setbacks.iter().copied()).collect(),
        setbacks,
        way: front(ground, &halves),
        ring,
        usage: Use::Field,
        angle: angle - (angle / quarter).round() * quarter,
        density: terrain.density(centre),
    };
    let mut lots = Vec::new();
    halve(whole, 0, &mut lots);
    for lot in &mut lots {
        lot.usage = choose(terrain, lot, crowding, rng);
    }
    lots
}

/// The way with the longest front among those that give addresses.
fn front(ground: &Ground, halves: &[u32]) -> u32 {
    let named = |h: u32| {
        matches!(ground.class(h), Class::Primary | Class::Secondary | Class::Residential | Class::Lane)
    };
    let length =
        |h: u32| ground.mesh.origin(h).distance(ground.mesh.target(h)) * f64::from(u8::from(named(h)) * 9 + 1);
    let mut fronts: Vec<(u32, f64)> = Vec::new();
    for &h in halves {
        let way = ground.mesh.way(h);
        match fronts.iter_mut().find(|(w, _)| *w == way) {
            Some((_, sum)) => *sum += length(h),
            None => fronts.push((way, length(h))),
        }
    }
    fronts.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(way, _)| way)
}

fn halve(lot: Lot, depth: u32, lots: &mut Vec<Lot>) {
    let urban = lot.urban();
    let limit = LOT_M2.0 * urban + LOT_M2.1 * (1.0 - urban);
    if depth == 3 || area(&lot.ring) < limit {
        lots.push(lot);
        return;
    }
    let centre = centroid(&lot.ring);
    let axis = Xy::at_angle(lot.angle);
    let spread = |axis: Xy| {
        let along = lot.ring.iter().map(|p| (*p - centre).dot(axis));
        along.clone().fold(f64::MIN, f64::max) - along.fold(f64::MAX, f64::min)
    };
    let normal = if spread(axis) > spread(axis.left()) { axis } else { axis.left() };
    let parts = [normal, normal * -1.0].map(|normal| lot.part(centre, normal));
    if parts.iter().all(Lot::is_simple) {
        parts.into_iter().for_each(|part| halve(part, depth + 1, lots));
    } else {
        lots.push(lot);
    }
}

impl Lot {
    /// From 0 in the open country to 1 in the densest town.
    pub fn urban(&self) -> f64 {
        self.density / (self.density + 0.55)
    }

    /// The part of the lot on the side of a line that its normal points to (Sutherland and Hodgman 1974).
    fn part(&self, at: Xy, normal: Xy) -> Self {
        let (mut ring, mut setbacks) = (Vec::new(), Vec::new());
        for ((a, b), &setback) in sides(&self.ring).zip(&self.setbacks) {
            let (da, db) = ((a - at).dot(normal), (b - at).dot(normal));
            if da >= 0.0 {
                ring.push(a);
                setbacks.push(setback);
            }
            if (da >= 0.0) != (db >= 0.0) {
                ring.push(a + (b - a) * (da / (da - db)));
                setbacks.push(if da >= 0.0 { LOT_SETBACK_M } else { setback });
            }
        }
        Self { ring, setbacks, ..self.clone() }
    }

    /// Whether the ring is one that can be built on: it does not meet itself.
    fn is_simple(&self) -> bool {
        self.ring.len() > 2 && area(&self.ring) > 400.0 && is_simple(&self.ring)
    }

    /// The wall of the compound: the ring drawn in behind its pavements, or `None` where it is too crooked for that.
    pub fn wall(&self) -> Option<Vec<Xy>> {
        [1.0, 0.6, 0.3].iter().find_map(|k| {
            let wall = drawn_in(&self.ring, |i| (self.setbacks[i] - 3.5).max(1.0) * k);
            let clear = |p: &Xy| {
                let off =
                    |(side, setback): &Fence| distance_to_segment(*p, *side) > (setback - 4.0).max(0.8) * k;
                inside(*p, &self.ring) && self.block.iter().all(off)
            };
            let onward = sides(&self.ring).zip(sides(&wall)).all(|((a, b), (c, d))| (b - a).dot(d - c) > 0.0);
            (onward && area(&wall) > 500.0 && wall.iter().all(clear) && is_simple(&wall)).then_some(wall)
        })
    }
}

/// A ring with each side moved inwards by its own distance.
fn drawn_in(ring: &[Xy], distance: impl Fn(usize) -> f64) -> Vec<Xy> {
    let n = ring.len();
    let inward = |i: usize| (ring[(i + 1) % n] - ring[i]).unit().left();
    (0..n)
        .map(|i| {
            let before = (i + n - 1) % n;
            let (a, b) = (inward(before), inward(i));
            let (da, db) = (distance(before), distance(i));
            let turn = a.cross(b);
            if turn.abs() < 0.2 {
                return ring[i] + (a + b).unit() * da.max(db);
            }
            // The point with distance da from one side and db from the other.
            ring[i] + (b.left() * -da + a.left() * db) * (1.0 / turn)
        })
        .collect()
}

fn is_simple(ring: &[Xy]) -> bool {
    let sides: Vec<_> = sides(ring).collect();
    let n = sides.len();
    (0..n).all(|i| (i + 2..n).filter(|&j| (j + 1) % n != i).all(|j| crossing(sides[i], sides[j]).is_none()))
}

/// Weighs the uses against each other: town or country, factories where they are allowed, villas by the lake.
/// `crowding` from 0 to 1 is the share of self-built houses that the number of buildings calls for.
fn choose(terrain: &Terrain, lot: &Lot, crowding: f64, rng: &mut impl Rng) -> Use {
    let centre = centroid(&lot.ring);
    let urban = lot.urban();
    let rural = 1.0 - urban;
    let industrial = terrain.is_industrial(centre);
    let calm = if terrain.to_shore(centre) < 2500.0 { 5.0 } else { 0.8 };
    if rng.random_bool(crowding) {
        return Use::Village;
    }
    let weights = Use::ALL.map(|usage| match usage {
        Use::Slabs => 44.0 * urban * urban + 1.0,
        Use::Towers => 34.0 * urban * urban + 1.0,
        Use::Villas => calm * rural * 2.0,
        Use::Village => 4.0 + 26.0 * rural,
        Use::School => 6.0 * urban,
        Use::Hospital => urban,
        Use::Mall => 4.0 * urban * urban,
        Use::Office => 7.0 * urban * urban,
        Use::Factory if industrial => 90.0,
        Use::Factory => 2.0,
        Use::Public => 2.0 * urban,
        Use::Park => 2.0 + 6.0 * urban,
        Use::Field => 70.0 * rural * rural,
    });
    Use::ALL[pick_weighted(rng, &weights)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::plane::xy;

    #[test]
    fn a_square_drawn_in_keeps_its_distance() {
        let square = [xy(0.0, 0.0), xy(10.0, 0.0), xy(10.0, 10.0), xy(0.0, 10.0)];
        let wall = drawn_in(&square, |i| if i == 0 { 3.0 } else { 1.0 });
        assert_eq!(wall, [xy(1.0, 3.0), xy(9.0, 3.0), xy(9.0, 9.0), xy(1.0, 9.0)]);
    }

    #[test]
    fn a_bow_tie_is_not_simple() {
        assert!(!is_simple(&[xy(0.0, 0.0), xy(10.0, 10.0), xy(10.0, 0.0), xy(0.0, 10.0)]));
    }
}
