//! `onemap plan`: what the planner's page does, for scripts.

mod assignments;
mod compare;
mod edit;
mod list;
mod make;
mod propose;
mod steps;
mod target;
mod transfer;

pub(super) use target::find;

use super::{Failure, Outcome};
use clap::{Parser, Subcommand};

const EXAMPLES: &str = "\
Examples:
  onemap plan new --store city.gpkg --name \"Autumn 2026\"
  onemap plan edit --store city.gpkg --plan 2 --ops operations.json --as \"Wang\"
  onemap plan undo --store city.gpkg --plan 2
  onemap plan compare --store city.gpkg --plan 2 --with 1 --html statement.html
  onemap plan submit --store city.gpkg --plan 2
  onemap plan approve --store city.gpkg --plan 2
  onemap plan publish --store city.gpkg --plan 2 --starts 2026-12-01

A plan goes by its number or its name. A file of operations is a JSON array, or a GeoJSON FeatureCollection with the members of an
operation as properties and its line or shape as geometry:

  [{\"op\": \"merge\", \"grids\": [\"A\", \"B\"], \"into\": \"A\"},
   {\"op\": \"split\", \"grid\": \"C\", \"line\": [[117.30, 31.80], [117.31, 31.81]]},
   {\"op\": \"assign\", \"buildings\": [\"b1\"], \"compounds\": [\"c1\"], \"to\": \"A\"}]

All operations of a file are carried out, or none. A server on the same store sees the change at once.";

/// Make, edit, compare and publish plans of grids.
#[derive(Parser)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    List(list::ListArgs),
    Show(list::ShowArgs),
    Log(list::LogArgs),
    New(make::NewArgs),
    Propose(Box<propose::Args>),
    Import(transfer::ImportArgs),
    Edit(edit::EditArgs),
    Undo(edit::StepArgs),
    Redo(edit::StepArgs),
    Check(compare::CheckArgs),
    Compare(compare::CompareArgs),
    Submit(steps::Args),
    Approve(steps::Args),
    Reject(steps::Args),
    Withdraw(steps::Args),
    Publish(steps::PublishArgs),
    Delete(steps::DeleteArgs),
    Export(transfer::ExportArgs),
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    use crate::plan::Action;
    match &args.command {
        Command::List(args) => list::list(args),
        Command::Show(args) => list::show(args),
        Command::Log(args) => list::log(args),
        Command::New(args) => make::run(args),
        Command::Propose(args) => propose::run(args),
        Command::Import(args) => transfer::import(args),
        Command::Edit(args) => edit::edit(args),
        Command::Undo(args) => edit::undo(args),
        Command::Redo(args) => edit::redo(args),
        Command::Check(args) => compare::check(args),
        Command::Compare(args) => compare::compare(args),
        Command::Submit(args) => steps::advance(args, Action::Submit),
        Command::Approve(args) => steps::advance(args, Action::Approve),
        Command::Reject(args) => steps::advance(args, Action::Reject),
        Command::Withdraw(args) => steps::advance(args, Action::Withdraw),
        Command::Publish(args) => steps::publish(args),
        Command::Delete(args) => steps::delete(args),
        Command::Export(args) => transfer::export(args),
    }
}
