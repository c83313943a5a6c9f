//! The file that a layer is written to.

use crate::store::create_layer;
use onemap_engine::format::write::{self, RowWriter, Schema};
use onemap_engine::format::{Format, UnknownName, WriteError};
use std::path::Path;
use std::str::FromStr;

/// The formats of single layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    Rows(Format),
    /// A GeoPackage with this one layer.
    GeoPackage,
}

impl FileFormat {
    /// The format that a file's ending names.
    #[must_use]
    pub fn of_name(path: &Path) -> Option<Self> {
        let is_geopackage = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gpkg"));
        if is_geopackage { Some(Self::GeoPackage) } else { Format::of_name(path).map(Self::Rows) }
    }

    /// Creates a file of a layer.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn create(
        self,
        path: &Path,
        layer: &'static str,
        schema: &Schema,
    ) -> Result<Box<dyn RowWriter>, WriteError> {
        match self {
            Self::Rows(format) => write::create(path, Some(format), schema),
            Self::GeoPackage => create_layer(path, layer, schema),
        }
    }
}

impl FromStr for FileFormat {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        match name.to_ascii_lowercase().as_str() {
            "gpkg" | "geopackage" => Ok(Self::GeoPackage),
            _ => name.parse().map(Self::Rows),
        }
    }
}
