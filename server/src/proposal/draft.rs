//! A proposal as a plan.

use super::{Proposal, ProposalError};
use crate::snapshot::Snapshot;
use crate::store::{self, Reader};
use onemap_engine::coord::MultiPolygon;
use onemap_engine::coverage::Repair;
use onemap_engine::plan::Plan;
use onemap_engine::record::{Area, AreaLevel};

/// A new boundary that ends on that of the community ends within a step of it, which the grids beyond do not know.
const WITHIN_M: f64 = 0.05;

impl Proposal {
    /// Whether it is about these communities, given by code.
    ///
    /// # Errors
    /// With the first that it is not about.
    pub fn is_about(&self, communities: &[String]) -> Result<(), ProposalError> {
        let unknown = communities.iter().find(|code| !self.communities.contains(code));
        unknown.map_or(Ok(()), |code| Err(ProposalError::UnknownArea(code.clone())))
    }

    /// The plan that it makes with what it proposes for some of its communities, by code, and the grids in force of all others.
    ///
    /// # Errors
    /// When those cannot be read.
    pub fn plan(&self, communities: &[String], snapshot: &Snapshot, reader: &Reader) -> store::Result<Plan> {
        let mut areas = reader.areas(AreaLevel::Grid)?;
        areas.retain(|area| !replaces(communities, snapshot, &area.code));
        let is_part = !areas.is_empty();
        let proposed = self.grids.iter().map(|grid| &grid.area);
        areas.extend(
            proposed
                .filter(|area| area.parent.as_ref().is_some_and(|code| communities.contains(code)))
                .cloned(),
        );
        if is_part {
            fit_together(&mut areas);
        }
        Ok(Plan::new(&areas).0)
    }
}

/// Whether a grid in force lies in one of some communities, or in none where these are all.
fn replaces(communities: &[String], snapshot: &Snapshot, code: &str) -> bool {
    let grids = &snapshot.levels[AreaLevel::Grid];
    match grids.find(code).and_then(|face| grids.get(face)?.parent) {
        Some((AreaLevel::Community, community)) => snapshot
            .area(AreaLevel::Community, community)
            .is_some_and(|community| communities.contains(&community.code)),
        _ => communities.len() == snapshot.levels[AreaLevel::Community].len(),
    }
}

/// Makes one boundary of what lies within a few steps.
fn fit_together(areas: &mut [Area]) {
    let shapes: Vec<MultiPolygon> = areas.iter().map(|area| area.shape.clone()).collect();
    let coverage = Repair::within(WITHIN_M).run(&shapes).coverage;
    areas.iter_mut().zip(coverage.faces()).for_each(|(area, face)| area.shape = coverage.polygon(face));
}
