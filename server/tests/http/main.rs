//! The server in process: each route with a good request, a bad one, and an id that is not there.

mod api;
mod archive;
mod bad_input;
mod basemap;
mod bulletin;
mod categories;
mod cells;
mod city;
mod client;
mod complaints;
mod connections;
mod contract;
mod cors;
mod dispatch;
mod grid_layers;
mod heat;
mod hotspots;
mod ogc;
mod operation;
mod plans;
mod proposals;
mod tiles;
