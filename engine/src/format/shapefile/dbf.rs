//! Attribute records of a `.dbf`.

use super::parts::Part;
use crate::record::Value;
use encoding_rs::{Encoding, GB18030, GBK, UTF_8};
use std::io::Read;

const HEADER_BYTES: usize = 32;
const FIELD_BYTES: usize = 32;
const END_OF_FIELDS: u8 = 0x0d;
const DELETED: u8 = b'*';

/// One column.
pub(super) struct Field {
    name: Vec<u8>,
    kind: u8,
    start: usize,
    length: usize,
    decimals: u8,
}

/// The records of a `.dbf`, one after the other.
pub(super) struct Table {
    part: Part,
    pub fields: Vec<Field>,
    /// What the file says of its own encoding.
    language: u8,
    pub records: u64,
    record: Vec<u8>,
    read: u64,
}

impl Table {
    /// # Errors
    /// What is wrong with the header, where it is none.
    pub fn open(mut part: Part) -> Result<Self, String> {
        let mut header = [0; HEADER_BYTES];
        let short = "the .dbf ends within its header";
        part.bytes.read_exact(&mut header).map_err(|_| short)?;
        let word = |at: usize| usize::from(u16::from_le_bytes([header[at], header[at + 1]]));
        let (header_bytes, record_bytes) = (word(8), word(10));
        let records = u64::from(u32::from_le_bytes([header[4], header[5], header[6], header[7]]));
        let mut rest = vec![0; header_bytes.checked_sub(HEADER_BYTES).ok_or("this is no .dbf")?];
        part.bytes.read_exact(&mut rest).map_err(|_| short)?;
        let fields = fields(&rest);
        let used = fields.last().map_or(1, |field| field.start + field.length);
        if fields.is_empty() || used > record_bytes {
            return Err(format!("the .dbf has fields of {used} bytes in records of {record_bytes}"));
        }
        Ok(Self { part, fields, language: header[29], records, record: vec![0; record_bytes], read: 0 })
    }

    /// The next record, `None` for one that was deleted. There must be one: see `records`.
    ///
    /// # Errors
    /// When the file ends within it.
    pub fn next(&mut self) -> Result<Option<&[u8]>, String> {
        self.read += 1;
        self.part.bytes.read_exact(&mut self.record).map_err(|_| {
            format!("the .dbf says it has {} records, but ends within record {}", self.records, self.read)
        })?;
        Ok((self.record[0] != DELETED).then_some(&self.record))
    }

    /// The record read last.
    pub fn record(&self) -> &[u8] {
        &self.record
    }

    /// The encoding of the text: as named, as the header says, UTF-8 where all of it is that, else GB18030. Reads
    /// another opening of the file to its end.
    pub fn encoding(&self, named: Option<&'static Encoding>, again: Option<Self>) -> &'static Encoding {
        const SIMPLIFIED_CHINESE: [u8; 2] = [0x4d, 0x7a];
        if let Some(named) = named {
            return named;
        }
        if SIMPLIFIED_CHINESE.contains(&self.language) {
            return GBK;
        }
        if again.is_none_or(Self::reads_as_utf8) { UTF_8 } else { GB18030 }
    }

    fn reads_as_utf8(mut self) -> bool {
        let texts: Vec<(usize, usize)> =
            self.fields.iter().filter(|f| f.kind == b'C').map(|f| (f.start, f.length)).collect();
        let names_are = self.fields.iter().all(|field| is_utf8(&field.name));
        names_are
            && (0..self.records).all(|_| match self.next() {
                Ok(Some(record)) => {
                    texts.iter().all(|&(start, length)| is_utf8(&record[start..start + length]))
                }
                Ok(None) | Err(_) => true,
            })
    }
}

fn fields(mut bytes: &[u8]) -> Vec<Field> {
    let (mut fields, mut start) = (Vec::new(), 1);
    while let Some(field) = bytes.get(..FIELD_BYTES).filter(|field| field[0] != END_OF_FIELDS) {
        let name = field[..11].split(|&byte| byte == 0).next().unwrap_or_default().to_vec();
        let (kind, decimals) = (field[11].to_ascii_uppercase(), field[17]);
        // Long text has the high byte of its length where numbers have their decimals.
        let length = if kind == b'C' {
            usize::from(field[16]) + 256 * usize::from(decimals)
        } else {
            usize::from(field[16])
        };
        fields.push(Field { name, kind, start, length, decimals });
        start += length;
        bytes = &bytes[FIELD_BYTES..];
    }
    fields
}

/// Text cut off within its last character is still text.
fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true)
}

impl Field {
    /// The name; a character that was cut off at its end is dropped.
    pub fn name(&self, encoding: &'static Encoding) -> String {
        let name = encoding.decode_without_bom_handling(&self.name).0;
        name.trim_end_matches(char::REPLACEMENT_CHARACTER).trim().to_owned()
    }

    /// Hands on the value that a record has for this field.
    ///
    /// # Errors
    /// The bytes, as far as they can be read, where they are not text in the encoding.
    pub fn value<T>(
        &self,
        record: &[u8],
        encoding: &'static Encoding,
        take: impl FnOnce(Value<'_>) -> T,
    ) -> Result<T, String> {
        let bytes = record[self.start..self.start + self.length].trim_ascii();
        let bytes = bytes.split(|&byte| byte == 0).next().unwrap_or_default().trim_ascii_end();
        match self.kind {
            b'N' | b'F' => Ok(take(self.number(bytes))),
            b'L' => Ok(take(match bytes {
                [b'T' | b't' | b'Y' | b'y'] => Value::Flag(true),
                [b'F' | b'f' | b'N' | b'n'] => Value::Flag(false),
                _ => Value::Null,
            })),
            b'I' if self.length == 4 => {
                let raw = &record[self.start..self.start + 4];
                Ok(take(Value::Integer(i32::from_le_bytes([raw[0], raw[1], raw[2], raw[3]]).into())))
            }
            b'D' => Ok(take(date(bytes).as_deref().map_or(Value::Null, Value::Text))),
            _ if bytes.is_empty() => Ok(take(Value::Null)),
            _ => text(bytes, self.length, encoding).map(|text| take(Value::Text(&text))),
        }
    }

    fn number(&self, bytes: &[u8]) -> Value<'static> {
        let Ok(text) = std::str::from_utf8(bytes) else { return Value::Null };
        let integer = (self.decimals == 0).then(|| text.parse().ok()).flatten();
        integer.map(Value::Integer).or_else(|| text.parse().ok().map(Value::Real)).unwrap_or(Value::Null)
    }
}

/// `20250701` → `2025-07-01`; zeros and blanks mean that there is none.
fn date(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes)
        .ok()
        .filter(|text| text.len() == 8 && text.is_ascii() && *text != "00000000")?;
    Some(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))
}

/// The text of a field. What was cut off within its last character ends before it.
fn text(bytes: &[u8], length: usize, encoding: &'static Encoding) -> Result<String, String> {
    let (decoded, malformed) = encoding.decode_without_bom_handling(bytes);
    if !malformed {
        return Ok(decoded.trim().to_owned());
    }
    // Only a full field can have been cut.
    let shorter = (1..=3).filter_map(|cut| bytes.len().checked_sub(cut)).filter(|_| bytes.len() == length);
    let whole = shorter
        .map(|end| encoding.decode_without_bom_handling(&bytes[..end]))
        .find(|(_, malformed)| !malformed);
    whole.map(|(text, _)| text.trim().to_owned()).ok_or_else(|| decoded.into_owned())
}
