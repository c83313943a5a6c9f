//! Codes of communities and grids, and how new ones are issued.
//!
//! A unit-cell code has 15 digits: county (6, GB/T 2260), street (3), community (3), sequence within the community (3). Its
//! first 12 digits are the code of its community.

use crate::coord::{Bounds, LatticePoint};
use std::fmt;
use std::str::FromStr;

/// The code of a community: 12 digits, that is county 6, street 3, community 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommunityCode(u64);

/// The code of a unit cell: that of its community and a sequence from 001 to 999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitCellCode {
    community: CommunityCode,
    sequence: u16,
}

/// What the street part of a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreetKind {
    /// 街道, 001–099.
    Street,
    /// 镇, 100–199.
    Town,
    /// 乡, 200–399.
    Township,
}

/// Why a text is no code of a kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    #[error("{0} looks like a number in scientific notation, which has lost digits; format the column as text")]
    Scientific(String),
    #[error("{code} should have {digits} digits")]
    Digits { code: String, digits: usize },
    #[error("{code}: the street part {part} should be 001–099 (street), 100–199 (town) or 200–399 (township)")]
    Street { code: String, part: String },
    #[error("{0}: the sequence should be from 001 to 999")]
    Sequence(String),
}

/// A community has 999 unit cells at most, and all of its codes are used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("community {0} has no free unit-cell code left: 001 to 999 were all issued")]
pub struct CodesUsedUp(pub CommunityCode);

const LAST_SEQUENCE: u16 = 999;

impl CommunityCode {
    /// What its street part stands for.
    ///
    /// # Panics
    /// Never: the part was checked when the code was read.
    #[must_use]
    pub fn street_kind(self) -> StreetKind {
        street_kind(self.0 / 1000 % 1000).expect("checked when the code was read")
    }
}

const fn street_kind(part: u64) -> Option<StreetKind> {
    match part {
        1..=99 => Some(StreetKind::Street),
        100..=199 => Some(StreetKind::Town),
        200..=399 => Some(StreetKind::Township),
        _ => None,
    }
}

impl UnitCellCode {
    #[must_use]
    pub const fn community(self) -> CommunityCode {
        self.community
    }

    /// From 1 to 999.
    #[must_use]
    pub const fn sequence(self) -> u16 {
        self.sequence
    }
}

impl FromStr for CommunityCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let number = digits(text, 12)?;
        if street_kind(number / 1000 % 1000).is_none() {
            return Err(CodeError::Street { code: text.to_owned(), part: text[6..9].to_owned() });
        }
        Ok(Self(number))
    }
}

impl FromStr for UnitCellCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let number = digits(text, 15)?;
        let community = text[..12].parse()?;
        let sequence = (number % 1000) as u16;
        if sequence == 0 {
            return Err(CodeError::Sequence(text.to_owned()));
        }
        Ok(Self { community, sequence })
    }
}

impl fmt::Display for CommunityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012}", self.0)
    }
}

impl fmt::Display for UnitCellCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:03}", self.community, self.sequence)
    }
}

fn digits(text: &str, count: usize) -> Result<u64, CodeError> {
    if is_scientific(text) {
        return Err(CodeError::Scientific(text.to_owned()));
    }
    let all_digits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = all_digits.then(|| text.parse().ok()).flatten();
    number.ok_or_else(|| CodeError::Digits { code: text.to_owned(), digits: count })
}

/// Whether a code is what spreadsheets make of a long one: `3.40111E+11`.
#[must_use]
pub fn is_scientific(text: &str) -> bool {
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return false };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let Some((whole, fraction)) = mantissa.split_once('.') else {
        // Without a point, `12E4` can be a code of its own; with a sign it cannot.
        return text.contains('+') && are_digits(mantissa) && are_digits(exponent);
    };
    whole.len() == 1 && are_digits(whole) && are_digits(fraction) && are_digits(exponent)
}

/// Codes for the cells of a community, in the order of the cells, as the standard numbers them: from west to east, then from
/// north to south. Codes that were ever issued are passed over; nothing is reused.
///
/// Cells do not lie in rows of themselves, so this is what a row is: of the cells left, the northernmost begins one, and to it
/// belong all whose inner point lies north of that cell's southern edge. Each row is numbered from west to east. On a square
/// net these are its rows; elsewhere a cell is never numbered before another that lies wholly to its north.
///
/// `cells` are the bounds and an inner point of each.
///
/// # Errors
/// When fewer than so many codes are left.
pub fn issue_unit_cells(
    community: CommunityCode,
    cells: &[(Bounds, LatticePoint)],
    issued: &dyn Fn(&str) -> bool,
) -> Result<Vec<UnitCellCode>, CodesUsedUp> {
    let all = (1..=LAST_SEQUENCE).map(|sequence| UnitCellCode { community, sequence });
    let mut free = all.filter(|code| !issued(&code.to_string()));
    let mut codes = vec![None; cells.len()];
    for cell in reading_order(cells) {
        codes[cell] = Some(free.next().ok_or(CodesUsedUp(community))?);
    }
    Ok(codes.into_iter().flatten().collect())
}

/// The cells row by row; see [`issue_unit_cells`].
pub(crate) fn reading_order(cells: &[(Bounds, LatticePoint)]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..cells.len()).collect();
    left.sort_by_key(|&cell| (std::cmp::Reverse(cells[cell].1.y), cells[cell].1.x, cell));
    let mut order = Vec::with_capacity(cells.len());
    while let Some(&first) = left.first() {
        let south = cells[first].0.min.y;
        let row_ends = left.iter().position(|&cell| cells[cell].1.y <= south).unwrap_or(left.len()).max(1);
        let mut row: Vec<usize> = left.drain(..row_ends).collect();
        row.sort_by_key(|&cell| (cells[cell].1.x, std::cmp::Reverse(cells[cell].1.y), cell));
        order.extend(row);
    }
    order
}

/// A code that was never issued, for a grid that is split off another, in the other's style.
///
/// A unit-cell code gets the next sequence of its community. A code that is its community's code and a number gets the next
/// number of as many digits, or of more where these are used up. Any other gets a number after a hyphen.
#[must_use]
pub fn next_free_code(code: &str, community: Option<&str>, issued: &dyn Fn(&str) -> bool) -> String {
    if let Ok(UnitCellCode { community, sequence }) = code.parse() {
        // Later ones first: the numbering has come this far.
        let sequences = (sequence + 1..=LAST_SEQUENCE).chain(1..sequence);
        let mut codes = sequences.map(|sequence| UnitCellCode { community, sequence }.to_string());
        return codes.find(|code| !issued(code)).unwrap_or_else(|| after_hyphen(code, issued));
    }
    match community.and_then(|community| numbered(code, community)) {
        Some((stem, number, width)) => {
            let mut codes = (number + 1..).map(|number| format!("{stem}{number:0width$}"));
            codes.find(|code| !issued(code)).expect("there are more numbers than codes")
        }
        None => after_hyphen(code, issued),
    }
}

/// A code as its community's code with what stands between, a number, and the number's width.
fn numbered<'a>(code: &'a str, community: &str) -> Option<(&'a str, u64, usize)> {
    let rest = code.strip_prefix(community)?;
    let number = rest.trim_start_matches(['-', '_', '.', '/', ' ']);
    let fits = (1..=9).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    fits.then_some((&code[..code.len() - number.len()], number.parse().ok()?, number.len()))
}

fn after_hyphen(code: &str, issued: &dyn Fn(&str) -> bool) -> String {
    let mut candidates = (1..=u64::MAX).map(|number| format!("{code}-{number}"));
    candidates.find(|code| !issued(code)).expect("there are more numbers than codes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn never(_: &str) -> bool {
        false
    }

    fn cell(x: i32, y: i32) -> (Bounds, LatticePoint) {
        let (min, max) = (LatticePoint::new(x, y), LatticePoint::new(x + 100, y + 100));
        (Bounds { min, max }, LatticePoint::new(x + 50, y + 50))
    }

    #[test]
    fn codes_are_checked_and_keep_their_zeros() {
        let code: UnitCellCode = "340111001002003".parse().unwrap();
        assert_eq!((code.to_string().as_str(), code.sequence()), ("340111001002003", 3));
        assert_eq!(code.community().to_string(), "340111001002");
        assert_eq!("010101001001".parse::<CommunityCode>().unwrap().to_string(), "010101001001");
        let kinds = ["340111099001", "340111100001", "340111399001"]
            .map(|c| c.parse::<CommunityCode>().unwrap().street_kind());
        assert_eq!(kinds, [StreetKind::Street, StreetKind::Town, StreetKind::Township]);
    }

    #[test]
    fn what_is_no_code_is_refused_with_the_reason() {
        let community = |text: &str| text.parse::<CommunityCode>().unwrap_err().to_string();
        assert!(community("340111400001").contains("street part 400"));
        assert!(community("340111000001").contains("street part 000"));
        assert!(community("34011100100").contains("12 digits"));
        assert!(community("3.40111E+11").contains("scientific"));
        assert!(community("３４０１１１００１００１").contains("12 digits"));
        let cell = |text: &str| text.parse::<UnitCellCode>().unwrap_err();
        assert_eq!(cell("340111001001000"), CodeError::Sequence("340111001001000".to_owned()));
        assert!(is_scientific("3.40111001E+14") && !is_scientific("E+14") && !is_scientific("HE-12"));
    }

    /// The order of the standard's figure: rows from the north, each from the west.
    #[test]
    fn cells_are_numbered_like_a_page_is_read() {
        let community = "340111001001".parse().unwrap();
        // Given from the south-east; the second row is bent by less than half a cell.
        let cells = [cell(200, 0), cell(100, 10), cell(0, -20), cell(200, 120), cell(100, 95), cell(0, 110)];
        let codes = issue_unit_cells(community, &cells, &never).unwrap();
        let sequences: Vec<u16> = codes.iter().map(|code| code.sequence()).collect();
        assert_eq!(sequences, [6, 5, 4, 3, 2, 1]);
    }

    #[test]
    fn issued_codes_are_passed_over_until_none_is_left() {
        let community = "340111001001".parse().unwrap();
        let used = |code: &str| ["340111001001001", "340111001001003"].contains(&code);
        let codes = issue_unit_cells(community, &[cell(0, 0), cell(100, 0)], &used).unwrap();
        assert_eq!(codes.iter().map(|code| code.sequence()).collect::<Vec<_>>(), [2, 4]);
        assert_eq!(issue_unit_cells(community, &[cell(0, 0)], &|_| true), Err(CodesUsedUp(community)));
    }

    #[test]
    fn a_split_gets_the_next_code_of_its_style() {
        let issued: BTreeSet<&str> =
            ["340111001001007", "340111001001008", "BH-09", "BH-99", "西一", "西一-1", "C7"].into();
        let next = |code, community| next_free_code(code, community, &|code| issued.contains(code));
        assert_eq!(next("340111001001007", None), "340111001001009");
        assert_eq!(next("340111001001007", Some("340111001001")), "340111001001009");
        assert_eq!(next("BH-09", Some("BH")), "BH-10");
        assert_eq!(next("BH-99", Some("BH")), "BH-100");
        assert_eq!(next("西一", Some("340111001001")), "西一-2");
        assert_eq!(next("C7", None), "C7-1");
    }

    #[test]
    fn a_community_whose_cells_are_all_issued_goes_on_after_a_hyphen() {
        let issued = |code: &str| code.len() == 15;
        assert_eq!(next_free_code("340111001001999", None, &issued), "340111001001999-1");
    }
}
