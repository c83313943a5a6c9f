//! Shapes made of lattice points, as they come in and go out. A plan is never edited in this form.

use super::{Bounds, LatticePoint};

/// A closed ring: its last point joins its first, which is not repeated. Either direction.
pub type Ring = Vec<LatticePoint>;

/// An open polyline.
pub type Line = Vec<LatticePoint>;

/// One shell and the holes in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Polygon {
    pub shell: Ring,
    pub holes: Vec<Ring>,
}

/// Any number of polygons that count as one shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MultiPolygon(pub Vec<Polygon>);

impl Polygon {
    /// The shell, then the holes.
    pub fn rings(&self) -> impl Iterator<Item = &Ring> + Clone {
        std::iter::once(&self.shell).chain(&self.holes)
    }
}

impl MultiPolygon {
    pub fn rings(&self) -> impl Iterator<Item = &Ring> + Clone {
        self.0.iter().flat_map(Polygon::rings)
    }

    pub fn points(&self) -> impl Iterator<Item = LatticePoint> {
        self.rings().flatten().copied()
    }

    /// The smallest box around the shape, or `None` where it has no point.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(self.points())
    }
}

impl From<Polygon> for MultiPolygon {
    fn from(polygon: Polygon) -> Self {
        Self(vec![polygon])
    }
}
