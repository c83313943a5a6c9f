//! `onemap export`.

use super::{Failure, Outcome};

/// Write a layer of a store to a file.
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_args: &Args) -> Result<Outcome, Failure> {
    Err(Failure::usage("not built yet"))
}
