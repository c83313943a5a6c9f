//! HDBSCAN (Campello, Moulavi & Sander 2013), exact: clusters of points by density, of whatever density stands out.

mod condensed;
#[cfg(test)]
mod peers;
mod spanning;
mod tree;

use crate::coord::{Bounds, LatticePoint, LocalPlane};
use rayon::prelude::*;
use std::num::NonZeroUsize;
use tree::Tree;

/// The least points of a cluster: two make a pair.
pub const LEAST_CLUSTER: usize = 2;

/// The cluster of each place, `None` for noise; numbered from 0 in the order of their first places. The same on any number of threads.
///
/// A place's core distance is the one to its `min_points`-th neighbour, itself counting as the first; two places are as far apart as the greatest of
/// their distance and both core distances. Of the hierarchy of clusters that single linkage makes of that, those with the greatest excess of
/// mass are chosen, never all places together. Metres are those of the plane that touches the ellipsoid amid all places. Less than the lattice's
/// centimetre apart counts as a centimetre, so that many complaints at one place have a finite density.
///
/// # Panics
/// When clusters of fewer than two are asked for.
#[must_use]
pub fn hdbscan(places: &[LatticePoint], min_cluster_size: usize, min_points: NonZeroUsize) -> Vec<Option<u32>> {
    assert!(min_cluster_size >= LEAST_CLUSTER, "a cluster has two places");
    if places.len() < min_cluster_size.max(min_points.get()) {
        return vec![None; places.len()];
    }
    let middle = Bounds::around(places.iter().copied()).map_or_else(LatticePoint::default, Bounds::middle);
    let plane = LocalPlane::at(middle);
    let sites: Vec<[f64; 2]> = places.par_iter().map(|&place| plane.to_metres(place).into()).collect();
    let tree = Tree::new(&sites, min_points.get());
    let edges = spanning::minimum(&tree);
    let clusters = condensed::clusters(places.len(), &edges, min_cluster_size);
    let mut labels = vec![None; places.len()];
    for (&index, cluster) in tree.order.iter().zip(clusters) {
        labels[index as usize] = cluster;
    }
    renumbered(labels)
}

/// Clusters in the order of their first places.
fn renumbered(mut labels: Vec<Option<u32>>) -> Vec<Option<u32>> {
    let mut numbers: Vec<Option<u32>> = Vec::new();
    let mut next = 0;
    for label in labels.iter_mut().flatten() {
        let old = *label as usize;
        numbers.resize(numbers.len().max(old + 1), None);
        *label = *numbers[old].get_or_insert_with(|| {
            next += 1;
            next - 1
        });
    }
    labels
}
