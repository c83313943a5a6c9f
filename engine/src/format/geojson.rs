//! GeoJSON (RFC 7946) as a collection, and as a sequence of features (RFC 8142, or one to a line), in bounded memory.

use super::feature::Feature;
use super::json_text::{Cut, JsonText};
use super::{DeclaredCrs, ReadError, Source};
use crate::record::{Chunk, Columns, Field, Reason, Rejection, Row, Value};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde_json::Value as Json;
use std::io::{self, BufRead};
use std::sync::Arc;

const CHUNK_ROWS: usize = 4096;
const CHUNK_BYTES: usize = 8 << 20;
/// How much of the members beside the features is kept, bytes.
const MEMBER_BYTES: usize = 64 << 20;

/// A FeatureCollection, its members in any order; or a single feature.
pub(super) struct Collection<R> {
    text: JsonText<R>,
    place: Place,
    crs: Option<DeclaredCrs>,
    /// The members beside the features, for a file that is one single feature.
    members: serde_json::Map<String, Json>,
    features: Features,
}

/// Where in the collection reading stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Members,
    Features,
    End,
}

impl<R: BufRead> Collection<R> {
    pub fn new(text: R) -> Self {
        Self {
            text: JsonText::new(text),
            place: Place::Start,
            crs: None,
            members: serde_json::Map::new(),
            features: Features::default(),
        }
    }

    /// Features until a chunk is full or the file ends.
    fn texts(&mut self, texts: &mut Texts) -> Result<(), Cut> {
        while !texts.is_full() && self.place != Place::End {
            match self.place {
                Place::Start => self.open()?,
                Place::Members => self.member(texts)?,
                Place::Features => self.feature(texts)?,
                Place::End => {}
            }
        }
        Ok(())
    }

    fn open(&mut self) -> Result<(), Cut> {
        self.text.expect(b'{')?;
        self.place = if self.text.peek()? == Some(b'}') { Place::End } else { Place::Members };
        Ok(())
    }

    fn member(&mut self, texts: &mut Texts) -> Result<(), Cut> {
        let mut key = Vec::new();
        self.text.value(&mut key)?;
        self.text.expect(b':')?;
        if key == b"\"features\"" {
            self.text.expect(b'[')?;
            self.place = Place::Features;
            if self.text.peek()? == Some(b']') {
                self.text.expect(b']')?;
                self.next_member(texts)?;
            }
            return Ok(());
        }
        let mut value = Vec::new();
        self.text.value(&mut value)?;
        self.keep(&key, &value);
        self.next_member(texts)
    }

    fn keep(&mut self, key: &[u8], value: &[u8]) {
        let key: Option<String> = serde_json::from_slice(key).ok();
        let value: Option<Json> =
            Some(value).filter(|v| v.len() <= MEMBER_BYTES).and_then(|v| serde_json::from_slice(v).ok());
        if let (Some(key), Some(value)) = (key, value) {
            if key == "crs" {
                self.crs = DeclaredCrs::from_geojson(&value);
            }
            self.members.insert(key, value);
        }
    }

    fn next_member(&mut self, texts: &mut Texts) -> Result<(), Cut> {
        self.place = if self.text.another(b'}')? { Place::Members } else { Place::End };
        if self.place == Place::End && self.members.get("type").is_some_and(|kind| kind == "Feature") {
            let single = Json::Object(std::mem::take(&mut self.members));
            texts.push(|out| out.extend_from_slice(single.to_string().as_bytes()));
        }
        Ok(())
    }

    fn feature(&mut self, texts: &mut Texts) -> Result<(), Cut> {
        texts.try_push(|out| self.text.value(out))?;
        if !self.text.another(b']')? {
            self.next_member(texts)?;
        }
        Ok(())
    }
}

impl<R: BufRead + Send> Source for Collection<R> {
    /// What came before a break is delivered first; the break is the answer to the next call.
    fn next_chunk(&mut self) -> Option<Result<Chunk, ReadError>> {
        if let Some(error) = self.features.broken.take() {
            return Some(Err(error));
        }
        let mut texts = Texts::default();
        if let Err(cut) = self.texts(&mut texts) {
            self.place = Place::End;
            let rows = self.features.rows + texts.count() as u64;
            self.features.broken =
                Some(ReadError::Broken { rows, offset: self.text.offset, what: cut.to_string() });
        }
        if texts.count() == 0 {
            return self.features.broken.take().map(Err);
        }
        Some(Ok(self.features.chunk(&texts)))
    }

    fn columns(&self) -> Arc<Columns> {
        Arc::clone(&self.features.columns)
    }

    fn crs(&self) -> Option<DeclaredCrs> {
        self.crs.clone()
    }
}

/// One feature to a line, or to a record separator.
pub(super) struct Sequence<R> {
    text: JsonText<R>,
    separator: u8,
    features: Features,
    ended: bool,
}

impl<R: BufRead> Sequence<R> {
    /// `first` is the first byte of the text.
    pub fn new(text: R, first: u8) -> Self {
        const RECORD_SEPARATOR: u8 = 0x1e;
        let separator = if first == RECORD_SEPARATOR { RECORD_SEPARATOR } else { b'\n' };
        Self { text: JsonText::new(text), separator, features: Features::default(), ended: false }
    }

    fn texts(&mut self, texts: &mut Texts) -> io::Result<()> {
        let mut text = Vec::new();
        while !texts.is_full() && self.text.until(self.separator, &mut text)? {
            if !text.trim_ascii().is_empty() {
                texts.push(|out| out.extend_from_slice(&text));
            }
            text.clear();
        }
        Ok(())
    }
}

impl<R: BufRead + Send> Source for Sequence<R> {
    fn next_chunk(&mut self) -> Option<Result<Chunk, ReadError>> {
        if let Some(error) = self.features.broken.take() {
            return Some(Err(error));
        }
        if self.ended {
            return None;
        }
        let mut texts = Texts::default();
        if let Err(error) = self.texts(&mut texts) {
            self.ended = true;
            let rows = self.features.rows + texts.count() as u64;
            self.features.broken =
                Some(ReadError::Broken { rows, offset: self.text.offset, what: error.to_string() });
        }
        if texts.count() == 0 {
            return self.features.broken.take().map(Err);
        }
        Some(Ok(self.features.chunk(&texts)))
    }

    fn columns(&self) -> Arc<Columns> {
        Arc::clone(&self.features.columns)
    }
}

/// The texts of some features in one buffer.
#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Texts {
    fn push(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        write(&mut self.bytes);
        self.ends.push(self.bytes.len());
    }

    fn try_push(&mut self, write: impl FnOnce(&mut Vec<u8>) -> Result<(), Cut>) -> Result<(), Cut> {
        write(&mut self.bytes)?;
        self.ends.push(self.bytes.len());
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.ends.len() >= CHUNK_ROWS || self.bytes.len() >= CHUNK_BYTES
    }

    fn count(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, i: usize) -> &[u8] {
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.bytes[start..self.ends[i]]
    }
}

/// Features become rows; every new property is a new column.
#[derive(Default)]
pub(super) struct Features {
    pub columns: Arc<Columns>,
    places: FxHashMap<String, usize>,
    pub rows: u64,
    broken: Option<ReadError>,
}

impl Features {
    fn chunk(&mut self, texts: &Texts) -> Chunk {
        let parsed: Vec<Result<Feature, String>> =
            (0..texts.count()).into_par_iter().with_min_len(64).map(|i| parse(texts.get(i))).collect();
        let rows = parsed.into_iter().map(|feature| self.row(feature)).collect();
        Chunk { columns: Arc::clone(&self.columns), rows }
    }

    pub fn row(&mut self, feature: Result<Feature, String>) -> Result<Row, Rejection> {
        self.rows += 1;
        let feature =
            feature.map_err(|why| Rejection::of_row(self.rows, Field::Row, &why, Reason::BadFeature))?;
        let properties = feature.properties.unwrap_or_default().0;
        let mut row = Row::with_capacity(self.rows, self.columns.names.len(), 64);
        if let Some(id) = feature.id.filter(|_| properties.iter().all(|(name, _)| name != "id")) {
            self.set(&mut row, "id", &id);
        }
        for (name, value) in &properties {
            self.set(&mut row, name, value);
        }
        row.geometry = feature.geometry.map(|geometry| geometry.0).filter(|geometry| !geometry.is_empty());
        if row.geometry.is_some() && !self.columns.geometry {
            Arc::make_mut(&mut self.columns).geometry = true;
        }
        Ok(row)
    }

    fn set(&mut self, row: &mut Row, name: &str, value: &Json) {
        let column = self.column(name);
        match value {
            Json::Null => row.set(column, Value::Null),
            Json::Bool(flag) => row.set(column, Value::Flag(*flag)),
            Json::String(text) => row.set(column, Value::Text(text)),
            Json::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(integer), _) => row.set(column, Value::Integer(integer)),
                (None, Some(real)) => row.set(column, Value::Real(real)),
                (None, None) => row.set(column, Value::Text(&number.to_string())),
            },
            Json::Array(_) | Json::Object(_) => row.set(column, Value::Text(&value.to_string())),
        }
    }

    fn column(&mut self, name: &str) -> usize {
        if let Some(&column) = self.places.get(name) {
            return column;
        }
        let columns = Arc::make_mut(&mut self.columns);
        columns.names.push(name.to_owned());
        self.places.insert(name.to_owned(), columns.names.len() - 1);
        columns.names.len() - 1
    }
}

fn parse(text: &[u8]) -> Result<Feature, String> {
    let feature: Feature = serde_json::from_slice(text).map_err(|error| error.to_string())?;
    if feature.kind == "Feature" { Ok(feature) } else { Err(format!("type is {}, not Feature", feature.kind)) }
}
