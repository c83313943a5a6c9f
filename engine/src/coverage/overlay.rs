//! Two layers cut along each other's boundaries: which parts of the first lie in which of the second.

use super::build::Subdivision;
use super::patch::Patches;
use crate::coord::{LatticePoint, MultiPolygon};
use rayon::prelude::*;

/// What a polygon of the first layer has in common with one of the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Place in the first layer.
    pub first: usize,
    /// Place in the second layer, `None` for what lies outside all of it.
    pub second: Option<usize>,
    /// Twice the shared area in lattice steps², exact.
    pub doubled_area: i128,
    pub area_m2: f64,
}

/// A connected piece of a polygon of the first layer that lies outside its home in the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spill {
    pub first: usize,
    pub second: Option<usize>,
    /// A lattice point in the piece.
    pub place: LatticePoint,
    pub area_m2: f64,
}

/// One layer over another. Where polygons of one layer overlap, the first in order has the place.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    shares: Vec<Share>,
    homes: Vec<Option<usize>>,
    spills: Vec<Spill>,
}

impl Overlay {
    /// Lays the first layer (grids) over the second (communities). Pieces thinner than a tolerance in metres are no
    /// spill: there the second layer's boundary was meant to be the first's.
    #[must_use]
    pub fn new(first: &[MultiPolygon], second: &[MultiPolygon], tolerance_m: f64) -> Self {
        let subdivision = Subdivision::new((0..).zip(first.iter().chain(second)));
        let patches = subdivision.patches();
        let pieces = pieces(&subdivision, first.len());
        let shares = shares(&pieces, &patches);
        let homes = homes(&shares, first.len());
        let spills = spills(&pieces, &homes, &patches, tolerance_m);
        Self { shares, homes, spills }
    }

    /// Every pair that has a place in common, in order.
    #[must_use]
    pub fn shares(&self) -> &[Share] {
        &self.shares
    }

    /// The polygon of the second layer that holds most of one of the first, the earlier one where two hold the same;
    /// `None` where none holds any of it.
    #[must_use]
    pub fn home(&self, first: usize) -> Option<usize> {
        self.homes.get(first).copied().flatten()
    }

    /// What lies outside its home, in order.
    #[must_use]
    pub fn spills(&self) -> &[Spill] {
        &self.spills
    }
}

/// A region with its polygon in each layer; sorted, so that regions of one pair stand together.
type Piece = (usize, Option<usize>, u32);

fn same_pair(a: &Piece, b: &Piece) -> bool {
    (a.0, a.1) == (b.0, b.1)
}

fn pieces(subdivision: &Subdivision, layer: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = (0..subdivision.covers.regions() as u32)
        .filter_map(|region| {
            let cover = subdivision.covers.of(region);
            let first = cover.first().map(|&polygon| polygon as usize).filter(|&polygon| polygon < layer)?;
            let second = cover.iter().find(|&&polygon| polygon as usize >= layer);
            Some((first, second.map(|&polygon| polygon as usize - layer), region))
        })
        .collect();
    pieces.par_sort_unstable();
    pieces
}

fn shares(pieces: &[Piece], patches: &Patches) -> Vec<Share> {
    let of_pair = |pair: &[Piece]| {
        let empty = Share { first: pair[0].0, second: pair[0].1, doubled_area: 0, area_m2: 0.0 };
        pair.iter().map(|piece| patches.areas(piece.2)).fold(empty, |sum, (doubled_area, area_m2)| Share {
            doubled_area: sum.doubled_area + doubled_area,
            area_m2: sum.area_m2 + area_m2,
            ..sum
        })
    };
    pieces.chunk_by(same_pair).map(of_pair).collect()
}

fn homes(shares: &[Share], layer: usize) -> Vec<Option<usize>> {
    let mut homes = vec![None; layer];
    for of_one in shares.chunk_by(|a, b| a.first == b.first) {
        let inside = of_one.iter().filter(|share| share.second.is_some());
        // The last of several greatest: reversed, so that the earlier one wins.
        homes[of_one[0].first] =
            inside.rev().max_by_key(|share| share.doubled_area).and_then(|share| share.second);
    }
    homes
}

fn spills(pieces: &[Piece], homes: &[Option<usize>], patches: &Patches, tolerance_m: f64) -> Vec<Spill> {
    let astray = pieces.chunk_by(same_pair).filter(|pair| pair[0].1 != homes[pair[0].0]);
    let of_pair = |pair: &[Piece]| {
        let (first, second, _) = pair[0];
        let regions: Vec<u32> = pair.iter().map(|piece| piece.2).collect();
        let measured: Vec<_> = patches.connected(&regions).iter().map(|set| patches.measure(set)).collect();
        let wide = measured.into_iter().filter(move |patch| patch.width_m >= tolerance_m);
        wide.map(move |patch| Spill { first, second, place: patch.place, area_m2: patch.area_m2 })
    };
    astray.collect::<Vec<_>>().into_par_iter().with_min_len(16).flat_map_iter(of_pair).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ring, square};
    use super::*;
    use crate::coord::area::shape_area_m2;

    #[test]
    fn a_grid_is_at_home_where_most_of_it_lies() {
        let grids = [square(0, 0, 10_000), square(20_000, 0, 10_000), square(90_000, 0, 10_000)];
        let communities = [square(0, 0, 26_000), square(26_000, 0, 26_000)];
        let overlay = Overlay::new(&grids, &communities, 1.0);
        let shared: Vec<_> = overlay.shares().iter().map(|s| (s.first, s.second, s.doubled_area)).collect();
        assert_eq!(
            shared,
            [
                (0, Some(0), 200_000_000),
                (1, Some(0), 120_000_000),
                (1, Some(1), 80_000_000),
                (2, None, 200_000_000)
            ]
        );
        assert_eq!([0, 1, 2].map(|grid| overlay.home(grid)), [Some(0), Some(0), None]);
        let spills: Vec<_> = overlay.spills().iter().map(|s| (s.first, s.second)).collect();
        assert_eq!(spills, [(1, Some(1))], "a grid without a home has no spill");
        let piece = ring(&[(26_000, 0), (30_000, 0), (30_000, 10_000), (26_000, 10_000)]);
        assert!((overlay.spills()[0].area_m2 - shape_area_m2(&piece)).abs() < 1e-6);
    }

    #[test]
    fn a_boundary_drawn_a_little_apart_is_no_spill() {
        let grids = [square(0, 0, 100_000)];
        let communities =
            [ring(&[(0, 0), (99_950, 0), (99_970, 100_000), (0, 100_000)]), square(99_960, -50_000, 200_000)];
        assert_eq!(Overlay::new(&grids, &communities, 1.0).spills(), []);
        assert!(!Overlay::new(&grids, &communities, 0.1).spills().is_empty());
    }
}
