//! Complaints as columns along a space-filling curve.

use super::curve::hilbert;
use super::filter::{Filter, category_bit, seconds};
use super::raster::Pyramid;
use super::selection::Selection;
use crate::coord::{LatticePoint, WorldBounds, WorldPoint};
use crate::record::LocalTime;
use rayon::prelude::*;
use std::ops::Range;
use std::sync::OnceLock;

/// Rows summarised together.
pub const BLOCK: usize = 1024;

/// What the columns keep of one complaint. Categories and the like are the caller's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComplaintRow {
    /// `None` for an unlocated complaint: it counts in figures and series, and is on no map.
    pub place: Option<LatticePoint>,
    pub time: LocalTime,
    pub category: u16,
    pub subcategory: u16,
    pub channel: u8,
    pub status: u8,
}

/// All complaints, the located ones first and in the order of a Hilbert curve. Immutable.
///
/// A *position* counts along the columns, a *row* along the input they were built from.
#[derive(Debug, Default)]
pub struct ComplaintColumns {
    /// World steps of the located complaints; shorter than the other columns.
    pub(super) x: Vec<u32>,
    pub(super) y: Vec<u32>,
    pub(super) time: Vec<i32>,
    pub(super) category: Vec<u16>,
    pub(super) subcategory: Vec<u16>,
    pub(super) channel: Vec<u8>,
    pub(super) status: Vec<u8>,
    row: Vec<u32>,
    pub(super) blocks: Vec<Block>,
    /// Made when the first heat over all complaints is asked for.
    pyramid: OnceLock<Pyramid>,
}

/// What is known of up to [`BLOCK`] neighbours without reading them.
#[derive(Debug)]
pub(super) struct Block {
    pub positions: Range<usize>,
    /// `None` where no complaint of the block is located. No block holds both kinds.
    pub bounds: Option<WorldBounds>,
    /// The first and the last second.
    pub time: [i32; 2],
    pub category_bits: u64,
}

impl ComplaintColumns {
    /// The columns of complaints numbered by their order. At most 2³² − 1 of them.
    #[must_use]
    pub fn new(rows: &[ComplaintRow]) -> Self {
        let mut order: Vec<_> = rows.par_iter().enumerate().map(along_the_curve).collect();
        order.par_sort_unstable();
        let located = order.partition_point(|&(unlocated, ..)| !unlocated);
        Self::in_order(rows, order.into_iter().map(|(.., row)| row).collect(), located)
    }

    fn in_order(rows: &[ComplaintRow], order: Vec<u32>, located: usize) -> Self {
        let at = |row: &u32| &rows[*row as usize];
        let places = order[..located].par_iter().filter_map(|row| at(row).place.map(WorldPoint::of));
        let (x, y) = places.map(|p| (p.x, p.y)).unzip();
        let mut columns = Self {
            x,
            y,
            time: order.par_iter().map(|row| seconds(at(row).time)).collect(),
            category: order.par_iter().map(|row| at(row).category).collect(),
            subcategory: order.par_iter().map(|row| at(row).subcategory).collect(),
            channel: order.par_iter().map(|row| at(row).channel).collect(),
            status: order.par_iter().map(|row| at(row).status).collect(),
            row: order,
            ..Self::default()
        };
        columns.blocks = columns.summarised();
        columns
    }

    pub(super) fn pyramid(&self) -> &Pyramid {
        self.pyramid.get_or_init(|| Pyramid::of(self))
    }

    fn summarised(&self) -> Vec<Block> {
        let (located, all) = (self.located(), self.len());
        let starts = (0..located).step_by(BLOCK).map(|start| start..located.min(start + BLOCK));
        let rest = (located..all).step_by(BLOCK).map(|start| start..all.min(start + BLOCK));
        starts.chain(rest).map(|positions| self.block(positions)).collect()
    }

    fn block(&self, positions: Range<usize>) -> Block {
        let times = &self.time[positions.clone()];
        let located = positions.end <= self.located();
        Block {
            bounds: if located { WorldBounds::around(positions.clone().map(|i| self.point(i))) } else { None },
            time: times.iter().fold([i32::MAX, i32::MIN], |[a, b], &t| [a.min(t), b.max(t)]),
            category_bits: self.category[positions.clone()].iter().fold(0, |bits, &c| bits | category_bit(c)),
            positions,
        }
    }

    /// The number of complaints.
    #[must_use]
    pub fn len(&self) -> usize {
        self.time.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.time.is_empty()
    }

    /// The number of located complaints. Their positions come first.
    #[must_use]
    pub fn located(&self) -> usize {
        self.x.len()
    }

    /// Where the complaint at a position below [`located`](Self::located) is.
    #[must_use]
    pub fn point(&self, position: usize) -> WorldPoint {
        WorldPoint { x: self.x[position], y: self.y[position] }
    }

    /// Which row of the input is at a position.
    #[must_use]
    pub fn row(&self, position: usize) -> usize {
        self.row[position] as usize
    }

    /// The box around all located complaints, or `None` where there are none.
    #[must_use]
    pub fn bounds(&self) -> Option<WorldBounds> {
        self.blocks.iter().filter_map(|block| block.bounds).reduce(WorldBounds::union)
    }

    /// Values given by row, put in the order of the columns: what [`Selection::with_key`] and
    /// [`Selection::counts_by_key`] read.
    ///
    /// # Panics
    /// When there are fewer values than complaints.
    #[must_use]
    pub fn arrange<T: Copy + Send + Sync>(&self, by_row: &[T]) -> Vec<T> {
        self.row.par_iter().map(|&row| by_row[row as usize]).collect()
    }

    /// The complaints that pass a filter.
    #[must_use]
    pub fn select(&self, filter: &Filter) -> Selection<'_> {
        Selection::new(self, filter)
    }
}

/// The sorting key of a complaint: whether it is unlocated, how far along the curve, its row.
fn along_the_curve((row, complaint): (usize, &ComplaintRow)) -> (bool, u64, u32) {
    let along = complaint.place.map_or(0, |p| hilbert(WorldPoint::of(p)));
    (complaint.place.is_none(), along, row as u32)
}
