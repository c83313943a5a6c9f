//! What a proposal is asked for.

use crate::error::Problem;
use crate::proposal::Request;
use onemap_engine::partition::{Options, Weights};
use serde::Deserialize;
use utoipa::ToSchema;

/// Grids to be proposed. Everything may be left out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProposal {
    /// Codes of communities, or of streets and districts for all of theirs; none: all communities.
    #[serde(default)]
    areas: Vec<String>,
    /// The least households a grid may have, 300 where left out.
    min: Option<f64>,
    /// The most, 400 where left out.
    max: Option<f64>,
    /// Households a grid should have; left out: the middle of the range.
    target: Option<f64>,
    /// Another seed, another proposal.
    #[serde(default)]
    seed: u64,
    /// Pairs of neighbouring grids to be split anew, for each grid; more take longer.
    #[schema(maximum = 200)]
    rounds: Option<u32>,
    weights: Option<NewWeights>,
    /// Begin with the plan in force: grids in range stay as they are, and around the others as few households as possible move.
    #[serde(default)]
    rebalance: bool,
    /// Codes of grids in force that stay as they are.
    #[serde(default)]
    locked: Vec<String>,
}

/// What a proposal is judged by, as weights against each other. All from 0 on; what is left out has its usual weight.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProposalWeights)]
pub struct NewWeights {
    /// Of the square of a grid's deviation from the target.
    balance: Option<f64>,
    /// Of what a grid's Polsby–Popper measure lacks to 1.
    compactness: Option<f64>,
    /// Of boundaries between buildings of one compound or block.
    roads: Option<f64>,
}

/// More rounds than this change little and take for ever.
const MOST_ROUNDS: u32 = 200;

impl NewProposal {
    /// # Errors
    /// When it asks for more rounds than there may be.
    pub fn request(self) -> Result<Request, Problem> {
        if let Some(rounds) = self.rounds.filter(|rounds| *rounds > MOST_ROUNDS) {
            return Err(Problem::parameter("rounds", format!("{rounds} is more than {MOST_ROUNDS}")));
        }
        let usual = Options::default();
        let (min, max) = (self.min.unwrap_or(usual.min), self.max.unwrap_or(usual.max));
        let asked = self.weights.unwrap_or_default();
        let weights = Weights {
            deviation: asked.balance.unwrap_or(usual.weights.deviation),
            compactness: asked.compactness.unwrap_or(usual.weights.compactness),
            roads: asked.roads.unwrap_or(usual.weights.roads),
            ..usual.weights
        };
        let options = Options {
            target: self.target.unwrap_or(f64::midpoint(min, max)),
            min,
            max,
            seed: self.seed,
            rounds: self.rounds.unwrap_or(usual.rounds),
            weights,
        };
        Ok(Request { areas: self.areas, options, rebalance: self.rebalance, locked: self.locked })
    }
}
