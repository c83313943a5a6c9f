//! Plans: drafts edited operation by operation, their life from draft to replaced, and how two of them compare.
//!
//! The store is the truth: a plan is what its version and its log say. [`life`] changes it, one transaction each, for the command
//! line and the server alike. The server keeps the plans that are looked at open at its [`Desk`], with the face of every building
//! and complaint, so that an edit costs what it touches.

mod action;
mod balance;
mod city;
mod compare;
mod desk;
mod edit;
mod error;
mod head;
pub mod life;
mod moves;
mod opened;
mod outline;
mod pairs;
mod placement;
mod review;
mod sheet;
mod sheet_map;
mod statement;
mod tiles;

pub use action::Action;
pub use balance::{Balance, PlanTotals};
pub use city::City;
pub use compare::{Comparison, Fate, GridChange, Moved, Movement};
pub use desk::{Desk, Edited, Turn};
pub use edit::{Drafted, carry_out};
pub use error::{PlanError, Result};
pub use head::Head;
pub use opened::{Opened, touched};
pub use outline::Outline;
pub use pairs::{Pair, Side, lineage, pairs};
pub use placement::Placement;
pub use review::review;
pub use sheet::sheet;
pub use statement::statement;

use crate::print::Language;
use crate::store::IMPORTED_PLAN;

/// The name of a plan; that of imported grids is nobody's own and is said in the language of the page.
fn plan_name(name: &str, language: Language) -> &str {
    if name == IMPORTED_PLAN { language.of("导入的方案", name) } else { name }
}
