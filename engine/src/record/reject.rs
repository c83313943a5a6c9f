//! What can be wrong with a row, and what is odd but accepted.

use super::{Field, Row};
use crate::coord::LatticePoint;
use serde::Serialize;

/// A row that was read and not accepted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("row {row}: {field}: {reason}{}", quoted(value))]
pub struct Rejection {
    /// Data row or feature, from 1.
    pub row: u64,
    /// Line of the file, where it has lines.
    pub line: Option<u64>,
    pub field: Field,
    /// The offending value, shortened.
    pub value: String,
    pub reason: Reason,
}

/// A row that was accepted although something about it is odd.
#[derive(Clone, Debug, PartialEq)]
pub struct Warning {
    pub row: u64,
    pub line: Option<u64>,
    pub field: Field,
    /// The odd value, shortened.
    pub value: String,
    /// Where on the map, if it is about a place.
    pub place: Option<LatticePoint>,
    pub oddity: Oddity,
}

/// Why a row was not accepted. The message says what would be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    #[error("the value is missing")]
    Missing,
    #[error("not a date and time; write 2025-12-31 23:59:00")]
    UnreadableTime,
    #[error("there is no such date or time in the calendar")]
    ImpossibleTime,
    #[error("not a plausible time; a Unix epoch or an empty cell? write 2025-12-31 23:59:00")]
    ImplausibleTime,
    #[error("not a number")]
    UnreadableNumber,
    #[error("a code in scientific notation has lost digits; format the column as text in the spreadsheet")]
    ScientificCode,
    #[error("a coordinate is not finite")]
    NotFinite,
    #[error("latitude and longitude are swapped; give longitude (x) first")]
    Swapped,
    #[error("not on Earth in the given CRS; name the file's CRS or datum")]
    OutOfRange,
    #[error(
        "the text of the geometry ends early, as columns limited to 4,000 characters cut it; export it without the limit"
    )]
    TruncatedWkt,
    #[error("the geometry cannot be read")]
    UnreadableGeometry,
    #[error("the geometry is of another type than this layer needs")]
    WrongGeometry,
    #[error("a ring needs three different points")]
    TooFewPoints,
    #[error("the polygon has no area")]
    ZeroArea,
    #[error("a field is longer than 1 MiB; is a quote unbalanced?")]
    FieldTooLong,
    #[error("the row has more fields than the header has columns")]
    TooManyFields,
    #[error("the bytes are not text in the file's encoding; name the encoding")]
    BadEncoding,
    #[error("the feature is not valid GeoJSON")]
    BadFeature,
}

/// What was odd about an accepted row, and what was made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Oddity {
    #[error("coordinates 0, 0 mean that none are known; taken as missing")]
    NullIsland,
    #[error("the time names a zone; its clock time is kept as written")]
    ZoneIgnored,
    #[error("not a date and time; left empty")]
    UnreadableTime,
    #[error("not a usable number; left empty")]
    UnreadableNumber,
    #[error("the ring crosses or touches itself; kept, and mended where a coverage is built")]
    SelfIntersection,
    #[error("the ring is not closed; closed")]
    UnclosedRing,
    #[error("repeated points dropped")]
    RepeatedPoints,
    #[error("a hole or a part without area dropped")]
    EmptyPart,
    #[error("a phone or identity number in the text; replaced by a mark")]
    PersonalNumber,
}

impl Rejection {
    /// Of a row known by its number alone.
    #[must_use]
    pub fn of_row(row: u64, field: Field, value: &str, reason: Reason) -> Self {
        Self { row, line: None, field, value: shorten(value), reason }
    }

    /// Of a row that was read, its line known where it has one.
    pub(crate) fn new(row: &Row, field: Field, value: &str, reason: Reason) -> Self {
        Self { line: row.line, ..Self::of_row(row.number, field, value, reason) }
    }
}

impl Reason {
    /// The machine-readable name, in snake case.
    #[must_use]
    pub fn code(self) -> String {
        snake_case(&format!("{self:?}"))
    }
}

impl Oddity {
    /// The machine-readable name, in snake case.
    #[must_use]
    pub fn code(self) -> String {
        snake_case(&format!("{self:?}"))
    }
}

/// Longest excerpt of an offending value, in characters.
const SHORT: usize = 60;

/// The value, cut where it is longer than a report line should be.
pub(super) fn shorten(value: &str) -> String {
    match value.char_indices().nth(SHORT) {
        None => value.to_owned(),
        Some((end, _)) => format!("{}…", &value[..end]),
    }
}

fn quoted(value: &str) -> String {
    if value.is_empty() { String::new() } else { format!(" (`{value}`)") }
}

fn snake_case(camel: &str) -> String {
    let mut name = String::with_capacity(camel.len() + 4);
    for (i, letter) in camel.char_indices() {
        if letter.is_ascii_uppercase() && i > 0 {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_what_serde_writes() {
        for reason in [Reason::Missing, Reason::TruncatedWkt, Reason::BadEncoding] {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.code());
        }
    }

    #[test]
    fn a_message_names_row_field_and_value() {
        let value = shorten("31/02/2025");
        let rejection =
            Rejection { row: 3, line: Some(4), field: Field::Time, value, reason: Reason::ImpossibleTime };
        assert_eq!(
            rejection.to_string(),
            "row 3: time: there is no such date or time in the calendar (`31/02/2025`)"
        );
        assert_eq!(shorten(&"网".repeat(80)).chars().count(), 61);
    }
}
