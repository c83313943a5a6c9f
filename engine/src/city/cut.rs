//! Finding a line that cuts a face in two as a planner would: along the run of the streets, straight on from the
//! roads that already end at its boundary, in halves of like weight and good shape.

use super::dice::{Noise, between};
use super::mesh::{End, FaceNo, HalfId, Mesh};
use super::plane::{Xy, area, centroid, crossing, distance_to_segment, inside, sides, xy};
use super::terrain::Terrain;
use rand::{Rng, RngExt};
use std::f64::consts::{FRAC_PI_2, PI};

/// A line through a face: its two ends on the boundary and the points between.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    pub ends: (End, End),
    pub inner: Vec<Xy>,
}

/// What the halves of a cut should have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Balance {
    /// The density of grids.
    Mass,
    Area,
}

/// A face's boundary as a cut sees it.
pub(super) struct Boundary {
    halves: Vec<HalfId>,
    pub ring: Vec<Xy>,
    degrees: Vec<u8>,
    /// √area, metres.
    size: f64,
}

/// A place on a boundary, by the number of its corner or side.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Landing {
    Corner(usize),
    Side(usize, Xy),
}

/// Roads that cut off less than this, as a fraction of the face's size, leave slivers.
const CLEARANCE: f64 = 0.16;
/// A line that ends this near to an existing node goes to it (fraction of the face's size).
const SNAP: f64 = 0.14;
/// Lines may not leave their ends at a flatter angle than this slope.
const CONE: f64 = 0.42;
/// Longest line that is followed, in steps.
const MAX_STEPS: usize = 1200;
/// Ends nearer than this to a corner use the corner, metres: shorter sides serve nobody.
const SHORTEST_SIDE_M: f64 = 6.0;

impl Boundary {
    pub fn of<W: Copy>(mesh: &Mesh<W>, face: FaceNo) -> Self {
        let halves: Vec<HalfId> = mesh.around(face).collect();
        let ring: Vec<Xy> = halves.iter().map(|&h| mesh.origin(h)).collect();
        let degrees = halves.iter().map(|&h| mesh.degree(h)).collect();
        let size = area(&ring).max(0.0).sqrt();
        Self { halves, ring, degrees, size }
    }

    fn len(&self) -> usize {
        self.ring.len()
    }

    fn side(&self, i: usize) -> (Xy, Xy) {
        (self.ring[i], self.ring[(i + 1) % self.len()])
    }

    fn place(&self, landing: Landing) -> Xy {
        match landing {
            Landing::Corner(i) => self.ring[i],
            Landing::Side(_, p) => p,
        }
    }

    fn end(&self, landing: Landing) -> End {
        match landing {
            Landing::Corner(i) => End::Corner(self.halves[i]),
            Landing::Side(i, p) => End::Side(self.halves[i], p),
        }
    }

    fn touches(&self, landing: Landing, side: usize) -> bool {
        match landing {
            Landing::Corner(i) => side == i || (side + 1) % self.len() == i,
            Landing::Side(i, _) => side == i,
        }
    }

    /// The first side that the way from p to q meets, with the place.
    fn first_hit(&self, p: Xy, q: Xy, from: Option<Landing>) -> Option<(usize, Xy)> {
        (0..self.len())
            .filter(|&i| from.is_none_or(|landing| !self.touches(landing, i)))
            .filter_map(|i| crossing((p, q), self.side(i)).map(|(t, _)| (t, i)))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(t, i)| (i, p + (q - p) * t))
    }

    /// Where a line that hit a side ends: at a node near by, at a corner nearer still, or right there.
    fn land(&self, side: usize, at: Xy, snap: f64) -> Landing {
        let near = |limit: f64, node: bool| {
            (0..self.len())
                .filter(|&i| !node || self.degrees[i] > 2)
                .map(|i| (self.ring[i].distance(at), i))
                .filter(|&(distance, _)| distance < limit)
                .min_by(|a, b| a.0.total_cmp(&b.0))
        };
        near(snap, true)
            .or_else(|| near(SHORTEST_SIDE_M, false))
            .map_or(Landing::Side(side, at), |(_, i)| Landing::Corner(i))
    }

    /// The corners met going counter-clockwise from one landing to another.
    fn corners_between(&self, from: Landing, to: Landing) -> impl Iterator<Item = Xy> + '_ {
        let n = self.len();
        let (Landing::Corner(first) | Landing::Side(first, _)) = from;
        let last = match to {
            Landing::Corner(i) => (i + n - 1) % n,
            Landing::Side(i, _) => i,
        };
        let count = (last + n - first) % n;
        (1..=count).map(move |k| self.ring[(first + k) % n])
    }

    /// The longer direction of the face, from the second moments of its corners.
    fn long_axis(&self) -> Xy {
        let centre = centroid(&self.ring);
        let (mut xx, mut yy, mut xy_) = (0.0, 0.0, 0.0);
        for d in self.ring.iter().map(|&p| p - centre) {
            xx += d.x * d.x;
            yy += d.y * d.y;
            xy_ += d.x * d.y;
        }
        Xy::at_angle(0.5 * (2.0 * xy_).atan2(xx - yy))
    }
}

/// A line on its way: landings and points between.
struct Draft {
    start: Landing,
    end: Landing,
    inner: Vec<Xy>,
}

impl Draft {
    fn points<'a>(&'a self, boundary: &'a Boundary) -> Vec<Xy> {
        let ends = (boundary.place(self.start), boundary.place(self.end));
        std::iter::once(ends.0).chain(self.inner.iter().copied()).chain(std::iter::once(ends.1)).collect()
    }

    /// The faces to the left and to the right of the line.
    fn halves(&self, boundary: &Boundary) -> (Vec<Xy>, Vec<Xy>) {
        let line = self.points(boundary);
        let mut left = line.clone();
        left.extend(boundary.corners_between(self.end, self.start));
        let mut right: Vec<Xy> = line.into_iter().rev().collect();
        right.extend(boundary.corners_between(self.start, self.end));
        (left, right)
    }

    fn into_cut(self, boundary: &Boundary) -> Cut {
        Cut { ends: (boundary.end(self.start), boundary.end(self.end)), inner: self.inner }
    }

    /// Whether the line stays inside the face, clear of its boundary but for its ends.
    fn is_clear(&self, boundary: &Boundary, clearance: f64) -> bool {
        let (Landing::Corner(a) | Landing::Side(a, _)) = self.start;
        let (Landing::Corner(b) | Landing::Side(b, _)) = self.end;
        a != b && !self.crosses(boundary) && self.keeps_distance(boundary, clearance)
    }

    fn crosses(&self, boundary: &Boundary) -> bool {
        let line = self.points(boundary);
        let last = line.len() - 2;
        line.windows(2).enumerate().any(|(k, w)| {
            (0..boundary.len()).any(|i| {
                let at_end =
                    (k == 0 && boundary.touches(self.start, i)) || (k == last && boundary.touches(self.end, i));
                !at_end && crossing((w[0], w[1]), boundary.side(i)).is_some()
            })
        })
    }

    fn keeps_distance(&self, boundary: &Boundary, clearance: f64) -> bool {
        let line = self.points(boundary);
        let length: f64 = line.windows(2).map(|w| w[0].distance(w[1])).sum();
        let mut walked = 0.0;
        line.windows(2).all(|w| {
            let piece = w[0].distance(w[1]);
            let clear = [0.5, 1.0].iter().all(|&t| {
                let to_end = (walked + t * piece).min(length - walked - t * piece);
                let wanted = clearance.min(CONE * to_end);
                let p = w[0] + (w[1] - w[0]) * t;
                wanted <= 1.0 || (0..boundary.len()).all(|i| distance_to_segment(p, boundary.side(i)) >= wanted)
            });
            walked += piece;
            clear
        })
    }
}

/// Looks for cuts over one terrain.
pub(super) struct Cutter<'a> {
    pub terrain: &'a Terrain,
    /// How much a line strays from the run of the streets, as a share of its steps.
    pub rough: f64,
    pub noise: Noise,
}

impl Cutter<'_> {
    /// The best cut of several that were tried, or `None` where every one would leave slivers.
    pub fn best(&self, boundary: &Boundary, balance: Balance, rng: &mut impl Rng) -> Option<Cut> {
        (0..4).find_map(|round| {
            let clearance = boundary.size * CLEARANCE / f64::from(1 + round);
            let drafts = self.drafts(boundary, 1 + round as usize, rng).into_iter();
            let mut priced: Vec<(f64, Draft)> = drafts
                .map(|draft| (self.cost(&draft, boundary, balance) + 0.2 * rng.random::<f64>(), draft))
                .collect();
            priced.sort_by(|a, b| a.0.total_cmp(&b.0));
            let clear = priced.into_iter().find(|(_, draft)| draft.is_clear(boundary, clearance));
            clear.map(|(_, draft)| draft.into_cut(boundary))
        })
    }

    /// The pieces of a given line that cross a face, from boundary to boundary.
    pub fn along(&self, boundary: &Boundary, line: &[Xy]) -> Option<Cut> {
        let mut hits: Vec<(f64, usize, Xy)> = line
            .windows(2)
            .enumerate()
            .flat_map(|(k, w)| {
                let (p, q) = (w[0], w[1]);
                (0..boundary.len()).filter_map(move |i| {
                    crossing((p, q), boundary.side(i)).map(|(t, _)| (k as f64 + t, i, p + (q - p) * t))
                })
            })
            .collect();
        hits.sort_by(|a, b| a.0.total_cmp(&b.0));
        hits.windows(2).find_map(|pair| {
            let inner = line[pair[0].0 as usize + 1..=pair[1].0 as usize].to_vec();
            let middle = *inner.get(inner.len() / 2)?;
            let landing = |(_, side, at): (f64, usize, Xy)| boundary.land(side, at, SHORTEST_SIDE_M);
            let draft = Draft {
                start: landing(pair[0]),
                end: landing(pair[1]),
                inner: trimmed(inner, pair[0].2, pair[1].2),
            };
            let fits = inside(middle, &boundary.ring) && draft.is_clear(boundary, SHORTEST_SIDE_M);
            fits.then(|| draft.into_cut(boundary))
        })
    }

    fn drafts(&self, boundary: &Boundary, more: usize, rng: &mut impl Rng) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let tees: Vec<usize> = (0..boundary.len()).filter(|&i| is_tee(boundary, i)).collect();
        for _ in 0..(6 * more).min(2 * tees.len()) {
            drafts.extend(self.cut_at_corner(boundary, tees[rng.random_range(0..tees.len())]));
        }
        let (centre, axis) = (centroid(&boundary.ring), boundary.long_axis());
        for k in 0..5 * more {
            let stray = if k == 0 { 0.0 } else { 0.12 * more as f64 };
            let off = xy(between(rng, (-stray, stray)), between(rng, (-stray, stray))) * boundary.size;
            let heading = if k % 5 == 4 { axis } else { axis.left() };
            drafts.extend(self.through(boundary, centre + off, heading));
        }
        drafts
    }

    /// A line through a place of the face, both ways.
    fn through(&self, boundary: &Boundary, seed: Xy, heading: Xy) -> Option<Draft> {
        if !inside(seed, &boundary.ring) {
            return None;
        }
        let heading = self.street_direction(seed, heading);
        let (mut inner, start) = self.walk(boundary, seed, heading * -1.0, None)?;
        let (ahead, end) = self.walk(boundary, seed, heading, None)?;
        inner.reverse();
        inner.push(seed);
        inner.extend(ahead);
        let inner = trimmed(inner, boundary.place(start), boundary.place(end));
        Some(Draft { start, end, inner })
    }

    /// A line from a corner of the face, on from the road that ends there.
    fn cut_at_corner(&self, boundary: &Boundary, corner: usize) -> Option<Draft> {
        let n = boundary.len();
        let (before, at, after) =
            (boundary.ring[(corner + n - 1) % n], boundary.ring[corner], boundary.ring[(corner + 1) % n]);
        let inward = ((after - at).unit() + (at - before).unit()).left();
        let start = Landing::Corner(corner);
        let heading = self.street_direction(at, inward);
        let (inner, end) = self.walk(boundary, at, heading, Some(start))?;
        let inner = trimmed(inner, at, boundary.place(end));
        Some(Draft { start, end, inner })
    }

    /// Follows the streets from a place until the boundary.
    fn walk(
        &self,
        boundary: &Boundary,
        from: Xy,
        heading: Xy,
        start: Option<Landing>,
    ) -> Option<(Vec<Xy>, Landing)> {
        let (mut p, mut heading, mut points) = (from, heading, Vec::new());
        for k in 0..MAX_STEPS {
            let step = (self.terrain.grid_side(p) / 13.0).clamp(14.0, 90.0);
            let stray = self.noise.at(p * (1.0 / (3.5 * step))) * self.rough;
            heading = self.street_direction(p, heading);
            let q = p + heading.turned(stray) * step;
            if let Some((side, at)) = boundary.first_hit(p, q, start.filter(|_| k == 0)) {
                return Some((points, boundary.land(side, at, SNAP * boundary.size)));
            }
            points.push(q);
            p = q;
        }
        None
    }

    /// The direction of a street here that turns least from a heading.
    fn street_direction(&self, p: Xy, heading: Xy) -> Xy {
        let bearing = self.terrain.bearing(p);
        let quarters = ((heading.angle() - bearing) / FRAC_PI_2).round();
        Xy::at_angle(bearing + quarters * FRAC_PI_2)
    }

    /// Uneven halves, long shapes and junctions beside junctions cost.
    fn cost(&self, draft: &Draft, boundary: &Boundary, balance: Balance) -> f64 {
        let (left, right) = draft.halves(boundary);
        let weight = |ring: &[Xy]| match balance {
            Balance::Mass => self.terrain.mass(ring),
            Balance::Area => area(ring),
        };
        let (l, r) = (weight(&left).max(0.0), weight(&right).max(0.0));
        let uneven = (l / (l + r).max(f64::MIN_POSITIVE) - 0.5).abs();
        let shape = roundness(&left).min(roundness(&right));
        let joins = [draft.start, draft.end]
            .iter()
            .filter(|landing| matches!(landing, Landing::Corner(i) if boundary.degrees[*i] > 2))
            .count();
        8.0 * (uneven - 0.07).max(0.0) + 1.6 * (0.75 - shape).max(0.0) - 0.28 * joins as f64
    }
}

/// 4πA/P² (Polsby and Popper 1991): 1 for a disc, π/4 for a square.
fn roundness(ring: &[Xy]) -> f64 {
    let perimeter: f64 = sides(ring).map(|(a, b)| a.distance(b)).sum();
    4.0 * PI * area(ring) / (perimeter * perimeter)
}

/// Whether a road ends at this corner from outside while the boundary runs straight on.
fn is_tee(boundary: &Boundary, i: usize) -> bool {
    let n = boundary.len();
    let (a, b) =
        (boundary.ring[i] - boundary.ring[(i + n - 1) % n], boundary.ring[(i + 1) % n] - boundary.ring[i]);
    boundary.degrees[i] == 3 && a.unit().dot(b.unit()) > 0.8
}

/// Without the points that stand too near to the ends to make good sides.
fn trimmed(mut inner: Vec<Xy>, start: Xy, end: Xy) -> Vec<Xy> {
    let room =
        |inner: &[Xy], k: usize| inner.get(k).zip(inner.get(k + 1)).map_or(20.0, |(a, b)| a.distance(*b)) * 0.6;
    let (low, high) = (room(&inner, 0), room(&inner, inner.len().saturating_sub(2)));
    inner.retain(|p| p.distance(start) > low && p.distance(end) > high);
    inner
}
