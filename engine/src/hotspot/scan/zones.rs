//! Circles around units: the bases of cylinders.

use crate::coord::{Bounds, LatticePoint, LocalPlane};
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// How large circles may become.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZoneLimits {
    /// The greatest share of all sizes that a circle holds, in (0, 1].
    pub most_share: f64,
    /// The greatest radius; may be infinite.
    pub most_metres: f64,
    /// More units in all circles together are refused.
    pub most_pairs: usize,
}

/// For each unit the units around it, the nearest first, as far as the limits let a circle grow.
#[derive(Clone, Debug)]
pub struct Zones {
    starts: Vec<usize>,
    units: Vec<u32>,
    /// By place in `units`: whether a circle may end there, for the next unit is further away.
    ends: Vec<bool>,
    sites: Vec<[f64; 2]>,
}

/// Places are on a lattice of about 1 cm: those whose distances differ by less are equally far.
const EQUALLY_FAR_METRES: f64 = 0.05;

impl Zones {
    /// `sizes` are what shares are of: populations, or complaints. Circles are measured in the plane that touches the ellipsoid amid all
    /// places. `None` where they hold more units than the limit.
    ///
    /// # Panics
    /// When there are not as many sizes as places.
    #[must_use]
    pub fn new(places: &[LatticePoint], sizes: &[f64], limits: ZoneLimits) -> Option<Self> {
        assert_eq!(places.len(), sizes.len(), "one size for each place");
        let middle = Bounds::around(places.iter().copied()).map_or_else(LatticePoint::default, Bounds::middle);
        let plane = LocalPlane::at(middle);
        let sites: Vec<[f64; 2]> = places.iter().map(|&place| plane.to_metres(place).into()).collect();
        let most_size = limits.most_share * sizes.iter().sum::<f64>() * (1.0 + 1e-12);
        let pairs = AtomicUsize::new(0);
        let zone = |centre: usize| {
            if pairs.load(Relaxed) > limits.most_pairs {
                return Vec::new();
            }
            let zone = circle(centre, &sites, sizes, most_size, limits.most_metres);
            pairs.fetch_add(zone.len(), Relaxed);
            zone
        };
        let zones: Vec<Vec<(u32, bool)>> = (0..places.len()).into_par_iter().map(zone).collect();
        if pairs.into_inner() > limits.most_pairs {
            return None;
        }
        let mut starts = vec![0];
        starts.extend(zones.iter().scan(0, |end, zone| {
            *end += zone.len();
            Some(*end)
        }));
        let (units, ends) = zones.into_iter().flatten().unzip();
        Some(Self { starts, units, ends, sites })
    }

    /// Number of units.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sites.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// The places of a unit's circle in the columns.
    pub(super) fn span(&self, centre: usize) -> std::ops::Range<usize> {
        self.starts[centre]..self.starts[centre + 1]
    }

    /// The units around one, the nearest first.
    pub(super) fn around(&self, centre: usize) -> &[u32] {
        &self.units[self.span(centre)]
    }

    /// For each of them whether a circle may end with it.
    pub(super) fn ends(&self, centre: usize) -> &[bool] {
        &self.ends[self.span(centre)]
    }

    pub(super) fn distance_m(&self, a: usize, b: usize) -> f64 {
        distance(self.sites[a], self.sites[b])
    }
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// Units of the largest circle around one, each with whether a circle may end there.
fn circle(
    centre: usize,
    sites: &[[f64; 2]],
    sizes: &[f64],
    most_size: f64,
    most_metres: f64,
) -> Vec<(u32, bool)> {
    let far = |unit: &u32| distance(sites[centre], sites[*unit as usize]);
    let mut near: Vec<(f64, u32)> = (0..sites.len() as u32).map(|unit| (far(&unit), unit)).collect();
    near.retain(|it| it.0 <= most_metres);
    // The unit itself stays first, also where others have its place.
    near.sort_unstable_by(|a, b| {
        let key = |it: &(f64, u32)| (it.1 as usize != centre, it.0);
        let (a, b) = ((key(a), a.1), (key(b), b.1));
        (a.0.0.cmp(&b.0.0)).then(a.0.1.total_cmp(&b.0.1)).then(a.1.cmp(&b.1))
    });
    let mut zone: Vec<(u32, bool)> = Vec::new();
    let mut size = 0.0;
    for (place, &(metres, unit)) in near.iter().enumerate() {
        size += sizes[unit as usize];
        if size > most_size {
            break;
        }
        let is_end = near.get(place + 1).is_none_or(|next| next.0 - metres > EQUALLY_FAR_METRES);
        zone.push((unit, is_end));
    }
    // A circle that would hold but some of those equally far is none.
    zone.truncate(zone.iter().rposition(|it| it.1).map_or(0, |last| last + 1));
    zone
}
