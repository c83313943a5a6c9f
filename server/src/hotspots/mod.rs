//! Where complaints pile up, by units of a city: what `onemap hotspots` and the API ask of the engine.

mod categories;
mod cells;
mod clusters;
mod cube;
mod emerging;
mod global;
mod local;
mod neighbourhood;
mod per;
mod repeats;
mod scan;
mod setting;
mod squares;
mod trend;
mod units;

pub use categories::{By, CategoryQuestion, CategoryRow, RankedCategories};
pub use clusters::{ClusterMethod, ClusterQuestion, ClusterSummary, Clustered, DBSCAN_METRES, DBSCAN_POINTS};
pub use emerging::{EmergingQuestion, EmergingRow, EmergingUnits};
pub use global::{Global, GlobalMethod, GlobalQuestion};
pub use local::{Local, Method, Question, Row};
pub use neighbourhood::Neighbourhood;
pub use per::Per;
pub use repeats::{Alert, Alerts, Pattern, RepeatQuestion, Said, Topic};
pub use scan::{Expected, Scan, ScanQuestion};
pub use setting::Setting;
pub use trend::{TrendQuestion, TrendRow, Trends};
pub use units::{UnitKind, Units};

/// What cannot be asked.
#[derive(Debug, thiserror::Error)]
#[error("{parameter}: {wrong}")]
pub struct Refusal {
    /// What it was asked with: `units`, `weights`, ….
    pub parameter: &'static str,
    pub wrong: String,
}

impl Refusal {
    fn new(parameter: &'static str, wrong: impl Into<String>) -> Self {
        Self { parameter, wrong: wrong.into() }
    }
}
