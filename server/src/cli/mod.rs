//! The command line: one subcommand per file, one meaning per exit code.

mod assign;
mod bulletin;
mod check;
mod exit;
mod export;
mod generate;
mod hotspots;
mod import;
mod plan;
mod progress;
mod repair;
mod serve;

pub use exit::{Failure, Outcome};

use clap::{Parser, Subcommand};
use std::process::ExitCode;

const EXIT_CODES: &str = "\
Exit codes: 0 the output was written (rejected rows and overlaps are reported); 1 `check` found violations, or `repair` left some;
2 usage; 3 input missing or unreadable, or aborted on a bad row.";

/// A city's buildings into grids, its complaints into hotspots, and both onto one map.
#[derive(Parser)]
#[command(name = "onemap", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Generate(generate::Args),
    Import(Box<import::Args>),
    Check(check::Args),
    Repair(repair::Args),
    Assign(assign::Args),
    Hotspots(hotspots::Args),
    Bulletin(bulletin::Args),
    Plan(Box<plan::Args>),
    Export(export::Args),
    Serve(serve::Args),
}

/// Runs the chosen subcommand; a failure is one line on stderr.
pub fn run(cli: &Cli) -> ExitCode {
    let outcome = match &cli.command {
        Command::Generate(args) => generate::run(args),
        Command::Import(args) => import::run(args),
        Command::Check(args) => check::run(args),
        Command::Repair(args) => repair::run(args),
        Command::Assign(args) => assign::run(args),
        Command::Hotspots(args) => hotspots::run(args),
        Command::Bulletin(args) => bulletin::run(args),
        Command::Plan(args) => plan::run(args),
        Command::Export(args) => export::run(args),
        Command::Serve(args) => serve::run(args),
    };
    exit::code(outcome)
}
