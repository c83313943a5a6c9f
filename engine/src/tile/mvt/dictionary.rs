//! Values of a layer, each written once.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;
use std::ops::Range;

/// Byte strings numbered in the order they came in, the same one by the same number.
#[derive(Default)]
pub struct Dictionary {
    /// All entries, one after the other.
    bytes: Vec<u8>,
    count: u32,
    numbers: HashTable<Entry>,
}

struct Entry {
    number: u32,
    bytes: Range<u32>,
}

impl Dictionary {
    /// The number of what is written.
    pub fn number(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> u32 {
        let start = self.bytes.len();
        write(&mut self.bytes);
        let (known, new) = self.bytes.split_at(start);
        let number = self.count;
        let same = |entry: &Entry| known.get(entry.range()) == Some(new);
        let rehash = |entry: &Entry| hash(&self.bytes[entry.range()]);
        if let Some(entry) = self.numbers.find(hash(new), same) {
            self.bytes.truncate(start);
            return entry.number;
        }
        let entry = Entry { number, bytes: start as u32..self.bytes.len() as u32 };
        self.numbers.insert_unique(hash(new), entry, rehash);
        self.count += 1;
        number
    }

    /// A number for what is written, without looking whether it is known; should it come again, it gets another number.
    pub fn number_once(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> u32 {
        write(&mut self.bytes);
        self.count += 1;
        self.count - 1
    }

    /// All entries, in order.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl Entry {
    fn range(&self) -> Range<usize> {
        self.bytes.start as usize..self.bytes.end as usize
    }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_have_the_same_number() {
        let mut dictionary = Dictionary::default();
        let mut number = |text: &str| dictionary.number(|out| out.extend(text.as_bytes()));
        assert_eq!(["b", "a", "b", "", "ab", "a", ""].map(&mut number), [0, 1, 0, 2, 3, 1, 2]);
        assert_eq!(dictionary.number_once(|out| out.extend(b"a")), 4);
        assert_eq!(dictionary.number(|out| out.extend(b"c")), 5);
        assert_eq!(dictionary.bytes(), b"baabac");
    }
}
