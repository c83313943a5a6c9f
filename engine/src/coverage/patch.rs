//! Connected sets of regions, measured for the report.

use super::arrange::{Arrangement, origin};
use super::edges::Ends;
use super::inner::inner_point;
use super::label::Borders;
use super::rings::{self, Path};
use crate::coord::area::area_under_m2;
use crate::coord::predicate::doubled_area_under;
use crate::coord::{LatticePoint, MultiPolygon, distance_m};
use rustc_hash::FxHashSet;

/// One connected piece of the plane.
pub(crate) struct Patch {
    pub(crate) place: LatticePoint,
    pub(crate) area_m2: f64,
    /// Width of a strip with this area and perimeter: 2 · area / perimeter.
    pub(crate) width_m: f64,
}

/// Regions and what lies around them.
pub(crate) struct Patches<'a> {
    ends: &'a [Ends],
    arrangement: &'a Arrangement,
    borders: Borders,
}

impl<'a> Patches<'a> {
    pub(crate) fn new(ends: &'a [Ends], arrangement: &'a Arrangement) -> Self {
        Self { ends, arrangement, borders: Borders::new(arrangement) }
    }

    /// The half edges around a region.
    pub(crate) fn border(&self, region: u32) -> &[u32] {
        self.borders.of(region)
    }

    /// Twice the area of a region in lattice steps² and its area in m². For the unbounded region, less than nothing.
    pub(crate) fn areas(&self, region: u32) -> (i128, f64) {
        let ends = self.ends;
        let around =
            || self.borders.of(region).iter().map(|&half| (origin(ends, half), origin(ends, half ^ 1)));
        (
            around().map(|(a, b)| doubled_area_under(a, b)).sum(),
            around().map(|(a, b)| area_under_m2(a, b)).sum(),
        )
    }

    /// The regions beside one, in the order of its edges.
    pub(crate) fn beside(&self, region: u32) -> impl Iterator<Item = u32> + '_ {
        self.borders.of(region).iter().map(|&half| self.arrangement.left[(half ^ 1) as usize])
    }

    /// Splits ascending regions into connected sets, in the order of their first regions.
    pub(crate) fn connected(&self, regions: &[u32]) -> Vec<Vec<u32>> {
        let mut left: FxHashSet<u32> = regions.iter().copied().collect();
        let mut sets = Vec::new();
        for &seed in regions {
            if !left.remove(&seed) {
                continue;
            }
            let (mut set, mut next) = (vec![seed], 0);
            while let Some(&region) = set.get(next) {
                set.extend(self.beside(region).filter(|other| left.remove(other)));
                next += 1;
            }
            sets.push(set);
        }
        sets
    }

    /// The half edges around a connected set of regions, with the set on their left.
    pub(crate) fn rim(&self, regions: &[u32]) -> Vec<u32> {
        let inside: FxHashSet<u32> = regions.iter().copied().collect();
        let is_rim = |half: &u32| !inside.contains(&self.arrangement.left[(half ^ 1) as usize]);
        regions.iter().flat_map(|&region| self.borders.of(region)).copied().filter(is_rim).collect()
    }

    /// A connected set of regions as polygons.
    pub(crate) fn shape(&self, regions: &[u32]) -> MultiPolygon {
        let ends = self.ends;
        let rim = self.rim(regions);
        let paths: Vec<Path> =
            rim.iter().map(|&half| Path::new(&ends[half as usize / 2], half % 2 == 1)).collect();
        rings::polygons(&paths)
    }

    /// Measures a connected set of regions.
    pub(crate) fn measure(&self, regions: &[u32]) -> Patch {
        let ends = self.ends;
        let rim = self.rim(regions);
        let sum = |of: fn(LatticePoint, LatticePoint) -> f64| -> f64 {
            rim.iter().map(|&half| of(origin(ends, half), origin(ends, half ^ 1))).sum()
        };
        let (area_m2, perimeter_m) = (sum(area_under_m2), sum(distance_m));
        let place = inner_point(&self.shape(regions)).unwrap_or_default();
        Patch { place, area_m2, width_m: 2.0 * area_m2 / perimeter_m }
    }
}
