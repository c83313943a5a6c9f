//! Rows of text cells in two buffers: what a day of complaints is written into before it goes to the file.

use crate::record::Value;

/// Cells one after another; an empty cell is null.
#[derive(Default)]
pub(super) struct Sheet {
    pub text: String,
    ends: Vec<u32>,
}

impl Sheet {
    /// Ends the cell whose text was appended to `text`.
    pub fn end_cell(&mut self) {
        self.ends.push(self.text.len() as u32);
    }

    /// Appends a cell.
    pub fn cell(&mut self, text: &str) {
        self.text.push_str(text);
        self.end_cell();
    }

    /// The text of a cell by its number from the start of the sheet.
    pub fn get(&self, cell: usize) -> &str {
        let start = if cell == 0 { 0 } else { self.ends[cell - 1] as usize };
        &self.text[start..self.ends[cell] as usize]
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Fills `row` with the values of a row of as many cells.
    pub fn values<'a>(&'a self, row: usize, values: &mut [Value<'a>]) {
        let first = row * values.len();
        for (k, value) in values.iter_mut().enumerate() {
            let text = self.get(first + k);
            *value = if text.is_empty() { Value::Null } else { Value::Text(text) };
        }
    }
}
