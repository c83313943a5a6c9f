//! Buildings planted across grid limits, as real plans have them: houses older than the limit that follows their walls.

use super::dice::{Part, between, stream};
use super::growth::{Class, Ground};
use super::layout::{Kind, Plot};
use super::mesh::{FaceNo, HalfId, twin};
use super::plane::{Xy, crossing, inside, ring_to_lattice, sides, to_lattice, xy};
use rand::Rng;

/// Share of all buildings that stand across a limit.
const SHARE: f64 = 0.003;
/// Fewer buildings than this leave no room for an exception.
const FEWEST_BUILDINGS: usize = 200;

/// A planted building and the two blocks it stands in.
pub(super) struct Straddler {
    pub plot: Plot,
    pub ring: Vec<Xy>,
    pub faces: [FaceNo; 2],
}

/// Straddlers for a number of buildings in all; fewer where limits with room for them are scarce.
pub(super) fn straddlers(ground: &Ground, buildings: usize, seed: u64) -> Vec<Straddler> {
    let wanted = if buildings < FEWEST_BUILDINGS { 0 } else { (buildings as f64 * SHARE).ceil() as usize };
    let places: Vec<HalfId> = ground
        .mesh
        .edges()
        .filter(|&h| ground.class(h) == Class::Wall && ground.divides_grids(h))
        .filter(|&h| ground.mesh.origin(h).distance(ground.mesh.target(h)) > 17.0)
        .collect();
    // Every k-th edge, so that neighbours on one wall do not touch.
    let step = (places.len() / wanted.max(1)).max(2);
    let mut rng = stream(seed, Part::Straddlers, 0);
    places.iter().step_by(step).filter_map(|&half| straddler(ground, half, &mut rng)).take(wanted).collect()
}

fn straddler(ground: &Ground, half: HalfId, rng: &mut impl Rng) -> Option<Straddler> {
    let (a, b) = (ground.mesh.origin(half), ground.mesh.target(half));
    let along = (b - a).unit();
    let size = xy(between(rng, (9.0, 13.0)), between(rng, (8.5, 12.0)));
    let centre = a.mid(b) + along.left() * between(rng, (-2.4, 2.4));
    let corner = |x: f64, y: f64| centre + along * (x * size.x / 2.0) + along.left() * (y * size.y / 2.0);
    let ring = vec![corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)];
    let faces = [half, twin(half)].map(|h| ground.mesh.face(h));
    let clear = faces.iter().all(|&face| meets_only(ground, face, half, &ring));
    let plot = Plot {
        shell: ring_to_lattice(&ring),
        hole: Vec::new(),
        centre: to_lattice(centre),
        kind: Kind::House,
        units: 1,
    };
    clear.then_some(Straddler { plot, ring, faces })
}

/// Whether a ring, and some room around it, meets no other side of a face than one.
fn meets_only(ground: &Ground, face: FaceNo, allowed: HalfId, ring: &[Xy]) -> bool {
    let middle = ring[0].mid(ring[2]);
    let roomy: Vec<Xy> = ring.iter().map(|&p| middle + (p - middle) * 1.3).collect();
    ground.mesh.around(face).filter(|&h| h / 2 != allowed / 2).all(|h| {
        let side = (ground.mesh.origin(h), ground.mesh.target(h));
        !inside(side.0, &roomy) && sides(&roomy).all(|other| crossing(side, other).is_none())
    })
}
