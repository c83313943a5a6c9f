//! `onemap serve`.

use super::{Cli, Failure, Outcome};
use crate::config::{Config, ConfigError, LogFormat, Settings};
use crate::{routes, server};
use clap::{Command, CommandFactory};
use rustc_hash::FxHashSet;
use std::io::IsTerminal;
use std::path::PathBuf;
use tracing_subscriber::EnvFilter;

/// Serve a store as one map.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  onemap serve --store city.gpkg --listen 127.0.0.1:8080")]
pub struct Args {
    #[command(flatten)]
    settings: Settings,
    /// Settings by name in a TOML file; the environment and flags go before it
    #[arg(long, env = "ONEMAP_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// Print the API as OpenAPI 3.1 and serve nothing
    #[arg(long)]
    print_openapi: bool,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    if args.print_openapi {
        println!("{}", routes::contract());
        return Ok(Outcome::Done);
    }
    let config = configuration(args).map_err(|error| match error {
        ConfigError::Unreadable { .. } => Failure::input(error),
        _ => Failure::usage(error),
    })?;
    log(&config)?;
    config.warnings.iter().for_each(|warning| tracing::warn!("{warning}"));
    unknown_variables().for_each(|name| tracing::warn!("unknown variable {name} is ignored"));
    let runtime = tokio::runtime::Runtime::new().map_err(Failure::input)?;
    runtime
        .block_on(server::run(config, |address| println!("Listening on {address}")))
        .map_err(Failure::input)?;
    Ok(Outcome::Done)
}

/// What the environment says to us that no subcommand listens to.
fn unknown_variables() -> impl Iterator<Item = String> {
    let mut known = FxHashSet::default();
    variables(&Cli::command(), &mut known);
    let ours = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    ours.filter(move |name| name.starts_with("ONEMAP_") && !known.contains(name.as_str()))
}

/// The variables that a command and those below it listen to.
fn variables(command: &Command, known: &mut FxHashSet<String>) {
    let named = command.get_arguments().filter_map(|argument| argument.get_env()?.to_str());
    known.extend(named.map(str::to_owned));
    command.get_subcommands().for_each(|below| variables(below, known));
}

fn configuration(args: &Args) -> Result<Config, ConfigError> {
    let file = args.config.as_deref().map(Settings::from_file).transpose()?;
    Config::resolve(args.settings.clone(), file.unwrap_or_default())
}

/// Sets up the log on stderr, in colour where that is a terminal.
fn log(config: &Config) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&config.log).map_err(|error| Failure::usage(format!("log: {error}")))?;
    let colour = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colour);
    let set = match config.log_format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
    set.map_err(|error| Failure::usage(format!("log: {error}")))
}
