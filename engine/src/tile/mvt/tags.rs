//! The properties of features: numbers of keys and values that a layer writes once.

use super::dictionary::Dictionary;
use super::wire::{put_bytes, put_double, put_head, put_number, put_varint, zigzag};

/// Fields of a layer and of a value.
const LAYER_KEY: u64 = 3;
const LAYER_VALUE: u64 = 4;
const VALUE_STRING: u64 = 1;
const VALUE_DOUBLE: u64 = 3;
const VALUE_UINT: u64 = 5;
const VALUE_SINT: u64 = 6;
const VALUE_BOOL: u64 = 7;

/// The properties of the feature being written. Set each key once.
pub struct Tags {
    id: Option<u64>,
    /// Keys and values in turns, by number.
    pairs: Vec<u8>,
    keys: Vec<&'static str>,
    /// The key that comes next, if this feature says the same as the one before.
    next_key: usize,
    /// As they are written in the layer.
    values: Dictionary,
    /// By key, its last text and the number of that: features that follow each other often lie in one compound and one grid.
    last_texts: Vec<(String, Option<u32>)>,
    /// By value, the numbers of the small whole ones that are there already.
    small: [Option<u32>; SMALL],
}

/// Whole numbers below this are looked up by themselves: counts of people and floors mostly are.
const SMALL: usize = 256;

impl Default for Tags {
    fn default() -> Self {
        Self {
            id: None,
            pairs: Vec::new(),
            keys: Vec::new(),
            next_key: 0,
            values: Dictionary::default(),
            last_texts: Vec::new(),
            small: [None; SMALL],
        }
    }
}

impl Tags {
    /// The feature's id, a number unique within its layer.
    pub fn id(&mut self, id: u64) {
        self.id = Some(id);
    }

    pub fn text(&mut self, key: &'static str, value: &str) {
        let key = self.key(key);
        let number = match &mut self.last_texts[key] {
            (last, Some(number)) if last == value => *number,
            (last, number) => {
                value.clone_into(last);
                *number.insert(self.values.number(|out| put_text(out, value)))
            }
        };
        self.pair(key, number);
    }

    /// A text that no other feature of the layer has, as its id.
    pub fn own_text(&mut self, key: &'static str, value: &str) {
        let value = self.values.number_once(|out| put_text(out, value));
        let key = self.key(key);
        self.pair(key, value);
    }

    /// A number, written as a whole one where it is one. What is not finite is left out.
    pub fn number(&mut self, key: &'static str, value: f64) {
        let whole = value as i64;
        if whole as f64 == value {
            self.integer(key, whole);
        } else if value.is_finite() {
            self.set(key, |out| {
                put_head(out, LAYER_VALUE, 9);
                put_double(out, VALUE_DOUBLE, value);
            });
        }
    }

    pub fn integer(&mut self, key: &'static str, value: i64) {
        match u64::try_from(value) {
            Ok(value) if value < SMALL as u64 => self.small(key, value as usize),
            Ok(value) => self.varint(key, VALUE_UINT, value),
            Err(_) => self.varint(key, VALUE_SINT, zigzag(value)),
        }
    }

    pub fn flag(&mut self, key: &'static str, value: bool) {
        self.varint(key, VALUE_BOOL, value.into());
    }

    fn small(&mut self, key: &'static str, value: usize) {
        let values = &mut self.values;
        let number = *self.small[value]
            .get_or_insert_with(|| values.number(|out| put_whole(out, VALUE_UINT, value as u64)));
        let key = self.key(key);
        self.pair(key, number);
    }

    fn varint(&mut self, key: &'static str, field: u64, value: u64) {
        self.set(key, |out| put_whole(out, field, value));
    }

    fn set(&mut self, key: &'static str, write: impl FnOnce(&mut Vec<u8>)) {
        let value = self.values.number(write);
        let key = self.key(key);
        self.pair(key, value);
    }

    fn pair(&mut self, key: usize, value: u32) {
        put_varint(&mut self.pairs, key as u64);
        put_varint(&mut self.pairs, value.into());
    }

    /// The number of a key. There are few of them.
    fn key(&mut self, key: &'static str) -> usize {
        let number = match self.keys.get(self.next_key) {
            Some(next) if std::ptr::eq(*next, key) || *next == key => self.next_key,
            _ => self.keys.iter().position(|known| *known == key).unwrap_or(self.keys.len()),
        };
        if number == self.keys.len() {
            self.keys.push(key);
            self.last_texts.push((String::new(), None));
        }
        self.next_key = number + 1;
        number
    }

    pub(super) fn next_feature(&mut self) {
        self.id = None;
        self.pairs.clear();
        self.next_key = 0;
    }

    pub(super) fn feature_id(&self) -> Option<u64> {
        self.id
    }

    pub(super) fn of_feature(&self) -> &[u8] {
        &self.pairs
    }

    /// The keys as they are written in the layer.
    pub(super) fn keys(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.keys.iter().for_each(|key| put_bytes(&mut out, LAYER_KEY, key.as_bytes()));
        out
    }

    pub(super) fn values(&self) -> &[u8] {
        self.values.bytes()
    }
}

fn put_whole(out: &mut Vec<u8>, field: u64, value: u64) {
    put_head(out, LAYER_VALUE, 1 + varint_length(value));
    put_number(out, field, value);
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_head(out, LAYER_VALUE, text.len() + 1 + varint_length(text.len() as u64));
    put_bytes(out, VALUE_STRING, text.as_bytes());
}

/// How many bytes a whole number takes.
fn varint_length(value: u64) -> usize {
    (64 - (value | 1).leading_zeros() as usize).div_ceil(7)
}
