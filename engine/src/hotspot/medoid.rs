//! The place amid others.

use crate::coord::{Bounds, LatticePoint, LocalPlane};

/// Which of the places has the least sum of distances to all of them; `None` of none. Exact: a place is left out once the triangle inequality
/// says that it cannot be the one (Newling & Fleuret 2017), which leaves about the square root of them to be measured.
#[must_use]
pub fn medoid(places: &[LatticePoint]) -> Option<usize> {
    let middle = Bounds::around(places.iter().copied())?.middle();
    let plane = LocalPlane::at(middle);
    let sites: Vec<(f64, f64)> = places.iter().map(|&place| plane.to_metres(place)).collect();
    let n = sites.len() as f64;
    let (east, north) = sites.iter().fold((0.0, 0.0), |sum, site| (sum.0 + site.0, sum.1 + site.1));
    let mean = (east / n, north / n);
    let far = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).hypot(a.1 - b.1);
    // What is near the mean bounds the others best.
    let mut order: Vec<usize> = (0..sites.len()).collect();
    order.sort_by(|&a, &b| far(sites[a], mean).total_cmp(&far(sites[b], mean)));
    let mut at_least = vec![0.0_f64; sites.len()];
    let mut best = (f64::INFINITY, None);
    for candidate in order {
        if at_least[candidate] >= best.0 {
            continue;
        }
        let apart: Vec<f64> = sites.iter().map(|&site| far(site, sites[candidate])).collect();
        let sum: f64 = apart.iter().sum();
        if sum < best.0 {
            best = (sum, Some(candidate));
        }
        at_least.iter_mut().zip(&apart).for_each(|(bound, apart)| *bound = bound.max((sum - n * apart).abs()));
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coord::distance_m;
    use proptest::prelude::*;

    #[test]
    fn none_has_none_and_one_is_its_own() {
        assert_eq!((medoid(&[]), medoid(&[LatticePoint::default()])), (None, Some(0)));
    }

    proptest! {
        #[test]
        fn no_other_place_is_nearer_to_all(points in prop::collection::vec((0..50_000i32, 0..50_000i32), 1..80)) {
            let places: Vec<_> = points.iter().map(|&(x, y)| LatticePoint::new(1_173_000_000 + x, 318_000_000 + y)).collect();
            let sum = |a: usize| -> f64 { places.iter().map(|&place| distance_m(places[a], place)).sum() };
            let least = (0..places.len()).map(sum).fold(f64::INFINITY, f64::min);
            // The plane of all and that of any two differ by less.
            prop_assert!(sum(medoid(&places).unwrap()) <= least * (1.0 + 1e-5) + 1e-6);
        }
    }
}
