//! GeoJSON features (RFC 7946).

use onemap_engine::coord::{LatticePoint, Line, MultiPolygon, Ring, predicate};
use serde::Serialize;
use utoipa::ToSchema;

/// The media type of GeoJSON.
pub const GEO_JSON: &str = "application/geo+json";

/// Features with properties of one kind.
#[derive(Serialize, ToSchema)]
#[schema(as = FeatureCollection)]
pub struct Collection<P> {
    #[serde(rename = "type")]
    kind: &'static str,
    pub features: Vec<Feature<P>>,
}

/// A record with its place.
#[derive(Serialize, ToSchema)]
pub struct Feature<P> {
    #[serde(rename = "type")]
    kind: &'static str,
    pub id: String,
    #[schema(value_type = Object, nullable)]
    pub geometry: Option<Geometry>,
    pub properties: P,
}

/// A position: longitude, latitude.
type Position = [f64; 2];

/// A geometry; polygons are closed and run counter-clockwise, their holes clockwise.
#[derive(Serialize)]
#[serde(tag = "type", content = "coordinates")]
pub enum Geometry {
    Point(Position),
    MultiLineString(Vec<Vec<Position>>),
    MultiPolygon(Vec<Vec<Vec<Position>>>),
}

impl<P> Collection<P> {
    pub fn new(features: Vec<Feature<P>>) -> Self {
        Self { kind: "FeatureCollection", features }
    }
}

impl<P> Feature<P> {
    pub fn new(id: String, geometry: Option<Geometry>, properties: P) -> Self {
        Self { kind: "Feature", id, geometry, properties }
    }
}

impl<P: Serialize> Feature<P> {
    /// The feature with its properties as values, as those of other records are.
    ///
    /// # Errors
    /// When the properties are no JSON.
    pub fn with_values(self) -> serde_json::Result<Feature<serde_json::Value>> {
        let properties = serde_json::to_value(self.properties)?;
        Ok(Feature::new(self.id, self.geometry, properties))
    }
}

impl Geometry {
    pub fn point(point: LatticePoint) -> Self {
        Self::Point(position(point))
    }

    pub fn lines(lines: &[Line]) -> Self {
        Self::MultiLineString(lines.iter().map(|line| line.iter().copied().map(position).collect()).collect())
    }

    /// The polygons of a shape; `None` where it has none.
    pub fn polygons(shape: &MultiPolygon) -> Option<Self> {
        let polygon = |polygon: &onemap_engine::coord::Polygon| {
            polygon.rings().enumerate().map(|(i, ring)| closed(ring, i == 0)).collect()
        };
        (!shape.0.is_empty()).then(|| Self::MultiPolygon(shape.0.iter().map(polygon).collect()))
    }
}

fn position(point: LatticePoint) -> Position {
    [point.lon(), point.lat()]
}

/// A ring that ends where it begins, counter-clockwise or clockwise.
fn closed(ring: &Ring, counter_clockwise: bool) -> Vec<Position> {
    let mut positions: Vec<Position> = ring.iter().chain(ring.first()).copied().map(position).collect();
    if (predicate::doubled_area(ring) > 0) != counter_clockwise {
        positions.reverse();
    }
    positions
}
