//! The difference between two coverages, as arcs.

use crate::coord::{Bounds, LatticePoint};
use crate::coverage::{Arc, Coverage, FaceId};
use std::cmp::Ordering;

/// The arcs that go and those that come, each in the order of a coverage's arcs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    pub removed: Vec<Arc>,
    pub added: Vec<Arc>,
    /// Number of inner faces before and after.
    pub faces: (u32, u32),
}

/// A delta that starts from another coverage than the one it is applied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the change belongs to another state of the plan")]
pub struct NotThisCoverage;

impl Delta {
    /// The difference that leads from some arcs of a coverage to those that replace them, both in order.
    pub(super) fn between(before: Vec<Arc>, after: Vec<Arc>, faces: (u32, u32)) -> Self {
        let mut delta = Self { removed: Vec::new(), added: Vec::new(), faces };
        let (mut before, mut after) = (before.into_iter().peekable(), after.into_iter().peekable());
        loop {
            let order = match (before.peek(), after.peek()) {
                (None, None) => return delta,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => old.points.cmp(&new.points),
            };
            let same = order.is_eq() && before.peek() == after.peek();
            let (old, new) = (before.next_if(|_| order.is_le()), after.next_if(|_| order.is_ge()));
            if !same {
                delta.removed.extend(old);
                delta.added.extend(new);
            }
        }
    }

    /// The difference that leads back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let faces = (self.faces.1, self.faces.0);
        Self { removed: self.added.clone(), added: self.removed.clone(), faces }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.removed.is_empty() && self.added.is_empty()
    }

    /// The inner faces around the arcs, ascending.
    #[must_use]
    pub fn touched(&self) -> Vec<FaceId> {
        let sides = self.arcs().flat_map(|arc| [arc.left, arc.right]);
        let mut faces: Vec<FaceId> = sides.filter(|&face| face != FaceId::OUTSIDE).collect();
        faces.sort_unstable();
        faces.dedup();
        faces
    }

    /// The box around all that goes or comes.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(self.arcs().flat_map(|arc| arc.points.iter().copied()))
    }

    fn arcs(&self) -> impl Iterator<Item = &Arc> {
        self.removed.iter().chain(&self.added)
    }
}

impl Coverage {
    /// The coverage after a change. Arcs that stay are shared with this one.
    ///
    /// # Errors
    /// When the change starts from another coverage.
    pub fn apply(&self, delta: &Delta) -> Result<Self, NotThisCoverage> {
        if self.faces().len() != delta.faces.0 as usize {
            return Err(NotThisCoverage);
        }
        let size = (self.arcs().len() + delta.added.len()).checked_sub(delta.removed.len());
        let mut arcs = Vec::with_capacity(size.ok_or(NotThisCoverage)?);
        let (mut removed, mut added) = (delta.removed.iter().peekable(), delta.added.iter().peekable());
        for arc in self.arcs() {
            while let Some(new) = added.next_if(|new| comes_first(&new.points, &arc.points)) {
                arcs.push(new.clone());
            }
            if removed.next_if(|old| *old == arc).is_none() {
                arcs.push(arc.clone());
            }
        }
        arcs.extend(added.cloned());
        let in_order = arcs.windows(2).all(|pair| pair[0].points < pair[1].points);
        let faces_exist = arcs.iter().all(|arc| arc.left.0.max(arc.right.0) <= delta.faces.1);
        if removed.next().is_none() && in_order && faces_exist {
            Ok(Self::from_arcs(arcs, delta.faces.1))
        } else {
            Err(NotThisCoverage)
        }
    }
}

fn comes_first(new: &[LatticePoint], old: &[LatticePoint]) -> bool {
    new < old
}
