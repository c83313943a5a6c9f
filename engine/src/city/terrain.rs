//! The lie of the land before anything is built: outline and shore, river and great roads, where the city is dense,
//! and which way its streets run.

use super::dice::{Noise, mix};
use super::plane::{Xy, area, corners, distance_to_segment, sides, smooth, xy};
use rayon::prelude::*;

/// Grids of the city the ground plan was drawn for, and its area.
const DRAWN_GRIDS: f64 = 779.0;
const DRAWN_AREA_M2: f64 = 297.0e6;

/// The district's outline in kilometres, counter-clockwise from the north-east; the shore of the lake is the part
/// between the two marked points.
const OUTLINE_KM: [(f64, f64); 20] = [
    (4.6, 7.7),
    (2.2, 9.3),
    (-2.0, 9.6),
    (-5.2, 8.7),
    (-7.0, 7.4),
    (-7.9, 5.2),
    (-7.2, 2.6),
    (-8.2, -0.4),
    (-7.3, -3.4),
    (-7.7, -6.4),
    (-6.4, -8.8),
    (-3.6, -9.5),
    (-0.8, -8.7),
    (1.6, -7.5),
    (4.4, -8.1),
    (7.6, -7.6),
    (10.7, -5.7),
    (11.3, -2.5),
    (9.7, 0.8),
    (7.4, 4.4),
];
const SHORE: std::ops::Range<usize> = 10..16;

/// A centre of density: place and reach in kilometres, and grids per area on top of the open country's.
struct Centre {
    at: (f64, f64),
    reach_km: f64,
    density: f64,
}

const CENTRES: [Centre; 5] = [
    Centre { at: (-2.2, 6.2), reach_km: 4.3, density: 6.0 },
    Centre { at: (2.6, 7.0), reach_km: 2.2, density: 2.0 },
    Centre { at: (-3.4, -4.6), reach_km: 2.9, density: 3.2 },
    Centre { at: (6.9, -1.7), reach_km: 1.5, density: 1.2 },
    Centre { at: (-5.2, 0.8), reach_km: 1.6, density: 1.0 },
];
const COUNTRYSIDE_DENSITY: f64 = 0.30;

/// Where factories stand: place and reach in kilometres.
const INDUSTRY_KM: [((f64, f64), f64); 2] = [((5.6, 3.4), 2.3), ((-6.3, -1.6), 1.3)];

/// What a great line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spine {
    River,
    Motorway,
    Rail,
}

/// A place in km east and north of the district's middle.
type PlaceKm = (f64, f64);

/// Lines that cross the whole district, in the order they are laid; their ends lie outside it.
const SPINES_KM: [(Spine, &str, &[PlaceKm]); 4] = [
    (
        Spine::River,
        "淝水河",
        &[
            (1.6, 10.6),
            (0.9, 8.2),
            (2.1, 5.9),
            (1.7, 3.8),
            (3.4, 1.9),
            (3.7, -0.3),
            (5.4, -2.2),
            (5.3, -4.6),
            (6.9, -6.3),
            (7.2, -8.8),
        ],
    ),
    (
        Spine::Motorway,
        "环城快速路",
        &[(-9.4, 1.6), (-6.6, 2.3), (-3.6, 1.5), (-0.6, 1.3), (2.2, 2.5), (4.6, 3.6), (6.6, 5.6), (7.6, 8.4)],
    ),
    (
        Spine::Rail,
        "庐江铁路",
        &[(-3.9, 10.9), (-4.1, 8.0), (-5.0, 5.0), (-4.5, 2.0), (-4.9, -1.0), (-6.1, -2.4), (-9.4, -3.5)],
    ),
    (
        Spine::Motorway,
        "绕城高速",
        &[(-9.6, -2.1), (-5.6, -1.7), (-2.0, -2.5), (1.8, -2.1), (5.2, -3.2), (8.6, -2.4), (12.8, -3.6)],
    ),
];

/// The ground the city is built on. Lengths in metres.
pub(super) struct Terrain {
    /// Counter-clockwise, and for each side from its point to the next whether it is lake shore.
    pub outline: Vec<Xy>,
    pub shore: Vec<bool>,
    pub spines: Vec<(Spine, &'static str, Vec<Xy>)>,
    /// Metres of the plane per kilometre of the drawing.
    scale: f64,
    /// Mean size of a grid, metres.
    grid_side: f64,
    table: Table,
    mean_density: f64,
}

impl Terrain {
    pub fn new(grids: u32, seed: u64) -> Self {
        let drawn = outline(1000.0, 1000.0, seed).0;
        let wanted = DRAWN_AREA_M2 * f64::from(grids) / DRAWN_GRIDS;
        let scale = 1000.0 * (wanted / area(&drawn)).sqrt();
        let grid_side = (wanted / f64::from(grids)).sqrt();
        let (outline, shore) = outline(scale, grid_side, seed);
        let spines = if f64::from(grids) < 100.0 { Vec::new() } else { spines(scale, seed) };
        let table =
            Table::new(&outline, |p| density(p * (1.0 / scale), seed), |p| bearing(p, scale, &spines, seed));
        let mean_density = table.mass(&outline) / area(&outline);
        Self { outline, shore, spines, scale, grid_side, table, mean_density }
    }

    /// How many grids a ring deserves, as a share of the city's 1.
    pub fn mass(&self, ring: &[Xy]) -> f64 {
        self.table.mass(ring) / (self.mean_density * area(&self.outline))
    }

    /// Density of grids at a place, relative to the city's mean.
    pub fn density(&self, p: Xy) -> f64 {
        self.table.density(p) / self.mean_density
    }

    /// The side in metres that a grid has about here.
    pub fn grid_side(&self, p: Xy) -> f64 {
        self.grid_side / self.density(p).max(0.05).sqrt()
    }

    /// The direction of streets at a place, radians; the others follow by quarter turns.
    pub fn bearing(&self, p: Xy) -> f64 {
        self.table.bearing(p)
    }

    /// Whether factories may stand here.
    pub fn is_industrial(&self, p: Xy) -> bool {
        let drawn = p * (1.0 / self.scale);
        INDUSTRY_KM.iter().any(|&((x, y), reach)| drawn.distance(xy(x, y)) < reach)
    }

    /// Distance in metres to the lake.
    pub fn to_shore(&self, p: Xy) -> f64 {
        let n = self.outline.len();
        let shore = (0..n).filter(|&i| self.shore[i]).map(|i| (self.outline[i], self.outline[(i + 1) % n]));
        shore.map(|side| distance_to_segment(p, side)).fold(f64::INFINITY, f64::min)
    }

    /// Distance in metres to the middle of the river; infinite where there is none.
    pub fn to_river(&self, p: Xy) -> f64 {
        let rivers = self.spines.iter().filter(|(kind, ..)| *kind == Spine::River);
        let pieces = rivers.flat_map(|(_, _, line)| line.windows(2).map(|w| (w[0], w[1])));
        pieces.map(|piece| distance_to_segment(p, piece)).fold(f64::INFINITY, f64::min)
    }

    /// The lake beyond the shore: the shore itself, then open water to the south.
    pub fn lake(&self) -> Vec<Xy> {
        let n = self.outline.len();
        let mut ring: Vec<Xy> =
            (0..n).filter(|&i| self.shore[i] || self.shore[(i + n - 1) % n]).map(|i| self.outline[i]).collect();
        let (first, last) = (ring[0], ring[ring.len() - 1]);
        let south = corners(&ring).0.y - 1.6 * self.scale;
        let open = [last + xy(1.4, -1.6) * self.scale, xy(last.x, south), xy(first.x, south)];
        let rest = [last, open[0], open[1], open[2], first + xy(-0.9, -0.9) * self.scale, first];
        let bank = smooth(&rest, 0.12 * self.scale);
        ring.extend(&bank[1..bank.len() - 1]);
        ring
    }
}

fn scaled(points: &[(f64, f64)], scale: f64) -> Vec<Xy> {
    points.iter().map(|&(x, y)| xy(x, y) * scale).collect()
}

/// The outline at a scale, roughened, with a vertex about every twelfth of a grid.
fn outline(scale: f64, grid_side: f64, seed: u64) -> (Vec<Xy>, Vec<bool>) {
    let corners = scaled(&OUTLINE_KM, scale);
    let closed: Vec<Xy> = corners.iter().chain(&corners[..1]).copied().collect();
    let noise = Noise(mix(seed));
    let rough = |p: Xy| {
        let wide = noise.vector_at(p * (1.0 / (1.7 * scale))) * (0.55 * scale);
        p + wide + noise.vector_at(p * (1.0 / (0.5 * scale))) * (0.13 * scale)
    };
    let (mut ring, mut shore) = (Vec::new(), Vec::new());
    let curve = smooth(&closed, grid_side / 12.0);
    let marks: Vec<usize> =
        corners.iter().map(|c| curve.iter().position(|p| p.distance(*c) < 1e-6).unwrap_or(0)).collect();
    for (i, &p) in curve[..curve.len() - 1].iter().enumerate() {
        ring.push(rough(p));
        shore.push((marks[SHORE.start]..marks[SHORE.end]).contains(&i));
    }
    (ring, shore)
}

fn spines(scale: f64, seed: u64) -> Vec<(Spine, &'static str, Vec<Xy>)> {
    SPINES_KM
        .iter()
        .map(|&(kind, name, points)| (kind, name, meander(kind, smooth(&scaled(points, scale), 55.0), seed)))
        .collect()
}

/// A river winds more than a road, and a road more than a railway.
fn meander(kind: Spine, curve: Vec<Xy>, seed: u64) -> Vec<Xy> {
    let (wave, swing) = match kind {
        Spine::River => (700.0, 170.0),
        Spine::Motorway => (1500.0, 90.0),
        Spine::Rail => (2500.0, 60.0),
    };
    let noise = Noise(mix(seed ^ kind as u64));
    curve.into_iter().map(|p| p + noise.vector_at(p * (1.0 / wave)) * swing).collect()
}

/// Grids per area at a place of the drawing, in no particular unit.
fn density(drawn: Xy, seed: u64) -> f64 {
    let bell = |c: &Centre| {
        let d = drawn.distance(xy(c.at.0, c.at.1)) / c.reach_km;
        c.density * (-d * d).exp()
    };
    let uneven = 1.0 + 0.35 * Noise(mix(seed ^ 0xD)).at(drawn * 0.9);
    (COUNTRYSIDE_DENSITY + CENTRES.iter().map(bell).sum::<f64>()) * uneven
}

/// The direction of streets as (cos 4θ, sin 4θ), so that directions a quarter turn apart are the same: a blend of
/// the lie of the land, the ring around the old core, the plans of the newer towns, and the lines streets run along.
fn bearing(p: Xy, scale: f64, spines: &[(Spine, &'static str, Vec<Xy>)], seed: u64) -> Xy {
    let drawn = p * (1.0 / scale);
    let four = |angle: f64| Xy::at_angle(4.0 * angle);
    let wander = Noise(mix(seed ^ 0xB)).at(drawn * 0.45);
    let lie = four(0.12 + 0.55 * wander) * 0.8;
    let core = drawn - xy(-2.2, 6.2);
    let ring = four(core.angle()) * (1.5 * bell(core.length(), 5.0) * (1.0 - bell(core.length(), 1.3)));
    let old_town = four(0.06) * (2.2 * bell(core.length(), 1.6));
    let lake_town = four(0.42) * (2.2 * bell(drawn.distance(xy(-3.4, -4.8)), 2.6));
    let east_town = four(-0.3) * (1.6 * bell(drawn.distance(xy(6.9, -1.7)), 1.7));
    let along = spines
        .iter()
        .map(|(_, _, line)| along(p, line, 0.45 * scale))
        .fold(xy(0.0, 0.0), |sum, pull| sum + pull);
    lie + ring + old_town + lake_town + east_town + along
}

fn bell(distance: f64, reach: f64) -> f64 {
    (-(distance / reach).powi(2)).exp()
}

/// The pull of the nearest piece of a line on the streets beside it.
fn along(p: Xy, line: &[Xy], reach: f64) -> Xy {
    let pieces = line.windows(9).step_by(8).map(|w| (w[0], w[8]));
    let near = pieces.map(|piece| (distance_to_segment(p, piece), piece)).min_by(|a, b| a.0.total_cmp(&b.0));
    let Some((distance, (a, b))) = near else { return xy(0.0, 0.0) };
    Xy::at_angle(4.0 * (b - a).angle()) * (1.8 * bell(distance, reach))
}

/// Density and bearing on a raster over the city, blended between its nodes.
struct Table {
    low: Xy,
    step: f64,
    columns: usize,
    rows: usize,
    density: Vec<f64>,
    /// ∫ density dy from the lowest row up, so that a ring's mass is an integral along its sides (Green).
    below: Vec<f64>,
    bearing: Vec<Xy>,
}

/// Raster cells along the longer side of the city.
const TABLE_CELLS: f64 = 140.0;

impl Table {
    fn new(ring: &[Xy], density: impl Fn(Xy) -> f64, bearing: impl Fn(Xy) -> Xy + Sync) -> Self {
        let (low, high) = corners(ring);
        let step = (high.x - low.x).max(high.y - low.y) / TABLE_CELLS;
        let cells = |length: f64| (length / step).ceil() as usize + 2;
        let (columns, rows) = (cells(high.x - low.x), cells(high.y - low.y));
        let nodes: Vec<Xy> =
            (0..columns * rows).map(|i| low + xy((i % columns) as f64, (i / columns) as f64) * step).collect();
        let density: Vec<f64> = nodes.iter().map(|&p| density(p)).collect();
        let mut below = vec![0.0; density.len()];
        for i in columns..density.len() {
            below[i] = below[i - columns] + (density[i] + density[i - columns]) / 2.0 * step;
        }
        let bearing = nodes.par_iter().map(|&p| bearing(p)).collect();
        Self { low, step, columns, rows, density, below, bearing }
    }

    /// The four nodes around a place with their weights.
    fn around(&self, p: Xy) -> [(usize, f64); 4] {
        let place = (p - self.low) * (1.0 / self.step);
        let (x, y) =
            (place.x.clamp(0.0, self.columns as f64 - 1.001), place.y.clamp(0.0, self.rows as f64 - 1.001));
        let (u, v) = (x.fract(), y.fract());
        let i = y as usize * self.columns + x as usize;
        [
            (i, (1.0 - u) * (1.0 - v)),
            (i + 1, u * (1.0 - v)),
            (i + self.columns, (1.0 - u) * v),
            (i + self.columns + 1, u * v),
        ]
    }

    fn density(&self, p: Xy) -> f64 {
        self.around(p).iter().map(|&(i, w)| self.density[i] * w).sum()
    }

    fn bearing(&self, p: Xy) -> f64 {
        self.around(p).iter().fold(xy(0.0, 0.0), |sum, &(i, w)| sum + self.bearing[i] * w).angle() / 4.0
    }

    fn mass(&self, ring: &[Xy]) -> f64 {
        let below = |p: Xy| self.around(p).iter().map(|&(i, w)| self.below[i] * w).sum::<f64>();
        -sides(ring).map(|(a, b)| (b.x - a.x) * below(a.mid(b))).sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outline_has_the_area_of_its_grids() {
        for grids in [1, 20, 779, 3635] {
            let terrain = Terrain::new(grids, 7);
            let wanted = 297.0e6 / 779.0 * f64::from(grids);
            assert!((area(&terrain.outline) / wanted - 1.0).abs() < 0.02, "{grids}");
        }
    }

    #[test]
    fn masses_of_halves_sum_to_the_whole() {
        let terrain = Terrain::new(779, 7);
        let strip = |from: i32, to: i32| {
            let south = (from..to).map(|k| xy(f64::from(k) * 50.0, 0.0));
            let north = (from..to).rev().map(|k| xy(f64::from(k + 1) * 50.0, 2000.0));
            terrain.mass(
                &south
                    .chain([xy(f64::from(to) * 50.0, 0.0)])
                    .chain(north)
                    .chain([xy(f64::from(from) * 50.0, 2000.0)])
                    .collect::<Vec<_>>(),
            )
        };
        let (whole, parts) = (strip(0, 60), strip(0, 20) + strip(20, 60));
        assert!((whole - parts).abs() < 1e-9 * whole);
    }

    #[test]
    fn the_core_is_denser_than_the_country() {
        let terrain = Terrain::new(779, 7);
        assert!(terrain.density(xy(-2200.0, 6200.0)) > 5.0 * terrain.density(xy(9000.0, -5000.0)));
    }
}
