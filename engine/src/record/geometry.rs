//! Geometry as a file gives it: pairs of numbers in the file's own coordinates, nothing checked yet.

/// An x, y pair: longitude and latitude, or easting and northing.
pub type Position = (f64, f64);

/// The simple-feature types, single and multiple taken together. Z and M are dropped by the readers.
#[derive(Clone, Debug, PartialEq)]
pub enum RawGeometry {
    Points(Vec<Position>),
    Lines(Vec<Vec<Position>>),
    /// Per polygon its rings, the shell first. Rings are as written: closed or not, either direction.
    Polygons(Vec<Vec<Vec<Position>>>),
}

impl RawGeometry {
    /// What the geometry is, for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Points(_) => "point",
            Self::Lines(_) => "line",
            Self::Polygons(_) => "polygon",
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Points(points) => points.is_empty(),
            Self::Lines(lines) => lines.iter().all(Vec::is_empty),
            Self::Polygons(polygons) => polygons.iter().flatten().all(Vec::is_empty),
        }
    }
}
