//! What is asked for.

use super::ProposalError;
use crate::snapshot::{FaceNumber, Snapshot};
use crate::store::Target;
use onemap_engine::partition::{Options, Weights};
use onemap_engine::record::AreaLevel;
use serde::Deserialize;
use utoipa::ToSchema;

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
    /// Cut buildings with more households than a grid may have into their units (单元), where the number of these is known.
    pub split_by_unit: bool,
}

/// What is asked of grids; what is left out is as usual.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The least and the most households of a grid.
    pub range: Target,
    /// The middle of the range where left out.
    pub target: Option<f64>,
    pub seed: u64,
    pub rounds: u32,
    pub weights: AskedWeights,
}

/// What a proposal is judged by, as weights against each other, all from 0 on. What is left out has its usual weight.
#[derive(Clone, Copy, Debug, clap::Args, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = ProposalWeights)]
pub struct AskedWeights {
    /// Weight of the square of a grid's deviation from the target.
    #[arg(long, value_name = "W", default_value_t = Self::default().balance)]
    balance: f64,
    /// Weight of what a grid's Polsby–Popper measure lacks to 1.
    #[arg(long, value_name = "W", default_value_t = Self::default().compactness)]
    compactness: f64,
    /// Weight of boundaries that run between buildings of one compound or block, per side of a square grid.
    #[arg(long, value_name = "W", default_value_t = Self::default().roads)]
    roads: f64,
    /// Weight of the square of the deviation of a grid's complaints of the last year from the average of its community.
    #[arg(long, value_name = "W", default_value_t = Self::default().workload)]
    workload: f64,
}

impl Default for AskedWeights {
    fn default() -> Self {
        let Weights { deviation: balance, compactness, roads, workload, .. } = Weights::default();
        Self { balance, compactness, roads, workload }
    }
}

impl Asked {
    #[must_use]
    pub fn options(self) -> Options {
        let Self { range: Target { min, max }, target, seed, rounds, weights } = self;
        let AskedWeights { balance: deviation, compactness, roads, workload } = weights;
        let weights = Weights { deviation, compactness, roads, workload, ..Weights::default() };
        Options { target: target.unwrap_or(f64::midpoint(min, max)), min, max, seed, rounds, weights }
    }
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
