//! The attribute table of a Shapefile (dBASE III), in UTF-8.

use super::{Column, ColumnType};
use crate::record::Value;
use std::collections::BTreeSet;

/// Longest name of a column, and longest text, in bytes.
const LONGEST_NAME: usize = 10;
const LONGEST_TEXT: usize = 254;
/// Longest number, in digits.
const LONGEST_NUMBER: usize = 24;

/// Rows held as text until the widths of the columns are known.
pub(super) struct Table {
    columns: Vec<Field>,
    text: String,
    /// Where each value ends in `text`, row by row.
    ends: Vec<usize>,
}

struct Field {
    long_name: String,
    name: String,
    kind: ColumnType,
    width: usize,
    decimals: usize,
    /// Texts that were too long and lost their ends.
    cut: usize,
}

impl Table {
    pub fn new(columns: &[Column]) -> Self {
        let mut taken = BTreeSet::new();
        let field = |column: &Column| Field {
            long_name: column.name.clone(),
            name: short_name(&column.name, &mut taken),
            kind: column.kind,
            width: 1,
            decimals: 0,
            cut: 0,
        };
        Self { columns: columns.iter().map(field).collect(), text: String::new(), ends: Vec::new() }
    }

    pub fn push(&mut self, values: &[Value<'_>]) {
        for (field, value) in self.columns.iter_mut().zip(values) {
            let text = field.text(*value);
            self.text.push_str(&text);
            self.ends.push(self.text.len());
        }
    }

    /// The bytes of the table, and what it could not hold.
    pub fn bytes(self) -> (Vec<u8>, Vec<String>) {
        let notes = self.columns.iter().flat_map(Field::notes).collect();
        let rows = self.ends.len() / self.columns.len().max(1);
        let width = 1 + self.columns.iter().map(|field| field.width).sum::<usize>();
        let mut out = self.header(rows, width);
        out.reserve(rows * width + 1);
        let mut start = 0;
        for row in self.ends.chunks(self.columns.len().max(1)) {
            out.push(b' ');
            for (field, &end) in self.columns.iter().zip(row) {
                field.write(&self.text[start..end], &mut out);
                start = end;
            }
        }
        out.push(0x1a);
        (out, notes)
    }

    fn header(&self, rows: usize, width: usize) -> Vec<u8> {
        let bytes = 32 + 32 * self.columns.len() + 1;
        let mut out = vec![0; 32];
        // dBASE III; the date of the last change is not known here: 2000-01-01.
        out[..4].copy_from_slice(&[3, 100, 1, 1]);
        out[4..8].copy_from_slice(&(rows as u32).to_le_bytes());
        out[8..10].copy_from_slice(&(bytes as u16).to_le_bytes());
        out[10..12].copy_from_slice(&(width as u16).to_le_bytes());
        self.columns.iter().for_each(|field| out.extend(field.descriptor()));
        out.push(0x0d);
        out
    }
}

impl Field {
    /// A value as the table has it; widens the column to hold it.
    fn text(&mut self, value: Value<'_>) -> String {
        let text = match value {
            Value::Null => String::new(),
            Value::Flag(flag) => if flag { "T" } else { "F" }.to_owned(),
            Value::Real(real) if !real.is_finite() => String::new(),
            Value::Real(real) => number(real),
            Value::Time(time) => format!("{} {}", time.date(), time.time()),
            value => value.to_string(),
        };
        let text = if self.is_text() { self.shortened(text) } else { text };
        self.width = self.width.max(text.len());
        if self.kind == ColumnType::Real {
            self.decimals =
                self.decimals.max(text.split_once('.').map_or(0, |(_, decimals)| decimals.len()).min(15));
        }
        text
    }

    fn is_text(&self) -> bool {
        matches!(self.kind, ColumnType::Text | ColumnType::Time)
    }

    fn shortened(&mut self, mut text: String) -> String {
        if text.len() > LONGEST_TEXT {
            text.truncate(text.floor_char_boundary(LONGEST_TEXT));
            self.cut += 1;
        }
        text
    }

    fn descriptor(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[..self.name.len()].copy_from_slice(self.name.as_bytes());
        bytes[11] = match self.kind {
            ColumnType::Text | ColumnType::Time => b'C',
            ColumnType::Integer | ColumnType::Real => b'N',
            ColumnType::Flag => b'L',
        };
        (bytes[16], bytes[17]) = (self.width as u8, self.decimals as u8);
        bytes
    }

    /// Text from the left, numbers to the right.
    fn write(&self, text: &str, out: &mut Vec<u8>) {
        let blanks = self.width - text.len().min(self.width);
        let before = if self.is_text() { 0 } else { blanks };
        out.extend(std::iter::repeat_n(b' ', before));
        out.extend_from_slice(text.as_bytes());
        out.extend(std::iter::repeat_n(b' ', blanks - before));
    }

    fn notes(&self) -> Vec<String> {
        let renamed =
            (self.name != self.long_name).then(|| format!("column {} is called {}", self.long_name, self.name));
        let cut = (self.cut > 0)
            .then(|| format!("{} texts of {} were cut to {LONGEST_TEXT} bytes", self.cut, self.long_name));
        renamed.into_iter().chain(cut).collect()
    }
}

fn number(real: f64) -> String {
    let plain = real.to_string();
    if plain.len() > LONGEST_NUMBER { format!("{real:e}") } else { plain }
}

/// The name in at most 10 bytes and unlike those taken: its beginning, with a number where that is needed.
fn short_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let begin = |bytes: usize| &name[..name.floor_char_boundary(bytes)];
    let numbered = (1..).map(|n: u32| {
        let number = n.to_string();
        format!("{}{number}", begin(LONGEST_NAME - number.len()))
    });
    let mut names = std::iter::once(begin(LONGEST_NAME).to_owned()).chain(numbered);
    let short = names.find(|name| !taken.contains(&name.to_ascii_lowercase())).expect("numbers do not end");
    taken.insert(short.to_ascii_lowercase());
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_stay_apart() {
        let mut taken = BTreeSet::new();
        let names = ["households", "households_estimated", "Households_b", "网格编码甲", "code"];
        let short: Vec<String> = names.iter().map(|name| short_name(name, &mut taken)).collect();
        assert_eq!(short, ["households", "household1", "Household2", "网格编", "code"]);
    }
}
