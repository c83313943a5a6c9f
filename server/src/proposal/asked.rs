//! What is asked for.

use super::ProposalError;
use crate::snapshot::{FaceNumber, Snapshot};
use onemap_engine::partition::Options;
use onemap_engine::record::AreaLevel;

/// Which communities, and what is asked of their grids.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Codes or names of communities, or codes of streets and districts for all of theirs; all communities where there is none.
    pub areas: Vec<String>,
    pub options: Options,
    /// Begin with the plan in force: only grids with a violation change, and as many around them as it takes.
    pub rebalance: bool,
    /// Codes of grids in force that stay as they are.
    pub locked: Vec<String>,
}

impl Request {
    /// # Errors
    /// When the options contradict themselves, or no grid in force has a code that is to be locked.
    pub fn check(&self, snapshot: &Snapshot) -> Result<(), ProposalError> {
        self.options.check()?;
        let set = &snapshot.levels[AreaLevel::Grid];
        let unknown = self.locked.iter().find(|code| set.find(code).is_none());
        unknown.map_or(Ok(()), |code| Err(ProposalError::UnknownGrid(code.clone())))
    }

    /// The communities that it is about, each once, in order.
    ///
    /// # Errors
    /// When there is none, or no such area.
    pub fn communities(&self, snapshot: &Snapshot) -> Result<Vec<FaceNumber>, ProposalError> {
        let set = &snapshot.levels[AreaLevel::Community];
        if set.is_empty() {
            return Err(ProposalError::NoCommunities);
        }
        if self.areas.is_empty() {
            return Ok(set.iter().map(|(face, _)| face).collect());
        }
        let mut found = Vec::new();
        for area in &self.areas {
            let within = communities_of(snapshot, area);
            if within.is_empty() {
                return Err(ProposalError::UnknownArea(area.clone()));
            }
            found.extend(within);
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}

/// The community that is called so, or those of the area above with this code.
fn communities_of(snapshot: &Snapshot, wanted: &str) -> Vec<FaceNumber> {
    let set = &snapshot.levels[AreaLevel::Community];
    let called = || set.iter().find(|(_, area)| area.is_called(wanted)).map(|(face, _)| face);
    if let Some(face) = set.find(wanted).or_else(called) {
        return vec![face];
    }
    let is_within = |face: FaceNumber| {
        snapshot.ancestors(AreaLevel::Community, face).any(|(_, above)| above.code == wanted)
    };
    set.iter().map(|(face, _)| face).filter(|&face| is_within(face)).collect()
}
