//! Buildings.

use crate::coord::{LatticePoint, MultiPolygon};

/// A building's place: its outline, or one point where the outline is not known (tax lots, address points).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Footprint {
    Outline(MultiPolygon),
    Point(LatticePoint),
}

/// One building with the people in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Building {
    pub id: String,
    pub name: Option<String>,
    pub address: Option<String>,
    /// Id or name of its compound (小区), as the file gave it.
    pub compound: Option<String>,
    /// Code of the grid and community the file itself names, if any. Not used to assign, only to compare.
    pub grid: Option<String>,
    pub community: Option<String>,
    /// Use (用途): residential, office, school, …
    pub usage: Option<String>,
    /// Entrances (单元).
    pub units: Option<u32>,
    pub floors: Option<u32>,
    /// Year of completion.
    pub built: Option<i16>,
    /// Fractions are allowed: open data shares households out over lots.
    pub households: Option<f64>,
    /// Whether `households` was estimated from units, floors and floor area rather than given.
    pub households_estimated: bool,
    pub residents: Option<f64>,
    pub footprint: Footprint,
}
