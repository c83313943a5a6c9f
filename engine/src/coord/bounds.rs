//! Axis-aligned boxes on the lattice.

use super::LatticePoint;

/// A closed box of lattice points; both corners belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub min: LatticePoint,
    pub max: LatticePoint,
}

impl Bounds {
    /// The smallest box around the points, or `None` where there are none.
    pub fn around(points: impl IntoIterator<Item = LatticePoint>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = points.next()?;
        Some(points.fold(Self { min: first, max: first }, Self::with))
    }

    /// This box grown to hold a point.
    #[must_use]
    pub fn with(self, p: LatticePoint) -> Self {
        Self {
            min: LatticePoint::new(self.min.x.min(p.x), self.min.y.min(p.y)),
            max: LatticePoint::new(self.max.x.max(p.x), self.max.y.max(p.y)),
        }
    }

    /// The smallest box around both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        self.with(other.min).with(other.max)
    }

    #[must_use]
    pub fn middle(self) -> LatticePoint {
        LatticePoint::new(i32::midpoint(self.min.x, self.max.x), i32::midpoint(self.min.y, self.max.y))
    }

    #[must_use]
    pub fn contains(&self, p: LatticePoint) -> bool {
        (self.min.x..=self.max.x).contains(&p.x) && (self.min.y..=self.max.y).contains(&p.y)
    }

    /// Whether the boxes share at least one point.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.min.x <= other.max.x
            && other.min.x <= self.max.x
            && self.min.y <= other.max.y
            && other.min.y <= self.max.y
    }
}
