//! Complaints in columns that are added fast.

use super::cylinders::Scanner;

/// Columns that are added at a time: as wide as registers hold.
pub(super) const LANES: usize = 16;
pub(super) type Panel = [i32; LANES];

/// Complaints of each unit since so many steps before the end, from 0 on, in panels of columns; those that fill up the last are 0.
pub(super) struct Series {
    /// The units of the first panel, then those of the next.
    panels: Vec<Panel>,
    units: usize,
}

impl Series {
    /// Of nothing yet.
    pub fn new(scanner: &Scanner<'_>) -> Self {
        let units = scanner.zones.len();
        Self { panels: vec![[0; LANES]; units * scanner.columns().div_ceil(LANES)], units }
    }

    /// Takes these counts, by unit, within it by step, in place of those it had.
    pub fn read(&mut self, counts: &[u32], scanner: &Scanner<'_>) {
        for (unit, counts) in counts.chunks(scanner.steps).enumerate() {
            let mut sum = 0;
            for (column, count) in counts.iter().rev().take(scanner.columns() - 1).enumerate() {
                sum += *count as i32;
                let column = column + 1;
                self.panels[column / LANES * self.units + unit][column % LANES] = sum;
            }
        }
    }

    /// Adds what some units have.
    pub fn add(&self, units: &[u32], to: &mut [Panel]) {
        for (to, panel) in to.iter_mut().zip(self.panels.chunks(self.units)) {
            let mut sum = *to;
            for &unit in units {
                let own = &panel[unit as usize];
                (0..LANES).for_each(|lane| sum[lane] += own[lane]);
            }
            *to = sum;
        }
    }
}
