//! `onemap assign`.

use super::{Failure, Outcome};

/// Put points into grids, file to file.
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_args: &Args) -> Result<Outcome, Failure> {
    Err(Failure::usage("not built yet"))
}
