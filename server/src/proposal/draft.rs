//! A proposal as a plan.

use super::{Proposal, ProposalError, ProposedGrid};
use crate::snapshot::Snapshot;
use crate::store::{self, Reader};
use onemap_engine::coord::MultiPolygon;
use onemap_engine::coverage::Repair;
use onemap_engine::plan::Plan;
use onemap_engine::record::{Area, AreaLevel};

/// A new boundary that ends on that of the community ends within a step of it, which the grids beyond do not know.
const WITHIN_M: f64 = 0.05;

impl Proposal {
    /// What it proposes for some of its communities, by code.
    ///
    /// # Errors
    /// When it is not about one of them.
    pub fn only(&self, communities: &[String]) -> Result<Self, ProposalError> {
        if let Some(unknown) = communities.iter().find(|code| !self.communities.contains(code)) {
            return Err(ProposalError::UnknownArea(unknown.clone()));
        }
        let is_wanted =
            |grid: &&ProposedGrid| grid.area.parent.as_ref().is_some_and(|code| communities.contains(code));
        let grids = self.grids.iter().filter(is_wanted).cloned().collect();
        Ok(Self { communities: communities.to_vec(), grids, options: self.options, ..Self::default() })
    }

    /// The plan that it makes, with the grids in force of the communities that were not asked about.
    ///
    /// # Errors
    /// When those cannot be read.
    pub fn plan(&self, snapshot: &Snapshot, reader: &Reader) -> store::Result<Plan> {
        let mut areas = reader.areas(AreaLevel::Grid)?;
        areas.retain(|area| !self.replaces(snapshot, &area.code));
        let is_part = !areas.is_empty();
        areas.extend(self.grids.iter().map(|grid| grid.area.clone()));
        if is_part {
            fit_together(&mut areas);
        }
        Ok(Plan::new(&areas).0)
    }

    /// Whether a grid in force lies in a community that was asked about, or in none.
    fn replaces(&self, snapshot: &Snapshot, code: &str) -> bool {
        let grids = &snapshot.levels[AreaLevel::Grid];
        match grids.find(code).and_then(|face| grids.get(face)?.parent) {
            Some((AreaLevel::Community, community)) => snapshot
                .area(AreaLevel::Community, community)
                .is_some_and(|community| self.communities.contains(&community.code)),
            _ => self.is_whole(snapshot),
        }
    }

    fn is_whole(&self, snapshot: &Snapshot) -> bool {
        self.communities.len() == snapshot.levels[AreaLevel::Community].len()
    }
}

/// Makes one boundary of what lies within a few steps.
fn fit_together(areas: &mut [Area]) {
    let shapes: Vec<MultiPolygon> = areas.iter().map(|area| area.shape.clone()).collect();
    let coverage = Repair::within(WITHIN_M).run(&shapes).coverage;
    areas.iter_mut().zip(coverage.faces()).for_each(|(area, face)| area.shape = coverage.polygon(face));
}
