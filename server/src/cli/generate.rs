//! `onemap generate`.

use super::{Failure, Outcome};

/// Make a demo or benchmark city from a seed.
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_args: &Args) -> Result<Outcome, Failure> {
    Err(Failure::usage("not built yet"))
}
