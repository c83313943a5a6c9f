//! Squares as units.

use super::units::{areas_bounds, complaint_points, is_in_an_area};
use crate::snapshot::Snapshot;
use onemap_engine::coord::{Bounds, LatticePoint, LocalPlane, MultiPolygon, Polygon};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Squares in the plane that touches the earth amid the areas, or amid the complaints of a city without any; that point is the
/// south-western corner of column 0 and row 0.
pub struct Squares {
    plane: LocalPlane,
    metres: f64,
    /// Columns and rows, ascending.
    pub all: Vec<[i32; 2]>,
    number: FxHashMap<[i32; 2], u32>,
}

impl Squares {
    pub fn of(snapshot: &Snapshot, metres: f64) -> Self {
        let middle = areas_bounds(snapshot)
            .or(snapshot.complaints.bounds)
            .map_or_else(LatticePoint::default, Bounds::middle);
        let mut squares =
            Self { plane: LocalPlane::at(middle), metres, all: Vec::new(), number: FxHashMap::default() };
        let mut all: Vec<[i32; 2]> =
            areas_bounds(snapshot).map_or_else(Vec::new, |bounds| squares.within(bounds));
        all = all.into_par_iter().filter(|&square| is_in_an_area(snapshot, squares.center(square))).collect();
        all.par_extend(complaint_points(snapshot).map(|point| squares.at(point)));
        all.par_sort_unstable();
        all.dedup();
        squares.number = all.iter().copied().zip(0..).collect();
        squares.all = all;
        squares
    }

    fn within(&self, bounds: Bounds) -> Vec<[i32; 2]> {
        let [from, to] = [self.at(bounds.min), self.at(bounds.max)];
        (from[0]..=to[0]).flat_map(|column| (from[1]..=to[1]).map(move |row| [column, row])).collect()
    }

    fn at(&self, place: LatticePoint) -> [i32; 2] {
        let (east, north) = self.plane.to_metres(place);
        [east, north].map(|metres| (metres / self.metres).floor() as i32)
    }

    pub fn holding(&self, place: LatticePoint) -> Option<u32> {
        self.number.get(&self.at(place)).copied()
    }

    pub fn center(&self, square: [i32; 2]) -> LatticePoint {
        self.corner(square, 0.5, 0.5)
    }

    pub fn shape(&self, unit: usize) -> MultiPolygon {
        let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
        let shell = corners.map(|(east, north)| self.corner(self.all[unit], east, north));
        Polygon { shell: shell.into(), holes: Vec::new() }.into()
    }

    fn corner(&self, [column, row]: [i32; 2], east: f64, north: f64) -> LatticePoint {
        let metres = |number: i32, part: f64| (f64::from(number) + part) * self.metres;
        self.plane.from_metres(metres(column, east), metres(row, north))
    }
}
