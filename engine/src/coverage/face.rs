//! What can be asked of one face. Only the arcs around it are looked at.

use super::model::{Coverage, FaceId};
use super::rings::{self, Path};
use crate::coord::area::area_under_m2;
use crate::coord::predicate::doubled_area_under;
use crate::coord::{Bounds, LatticePoint, MultiPolygon, length_m};
use std::collections::BTreeMap;

impl Coverage {
    /// The face as polygons: shells counter-clockwise, holes clockwise (RFC 7946), valid as simple features; the
    /// polygons of all faces share their edges exactly.
    #[must_use]
    pub fn polygon(&self, face: FaceId) -> MultiPolygon {
        let paths: Vec<Path> =
            self.arcs_of(face).map(|arc| Path::new(&arc.points, arc.right == face)).collect();
        rings::polygons(&paths)
    }

    /// What several faces cover together, as [`Self::polygon`].
    #[must_use]
    pub fn union(&self, faces: &[FaceId]) -> MultiPolygon {
        let is_in = |face: FaceId| faces.contains(&face);
        let mut numbers: Vec<u32> = faces.iter().flat_map(|&face| self.arc_numbers(face)).copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        let arcs = numbers.into_iter().map(|number| &self.arcs()[number as usize]);
        let rim = arcs.filter(|arc| is_in(arc.left) != is_in(arc.right));
        let paths: Vec<Path> = rim.map(|arc| Path::new(&arc.points, is_in(arc.right))).collect();
        rings::polygons(&paths)
    }

    /// Twice the area of a face in lattice steps², exact. That of the outside is the negative of all others' sum.
    #[must_use]
    pub fn doubled_area(&self, face: FaceId) -> i128 {
        self.sum_along(face, doubled_area_under)
    }

    /// Area of a face in m² on the WGS 84 ellipsoid.
    #[must_use]
    pub fn area_m2(&self, face: FaceId) -> f64 {
        self.sum_along(face, area_under_m2)
    }

    /// Length of a face's boundary in metres.
    #[must_use]
    pub fn perimeter_m(&self, face: FaceId) -> f64 {
        self.arcs_of(face).map(|arc| length_m(&arc.points)).sum()
    }

    /// The box around a face, `None` for one without arcs.
    #[must_use]
    pub fn face_bounds(&self, face: FaceId) -> Option<Bounds> {
        Bounds::around(self.arcs_of(face).flat_map(|arc| arc.points.iter().copied()))
    }

    /// The faces that share a boundary line with this one, the outside included, each with its length in metres.
    #[must_use]
    pub fn neighbours(&self, face: FaceId) -> Vec<(FaceId, f64)> {
        let mut shared = BTreeMap::new();
        for arc in self.arcs_of(face) {
            let other = if arc.left == face { arc.right } else { arc.left };
            *shared.entry(other).or_insert(0.0) += length_m(&arc.points);
        }
        shared.into_iter().collect()
    }

    /// Sums an antisymmetric figure of edges counter-clockwise around a face.
    fn sum_along<T>(&self, face: FaceId, of_edge: impl Fn(LatticePoint, LatticePoint) -> T) -> T
    where
        T: std::iter::Sum + std::ops::Neg<Output = T>,
    {
        let along = |arc: &super::Arc| arc.points.windows(2).map(|p| of_edge(p[0], p[1])).sum::<T>();
        self.arcs_of(face).map(|arc| if arc.left == face { along(arc) } else { -along(arc) }).sum()
    }
}
