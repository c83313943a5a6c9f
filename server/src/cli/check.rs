//! `onemap check`.

use super::{Failure, Outcome};

/// List what is wrong with the grids of a store or file.
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_args: &Args) -> Result<Outcome, Failure> {
    Err(Failure::usage("not built yet"))
}
