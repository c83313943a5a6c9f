//! Parses the command line, runs one subcommand, returns its exit code.

use clap::Parser;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    onemap::cli::run(&onemap::cli::Cli::parse())
}
