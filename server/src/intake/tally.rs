//! Counting what becomes of each row of a file. Every row read is accepted, updated, unchanged or rejected.

use super::report::{Counted, FileReport};
use crate::store::Put;
use onemap_engine::record::{Field, Oddity, Reason, Rejection, Warning, advice};
use std::collections::BTreeMap;

/// How many row numbers are named per reason; the rejects file names all.
const NAMED_ROWS: usize = 10;

#[derive(Default)]
pub(super) struct Tally {
    accepted: u64,
    updated: u64,
    unchanged: u64,
    rejections: BTreeMap<(Reason, Field), Noted>,
    warnings: BTreeMap<(Oddity, Field), Noted>,
}

/// How often something was met, and where first.
#[derive(Default)]
struct Noted {
    count: u64,
    rows: Vec<u64>,
}

impl Tally {
    pub(super) fn put(&mut self, put: Put) {
        match put {
            Put::New => self.accepted += 1,
            Put::Updated => self.updated += 1,
            Put::Unchanged => self.unchanged += 1,
        }
    }

    pub(super) fn reject(&mut self, rejection: &Rejection) {
        self.rejections.entry((rejection.reason, rejection.field)).or_default().note(rejection.row);
    }

    pub(super) fn warn(&mut self, warning: &Warning) {
        self.warnings.entry((warning.oddity, warning.field)).or_default().note(warning.row);
    }

    /// Fills the counts of a file's report.
    pub(super) fn report(self, report: &mut FileReport) {
        report.rejected = self.rejections.values().map(|noted| noted.count).sum();
        (report.accepted, report.updated, report.unchanged) = (self.accepted, self.updated, self.unchanged);
        report.read = self.accepted + self.updated + self.unchanged + report.rejected;
        let reasons: Vec<_> =
            self.rejections.iter().map(|((reason, _), noted)| (*reason, noted.count)).collect();
        report.advice = advice(report.read, &reasons);
        report.rejections = self
            .rejections
            .into_iter()
            .map(|((reason, field), noted)| noted.named(reason.code(), field, reason.to_string()))
            .collect();
        report.warnings = self
            .warnings
            .into_iter()
            .map(|((oddity, field), noted)| noted.named(oddity.code(), field, oddity.to_string()))
            .collect();
    }
}

impl Noted {
    fn note(&mut self, row: u64) {
        self.count += 1;
        if self.rows.len() < NAMED_ROWS && self.rows.last() != Some(&row) {
            self.rows.push(row);
        }
    }

    fn named(self, code: String, field: Field, message: String) -> Counted {
        Counted { code, field: field.to_string(), message, count: self.count, rows: self.rows }
    }
}
