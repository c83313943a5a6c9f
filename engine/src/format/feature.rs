//! One GeoJSON feature (RFC 7946, 3.2): its members in any order, properties in theirs.

use crate::record::{Position, RawGeometry};
use serde::Deserialize;
use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;
use std::fmt;

/// A feature as it is written.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Feature {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub id: Option<Json>,
    #[serde(default)]
    pub properties: Option<Properties>,
    #[serde(default)]
    pub geometry: Option<Geometry>,
}

/// Properties in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Properties(pub Vec<(String, Json)>);

#[derive(Debug)]
pub(super) struct Geometry(pub RawGeometry);

/// A position: longitude, latitude, and perhaps more, which is dropped.
struct Pair(Position);

impl<'de> Deserialize<'de> for Properties {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Properties;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of properties")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Properties, M::Error> {
                let mut properties = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    properties.push(entry);
                }
                Ok(Properties(properties))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

impl<'de> Deserialize<'de> for Geometry {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Geometry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a GeoJSON geometry")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Geometry, M::Error> {
                let (mut kind, mut coordinates, mut geometry) = (None::<String>, None::<Json>, None);
                while let Some(key) = map.next_key::<String>()? {
                    match (key.as_str(), &kind) {
                        ("type", _) => kind = Some(map.next_value()?),
                        ("coordinates", Some(kind)) => geometry = Some(coordinates_of(kind, &mut map)?),
                        ("coordinates", None) => coordinates = Some(map.next_value()?),
                        _ => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                let kind = kind.ok_or_else(|| M::Error::missing_field("type"))?;
                match (geometry, coordinates) {
                    (Some(geometry), _) => Ok(Geometry(geometry)),
                    (None, Some(coordinates)) => late(&kind, coordinates).map(Geometry),
                    (None, None) => Err(M::Error::custom(format!("a {kind} without coordinates"))),
                }
            }
        }
        deserializer.deserialize_map(Members)
    }
}

impl<'de> Deserialize<'de> for Pair {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Numbers;
        impl<'de> Visitor<'de> for Numbers {
            type Value = Pair;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a position of two numbers or more")
            }

            fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Pair, S::Error> {
                let x = seq.next_element()?.ok_or_else(|| S::Error::invalid_length(0, &self))?;
                let y = seq.next_element()?.ok_or_else(|| S::Error::invalid_length(1, &self))?;
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Pair((x, y)))
            }
        }
        deserializer.deserialize_seq(Numbers)
    }
}

type Pairs = Vec<Pair>;

/// The usual order of members: the type is known, and coordinates are read straight into it.
fn coordinates_of<'de, M: MapAccess<'de>>(kind: &str, map: &mut M) -> Result<RawGeometry, M::Error> {
    Ok(match kind {
        "Point" => RawGeometry::Points(vec![map.next_value::<Pair>()?.0]),
        "MultiPoint" => RawGeometry::Points(positions(map.next_value()?)),
        "LineString" => RawGeometry::Lines(vec![positions(map.next_value()?)]),
        "MultiLineString" => RawGeometry::Lines(lines(map.next_value()?)),
        "Polygon" => RawGeometry::Polygons(vec![lines(map.next_value()?)]),
        "MultiPolygon" => {
            RawGeometry::Polygons(map.next_value::<Vec<Vec<Pairs>>>()?.into_iter().map(lines).collect())
        }
        _ => return Err(M::Error::custom(format!("geometry of type {kind} is not supported"))),
    })
}

/// Coordinates that came before their type.
fn late<E: Error>(kind: &str, coordinates: Json) -> Result<RawGeometry, E> {
    let members = [("coordinates", coordinates)].into_iter();
    let mut map = serde::de::value::MapDeserializer::<_, serde_json::Error>::new(members);
    map.next_key::<String>().map_err(E::custom)?;
    coordinates_of(kind, &mut map).map_err(E::custom)
}

fn positions(pairs: Pairs) -> Vec<Position> {
    pairs.into_iter().map(|Pair(position)| position).collect()
}

fn lines(lines: Vec<Pairs>) -> Vec<Vec<Position>> {
    lines.into_iter().map(positions).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn geometry(text: &str) -> Result<RawGeometry, String> {
        serde_json::from_str::<Geometry>(text).map(|Geometry(raw)| raw).map_err(|error| error.to_string())
    }

    /// Examples of RFC 7946, appendix A.
    #[test]
    fn every_type_is_read_in_either_order_of_members() {
        let line = vec![(100.0, 0.0), (101.0, 1.0)];
        let ring = vec![(100.0, 0.0), (101.0, 0.0), (101.0, 1.0), (100.0, 1.0), (100.0, 0.0)];
        for (kind, coordinates, expected) in [
            ("Point", "[100.0, 0.0]", RawGeometry::Points(vec![(100.0, 0.0)])),
            ("Point", "[100.0, 0.0, 7.5]", RawGeometry::Points(vec![(100.0, 0.0)])),
            ("MultiPoint", "[[100.0, 0.0], [101.0, 1.0]]", RawGeometry::Points(line.clone())),
            ("LineString", "[[100.0, 0.0], [101.0, 1.0]]", RawGeometry::Lines(vec![line.clone()])),
            ("MultiLineString", "[[[100.0, 0.0], [101.0, 1.0]]]", RawGeometry::Lines(vec![line])),
            (
                "Polygon",
                "[[[100.0,0.0],[101.0,0.0],[101.0,1.0],[100.0,1.0],[100.0,0.0]]]",
                RawGeometry::Polygons(vec![vec![ring.clone()]]),
            ),
            (
                "MultiPolygon",
                "[[[[100.0,0.0],[101.0,0.0],[101.0,1.0],[100.0,1.0],[100.0,0.0]]]]",
                RawGeometry::Polygons(vec![vec![ring]]),
            ),
        ] {
            let usual = format!(r#"{{"type": "{kind}", "bbox": [1, 2], "coordinates": {coordinates}}}"#);
            let late = format!(r#"{{"coordinates": {coordinates}, "type": "{kind}"}}"#);
            assert_eq!(geometry(&usual), Ok(expected.clone()));
            assert_eq!(geometry(&late), Ok(expected));
        }
    }

    #[test]
    fn bad_geometry_is_refused() {
        for text in [
            r#"{"type": "Point", "coordinates": [1]}"#,
            r#"{"type": "Point", "coordinates": [null, 1]}"#,
            r#"{"type": "Point", "coordinates": [NaN, 1]}"#,
            r#"{"type": "Blob", "coordinates": [1, 2]}"#,
            r#"{"type": "GeometryCollection", "geometries": []}"#,
            r#"{"coordinates": [1, 2]}"#,
        ] {
            assert!(geometry(text).is_err(), "{text}");
        }
    }
}
