//! Columns of text for millions of rows: one buffer, no allocation per row.

/// Texts by row. A missing text is empty.
#[derive(Clone, Debug, Default)]
pub struct TextColumn {
    text: String,
    /// Where each row's text ends in `text`.
    ends: Vec<u32>,
}

impl TextColumn {
    /// Appends a row. Past 4 GiB of text the rest is cut: rows stay in step, and no such city is known.
    pub fn push(&mut self, text: &str) {
        if u32::try_from(self.text.len() + text.len()).is_ok() {
            self.text.push_str(text);
        }
        self.ends.push(self.text.len() as u32);
    }

    /// Appends the rows of another column.
    pub fn append(&mut self, other: &Self) {
        other.iter().for_each(|text| self.push(text));
    }

    /// The text of a row.
    ///
    /// # Panics
    /// When there is no such row.
    #[must_use]
    pub fn get(&self, row: usize) -> &str {
        let start = if row == 0 { 0 } else { self.ends[row - 1] as usize };
        &self.text[start..self.ends[row] as usize]
    }

    /// As [`Self::get`], `None` where the text is missing.
    #[must_use]
    pub fn known(&self, row: usize) -> Option<&str> {
        Some(self.get(row)).filter(|text| !text.is_empty())
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|row| self.get(row))
    }
}

impl<T: AsRef<str>> FromIterator<T> for TextColumn {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        let mut column = Self::default();
        texts.into_iter().for_each(|text| column.push(text.as_ref()));
        column
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_went_in() {
        let column: TextColumn = ["包河区", "", "a"].into_iter().collect();
        assert_eq!(column.iter().collect::<Vec<_>>(), ["包河区", "", "a"]);
        assert_eq!((column.known(0), column.known(1)), (Some("包河区"), None));
    }
}
