//! What to tell the user where one cause explains most of a file's rejections.

use crate::record::Reason;

/// Advice on the reason for which more than half of the rows were rejected, if it is one that the user can mend.
///
/// `rejected` gives each reason and its count; a reason may come more than once.
#[must_use]
pub fn advice(read: u64, rejected: &[(Reason, u64)]) -> Option<&'static str> {
    let count = |reason| rejected.iter().filter(|(found, _)| *found == reason).map(|(_, n)| n).sum::<u64>();
    MENDABLE.iter().find(|(reason, _)| 2 * count(*reason) > read).map(|(_, advice)| *advice)
}

const MENDABLE: [(Reason, &str); 6] = [
    (
        Reason::Swapped,
        "most rows have latitude and longitude swapped: name the columns with --map lon=… --map lat=…",
    ),
    (Reason::OutOfRange, "most coordinates are no degrees: name the file's CRS, as --crs EPSG:4548"),
    (Reason::BadEncoding, "most rows are not text in the encoding: name the right one"),
    (Reason::ScientificCode, "most codes are in scientific notation: format the column as text, export again"),
    (Reason::UnreadableTime, "most times cannot be read: if another column is the time, say --map time=…"),
    (Reason::TruncatedWkt, "most geometries are cut short: export the file without a limit on text"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_explains_most_rows_is_said() {
        let rejected = [(Reason::Swapped, 3), (Reason::Missing, 9), (Reason::Swapped, 3)];
        assert!(advice(11, &rejected).is_some_and(|advice| advice.contains("swapped")));
        assert_eq!(advice(12, &rejected), None);
        assert_eq!(advice(0, &[]), None);
    }
}
