//! Points that weigh something: buildings with their households.

use super::curve::hilbert;
use super::raster::{Counts, Pyramid, Window};
use crate::coord::{LatticePoint, WorldBounds, WorldPoint};
use std::sync::OnceLock;

/// Points summarised together.
const BLOCK: usize = 1024;

/// Parts of a unit that weights are rounded to.
const PARTS: f64 = 16.0;

/// Points with weights, in the order of a Hilbert curve. Immutable.
#[derive(Debug, Default)]
pub struct WeightedPoints {
    points: Vec<WorldPoint>,
    /// In [`PARTS`] of a unit.
    weights: Vec<u32>,
    /// The box around each [`BLOCK`] of points.
    blocks: Vec<WorldBounds>,
    pyramid: OnceLock<Pyramid>,
}

impl WeightedPoints {
    /// The points, each with a weight; weights are rounded to a sixteenth, and what is not above 0 is left out.
    #[must_use]
    pub fn new(points: impl IntoIterator<Item = (LatticePoint, f64)>) -> Self {
        let weighted =
            points.into_iter().map(|(p, weight)| (WorldPoint::of(p), (weight * PARTS).round() as u32));
        let mut weighted: Vec<_> = weighted.filter(|&(_, weight)| weight > 0).collect();
        weighted.sort_by_cached_key(|&(p, _)| hilbert(p));
        let (points, weights): (Vec<_>, Vec<_>) = weighted.into_iter().unzip();
        let bounds = |block: &[WorldPoint]| WorldBounds::around(block.iter().copied());
        let blocks = points.chunks(BLOCK).filter_map(bounds).collect();
        Self { points, weights, blocks, pyramid: OnceLock::new() }
    }

    /// The sum of the weights in each pixel of a window.
    pub(super) fn counts(&self, window: Window) -> Counts {
        let bounds = self.blocks.iter().copied().reduce(WorldBounds::union);
        let pyramid = self.pyramid.get_or_init(|| Pyramid::new(bounds, |window| self.scattered(window)));
        pyramid.cut_out(window).unwrap_or_else(|| self.scattered(window))
    }

    fn scattered(&self, window: Window) -> Counts {
        let reach = window.grown(1).bounds();
        let mut counts = Counts::none(window, PARTS);
        let blocks = self.points.chunks(BLOCK).zip(self.weights.chunks(BLOCK)).zip(&self.blocks);
        for ((points, weights), _) in blocks.filter(|(_, bounds)| bounds.meets(&reach)) {
            points.iter().zip(weights).for_each(|(&p, &weight)| counts.add(p, weight.into()));
        }
        counts
    }
}
