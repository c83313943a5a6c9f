//! What answers mention in passing: areas by code and name, people on duty, counted names.

use crate::snapshot::{AreaEntry, Snapshot};
use onemap_engine::record::{AreaLevel, Staff, StaffRole};
use serde::Serialize;
use utoipa::ToSchema;

/// An area mentioned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Ref {
    pub code: String,
    pub name: String,
}

/// An area above another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Parent {
    #[schema(value_type = String, example = "community")]
    pub level: AreaLevel,
    pub code: String,
    pub name: String,
}

/// Someone on duty in a grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Person {
    pub name: String,
    #[schema(value_type = String, example = "head")]
    pub role: StaffRole,
    pub phone: Option<String>,
}

/// A name and how many bear it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Count {
    pub name: String,
    pub count: u64,
}

impl Ref {
    #[must_use]
    pub fn to(area: &AreaEntry) -> Self {
        Self { code: area.code.clone(), name: area.name.clone() }
    }
}

impl Person {
    /// The people of a grid, the head first.
    #[must_use]
    pub fn of_grid(snapshot: &Snapshot, code: &str) -> Vec<Self> {
        snapshot.staff_of(code).iter().map(Self::from).collect()
    }
}

impl From<&Staff> for Person {
    fn from(staff: &Staff) -> Self {
        Self { name: staff.name.clone(), role: staff.role, phone: staff.phone.clone() }
    }
}

/// Names with their counts, those that count nothing left out, the largest first.
#[must_use]
pub fn ranked(names: &[String], counts: &[u64]) -> Vec<Count> {
    let pairs = names.iter().zip(counts).filter(|&(_, &count)| count > 0);
    let mut ranked: Vec<Count> = pairs.map(|(name, &count)| Count { name: name.clone(), count }).collect();
    ranked.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    ranked
}
