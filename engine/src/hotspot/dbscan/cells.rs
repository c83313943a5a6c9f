//! Points in cells so small that all points of one are neighbours.
//!
//! ```text
//!   · · · · ·      Cells are sorted by span of time, row and column. What may reach a cell (×) lies in
//!   · · · · ·      five rows of its span and of the spans before and after, in each row in five cells that
//!   · · × · ·      follow each other; so the points that may be neighbours of one are at most fifteen
//!   · · · · ·      slices of the points, five where time does not matter.
//!   · · · · ·
//! ```

use super::Reach;
use rayon::prelude::*;
use std::f64::consts::SQRT_2;
use std::ops::Range;

/// A point in metres and seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Site {
    pub east: f64,
    pub north: f64,
    pub seconds: f64,
}

impl Site {
    pub fn least(self, other: Self) -> Self {
        self.with(other, f64::min)
    }

    pub fn most(self, other: Self) -> Self {
        self.with(other, f64::max)
    }

    fn with(self, other: Self, of: impl Fn(f64, f64) -> f64) -> Self {
        Self {
            east: of(self.east, other.east),
            north: of(self.north, other.north),
            seconds: of(self.seconds, other.seconds),
        }
    }
}

/// Where a cell is: span of time and row, then column.
type Key = (u64, u32);

/// Points sorted by cell.
pub struct Cells {
    pub reach: Reach,
    /// By point: its place in the input.
    pub order: Vec<u32>,
    /// By point.
    pub sites: Vec<Site>,
    /// By point: its cell.
    cell: Vec<u32>,
    /// By cell.
    keys: Vec<Key>,
    /// By cell, and one more: its first point.
    starts: Vec<u32>,
    /// By cell [`runs`](Self::runs) of the cells that may hold neighbours of its points, itself among them.
    around: Vec<Range<u32>>,
}

impl Cells {
    pub fn new(sites: &[Site], reach: Reach) -> Self {
        let origin = sites.iter().copied().reduce(Site::least);
        // A little less than would do: rounding must not make a cell too large.
        let side = reach.metres / SQRT_2 * (1.0 - 1e-9);
        let span = reach.seconds.unwrap_or(1.0) * (1.0 - 1e-9);
        let key = |site: &Site| -> Key {
            let from = origin.unwrap_or(*site);
            // Counted from 2, so that all rows and columns around have a number.
            let part = |at: f64, from: f64, size: f64| ((at - from) / size) as u32 + 2;
            let (row, column) = (part(site.north, from.north, side), part(site.east, from.east, side));
            let time = part(site.seconds, from.seconds, span);
            (u64::from(time) << 32 | u64::from(row), column)
        };
        let mut sorted: Vec<(Key, u32)> =
            sites.par_iter().enumerate().map(|(index, site)| (key(site), index as u32)).collect();
        sorted.par_sort_unstable();
        let mut cells = Self {
            reach,
            order: sorted.iter().map(|it| it.1).collect(),
            sites: sorted.par_iter().map(|it| sites[it.1 as usize]).collect(),
            cell: Vec::with_capacity(sites.len()),
            keys: Vec::new(),
            starts: Vec::new(),
            around: Vec::new(),
        };
        for (point, (key, _)) in sorted.iter().enumerate() {
            if cells.keys.last() != Some(key) {
                cells.keys.push(*key);
                cells.starts.push(point as u32);
            }
            cells.cell.push(cells.keys.len() as u32 - 1);
        }
        cells.starts.push(sites.len() as u32);
        let around = cells.keys.par_iter().with_min_len(1024).flat_map_iter(|key| cells.runs_about(*key));
        cells.around = around.collect();
        cells
    }

    /// Two rows and columns in each direction hold all that is in reach, and one span of time.
    fn runs_about(&self, (group, column): Key) -> impl Iterator<Item = Range<u32>> + '_ {
        let times = if self.reach.seconds.is_some() { 0..=2u64 } else { 1..=1 };
        // The nearest rows first: whoever looks for enough neighbours has them sooner.
        let rows = [2, 1, 3, 0, 4u64];
        let groups = times.flat_map(move |time| rows.map(|row| group + (time << 32) + row - (1 << 32) - 2));
        groups.map(move |group| {
            let from = self.keys.partition_point(|&key| key < (group, column - 2));
            let length = self.keys[from..].iter().take_while(|&&key| key <= (group, column + 2)).count();
            from as u32..(from + length) as u32
        })
    }

    /// Runs of each cell.
    fn runs(&self) -> usize {
        if self.reach.seconds.is_some() { 15 } else { 5 }
    }

    /// The number of cells.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub fn of_point(&self, point: usize) -> usize {
        self.cell[point] as usize
    }

    /// The points of a cell.
    pub fn points(&self, cell: usize) -> Range<usize> {
        self.starts[cell] as usize..self.starts[cell + 1] as usize
    }

    /// Runs of cells that may hold neighbours of a cell's points.
    pub fn around(&self, cell: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        let runs = self.runs();
        self.around[cell * runs..(cell + 1) * runs].iter().map(|run| run.start as usize..run.end as usize)
    }

    /// Whether two cells of one span of time touch.
    pub fn are_beside(&self, a: usize, b: usize) -> bool {
        let ((a_group, a_column), (b_group, b_column)) = (self.keys[a], self.keys[b]);
        a_group.abs_diff(b_group) <= 1 && a_column.abs_diff(b_column) <= 1
    }

    pub fn are_neighbours(&self, a: Site, b: Site) -> bool {
        let (east, north) = (a.east - b.east, a.north - b.north);
        let is_near = east * east + north * north <= self.reach.metres * self.reach.metres;
        is_near & ((a.seconds - b.seconds).abs() <= self.reach.seconds.unwrap_or(0.0))
    }

    /// Whether a point has so many neighbours, itself included.
    pub fn has_neighbours(&self, point: usize, enough: usize) -> bool {
        let site = self.sites[point];
        let mut found = 0;
        self.around(self.of_point(point)).any(|run| {
            let points = self.starts[run.start] as usize..self.starts[run.end] as usize;
            found += self.sites[points].iter().filter(|&&other| self.are_neighbours(site, other)).count();
            found >= enough
        })
    }

    /// The neighbours of a point, itself included.
    pub fn neighbours(&self, point: usize) -> impl Iterator<Item = usize> + '_ {
        self.neighbours_among(point, |_| true)
    }

    /// The neighbours of a point among some.
    pub fn neighbours_among<'a>(
        &'a self,
        point: usize,
        among: impl Fn(usize) -> bool + 'a,
    ) -> impl Iterator<Item = usize> + 'a {
        let site = self.sites[point];
        let runs = self.around(self.of_point(point));
        let points = runs.flat_map(|run| self.starts[run.start] as usize..self.starts[run.end] as usize);
        points.filter(move |&other| among(other) && self.are_neighbours(site, self.sites[other]))
    }
}
