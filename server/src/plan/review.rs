//! A plan checked by the rules of the trade: all of it, or what an edit touched.

use super::error::Result;
use super::opened::Opened;
use crate::check::{self, Finding, Limits, OtherRule, Policy, Rule, Subject};
use crate::store::Reader;
use onemap_engine::coord::Bounds;
use onemap_engine::coverage::FaceId;
use onemap_engine::record::{Area, AreaLevel};

impl Opened {
    /// Everything that is wrong with the plan, by the rules of its layer.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn findings(&self, reader: &Reader, policy: &Policy) -> Result<Vec<Finding>> {
        let mut buildings = Vec::new();
        reader.buildings(|building| buildings.push(building))?;
        let communities = reader.areas(AreaLevel::Community)?;
        let subject = Subject { grids: self.plan.areas(), communities, buildings };
        Ok(check::findings(&subject, &self.limits(policy)))
    }

    /// What is asked of its layer; a plan with a target of its own is held to that.
    fn limits(&self, policy: &Policy) -> Limits {
        let mut limits = policy.limits(Some(&self.row.layer));
        if let Some(target) = self.row.target {
            limits.households = target.min..=target.max;
        }
        limits
    }

    fn area(&self, face: FaceId) -> Option<Area> {
        let grid = self.plan.grid(face)?;
        Some(Area {
            level: AreaLevel::Grid,
            code: grid.code.clone(),
            name: grid.name.clone(),
            parent: grid.parent.clone(),
            kind: grid.kind.clone(),
            households: grid.households,
            residents: grid.residents,
            starts: grid.starts,
            ends: None,
            shape: self.plan.coverage().polygon(face),
        })
    }
}

/// What is wrong with some grids of a plan, as far as they and what stands in them tell: rules about how grids lie to others are
/// left to the check of the whole.
///
/// # Errors
/// When the store cannot be read.
pub fn review(opened: &Opened, faces: &[FaceId], reader: &Reader, policy: &Policy) -> Result<Vec<Finding>> {
    let bounds = faces.iter().filter_map(|&face| opened.outline(face)?.bounds).reduce(Bounds::union);
    let Some(bounds) = bounds else { return Ok(Vec::new()) };
    let subject = Subject {
        grids: faces.iter().filter_map(|&face| opened.area(face)).collect(),
        communities: reader.communities_near(&bounds)?,
        buildings: reader.buildings_near(&bounds)?,
    };
    let mut found = check::findings(&subject, &opened.limits(policy));
    found.retain(|finding| is_local(finding.rule));
    Ok(found)
}

/// Whether a rule can be checked on some grids alone.
fn is_local(rule: Rule) -> bool {
    use OtherRule::{BuildingCut, CellArea, CodeFormat, HouseholdRange, OneCommunity};
    match rule {
        Rule::Coverage(kind) => kind.is_harmless(),
        Rule::Other(rule) => {
            matches!(rule, BuildingCut | CellArea | CodeFormat | HouseholdRange | OneCommunity)
        }
    }
}
