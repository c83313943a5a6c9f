//! Codes of grids that an operation makes.

use super::refusal::{Reason, Refusal};
use super::{Plan, Surroundings};

impl Plan {
    /// Whether a code may be given to a new grid.
    pub(super) fn is_free(&self, code: &str, around: &dyn Surroundings) -> bool {
        self.find(code).is_none() && !around.is_issued(code)
    }

    /// The next codes that nobody has or had, counting on from a grid's own.
    pub(super) fn next_codes(
        &self,
        beside: &str,
        count: usize,
        around: &dyn Surroundings,
    ) -> Result<Vec<String>, Refusal> {
        let codes: Vec<String> = after(beside).filter(|code| self.is_free(code, around)).take(count).collect();
        if codes.len() == count { Ok(codes) } else { Err(Reason::NoFreeCode(beside.to_owned()).nowhere()) }
    }
}

/// The codes after one: its last digits counted up at the same width, at most three of them, as sequence numbers have; a code
/// that ends in no digit gets a number.
fn after(code: &str) -> impl Iterator<Item = String> {
    let digits = code.bytes().rev().take(3).take_while(u8::is_ascii_digit).count();
    let (prefix, number) = code.split_at(code.len() - digits);
    let (prefix, first) = if digits == 0 { (format!("{prefix}-"), 1) } else { (prefix.to_owned(), 0) };
    let width = digits.max(1);
    let start = number.parse::<u32>().map_or(first, |number| number + 1);
    let end = if digits == 0 { 1000 } else { 10u32.pow(width as u32) };
    (start..end).map(move |number| format!("{prefix}{number:0width$}"))
}

#[cfg(test)]
mod tests {
    use super::after;

    #[test]
    fn sequence_numbers_count_on_at_their_width() {
        let next = |code: &str| after(code).next();
        assert_eq!(next("340111001002009").as_deref(), Some("340111001002010"));
        assert_eq!(next("G-7").as_deref(), Some("G-8"));
        assert_eq!(next("东湖").as_deref(), Some("东湖-1"));
        assert_eq!(next("340111001002999"), None, "the next community's codes are not ours to give");
    }
}
