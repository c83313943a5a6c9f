//! Areas of every level, from the city down to the grid.

use super::LocalDate;
use crate::coord::MultiPolygon;
use serde::{Deserialize, Serialize};

/// The levels of the duty hierarchy, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AreaLevel {
    City,
    District,
    Street,
    Community,
    Grid,
}

/// One area of any level: a polygon with a code that is never reused.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    pub level: AreaLevel,
    /// Kept as text: leading zeros count.
    pub code: String,
    pub name: Option<String>,
    /// Code or name of the area above, as the file gave it.
    pub parent: Option<String>,
    /// Grid type (网格类型), for grids.
    pub kind: Option<String>,
    /// Figures the file itself carried; the engine's own counts come from buildings.
    pub households: Option<f64>,
    pub residents: Option<f64>,
    /// In force from this date; before it, the area does not exist.
    pub starts: Option<LocalDate>,
    /// No longer in force from this date on.
    pub ends: Option<LocalDate>,
    pub shape: MultiPolygon,
}
