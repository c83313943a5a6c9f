//! Where the area of each polygon went.

use super::change::{Change, ChangeKind};
use crate::coord::MultiPolygon;
use crate::coord::area::shape_area_m2;
use crate::coverage::{Coverage, FaceId, IssueKind, flaws};
use rayon::prelude::*;
use serde::Serialize;

/// One polygon's account in m²: `after` is the sum of all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Balance {
    pub before_m2: f64,
    /// Given to others, because they cover it too; zero or less.
    pub overlaps_m2: f64,
    /// Got from gaps.
    pub gaps_m2: f64,
    /// Slivers got less slivers given.
    pub slivers_m2: f64,
    /// By boundaries that moved.
    pub boundaries_m2: f64,
    pub after_m2: f64,
}

impl Balance {
    /// Whether anything but rounding happened to the area.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        /// Boundaries lie on a lattice of about 1 cm; areas are sums of floating-point terms.
        const ROUNDING_M2: f64 = 1e-6;
        let parts = [self.overlaps_m2, self.gaps_m2, self.slivers_m2, self.boundaries_m2];
        parts.iter().any(|part| part.abs() > ROUNDING_M2)
    }
}

impl std::ops::Add for Balance {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            before_m2: self.before_m2 + other.before_m2,
            overlaps_m2: self.overlaps_m2 + other.overlaps_m2,
            gaps_m2: self.gaps_m2 + other.gaps_m2,
            slivers_m2: self.slivers_m2 + other.slivers_m2,
            boundaries_m2: self.boundaries_m2 + other.boundaries_m2,
            after_m2: self.after_m2 + other.after_m2,
        }
    }
}

/// The accounts of all polygons.
pub(super) fn balances(polygons: &[MultiPolygon], coverage: &Coverage, changes: &[Change]) -> Vec<Balance> {
    let begin = |(i, shape): (usize, &MultiPolygon)| Balance {
        before_m2: covered_m2(shape),
        after_m2: coverage.area_m2(FaceId::of_polygon(i)),
        ..Balance::default()
    };
    let mut balances: Vec<Balance> = polygons.par_iter().enumerate().map(begin).collect();
    changes.iter().for_each(|change| book(&mut balances, change));
    for balance in &mut balances {
        let Balance { before_m2, overlaps_m2, gaps_m2, slivers_m2, after_m2, .. } = *balance;
        balance.boundaries_m2 = after_m2 - before_m2 - overlaps_m2 - gaps_m2 - slivers_m2;
    }
    balances
}

fn book(balances: &mut [Balance], change: &Change) {
    let area_m2 = change.extent.value();
    let others = change.polygons.iter().filter(|&&polygon| Some(polygon) != change.to);
    match (change.kind, change.to) {
        (ChangeKind::Overlap | ChangeKind::Duplicate, _) => {
            others.for_each(|&polygon| balances[polygon].overlaps_m2 -= area_m2);
        }
        (ChangeKind::Gap, Some(to)) => balances[to].gaps_m2 += area_m2,
        (ChangeKind::Sliver, Some(to)) => {
            balances[to].slivers_m2 += area_m2;
            others.for_each(|&polygon| balances[polygon].slivers_m2 -= area_m2);
        }
        _ => {}
    }
}

/// The area that a shape covers by the rule of [`Coverage::build`].
fn covered_m2(shape: &MultiPolygon) -> f64 {
    if flaws(shape).iter().all(|flaw| flaw.kind == IssueKind::RepeatedPoint) {
        return shape_area_m2(shape);
    }
    Coverage::build(std::slice::from_ref(shape)).coverage.area_m2(FaceId::of_polygon(0))
}
