//! GeoJSON features (RFC 7946).

use geojson::Geometry;
use onemap_engine::coord::{LatticePoint, Line, MultiPolygon, Polygon, Ring, predicate};
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

/// A place as a geometry.
pub fn point(point: LatticePoint) -> Geometry {
    Geometry::new_point(position(point))
}

pub fn lines(lines: &[Line]) -> Geometry {
    Geometry::new_multi_line_string(lines.iter().map(|line| line.iter().copied().map(position)))
}

/// The polygons of a shape, closed, their shells counter-clockwise and their holes clockwise; `None` where it has none.
pub fn polygons(shape: &MultiPolygon) -> Option<Geometry> {
    let polygon = |polygon: &Polygon| -> Vec<Vec<[f64; 2]>> {
        polygon.rings().enumerate().map(|(i, ring)| closed(ring, i == 0)).collect()
    };
    (!shape.0.is_empty()).then(|| Geometry::new_multi_polygon(shape.0.iter().map(polygon)))
}

/// Longitude, latitude.
fn position(point: LatticePoint) -> [f64; 2] {
    [point.lon(), point.lat()]
}

/// A ring that ends where it begins, counter-clockwise or clockwise.
fn closed(ring: &Ring, counter_clockwise: bool) -> Vec<[f64; 2]> {
    let mut positions: Vec<_> = ring.iter().chain(ring.first()).copied().map(position).collect();
    if (predicate::doubled_area(ring) > 0) != counter_clockwise {
        positions.reverse();
    }
    positions
}
