//! Complaint density over place and time.
//!
//! [`ComplaintColumns`] answers which complaints pass a [`Filter`] and where they are; [`Heat`] turns them into
//! complaints per km² or per 1,000 households, and [`Ramp`] turns those into pixels and a legend.

mod columns;
mod convolve;
mod counts;
mod curve;
mod density;
mod filter;
mod geotiff;
mod kernel;
mod palette;
#[cfg(test)]
mod properties;
mod raster;
mod selection;
mod weights;

pub use columns::{ComplaintColumns, ComplaintRow};
pub use density::{Heat, MIN_HOUSEHOLDS_PER_KM2, TileSize};
pub use filter::Filter;
pub use kernel::{Bandwidth, BandwidthError, Kernel, UnknownKernel};
pub use palette::{Curve, Palette, Ramp, Stop, UnknownPalette};
pub use raster::Raster;
pub use selection::Selection;
pub use weights::WeightedPoints;
