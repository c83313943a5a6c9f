//! Codes of grids that an operation makes.

use super::{Grid, Plan, Surroundings};
use crate::record::next_free_code;
use rustc_hash::FxHashSet;

/// A code of more characters is none.
pub(super) const LONGEST_CODE: usize = 64;

/// Whether a text can be a code: it comes back from every file format as it went in.
pub(super) fn is_code(text: &str) -> bool {
    let length = text.chars().count();
    (1..=LONGEST_CODE).contains(&length) && text.trim() == text && !text.chars().any(char::is_control)
}

impl Plan {
    /// Whether a code may be given to a new grid.
    pub(super) fn is_free(&self, code: &str, around: &dyn Surroundings) -> bool {
        self.find(code).is_none() && !around.is_issued(code)
    }

    /// The next codes in a grid's style that no grid has or had.
    pub(super) fn next_codes(&self, beside: &Grid, count: usize, around: &dyn Surroundings) -> Vec<String> {
        let taken: FxHashSet<&str> = self.grids().map(|(_, grid)| grid.code.as_str()).collect();
        let mut codes: Vec<String> = Vec::with_capacity(count);
        for _ in 0..count {
            let is_taken = |code: &str| {
                taken.contains(code) || codes.iter().any(|given| given == code) || around.is_issued(code)
            };
            codes.push(next_free_code(&beside.code, beside.parent.as_deref(), &is_taken));
        }
        codes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_file_would_give_back_is_no_code() {
        assert!(!["", " ", " a", "a\n", "a\u{0}b", &"x".repeat(65)].into_iter().any(is_code));
        assert!(["网格 甲-1", &"x".repeat(64)].into_iter().all(is_code));
    }
}
