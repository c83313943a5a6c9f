//! Rows that are wrong on purpose, as sheets of the trade have them.

use super::dice::{Part, stream};
use rand::RngExt;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    ImpossibleDate,
    /// Latitude where longitude should be.
    SwappedCoordinates,
    /// 0, 0: the sheet's way of saying that there are none.
    ZeroCoordinates,
    /// The id of the row before.
    DuplicateId,
    MissingId,
    /// A grid code that a spreadsheet turned into a number.
    ScientificCode,
}

impl Fault {
    const ALL: [Self; 6] = [
        Self::ImpossibleDate,
        Self::SwappedCoordinates,
        Self::ZeroCoordinates,
        Self::DuplicateId,
        Self::MissingId,
        Self::ScientificCode,
    ];
}

/// One wrong row of each kind for this many rows.
const ROWS_PER_FAULT: u64 = 20_000;
/// Fewer rows than this are all right.
const FEWEST_ROWS: u64 = 100;

/// Which rows are wrong, by row counted from 0.
pub(super) struct Faults(BTreeMap<u64, Fault>);

impl Faults {
    /// Chooses rows from days that begin at the given rows. The first row of a day is never wrong, so that a duplicate
    /// always has a row before it on its day.
    pub fn plan(first_row: &[u64], seed: u64) -> Self {
        let rows = first_row.last().copied().unwrap_or(0);
        let mut faults = BTreeMap::new();
        if rows < FEWEST_ROWS {
            return Self(faults);
        }
        let mut rng = stream(seed, Part::Complaints, 1 << 41);
        for fault in Fault::ALL {
            for _ in 0..rows.div_ceil(ROWS_PER_FAULT) {
                let row = rng.random_range(0..rows);
                let alone = [row.wrapping_sub(1), row, row + 1].iter().all(|row| !faults.contains_key(row));
                if alone && first_row.binary_search(&row).is_err() {
                    faults.insert(row, fault);
                }
            }
        }
        Self(faults)
    }

    pub fn at(&self, row: u64) -> Option<Fault> {
        self.0.get(&row).copied()
    }

    pub fn iter(&self) -> impl Iterator<Item = (u64, Fault)> + '_ {
        self.0.iter().map(|(&row, &fault)| (row, fault))
    }
}
