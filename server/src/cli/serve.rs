//! `onemap serve`.

use super::{Failure, Outcome};

/// Serve a store as one map.
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_args: &Args) -> Result<Outcome, Failure> {
    Err(Failure::usage("not built yet"))
}
