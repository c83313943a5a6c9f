//! Writing features.

use super::rings::Polygon;
use fast_mvt::{MvtCoord, MvtFeatureBuilder, MvtGeomType, MvtLayerBuilder, MvtValueRef};

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

/// The properties of the feature being written. Set each key once.
pub struct Tags(MvtFeatureBuilder);

impl Tags {
    /// The feature's id, a number unique within its layer.
    pub fn id(&mut self, id: u64) {
        self.0.id(Some(id));
    }

    pub fn text(&mut self, key: &str, value: &str) {
        self.set(key, MvtValueRef::String(value));
    }

    /// A number, written as a whole one where it is one. What is not finite is left out.
    pub fn number(&mut self, key: &str, value: f64) {
        let whole = value as i64;
        if whole as f64 == value {
            self.integer(key, whole);
        } else if value.is_finite() {
            self.set(key, MvtValueRef::Double(value));
        }
    }

    pub fn integer(&mut self, key: &str, value: i64) {
        match u64::try_from(value) {
            Ok(value) => self.set(key, MvtValueRef::UInt(value)),
            Err(_) => self.set(key, MvtValueRef::SInt(value)),
        }
    }

    pub fn flag(&mut self, key: &str, value: bool) {
        self.set(key, MvtValueRef::Bool(value));
    }

    fn set(&mut self, key: &str, value: MvtValueRef<'_>) {
        self.0.tag_ref(key, value).expect(FITS);
    }
}

/// Why encoding cannot fail: counters are 32 bits wide, and geometry is added to features of its own kind.
const FITS: &str = "a tile has fewer than 2²⁹ coordinates, keys and values";

/// One layer of a tile under construction.
pub struct LayerWriter(MvtLayerBuilder);

impl LayerWriter {
    /// # Panics
    /// When the name is empty.
    pub fn new(name: &str) -> Self {
        Self(MvtLayerBuilder::new(name).expect("a layer has a name"))
    }

    #[must_use]
    pub fn point(self, at: [i32; 2], describe: impl FnOnce(&mut Tags)) -> Self {
        let mut feature = self.0.feature_of(MvtGeomType::Point);
        feature.points([coord(at)]).expect(FITS);
        described(feature, describe)
    }

    /// At least two points each.
    #[must_use]
    pub fn lines(self, lines: &[Vec<[i32; 2]>], describe: impl FnOnce(&mut Tags)) -> Self {
        let mut feature = self.0.feature_of(MvtGeomType::LineString);
        for line in lines {
            feature.line(line.iter().copied().map(coord)).expect(FITS);
        }
        described(feature, describe)
    }

    #[must_use]
    pub fn polygons(self, polygons: &[Polygon], describe: impl FnOnce(&mut Tags)) -> Self {
        let mut feature = self.0.feature_of(MvtGeomType::Polygon);
        for polygon in polygons {
            for (i, ring) in polygon.iter().enumerate() {
                feature.ring(ring.iter().copied().map(coord), i == 0).expect(FITS);
            }
        }
        described(feature, describe)
    }

    /// The tile of this layer alone, empty where the layer is.
    pub fn finish(self, collapsed: usize) -> Tile {
        let features = self.0.num_features();
        Tile { bytes: if features > 0 { self.0.encode() } else { Vec::new() }, features, collapsed }
    }
}

fn described(feature: MvtFeatureBuilder, describe: impl FnOnce(&mut Tags)) -> LayerWriter {
    let mut tags = Tags(feature);
    describe(&mut tags);
    LayerWriter(tags.0.end())
}

fn coord([x, y]: [i32; 2]) -> MvtCoord {
    MvtCoord { x, y }
}
