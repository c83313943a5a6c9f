//! The new column of one row group: optional strings, as a dictionary of codes and bit-packed places in it.
//!
//! Pages are independent of each other once the dictionary is known, so they are packed on all threads.
//! Encodings: <https://parquet.apache.org/docs/file-format/data-pages/encodings/>.

use parquet::basic::{Compression, Encoding};
use parquet::column::page::{CompressedPage, Page, PageWriter};
use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::statistics::Statistics;
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescPtr;
use rayon::prelude::*;

/// Rows in a page.
const PAGE: usize = 1 << 17;
/// A grid that is not in the dictionary yet.
const ABSENT: u32 = u32::MAX;

/// A column chunk, ready to be written anywhere.
pub(super) struct CodeChunk {
    pub bytes: Vec<u8>,
    /// Length of the dictionary page, which comes first.
    dictionary: usize,
    rows: usize,
    nulls: usize,
}

impl CodeChunk {
    /// Encodes grid numbers (0 is null, n is `codes[n - 1]`).
    pub fn encode(grids: &[u32], codes: &[String]) -> Result<Self, ParquetError> {
        let dictionary = Dictionary::of(grids, codes.len());
        let nulls = grids.par_chunks(PAGE).map(|page| page.iter().filter(|&&grid| grid == 0).count()).sum();
        let pages: Vec<_> = grids.par_chunks(PAGE).map(|page| dictionary.page(page)).collect();
        let mut sink = TrackedWrite::new(Vec::new());
        let mut writer = SerializedPageWriter::new(&mut sink);
        let first = writer.write_page(uncompressed(dictionary.first_page(codes)))?;
        for page in pages {
            writer.write_page(uncompressed(page))?;
        }
        Ok(Self {
            bytes: sink.into_inner()?,
            dictionary: first.bytes_written as usize,
            rows: grids.len(),
            nulls,
        })
    }

    /// The chunk's entry in the footer, once it stands at an offset of the file.
    pub fn metadata(&self, column: ColumnDescPtr, offset: u64) -> Result<ColumnChunkMetaData, ParquetError> {
        let (offset, length) = (offset as i64, self.bytes.len() as i64);
        ColumnChunkMetaData::builder(column)
            .set_compression(Compression::UNCOMPRESSED)
            .set_encodings(vec![Encoding::PLAIN, Encoding::RLE, Encoding::RLE_DICTIONARY])
            .set_num_values(self.rows as i64)
            .set_total_compressed_size(length)
            .set_total_uncompressed_size(length)
            .set_dictionary_page_offset(Some(offset))
            .set_data_page_offset(offset + self.dictionary as i64)
            .set_statistics(Statistics::byte_array(None, None, None, Some(self.nulls as u64), false))
            .build()
    }
}

fn uncompressed(page: Page) -> CompressedPage {
    let length = page.buffer().len();
    CompressedPage::new(page, length)
}

/// The grids that occur, in the order in which they do.
struct Dictionary {
    grids: Vec<u32>,
    /// Place in `grids`, by grid number.
    places: Vec<u32>,
}

impl Dictionary {
    fn of(grids: &[u32], codes: usize) -> Self {
        let mut dictionary = Self { grids: Vec::new(), places: vec![ABSENT; codes + 1] };
        for &grid in grids {
            if dictionary.places[grid as usize] == ABSENT && grid != 0 {
                dictionary.places[grid as usize] = dictionary.grids.len() as u32;
                dictionary.grids.push(grid);
            }
        }
        dictionary
    }

    fn first_page(&self, codes: &[String]) -> Page {
        let mut bytes = Vec::new();
        for &grid in &self.grids {
            let code = codes[grid as usize - 1].as_bytes();
            bytes.extend_from_slice(&(code.len() as u32).to_le_bytes());
            bytes.extend_from_slice(code);
        }
        let num_values = self.grids.len() as u32;
        Page::DictionaryPage { buf: bytes.into(), num_values, encoding: Encoding::PLAIN, is_sorted: false }
    }

    /// A data page of version 1: levels that say which rows have a code, then their places in the dictionary.
    fn page(&self, grids: &[u32]) -> Page {
        let mut bytes = vec![0; size_of::<u32>()];
        levels(grids, &mut bytes);
        let length = (bytes.len() - size_of::<u32>()) as u32;
        bytes[..size_of::<u32>()].copy_from_slice(&length.to_le_bytes());
        let width = bits(self.grids.len());
        bytes.push(width as u8);
        let places: Vec<u32> =
            grids.iter().filter(|&&grid| grid != 0).map(|&grid| self.places[grid as usize]).collect();
        pack(&places, width, &mut bytes);
        Page::DataPage {
            buf: bytes.into(),
            num_values: grids.len() as u32,
            encoding: Encoding::RLE_DICTIONARY,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        }
    }
}

/// Bits for places in a dictionary of so many; at least one, as not all readers know what to do with none.
fn bits(values: usize) -> u32 {
    (values.saturating_sub(1)).checked_ilog2().map_or(1, |log| log + 1)
}

/// Definition levels: one run where every row has a code, else a bit for each.
fn levels(grids: &[u32], bytes: &mut Vec<u8>) {
    if grids.contains(&0) {
        let present: Vec<u32> = grids.iter().map(|&grid| u32::from(grid != 0)).collect();
        pack(&present, 1, bytes);
    } else {
        varint((grids.len() as u32) << 1, bytes);
        bytes.push(1);
    }
}

/// One bit-packed run: groups of eight values of a width, the lowest bit first, the last group filled up with zeros.
fn pack(values: &[u32], width: u32, bytes: &mut Vec<u8>) {
    if values.is_empty() {
        return;
    }
    let groups = values.len().div_ceil(8);
    varint((groups as u32) << 1 | 1, bytes);
    let end = bytes.len() + groups * width as usize;
    bytes.reserve(groups * width as usize + size_of::<u32>());
    let (mut waiting, mut held) = (0u64, 0);
    for &value in values {
        waiting |= u64::from(value) << held;
        held += width;
        if held >= u32::BITS {
            bytes.extend_from_slice(&(waiting as u32).to_le_bytes());
            waiting >>= u32::BITS;
            held -= u32::BITS;
        }
    }
    bytes.extend_from_slice(&waiting.to_le_bytes());
    bytes.resize(end, 0);
}

/// Unsigned LEB128.
fn varint(mut value: u32, bytes: &mut Vec<u8>) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the format's description: 0 to 7 in three bits.
    #[test]
    fn packing_is_that_of_the_format() {
        let mut bytes = Vec::new();
        pack(&[0, 1, 2, 3, 4, 5, 6, 7], 3, &mut bytes);
        assert_eq!(bytes, [0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010]);
    }

    #[test]
    fn a_dictionary_of_n_needs_the_bits_of_its_last_place() {
        assert_eq!([0, 1, 2, 3, 4, 5, 256, 257].map(bits), [1, 1, 1, 2, 2, 3, 8, 9]);
    }
}
