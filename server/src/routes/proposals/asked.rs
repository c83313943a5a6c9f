//! What a proposal is asked for.

use crate::error::Problem;
use crate::proposal::{Asked, AskedWeights, Request};
use crate::store::Target;
use onemap_engine::partition::Options;
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
    #[serde(default)]
    weights: AskedWeights,
    /// Begin with the plan in force: grids in range stay as they are, and around the others as few households as possible move.
    #[serde(default)]
    rebalance: bool,
    /// Codes of grids in force that stay as they are.
    #[serde(default)]
    locked: Vec<String>,
    /// Cut buildings with more households than a grid may have into their units, where the number of these is known. The figures of
    /// a draft made of it count such a building for one grid.
    #[serde(default)]
    split_by_unit: bool,
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
        let options = Asked {
            range: Target { min, max },
            target: self.target,
            seed: self.seed,
            rounds: self.rounds.unwrap_or(usual.rounds),
            weights: self.weights,
        };
        let options = options.options();
        let Self { areas, rebalance, locked, split_by_unit, .. } = self;
        Ok(Request { areas, options, rebalance, locked, split_by_unit })
    }
}
