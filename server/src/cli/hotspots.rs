//! `onemap hotspots`.

use super::{Failure, Outcome};

/// Where complaints pile up, and which categories.
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_args: &Args) -> Result<Outcome, Failure> {
    Err(Failure::usage("not built yet"))
}
