//! `onemap import`.

use super::{Failure, Outcome};

/// Bring files into a store.
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_args: &Args) -> Result<Outcome, Failure> {
    Err(Failure::usage("not built yet"))
}
