//! How the city grows: the great lines first, then streets, communities, grids and blocks, each cut out of the one
//! above, so that all nest exactly.

use super::cut::{Balance, Boundary, Cut, Cutter};
use super::dice::{Noise, Part, mix, stream};
use super::mesh::{FaceNo, HalfId, Mesh, OUTSIDE, twin};
use super::plane::{area, centroid};
use super::terrain::{Spine, Terrain};
use crate::coord::Ring;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use std::collections::BinaryHeap;

/// What an edge of the ground plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// The district's limit on land: no road.
    Limit,
    Shore,
    River,
    Rail,
    Motorway,
    Primary,
    Secondary,
    Residential,
    Lane,
    /// A limit along walls and fences.
    Wall,
}

impl Class {
    /// Metres from the middle of the edge to the nearest building.
    pub fn setback(self) -> f64 {
        match self {
            Self::River => 52.0,
            Self::Shore => 45.0,
            Self::Motorway => 36.0,
            Self::Rail => 28.0,
            Self::Primary => 26.0,
            Self::Secondary => 18.0,
            Self::Residential => 11.0,
            Self::Limit => 9.0,
            Self::Lane => 6.5,
            Self::Wall => 4.0,
        }
    }
}

/// One line that was laid: all edges of it carry its number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    pub class: Class,
    /// Name given with the terrain.
    pub name: Option<&'static str>,
    pub first: HalfId,
}

/// The levels a face belongs to, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Street,
    Community,
    Grid,
}

/// The finished ground plan.
pub(super) struct Ground {
    pub mesh: Mesh<u32>,
    pub ways: Vec<Way>,
    /// For each face the number of its street, community and grid.
    owners: Vec<[u32; 3]>,
    /// Number of streets, communities and grids.
    pub counts: [u32; 3],
}

/// As in Baohe: 11 streets and some 150 communities for 779 grids.
const GRIDS_PER_STREET: f64 = 71.0;
const GRIDS_PER_COMMUNITY: f64 = 5.2;
/// Blocks are cut until they are at most this share of a grid of their place.
const BLOCK_SHARE: f64 = 0.42;
/// A great line does not cut off less than this many grids.
const LEAST_PIECE_GRIDS: f64 = 12.0;

impl Ground {
    pub fn class(&self, half: HalfId) -> Class {
        self.ways[self.mesh.way(half) as usize].class
    }

    pub fn owner(&self, face: FaceNo, level: Level) -> u32 {
        self.owners[face as usize][level as usize]
    }

    /// The number of the part of a level to the left of a half-edge; `None` outside the city.
    fn part(&self, half: HalfId, level: Option<Level>) -> Option<u32> {
        let face = self.mesh.face(half);
        (face != OUTSIDE).then(|| level.map_or(0, |level| self.owner(face, level)))
    }

    /// The outlines of all parts of a level in their order, or of the whole without one.
    pub fn outlines(&self, level: Option<Level>) -> Vec<Ring> {
        let count = level.map_or(1, |level| self.counts[level as usize]);
        let mut first: Vec<Option<HalfId>> = vec![None; count as usize];
        for half in self.mesh.edges().flat_map(|h| [h, twin(h)]) {
            let (left, right) = (self.part(half, level), self.part(twin(half), level));
            if let Some(part) = left.filter(|_| left != right) {
                first[part as usize].get_or_insert(half);
            }
        }
        first.into_iter().flatten().map(|half| self.outline_from(half, level)).collect()
    }

    /// Whether an edge divides two grids.
    pub fn divides_grids(&self, half: HalfId) -> bool {
        let sides = [half, twin(half)].map(|h| self.part(h, Some(Level::Grid)));
        sides[0].is_some() && sides[1].is_some() && sides[0] != sides[1]
    }

    fn outline_from(&self, first: HalfId, level: Option<Level>) -> Ring {
        let part = self.part(first, level);
        let mut ring = Vec::new();
        let mut half = first;
        loop {
            ring.push(self.mesh.lattice(half));
            half = self.mesh.next(half);
            while self.part(twin(half), level) == part {
                half = self.mesh.next(twin(half));
            }
            if half == first {
                return ring;
            }
        }
    }
}

/// Grows the ground plan of exactly this many grids.
pub(super) fn grow(terrain: &Terrain, grids: u32, seed: u64) -> Ground {
    let ways = [Class::Limit, Class::Shore].map(|class| Way { class, name: None, first: 0 });
    let mesh = Mesh::new(&terrain.outline, |i| u32::from(terrain.shore[i]));
    let mut grower = Grower {
        cutter: Cutter { terrain, rough: 0.1, noise: Noise(mix(seed ^ 0xC)) },
        rng: stream(seed, Part::Ground, 0),
        ground: Ground { mesh, ways: ways.to_vec(), owners: vec![[0; 3]; 2], counts: [1; 3] },
    };
    grower.lay_spines(f64::from(grids));
    let at_least = |count: f64, least: u32| (count.round() as u32).max(least);
    let streets = at_least(f64::from(grids) / GRIDS_PER_STREET, 1).min(199);
    grower.divide(Level::Street, streets);
    grower.divide(Level::Community, at_least(f64::from(grids) / GRIDS_PER_COMMUNITY, streets).min(grids));
    grower.divide(Level::Grid, grids);
    grower.divide_blocks();
    grower.ground
}

struct Grower<'a> {
    cutter: Cutter<'a>,
    rng: ChaCha8Rng,
    ground: Ground,
}

/// A face waiting to be cut; the heaviest comes first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    /// Weight in billionths of the city, whole so that the order is total.
    weight: u64,
    face: FaceNo,
}

impl Grower<'_> {
    fn lay_spines(&mut self, grids: f64) {
        for (kind, name, line) in &self.cutter.terrain.spines {
            let class = match kind {
                Spine::River => Class::River,
                Spine::Motorway => Class::Motorway,
                Spine::Rail => Class::Rail,
            };
            let mut faces: Vec<FaceNo> = self.ground.mesh.inner_faces().collect();
            while let Some(face) = faces.pop() {
                let boundary = Boundary::of(&self.ground.mesh, face);
                let Some(cut) = self.cutter.along(&boundary, line) else { continue };
                if self.mass(face) * grids > 2.0 * LEAST_PIECE_GRIDS {
                    faces.extend([face, self.cut(face, &cut, class, Some(name))]);
                }
            }
        }
    }

    fn mass(&self, face: FaceNo) -> f64 {
        self.cutter.terrain.mass(&self.ground.mesh.ring(face))
    }

    fn cut(&mut self, face: FaceNo, cut: &Cut, class: Class, name: Option<&'static str>) -> FaceNo {
        let way = self.ground.ways.len() as u32;
        let (new, first) = self.ground.mesh.split(face, cut.ends, &cut.inner, way);
        self.ground.ways.push(Way { class, name, first });
        self.ground.owners.push(self.ground.owners[face as usize]);
        new
    }

    /// Cuts the heaviest face again and again until there are `count` (or as many as there already were), and
    /// numbers them as the parts of a level.
    fn divide(&mut self, level: Level, count: u32) {
        let mut waiting: BinaryHeap<Waiting> =
            self.ground.mesh.inner_faces().map(|face| self.waiting(face)).collect();
        while (self.ground.mesh.inner_faces().len() as u32) < count {
            let Some(Waiting { face, .. }) = waiting.pop() else { break };
            let class = self.class_of_cut(level, count);
            if let Some(new) = self.halve(face, Balance::Mass, class) {
                waiting.extend([self.waiting(face), self.waiting(new)]);
            }
        }
        for face in self.ground.mesh.inner_faces() {
            self.ground.owners[face as usize][level as usize] = face - 1;
        }
        self.ground.counts[level as usize] = self.ground.mesh.inner_faces().len() as u32;
    }

    fn waiting(&self, face: FaceNo) -> Waiting {
        Waiting { weight: (self.mass(face).max(0.0) * 1e9) as u64, face }
    }

    fn halve(&mut self, face: FaceNo, balance: Balance, class: Class) -> Option<FaceNo> {
        let boundary = Boundary::of(&self.ground.mesh, face);
        self.cutter.rough = if matches!(class, Class::Lane | Class::Wall) { 0.22 } else { 0.12 };
        let cut = self.cutter.best(&boundary, balance, &mut self.rng)?;
        Some(self.cut(face, &cut, class, None))
    }

    /// The earlier a line is laid, the greater the road; one grid limit in eight follows walls.
    fn class_of_cut(&mut self, level: Level, count: u32) -> Class {
        let early = (self.ground.mesh.inner_faces().len() as f64) < 0.45 * f64::from(count);
        match level {
            Level::Street => Class::Primary,
            Level::Community if early => Class::Primary,
            Level::Community => Class::Secondary,
            Level::Grid if early => Class::Secondary,
            Level::Grid if self.rng.random_bool(0.12) => Class::Wall,
            Level::Grid => Class::Residential,
        }
    }

    /// Cuts grids into blocks.
    fn divide_blocks(&mut self) {
        let mut waiting: Vec<FaceNo> = self.ground.mesh.inner_faces().collect();
        while let Some(face) = waiting.pop() {
            let ring = self.ground.mesh.ring(face);
            let side = self.cutter.terrain.grid_side(centroid(&ring));
            if area(&ring) <= BLOCK_SHARE * side * side {
                continue;
            }
            let class = if self.rng.random_bool(0.6) { Class::Residential } else { Class::Lane };
            if let Some(new) = self.halve(face, Balance::Area, class) {
                waiting.extend([face, new]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_has_exactly_its_grids_and_they_fill_it() {
        for grids in [1, 5, 20, 150] {
            let ground = grow(&Terrain::new(grids, 3), grids, 3);
            assert_eq!(ground.counts[Level::Grid as usize], grids);
            let whole = doubled_area(&ground.outlines(None)[0]);
            for level in [Level::Street, Level::Community, Level::Grid] {
                let rings = ground.outlines(Some(level));
                assert_eq!(rings.len() as u32, ground.counts[level as usize]);
                assert_eq!(rings.iter().map(doubled_area).sum::<i128>(), whole);
            }
        }
    }

    fn doubled_area(ring: &Ring) -> i128 {
        (0..ring.len())
            .map(|i| (ring[i], ring[(i + 1) % ring.len()]))
            .map(|(a, b)| i128::from(a.x) * i128::from(b.y) - i128::from(b.x) * i128::from(a.y))
            .sum()
    }
}
