//! `onemap`: the command line, the store and the server around `onemap-engine`.

pub mod cli;
pub mod store;
