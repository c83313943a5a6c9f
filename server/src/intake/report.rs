//! What an import did, for people and for programs.

use serde::Serialize;
use std::path::PathBuf;

/// The whole import.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub store: PathBuf,
    pub files: Vec<FileReport>,
    /// What was found for complaints without coordinates, those of earlier imports included.
    pub locating: Locating,
    /// What is wrong with the grids of the layer that grids came into.
    pub grids: Option<GridsReport>,
    /// Where every rejected row is listed, if any was.
    pub rejects_file: Option<PathBuf>,
    /// Where every unlocated complaint is listed, if any is.
    pub unlocated_file: Option<PathBuf>,
    pub seconds: f64,
}

/// One file. `read` = `accepted` + `updated` + `unchanged` + `rejected`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FileReport {
    pub layer: &'static str,
    pub file: PathBuf,
    /// The CRS its coordinates were read in, and on whose word.
    pub crs: String,
    pub read: u64,
    /// Rows with a new id.
    pub accepted: u64,
    /// Rows whose id was there, or came earlier in this file, with other values; the last one holds.
    pub updated: u64,
    /// Rows that were there already, value for value.
    pub unchanged: u64,
    pub rejected: u64,
    pub rejections: Vec<Counted>,
    pub warnings: Vec<Counted>,
    /// What to do, where one cause explains most rejections.
    pub advice: Option<&'static str>,
    /// Buildings whose households were estimated from units, floors and area.
    pub households_estimated: u64,
}

/// One reason or oddity: how often, and the first rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Counted {
    pub code: String,
    pub field: String,
    pub message: String,
    pub count: u64,
    pub rows: Vec<u64>,
}

/// Complaints without coordinates of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Locating {
    pub by_building: u64,
    pub by_compound: u64,
    pub by_area: u64,
    /// Still without a place.
    pub unlocated: u64,
}

/// The grids of one layer as a coverage.
#[derive(Clone, Debug, Serialize)]
pub struct GridsReport {
    pub layer: String,
    pub grids: usize,
    pub clean: bool,
    pub issues: Vec<IssueCount>,
    /// The first of them.
    pub examples: Vec<Example>,
}

#[derive(Clone, Debug, Serialize)]
pub struct IssueCount {
    pub kind: String,
    pub count: usize,
}

/// One issue: where, how large, between which grids.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    pub kind: String,
    pub lon: f64,
    pub lat: f64,
    #[serde(flatten)]
    pub extent: onemap_engine::coverage::Extent,
    pub grids: Vec<String>,
}
