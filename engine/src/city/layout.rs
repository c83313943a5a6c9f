//! Buildings set out on a lot, in rows along the run of the streets.

use super::dice::between;
use super::footprint::{Shape, outline};
use super::lot::{Lot, Use};
use super::plane::{Xy, centroid, corners, inside, ring_to_lattice, sides, to_lattice, xy};
use crate::coord::{LatticePoint, Ring};
use rand::{Rng, RngExt};
use std::f64::consts::TAU;

/// What a building is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Slab,
    Tower,
    Villa,
    House,
    School,
    Hospital,
    Mall,
    Office,
    Hall,
    Public,
}

/// A building's place and form, before anyone lives in it.
#[derive(Clone, Debug)]
pub(super) struct Plot {
    pub shell: Ring,
    pub hole: Ring,
    pub centre: LatticePoint,
    pub kind: Kind,
    /// Staircases, for dwellings.
    pub units: u32,
}

/// Rows of one kind of building: ranges in metres.
struct Style {
    kind: Kind,
    length: (f64, f64),
    depth: (f64, f64),
    row_gap: (f64, f64),
    side_gap: (f64, f64),
    shapes: &'static [Shape],
    /// Chance that a place in a row is left open.
    open: f64,
    most: usize,
}

/// Metres of frontage per staircase.
const UNIT_M: f64 = 15.0;
/// Distance of buildings from ponds and from buildings that stood there before.
const OBSTACLE_SETBACK_M: f64 = 7.0;

/// The buildings of a lot. `obstacles` are ponds and buildings that stand already.
pub(super) fn plots(lot: &Lot, obstacles: &[Vec<Xy>], rng: &mut impl Rng) -> Vec<Plot> {
    let site = Site::new(lot, obstacles, rng);
    let mut plots = Vec::new();
    for style in styles(lot.usage) {
        site.rows(style, &mut plots, rng);
    }
    plots
}

fn styles(usage: Use) -> &'static [Style] {
    use Shape::{Bar, Court, Cross, Drum, Ell, Horseshoe, Stepped};
    const FEW: usize = 9;
    const ALL: usize = usize::MAX;
    macro_rules! style {
        ($kind:ident, $length:expr, $depth:expr, $row:expr, $side:expr, $shapes:expr, $open:expr, $most:expr) => {
            Style {
                kind: Kind::$kind,
                length: $length,
                depth: $depth,
                row_gap: $row,
                side_gap: $side,
                shapes: $shapes,
                open: $open,
                most: $most,
            }
        };
    }
    match usage {
        Use::Slabs => &[style!(
            Slab,
            (32.0, 62.0),
            (11.0, 13.5),
            (16.0, 21.0),
            (6.0, 10.0),
            &[Stepped, Stepped, Bar],
            0.04,
            ALL
        )],
        Use::Towers => &[style!(
            Tower,
            (25.0, 40.0),
            (15.0, 20.0),
            (27.0, 38.0),
            (15.0, 26.0),
            &[Cross, Cross, Stepped, Bar],
            0.10,
            ALL
        )],
        Use::Villas => &[style!(
            Villa,
            (11.0, 16.0),
            (10.0, 13.0),
            (10.0, 15.0),
            (7.0, 12.0),
            &[Ell, Bar, Cross],
            0.08,
            ALL
        )],
        Use::Village => {
            &[style!(House, (8.5, 13.0), (8.5, 11.5), (4.0, 8.0), (1.6, 5.0), &[Bar, Bar, Ell], 0.10, ALL)]
        }
        Use::School => &[
            style!(
                School,
                (45.0, 70.0),
                (34.0, 48.0),
                (20.0, 28.0),
                (18.0, 26.0),
                &[Horseshoe, Court, Ell],
                0.2,
                4
            ),
            style!(School, (26.0, 40.0), (20.0, 26.0), (16.0, 22.0), (14.0, 20.0), &[Drum, Bar], 0.3, 6),
        ],
        Use::Hospital => &[
            style!(
                Hospital,
                (55.0, 80.0),
                (30.0, 45.0),
                (20.0, 28.0),
                (20.0, 28.0),
                &[Horseshoe, Court, Ell],
                0.1,
                3
            ),
            style!(Hospital, (28.0, 45.0), (14.0, 20.0), (15.0, 22.0), (15.0, 22.0), &[Bar, Ell], 0.2, 8),
        ],
        Use::Mall => &[
            style!(Mall, (80.0, 120.0), (55.0, 85.0), (25.0, 35.0), (25.0, 35.0), &[Court, Ell, Bar], 0.0, 2),
            style!(Office, (26.0, 36.0), (24.0, 32.0), (25.0, 35.0), (22.0, 30.0), &[Cross, Bar], 0.2, 4),
        ],
        Use::Office => &[style!(
            Office,
            (28.0, 52.0),
            (24.0, 38.0),
            (24.0, 36.0),
            (20.0, 30.0),
            &[Cross, Bar, Ell, Drum, Court],
            0.1,
            FEW
        )],
        Use::Factory => &[style!(
            Hall,
            (55.0, 110.0),
            (26.0, 48.0),
            (12.0, 18.0),
            (12.0, 18.0),
            &[Bar, Bar, Ell],
            0.08,
            ALL
        )],
        Use::Public => &[style!(
            Public,
            (32.0, 60.0),
            (18.0, 34.0),
            (20.0, 28.0),
            (18.0, 26.0),
            &[Horseshoe, Ell, Bar, Drum],
            0.2,
            6
        )],
        Use::Park => {
            &[style!(Public, (14.0, 22.0), (12.0, 16.0), (60.0, 80.0), (60.0, 90.0), &[Drum, Bar], 0.6, 2)]
        }
        Use::Field => {
            &[style!(House, (9.0, 12.5), (8.5, 10.5), (14.0, 40.0), (6.0, 30.0), &[Bar, Ell], 0.3, 14)]
        }
    }
}

/// A lot in its own frame: rows run along x.
struct Site {
    centre: Xy,
    angle: f64,
    ring: Vec<Xy>,
    /// Sides of the lot and of what stands in it, each with its setback.
    fences: Vec<((Xy, Xy), f64)>,
    obstacles: Vec<Vec<Xy>>,
    /// Houses of the country stand in clusters: reach from the cluster's middle, metres.
    cluster: Option<(Xy, f64)>,
}

impl Site {
    fn new(lot: &Lot, obstacles: &[Vec<Xy>], rng: &mut impl Rng) -> Self {
        let centre = centroid(&lot.ring);
        let into = |p: Xy| (p - centre).turned(-lot.angle);
        let ring: Vec<Xy> = lot.ring.iter().map(|&p| into(p)).collect();
        let obstacles: Vec<Vec<Xy>> =
            obstacles.iter().map(|ring| ring.iter().map(|&p| into(p)).collect()).collect();
        let own = sides(&ring).zip(lot.setbacks.iter().copied());
        let foreign = obstacles.iter().flat_map(|ring| sides(ring)).map(|side| (side, OBSTACLE_SETBACK_M));
        let block = lot.block.iter().map(|&((a, b), setback)| ((into(a), into(b)), setback));
        let fences = own.chain(block).chain(foreign).collect();
        let cluster = cluster(lot, &ring, rng);
        Self { centre, angle: lot.angle, ring, fences, obstacles, cluster }
    }

    /// Fills the lot row by row from the south.
    fn rows(&self, style: &Style, plots: &mut Vec<Plot>, rng: &mut impl Rng) {
        let (low, high) = corners(&self.ring);
        let started = plots.len();
        let mut standing: Vec<(Xy, Xy)> = plots.iter().map(|plot| self.box_of(plot)).collect();
        let mut y = low.y + between(rng, (0.0, 6.0));
        while y < high.y {
            let depth = between(rng, style.depth);
            let mut x = low.x + between(rng, (0.0, 8.0));
            while x < high.x && plots.len() - started < style.most {
                let size = xy(between(rng, style.length), depth * between(rng, (0.92, 1.0)));
                let corner = xy(x, y + between(rng, (0.0, 0.08)) * depth);
                if !self.is_free(corner, corner + size, &standing) {
                    x += size.x.min(12.0) * 0.5;
                    continue;
                }
                if !rng.random_bool(style.open) {
                    standing.push((corner, corner + size));
                    plots.push(self.plot(style, corner, size, rng));
                }
                x += size.x + between(rng, style.side_gap);
            }
            y += depth * 1.08 + between(rng, style.row_gap);
        }
    }

    fn plot(&self, style: &Style, corner: Xy, size: Xy, rng: &mut impl Rng) -> Plot {
        let shape = style.shapes[rng.random_range(0..style.shapes.len())];
        let units = match style.kind {
            Kind::Slab => (size.x / UNIT_M).round().clamp(1.0, 6.0) as u32,
            Kind::Tower => 1 + u32::from(size.x > 32.0),
            _ => 1,
        };
        let (shell, hole) = outline(shape, corner, corner + size, units, rng);
        let out = |ring: Vec<Xy>| ring_to_lattice(&ring.into_iter().map(|p| self.out(p)).collect::<Vec<_>>());
        let centre = to_lattice(self.out(corner + size * 0.5));
        Plot { shell: out(shell), hole: out(hole), centre, kind: style.kind, units }
    }

    fn out(&self, p: Xy) -> Xy {
        self.centre + p.turned(self.angle)
    }

    /// The box of a building that stands, in the lot's frame.
    fn box_of(&self, plot: &Plot) -> (Xy, Xy) {
        let points: Vec<Xy> = plot
            .shell
            .iter()
            .map(|&p| (super::plane::from_lattice(p) - self.centre).turned(-self.angle))
            .collect();
        corners(&points)
    }

    /// Whether a box keeps its distance from the lot's sides and from all that stands.
    fn is_free(&self, low: Xy, high: Xy, standing: &[(Xy, Xy)]) -> bool {
        let middle = low.mid(high);
        self.cluster.is_none_or(|(at, reach)| middle.distance(at) < reach)
            && !self.fences.iter().any(|&(side, setback)| meets(side, low, high, setback))
            && inside(middle, &self.ring)
            && !self.obstacles.iter().any(|ring| inside(middle, ring))
            && !standing.iter().any(|other| overlap(*other, (low, high)))
    }
}

/// Where the houses of a country lot gather: by its longest street front.
fn cluster(lot: &Lot, ring: &[Xy], rng: &mut impl Rng) -> Option<(Xy, f64)> {
    let reach = match lot.usage {
        Use::Village if lot.density < 0.6 => between(rng, (70.0, 135.0)),
        Use::Field => between(rng, (60.0, 110.0)),
        _ => return None,
    };
    let at = ring[rng.random_range(0..ring.len())];
    let inward = (at * -1.0).unit() * (reach * 0.75);
    Some((at + inward + Xy::at_angle(between(rng, (0.0, TAU))) * (0.2 * reach), reach))
}

/// Whether a segment comes into a box grown by a margin: separating axes.
fn meets((a, b): (Xy, Xy), low: Xy, high: Xy, margin: f64) -> bool {
    let grow = xy(margin, margin);
    let (low, high) = (low - grow, high + grow);
    if a.x.max(b.x) < low.x || a.x.min(b.x) > high.x || a.y.max(b.y) < low.y || a.y.min(b.y) > high.y {
        return false;
    }
    let along = b - a;
    let turn = |x: f64, y: f64| along.cross(xy(x, y) - a) > 0.0;
    let first = turn(low.x, low.y);
    [turn(high.x, low.y), turn(high.x, high.y), turn(low.x, high.y)].iter().any(|&t| t != first)
}

fn overlap((a, b): (Xy, Xy), (c, d): (Xy, Xy)) -> bool {
    const APART_M: f64 = 1.0;
    a.x < d.x + APART_M && c.x < b.x + APART_M && a.y < d.y + APART_M && c.y < b.y + APART_M
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::dice::{Part, stream};

    fn lot(usage: Use) -> Lot {
        let ring = vec![xy(0.0, 0.0), xy(220.0, 20.0), xy(200.0, 240.0), xy(10.0, 200.0)];
        let block = sides(&ring).map(|side| (side, 10.0)).collect();
        Lot { grid: 0, setbacks: vec![10.0; 4], ring, block, way: 0, usage, angle: 0.1, density: 2.0 }
    }

    #[test]
    fn every_use_keeps_its_setbacks() {
        for usage in Use::ALL {
            let lot = lot(usage);
            for plot in plots(&lot, &[], &mut stream(5, Part::Lots, 1)) {
                let shell: Vec<Xy> = plot.shell.iter().map(|&p| super::super::plane::from_lattice(p)).collect();
                assert!(shell.iter().all(|&p| inside(p, &lot.ring)), "{usage:?}");
                let nearest = |p: Xy| {
                    sides(&lot.ring)
                        .map(|s| super::super::plane::distance_to_segment(p, s))
                        .fold(f64::MAX, f64::min)
                };
                assert!(shell.iter().all(|&p| nearest(p) > 9.9), "{usage:?}");
            }
        }
    }

    #[test]
    fn estates_fill_with_buildings_and_ponds_stay_free() {
        assert!(plots(&lot(Use::Slabs), &[], &mut stream(5, Part::Lots, 1)).len() >= 8);
        let pond = vec![xy(80.0, 80.0), xy(140.0, 80.0), xy(140.0, 150.0), xy(80.0, 150.0)];
        for plot in plots(&lot(Use::Village), std::slice::from_ref(&pond), &mut stream(5, Part::Lots, 1)) {
            assert!(!inside(super::super::plane::from_lattice(plot.centre), &pond));
        }
    }

    #[test]
    fn a_segment_through_a_box_meets_it() {
        let unit = (xy(0.0, 0.0), xy(1.0, 1.0));
        assert!(meets((xy(-1.0, -1.0), xy(2.0, 2.0)), unit.0, unit.1, 0.0));
        assert!(!meets((xy(-1.0, 0.5), xy(0.4, 2.0)), unit.0, unit.1, 0.0));
        assert!(!meets((xy(1.2, -1.0), xy(1.2, 2.0)), unit.0, unit.1, 0.1));
        assert!(meets((xy(1.2, -1.0), xy(1.2, 2.0)), unit.0, unit.1, 0.3));
    }
}
