//! What an edit changed: boundaries and what grids say. Kept as bytes in the log of edits.

use super::{Grid, Plan};
use crate::coord::{Bounds, LatticePoint};
use crate::coverage::edit::Delta;
use crate::coverage::{Arc, FaceId};
use serde::{Deserialize, Serialize};
use std::sync;

/// The difference between two states of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub delta: Delta,
    /// What the grid of a face said before and says after; `None` where there was or is no grid.
    pub grids: Vec<(FaceId, Option<Grid>, Option<Grid>)>,
}

/// A change that starts from another state of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the change belongs to another state of the plan")]
pub struct NotThisPlan;

/// Bytes that are no change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the log holds a change that cannot be read: {0}")]
pub struct MalformedChange(String);

impl Change {
    /// The change that leads back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let back = |(face, before, after): &(FaceId, Option<Grid>, Option<Grid>)| {
            (*face, after.clone(), before.clone())
        };
        Self { delta: self.delta.inverse(), grids: self.grids.iter().map(back).collect() }
    }

    /// The faces whose boundaries or words change, ascending.
    #[must_use]
    pub fn touched(&self) -> Vec<FaceId> {
        let mut faces = self.delta.touched();
        faces.extend(self.grids.iter().map(|(face, _, _)| *face));
        faces.sort_unstable();
        faces.dedup();
        faces
    }

    /// The box around all boundaries that go or come.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        self.delta.bounds()
    }

    /// The codes that grids have after the change and not before.
    pub fn new_codes(&self) -> impl Iterator<Item = &str> {
        self.grids.iter().filter_map(|(_, before, after)| {
            let (before, after) =
                (before.as_ref().map(|grid| &grid.code), after.as_ref().map(|grid| &grid.code));
            after.filter(|_| before != after).map(String::as_str)
        })
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.delta.is_empty() && self.grids.is_empty()
    }

    /// The change as bytes, in the Postcard format: the first byte is the version of the layout.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let record = Record {
            version: VERSION,
            faces: self.delta.faces,
            removed: self.delta.removed.iter().map(ArcRecord::of).collect(),
            added: self.delta.added.iter().map(ArcRecord::of).collect(),
            grids: self.grids.iter().map(|(face, old, new)| (face.0, old.clone(), new.clone())).collect(),
        };
        postcard::to_stdvec(&record).expect("numbers and strings can always be written")
    }

    /// Reads what [`Change::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are cut short or not a change.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MalformedChange> {
        let record: Record = postcard::from_bytes(bytes).map_err(|error| MalformedChange(error.to_string()))?;
        if record.version != VERSION {
            return Err(MalformedChange(format!("layout {}, known is {VERSION}", record.version)));
        }
        let arcs = |records: Vec<ArcRecord>| records.into_iter().map(ArcRecord::arc).collect::<Result<_, _>>();
        let delta = Delta { removed: arcs(record.removed)?, added: arcs(record.added)?, faces: record.faces };
        let grids = record.grids.into_iter().map(|(face, old, new)| (FaceId(face), old, new)).collect();
        Ok(Self { delta, grids })
    }
}

impl Plan {
    /// The plan after a change; of its inverse, the plan before.
    ///
    /// # Errors
    /// When the change starts from another state.
    pub fn apply(&self, change: &Change) -> Result<Self, NotThisPlan> {
        let coverage = self.coverage.apply(&change.delta).map_err(|_| NotThisPlan)?;
        let mut grids = self.grids.clone();
        grids.resize(grids.len().max(change.delta.faces.1 as usize), None);
        for (face, before, after) in &change.grids {
            let grid = face.polygon().and_then(|i| grids.get_mut(i)).ok_or(NotThisPlan)?;
            if grid.as_deref() != before.as_ref() {
                return Err(NotThisPlan);
            }
            *grid = after.clone().map(sync::Arc::new);
        }
        if grids.drain(change.delta.faces.1 as usize..).any(|grid| grid.is_some()) {
            return Err(NotThisPlan);
        }
        Ok(Self { coverage: sync::Arc::new(coverage), grids })
    }
}

const VERSION: u8 = 1;

#[derive(Serialize, Deserialize)]
struct Record {
    version: u8,
    faces: (u32, u32),
    removed: Vec<ArcRecord>,
    added: Vec<ArcRecord>,
    grids: Vec<(u32, Option<Grid>, Option<Grid>)>,
}

/// An arc as the steps from point to point, which are small numbers.
#[derive(Serialize, Deserialize)]
pub(super) struct ArcRecord {
    left: u32,
    right: u32,
    steps: Vec<(i32, i32)>,
}

impl ArcRecord {
    pub(super) fn of(arc: &Arc) -> Self {
        let mut from = LatticePoint::default();
        let step = |p: &LatticePoint| {
            let step = (p.x.wrapping_sub(from.x), p.y.wrapping_sub(from.y));
            from = *p;
            step
        };
        Self { left: arc.left.0, right: arc.right.0, steps: arc.points.iter().map(step).collect() }
    }

    fn arc(self) -> Result<Arc, MalformedChange> {
        let mut from = LatticePoint::default();
        let point = |(dx, dy): (i32, i32)| {
            from = LatticePoint::new(from.x.wrapping_add(dx), from.y.wrapping_add(dy));
            from
        };
        let points: sync::Arc<[LatticePoint]> = self.steps.into_iter().map(point).collect();
        if points.len() < 2 {
            return Err(MalformedChange("an arc of fewer than two points".to_owned()));
        }
        Ok(Arc { points, left: FaceId(self.left), right: FaceId(self.right) })
    }
}
