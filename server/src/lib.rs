//! `onemap`: the command line, the store and the server around `onemap-engine`.

pub mod assets;
mod bare_answers;
pub mod basemap;
pub mod bulletin;
pub mod cache;
pub mod check;
pub mod cli;
pub mod compute;
pub mod config;
pub mod error;
pub mod export;
pub mod hotspots;
pub mod intake;
pub mod listener;
mod metrics;
mod open_files;
pub mod plan;
pub mod print;
pub mod proposal;
pub mod repair;
pub mod routes;
pub mod server;
pub mod snapshot;
mod spelling;
pub mod state;
pub mod store;
