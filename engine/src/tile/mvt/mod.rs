//! Writing Mapbox Vector Tiles 2.1, <https://github.com/mapbox/vector-tile-spec>.

mod dictionary;
mod geometry;
mod tags;
mod wire;

use super::grid::{EXTENT, Unit};
use super::rings::Polygon;
use geometry::Commands;
pub use tags::Tags;
use wire::{put_bytes, put_head, put_number};

/// An encoded tile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tile {
    /// MVT 2.1; empty where the tile has no feature.
    pub bytes: Vec<u8>,
    pub features: usize,
    /// Features that meet the tile but are too small for its grid to draw.
    pub collapsed: usize,
}

impl Tile {
    /// Appends the layers of another tile.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.bytes.extend(other.bytes);
        Self {
            bytes: self.bytes,
            features: self.features + other.features,
            collapsed: self.collapsed + other.collapsed,
        }
    }
}

/// The kinds of geometry, by their numbers.
#[derive(Clone, Copy)]
enum Kind {
    Point = 1,
    Line = 2,
    Polygon = 3,
}

/// Fields of a tile, a layer and a feature.
const TILE_LAYER: u64 = 3;
const LAYER_NAME: u64 = 1;
const LAYER_FEATURE: u64 = 2;
const LAYER_EXTENT: u64 = 5;
const LAYER_VERSION: u64 = 15;
const FEATURE_ID: u64 = 1;
const FEATURE_TAGS: u64 = 2;
const FEATURE_TYPE: u64 = 3;
const FEATURE_GEOMETRY: u64 = 4;

const VERSION: u64 = 2;

/// Bytes of a feature with a small outline and a handful of properties.
const USUAL_BYTES: usize = 64;

/// One layer of a tile under construction.
pub struct LayerWriter {
    name: String,
    features: Vec<u8>,
    count: usize,
    tags: Tags,
    commands: Commands,
    /// The feature being put together.
    feature: Vec<u8>,
}

impl LayerWriter {
    /// The name must not be empty.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            features: Vec::new(),
            count: 0,
            tags: Tags::default(),
            commands: Commands::default(),
            feature: Vec::new(),
        }
    }

    /// Makes room for features that are about to come.
    pub fn reserve(&mut self, features: usize) {
        self.features.reserve(features * USUAL_BYTES);
    }

    pub fn point(&mut self, at: Unit, describe: impl FnOnce(&mut Tags)) {
        self.commands.clear();
        self.commands.point(at);
        self.add(Kind::Point, describe);
    }

    /// At least two points each.
    pub fn lines(&mut self, lines: &[Vec<Unit>], describe: impl FnOnce(&mut Tags)) {
        self.commands.clear();
        lines.iter().for_each(|line| self.commands.line(line));
        self.add(Kind::Line, describe);
    }

    pub fn polygons(&mut self, polygons: &[Polygon], describe: impl FnOnce(&mut Tags)) {
        self.commands.clear();
        for polygon in polygons {
            polygon.iter().enumerate().for_each(|(i, ring)| self.commands.ring(ring, i == 0));
        }
        self.add(Kind::Polygon, describe);
    }

    /// A polygon without holes.
    pub fn shell(&mut self, ring: &[Unit], describe: impl FnOnce(&mut Tags)) {
        self.commands.clear();
        self.commands.ring(ring, true);
        self.add(Kind::Polygon, describe);
    }

    /// Writes the feature that the commands draw.
    fn add(&mut self, kind: Kind, describe: impl FnOnce(&mut Tags)) {
        self.tags.next_feature();
        describe(&mut self.tags);
        self.feature.clear();
        if let Some(id) = self.tags.feature_id() {
            put_number(&mut self.feature, FEATURE_ID, id);
        }
        put_bytes(&mut self.feature, FEATURE_TAGS, self.tags.of_feature());
        put_number(&mut self.feature, FEATURE_TYPE, kind as u64);
        put_bytes(&mut self.feature, FEATURE_GEOMETRY, &self.commands.bytes);
        put_bytes(&mut self.features, LAYER_FEATURE, &self.feature);
        self.count += 1;
    }

    /// The tile of this layer alone, empty where the layer is.
    pub fn finish(self, collapsed: usize) -> Tile {
        let bytes = if self.count > 0 { self.encoded() } else { Vec::new() };
        Tile { bytes, features: self.count, collapsed }
    }

    fn encoded(&self) -> Vec<u8> {
        let (mut head, mut foot) = (Vec::new(), Vec::new());
        put_bytes(&mut head, LAYER_NAME, self.name.as_bytes());
        put_number(&mut foot, LAYER_EXTENT, EXTENT as u64);
        put_number(&mut foot, LAYER_VERSION, VERSION);
        let parts = [&head[..], &self.features, &self.tags.keys(), self.tags.values(), &foot];
        let length = parts.iter().map(|part| part.len()).sum();
        let mut tile = Vec::with_capacity(length + 8);
        put_head(&mut tile, TILE_LAYER, length);
        parts.iter().for_each(|part| tile.extend_from_slice(part));
        tile
    }
}
