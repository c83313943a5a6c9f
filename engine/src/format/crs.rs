//! What files say their coordinates are.

use serde_json::Value;
use std::fmt;

/// A coordinate reference system as a file declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeclaredCrs {
    Epsg(u32),
    /// WGS 84, longitude first: what GeoJSON and GeoParquet mean where they say nothing.
    Crs84,
    /// Defined by well-known text, as the `.prj` of a Shapefile has it.
    Wkt(String),
    /// Named, but not by a code.
    Other(String),
}

impl DeclaredCrs {
    /// From the `crs` member of old GeoJSON: `{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}}`.
    pub(super) fn from_geojson(crs: &Value) -> Option<Self> {
        crs.pointer("/properties/name").and_then(Value::as_str).map(Self::from_name)
    }

    /// From a column's `crs` in GeoParquet: PROJJSON, absent for CRS84, or null where it is not known.
    pub(super) fn from_projjson(crs: Option<&Value>) -> Option<Self> {
        let Some(crs) = crs else { return Some(Self::Crs84) };
        let id = crs.get("id")?;
        match (id.get("authority")?.as_str()?, id.get("code")?) {
            ("EPSG", code) => code.as_u64().and_then(|code| u32::try_from(code).ok()).map(Self::Epsg),
            ("OGC", code) if code == "CRS84" => Some(Self::Crs84),
            (authority, code) => Some(Self::Other(format!("{authority}:{code}"))),
        }
    }

    /// From `EPSG:2263`, `urn:ogc:def:crs:EPSG::2263` or `urn:ogc:def:crs:OGC:1.3:CRS84`.
    fn from_name(name: &str) -> Self {
        let code = name.rsplit(':').next().unwrap_or_default();
        let upper = name.to_ascii_uppercase();
        match code.parse() {
            Ok(code) if upper.contains("EPSG") => Self::Epsg(code),
            _ if code.eq_ignore_ascii_case("CRS84") => Self::Crs84,
            _ => Self::Other(name.to_owned()),
        }
    }
}

impl fmt::Display for DeclaredCrs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Epsg(code) => write!(f, "EPSG:{code}"),
            Self::Crs84 => f.write_str("OGC:CRS84"),
            Self::Wkt(text) | Self::Other(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_and_ids() {
        let named =
            |name: &str| DeclaredCrs::from_geojson(&json!({"type": "name", "properties": {"name": name}}));
        assert_eq!(named("urn:ogc:def:crs:OGC:1.3:CRS84"), Some(DeclaredCrs::Crs84));
        assert_eq!(named("urn:ogc:def:crs:EPSG::4490"), Some(DeclaredCrs::Epsg(4490)));
        assert_eq!(named("EPSG:2263").unwrap().to_string(), "EPSG:2263");
        assert_eq!(named("Hefei local"), Some(DeclaredCrs::Other("Hefei local".into())));
        let id = json!({"id": {"authority": "EPSG", "code": 2263}});
        assert_eq!(DeclaredCrs::from_projjson(Some(&id)), Some(DeclaredCrs::Epsg(2263)));
        assert_eq!(DeclaredCrs::from_projjson(None), Some(DeclaredCrs::Crs84));
        assert_eq!(DeclaredCrs::from_projjson(Some(&Value::Null)), None);
    }
}
