//! What a repair changed, by the codes of the grids.

use crate::check::{Finding, Size};
use crate::intake::AreaTable;
use onemap_engine::coverage::{Balance, Change, ChangeKind, Repaired};
use onemap_engine::record::Rejection;
use serde::Serialize;
use std::collections::BTreeMap;

/// The account of a repair. Counts by kind add up to the changes, each balance to the area after.
#[derive(Debug, Serialize)]
pub struct Account {
    /// Grids read.
    pub grids: usize,
    pub written: usize,
    /// What the file that was written could not hold as it was.
    pub notes: Vec<String>,
    /// Rows that are no grid, and why.
    pub rejected: Vec<String>,
    pub by_kind: BTreeMap<ChangeKind, usize>,
    pub changes: Vec<Changed>,
    /// Sums over all grids.
    pub total: Balance,
    /// Grids whose area changed.
    pub balances: Vec<GridBalance>,
    /// What is still wrong.
    pub remaining: Vec<Finding>,
    pub clean: bool,
}

/// One change and the grids it concerns.
#[derive(Debug, Serialize)]
pub struct Changed {
    pub kind: ChangeKind,
    pub lon: f64,
    pub lat: f64,
    pub size: Size,
    pub grids: Vec<String>,
    /// The grid that got the area.
    pub to: Option<String>,
}

/// Where the area of one grid went, m².
#[derive(Debug, Serialize)]
pub struct GridBalance {
    pub grid: String,
    #[serde(flatten)]
    pub balance: Balance,
}

impl Account {
    /// `repeated` rows were left out and are missed by nobody.
    pub(super) fn of(
        table: &AreaTable,
        repaired: Repaired,
        repeated: &[usize],
        written: usize,
        notes: Vec<String>,
    ) -> Self {
        let codes: Vec<&str> = table.areas.iter().map(|area| area.code.as_str()).collect();
        let missed = |polygons: &[usize]| polygons.iter().any(|polygon| !repeated.contains(polygon));
        let remaining = repaired.remaining.iter().filter(|issue| missed(&issue.polygons));
        let remaining: Vec<Finding> = remaining.map(|issue| Finding::of_issue(issue, &codes)).collect();
        // The reader drops repeated points before the engine sees them.
        let dropped = table.repeated_points.iter().map(|&(grid, place)| Change::repeated_point(grid, place));
        let changes: Vec<Change> = dropped.chain(repaired.changes).collect();
        let mut by_kind = BTreeMap::new();
        changes.iter().for_each(|change| *by_kind.entry(change.kind).or_default() += 1);
        Self {
            grids: table.areas.len(),
            written,
            notes,
            clean: remaining.is_empty() && table.rejections.is_empty(),
            rejected: table.rejections.iter().map(Rejection::to_string).collect(),
            by_kind,
            changes: changes.iter().map(|change| Changed::of(change, &codes)).collect(),
            total: repaired.balances.iter().fold(Balance::default(), |sum, balance| sum + *balance),
            balances: balances(&repaired.balances, &codes),
            remaining,
        }
    }
}

impl Changed {
    fn of(change: &Change, codes: &[&str]) -> Self {
        Self {
            kind: change.kind,
            lon: change.place.lon(),
            lat: change.place.lat(),
            size: change.extent.into(),
            grids: change.polygons.iter().map(|&polygon| codes[polygon].to_owned()).collect(),
            to: change.to.map(|polygon| codes[polygon].to_owned()),
        }
    }
}

fn balances(balances: &[Balance], codes: &[&str]) -> Vec<GridBalance> {
    let changed = balances.iter().zip(codes).filter(|(balance, _)| balance.is_changed());
    changed.map(|(&balance, &code)| GridBalance { grid: code.to_owned(), balance }).collect()
}
