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
#[derive(Default)]
pub struct Tags {
    id: Option<u64>,
    /// Keys and values in turns, by number.
    pairs: Vec<u8>,
    /// As they are written in the layer.
    keys: Dictionary,
    values: Dictionary,
}

impl Tags {
    /// The feature's id, a number unique within its layer.
    pub fn id(&mut self, id: u64) {
        self.id = Some(id);
    }

    pub fn text(&mut self, key: &str, value: &str) {
        self.set(key, |out| {
            let length = value.len() as u64;
            put_head(out, LAYER_VALUE, value.len() + 1 + varint_length(length));
            put_bytes(out, VALUE_STRING, value.as_bytes());
        });
    }

    /// A number, written as a whole one where it is one. What is not finite is left out.
    pub fn number(&mut self, key: &str, value: f64) {
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

    pub fn integer(&mut self, key: &str, value: i64) {
        match u64::try_from(value) {
            Ok(value) => self.varint(key, VALUE_UINT, value),
            Err(_) => self.varint(key, VALUE_SINT, zigzag(value)),
        }
    }

    pub fn flag(&mut self, key: &str, value: bool) {
        self.varint(key, VALUE_BOOL, value.into());
    }

    fn varint(&mut self, key: &str, field: u64, value: u64) {
        self.set(key, |out| {
            put_head(out, LAYER_VALUE, 1 + varint_length(value));
            put_number(out, field, value);
        });
    }

    fn set(&mut self, key: &str, write: impl FnOnce(&mut Vec<u8>)) {
        let key = self.keys.number(|out| put_bytes(out, LAYER_KEY, key.as_bytes()));
        let value = self.values.number(write);
        put_varint(&mut self.pairs, key.into());
        put_varint(&mut self.pairs, value.into());
    }

    pub(super) fn next_feature(&mut self) {
        self.id = None;
        self.pairs.clear();
    }

    pub(super) fn feature_id(&self) -> Option<u64> {
        self.id
    }

    pub(super) fn of_feature(&self) -> &[u8] {
        &self.pairs
    }

    pub(super) fn keys(&self) -> &[u8] {
        self.keys.bytes()
    }

    pub(super) fn values(&self) -> &[u8] {
        self.values.bytes()
    }
}

/// How many bytes a whole number takes.
fn varint_length(value: u64) -> usize {
    (64 - (value | 1).leading_zeros() as usize).div_ceil(7)
}
