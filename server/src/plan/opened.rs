//! A plan that is looked at: its grids, who is in them, how they are shaped. Immutable; an edit makes the next one.

use super::balance::{Balance, PlanTotals, Scales};
use super::city::City;
use super::head::Head;
use super::outline::Outline;
use super::pairs::{Side, lineage};
use super::placement::Placement;
use super::tiles::PlanLayer;
use crate::store::{Lineage, PlanRow};
use onemap_engine::coord::Bounds;
use onemap_engine::coverage::FaceId;
use onemap_engine::heat::Filter;
use onemap_engine::plan::{Change, Plan};
use rayon::prelude::*;
use std::sync::{Arc, OnceLock};

/// One revision of a plan in one reading of the city.
pub struct Opened {
    pub row: PlanRow,
    pub plan: Plan,
    pub placement: Placement,
    pub city: Arc<City>,
    pub can_undo: bool,
    pub can_redo: bool,
    base: Arc<Base>,
    /// By face, the outside first: its revision is the last that a gap was made or filled at, within its bounds.
    outlines: Vec<Arc<Outline>>,
    layer: OnceLock<Arc<PlanLayer>>,
    /// The layer made last for an earlier revision.
    layer_before: Option<Arc<PlanLayer>>,
}

/// What a plan was branched from. Who is in it is found when it is asked for.
struct Base {
    plan: Plan,
    placement: OnceLock<Placement>,
}

impl Opened {
    /// Places everyone and measures every grid.
    #[must_use]
    pub fn new(head: Head, city: Arc<City>) -> Self {
        let placement = Placement::new(&head.plan, &city);
        let outside =
            Outline { bounds: None, ..Outline::new(&head.plan, FaceId::OUTSIDE, &city, head.row.revision) };
        let faces: Vec<FaceId> = head.plan.coverage().faces().collect();
        let measure = |face| Arc::new(Outline::new(&head.plan, face, &city, head.row.revision));
        let measured: Vec<_> = faces.into_par_iter().map(measure).collect();
        Self {
            base: Arc::new(Base { plan: head.base, placement: OnceLock::new() }),
            outlines: std::iter::once(Arc::new(outside)).chain(measured).collect(),
            row: head.row,
            plan: head.plan,
            placement,
            city,
            can_undo: head.can_undo,
            can_redo: head.can_redo,
            layer: OnceLock::new(),
            layer_before: None,
        }
    }

    /// The plan after changes that lead to `plan`, at another revision.
    #[must_use]
    pub fn after(&self, plan: Plan, changes: &[Change], row: PlanRow, [can_undo, can_redo]: [bool; 2]) -> Self {
        let placement = self.placement.after(&self.plan, &plan, changes, &self.city);
        let outlines = self.measured_again(&plan, changes, row.revision);
        let (city, base) = (Arc::clone(&self.city), Arc::clone(&self.base));
        let (layer, layer_before) = (OnceLock::new(), self.latest_layer());
        Self { row, plan, placement, city, can_undo, can_redo, base, outlines, layer, layer_before }
    }

    /// The same plan where only what the store says about it is another.
    #[must_use]
    pub fn with_row(&self, row: PlanRow) -> Self {
        let (plan, placement) = (self.plan.clone(), self.placement.clone());
        let (city, base, outlines) = (Arc::clone(&self.city), Arc::clone(&self.base), self.outlines.clone());
        let (can_undo, can_redo) = (self.can_undo, self.can_redo);
        let (layer, layer_before) = (OnceLock::new(), self.latest_layer());
        Self { row, plan, placement, city, can_undo, can_redo, base, outlines, layer, layer_before }
    }

    fn measured_again(&self, plan: &Plan, changes: &[Change], revision: i64) -> Vec<Arc<Outline>> {
        let mut outlines = self.outlines.clone();
        outlines.resize_with(plan.coverage().faces().len() + 1, || Arc::clone(&self.outlines[0]));
        for face in touched(&self.plan, plan, changes) {
            if let Some(outline) = outlines.get_mut(face.0 as usize) {
                *outline = Arc::new(Outline::new(plan, face, &self.city, revision));
            }
        }
        let at_gaps = changes.iter().filter(|change| {
            let mut arcs = change.delta.removed.iter().chain(&change.delta.added);
            arcs.any(|arc| arc.left == FaceId::OUTSIDE || arc.right == FaceId::OUTSIDE)
        });
        if let Some(bounds) = at_gaps.filter_map(Change::bounds).reduce(Bounds::union) {
            let all = self.outlines[0].bounds.map_or(bounds, |before| before.union(bounds));
            outlines[0] = Arc::new(Outline { bounds: Some(all), revision, ..(*self.outlines[0]).clone() });
        }
        outlines
    }

    #[must_use]
    pub fn outline(&self, face: FaceId) -> Option<&Outline> {
        self.outlines.get(face.0 as usize).map(|outline| &**outline)
    }

    /// The last revision that anything near a box was touched at.
    #[must_use]
    pub fn touched_at(&self, bounds: &Bounds) -> i64 {
        let near = self.outlines.iter().filter(|outline| outline.bounds.is_some_and(|own| own.meets(bounds)));
        near.map(|outline| outline.revision).max().unwrap_or(0)
    }

    /// Its vector tiles, made ready when they are first asked for.
    pub(super) fn layer(&self) -> &PlanLayer {
        self.layer.get_or_init(|| Arc::new(PlanLayer::new(self, self.layer_before.as_deref())))
    }

    /// The layer of this revision, or else of the last one that has one.
    fn latest_layer(&self) -> Option<Arc<PlanLayer>> {
        self.layer.get().or(self.layer_before.as_ref()).cloned()
    }

    #[must_use]
    pub fn balance(&self, face: FaceId, filter: &Filter) -> Option<Balance> {
        self.scales().balance(face, self.outline(face)?, filter)
    }

    #[must_use]
    pub fn totals(&self) -> PlanTotals {
        self.scales().totals(&self.outlines)
    }

    pub(super) fn scales(&self) -> Scales<'_> {
        Scales { plan: &self.plan, placement: &self.placement, city: &self.city, target: self.row.target }
    }

    #[must_use]
    pub fn side(&self) -> Side<'_> {
        Side { plan: &self.plan, placement: &self.placement }
    }

    /// From which grids of its base those of the plan came.
    #[must_use]
    pub fn lineage(&self) -> Vec<Lineage> {
        let placement = self.base.placement.get_or_init(|| Placement::new(&self.base.plan, &self.city));
        lineage(Side { plan: &self.base.plan, placement }, self.side(), &self.city)
    }
}

/// The faces that have another shape after changes, or say something else, ascending.
#[must_use]
pub fn touched(before: &Plan, after: &Plan, changes: &[Change]) -> Vec<FaceId> {
    let mut faces: Vec<FaceId> = changes.iter().flat_map(Change::touched).collect();
    faces.sort_unstable();
    faces.dedup();
    let differs = |&face: &FaceId| {
        before.grid(face) != after.grid(face)
            || before.coverage().polygon(face) != after.coverage().polygon(face)
    };
    faces.retain(differs);
    faces
}
