//! Compounds, roads, water and the people on duty.

use super::LocalDate;
use crate::coord::{Line, MultiPolygon};
use serde::{Deserialize, Serialize};

/// A housing estate (小区): buildings that should stay in one grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compound {
    pub id: String,
    pub name: Option<String>,
    pub shape: MultiPolygon,
}

/// How much a road divides what lies on its two sides, most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RoadClass {
    Rail,
    Motorway,
    Primary,
    Secondary,
    Residential,
    Other,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Road {
    pub id: String,
    pub name: Option<String>,
    pub class: RoadClass,
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Water {
    pub id: String,
    pub name: Option<String>,
    pub shape: MultiPolygon,
}

/// The grid team 1+1+2+N: one head, one steward, two assistants, any number of volunteers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StaffRole {
    /// 网格长
    Head,
    /// 指导员
    Instructor,
    /// 网格员
    Worker,
    /// 辅助人员
    Assistant,
    /// 志愿者 and the rest
    Other,
}

/// One person on duty in one grid. A duty phone is public; it is kept as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    pub id: String,
    pub name: String,
    pub role: StaffRole,
    /// Code of the grid.
    pub grid: String,
    pub phone: Option<String>,
    pub starts: Option<LocalDate>,
}
