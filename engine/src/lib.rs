//! A city on an integer lattice: its grids as one exact planar subdivision, its buildings and complaints
//! put into them, and both drawn as vector tiles and heat.
//!
//! No async, no network, no clock, no global state: the same input and seed give the same bytes.
//! See `ARCHITECTURE.md` for the layers; a test in `tests/layering.rs` holds them.

pub mod assign;
pub mod city;
pub mod coord;
pub mod coverage;
pub mod format;
pub mod heat;
pub mod hotspot;
pub mod locate;
pub mod partition;
pub mod plan;
pub mod record;
pub mod tile;
