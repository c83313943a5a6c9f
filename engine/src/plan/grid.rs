//! What a grid says beside its shape.

use crate::record::{Area, LocalDate};
use serde::{Deserialize, Serialize};

/// One grid of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// Kept as text: leading zeros count.
    pub code: String,
    pub name: Option<String>,
    /// Code or name of the community above.
    pub parent: Option<String>,
    /// Grid type (网格类型).
    pub kind: Option<String>,
    /// Figures its file carried, until its boundary changes.
    pub households: Option<f64>,
    pub residents: Option<f64>,
    pub starts: Option<LocalDate>,
    /// A locked grid neither loses nor gains a place.
    pub locked: bool,
}

impl Grid {
    /// What an area says.
    #[must_use]
    pub fn of(area: &Area) -> Self {
        Self {
            code: area.code.clone(),
            name: area.name.clone(),
            parent: area.parent.clone(),
            kind: area.kind.clone(),
            households: area.households,
            residents: area.residents,
            starts: area.starts,
            locked: false,
        }
    }

    /// A new grid beside this one: the same community and type.
    pub(super) fn sibling(&self, code: String) -> Self {
        Self {
            code,
            name: None,
            parent: self.parent.clone(),
            kind: self.kind.clone(),
            households: None,
            residents: None,
            starts: None,
            locked: false,
        }
    }

    /// This grid with another boundary: what its file counted no longer holds.
    pub(super) fn redrawn(&self) -> Self {
        Self { households: None, residents: None, ..self.clone() }
    }
}
