//! A plan of wavy grids, as its own coverage and as polygons for others.

use onemap_engine::coord::{LatticePoint, Polygon};
use onemap_engine::coverage::{Arc, Coverage, FaceId};

/// South-western corner of the plan: Hefei.
const ORIGIN: LatticePoint = LatticePoint::new(1_170_000_000, 316_000_000);

/// A sheet of four-sided grids whose sides wave.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Grids from west to east, and in the last row fewer.
    columns: u32,
    grids: u32,
    /// Edges per side of a grid.
    pieces: u32,
    /// Side of a grid in lattice steps.
    side: i32,
}

/// A plan of so many grids with so many vertices each, 620 m across: one city of grids.
#[must_use]
pub fn wavy_plan(grids: u32, vertices: u32) -> Plan {
    Plan {
        columns: (f64::from(grids).sqrt().round() as u32).max(1),
        grids,
        pieces: (vertices / 4).max(1),
        side: 60_000,
    }
}

impl Plan {
    /// The corners of the box around the plan.
    #[must_use]
    pub fn corners(&self) -> (LatticePoint, LatticePoint) {
        let far = |count: u32| self.side * count as i32;
        let (dx, dy) = (far(self.columns), far(self.grids.div_ceil(self.columns)));
        (ORIGIN, LatticePoint::new(ORIGIN.x + dx, ORIGIN.y + dy))
    }

    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let rows = self.grids.div_ceil(self.columns);
        let level = (0..=rows).flat_map(|row| (0..self.columns).map(move |column| (column, row)));
        let upright = (0..rows).flat_map(|row| (0..=self.columns).map(move |column| (column, row)));
        let eastward = level.map(|(column, row)| {
            let below = row.checked_sub(1).map_or(FaceId::OUTSIDE, |below| self.face(column, below));
            Arc { points: self.eastward(column, row).into(), left: self.face(column, row), right: below }
        });
        let northward = upright.map(|(column, row)| {
            let west = column.checked_sub(1).map_or(FaceId::OUTSIDE, |west| self.face(west, row));
            Arc { points: self.northward(column, row).into(), left: west, right: self.face(column, row) }
        });
        Coverage::from_arcs(eastward.chain(northward).filter(|arc| arc.left != arc.right).collect(), self.grids)
    }

    /// The outline of every grid, counter-clockwise, in the order of faces.
    pub fn polygons(&self) -> impl Iterator<Item = Polygon> {
        (0..self.grids).map(|grid| {
            let (column, row) = (grid % self.columns, grid / self.columns);
            let mut shell = self.eastward(column, row);
            shell.pop();
            shell.extend(self.northward(column + 1, row));
            shell.pop();
            shell.extend(self.eastward(column, row + 1).into_iter().rev());
            shell.pop();
            shell.extend(self.northward(column, row).into_iter().rev());
            shell.pop();
            Polygon { shell, holes: Vec::new() }
        })
    }

    fn face(&self, column: u32, row: u32) -> FaceId {
        let grid = row * self.columns + column;
        if column < self.columns && grid < self.grids {
            FaceId::of_polygon(grid as usize)
        } else {
            FaceId::OUTSIDE
        }
    }

    fn eastward(&self, column: u32, row: u32) -> Vec<LatticePoint> {
        (0..=self.pieces).map(|piece| self.at(column * self.pieces + piece, row * self.pieces)).collect()
    }

    fn northward(&self, column: u32, row: u32) -> Vec<LatticePoint> {
        (0..=self.pieces).map(|piece| self.at(column * self.pieces, row * self.pieces + piece)).collect()
    }

    /// A place counted in pieces of sides, moved by waves so flat that the sheet never folds.
    fn at(&self, east: u32, north: u32) -> LatticePoint {
        let (u, v) = (f64::from(east) / f64::from(self.pieces), f64::from(north) / f64::from(self.pieces));
        let wave = |along: f64, across: f64| {
            0.04 * (along * 7.3 + across * 1.7).sin() + 0.01 * (along * 31.0 + across).sin()
        };
        let place = |start: i32, steps: f64| start + (f64::from(self.side) * steps).round() as i32;
        LatticePoint::new(place(ORIGIN.x, u + wave(v, u)), place(ORIGIN.y, v + wave(u, v)))
    }
}
