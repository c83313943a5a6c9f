//! A plan: the grids of a layer as a coverage with what each grid says, and the operations that planners make on it.
//!
//! A [`Plan`] is an immutable snapshot. An [`Operation`] names grids, buildings and places as people and scripts do; [`Plan::edit`]
//! answers with the plan after it and the [`Change`] between the two, or a [`Refusal`] with its place. Changes are kept as bytes,
//! so that a log of them replays without computing anything again, and turned around they undo what they did.

mod canonical;
mod change;
mod codes;
mod dispatch;
mod grid;
mod hand_over;
pub(crate) mod midlines;
mod operation;
mod refusal;
mod snap;
mod surroundings;
#[cfg(test)]
mod tests;

pub use change::{Change, MalformedChange, NotThisPlan};
pub use dispatch::Edit;
pub use grid::Grid;
pub use operation::{Attributes, MalformedOperation, Move, Operation, Position, Shape};
pub use refusal::{Reason, Refusal};
pub use surroundings::Surroundings;

use crate::coverage::{Coverage, FaceId, Report};
use crate::record::{Area, AreaLevel};
use std::sync::Arc;

/// The grids of one layer, as they are at one moment. Cheap to clone: boundaries are shared.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    coverage: Arc<Coverage>,
    /// What the grid of each inner face says; `None` for one that was merged into another.
    grids: Vec<Option<Arc<Grid>>>,
}

impl Plan {
    /// The plan of some grids, and what is wrong with their shapes. Where shapes overlap, the first in order has the place.
    #[must_use]
    pub fn new(areas: &[Area]) -> (Self, Report) {
        let shapes: Vec<_> = areas.iter().map(|area| area.shape.clone()).collect();
        let built = Coverage::build(&shapes);
        let grids = areas.iter().map(|area| Some(Arc::new(Grid::of(area)))).collect();
        (Self { coverage: Arc::new(built.coverage), grids }, built.report)
    }

    #[must_use]
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// The grid of a face, none for the outside and for faces merged into others.
    #[must_use]
    pub fn grid(&self, face: FaceId) -> Option<&Grid> {
        self.grids.get(face.polygon()?)?.as_deref()
    }

    /// The face of the grid with a code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<FaceId> {
        self.grids().find(|(_, grid)| grid.code == code).map(|(face, _)| face)
    }

    /// All grids, in the order of their faces.
    pub fn grids(&self) -> impl Iterator<Item = (FaceId, &Grid)> {
        let numbered = self.grids.iter().enumerate();
        numbered.filter_map(|(i, grid)| Some((FaceId::of_polygon(i), grid.as_deref()?)))
    }

    /// The grids as areas, in the order of their faces.
    #[must_use]
    pub fn areas(&self) -> Vec<Area> {
        self.grids().map(|(face, grid)| self.area(face, grid)).collect()
    }

    fn area(&self, face: FaceId, grid: &Grid) -> Area {
        Area {
            level: AreaLevel::Grid,
            code: grid.code.clone(),
            name: grid.name.clone(),
            parent: grid.parent.clone(),
            kind: grid.kind.clone(),
            households: grid.households,
            residents: grid.residents,
            starts: grid.starts,
            ends: None,
            shape: self.coverage.polygon(face),
        }
    }
}
