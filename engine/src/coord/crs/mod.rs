//! The coordinate reference systems a file can be in, and the way from each to the lattice.

mod densify;
mod gauss_kruger;
mod obfuscated;
mod wkt;

use super::{CoordinateError, LatticePoint};
use gauss_kruger::Zone;
use proj4rs::Proj;
use std::sync::LazyLock;

static WGS84: LazyLock<Proj> = LazyLock::new(|| {
    Proj::from_proj_string("+proj=longlat +datum=WGS84 +no_defs").expect("a constant definition that parses")
});

/// A named coordinate reference system that can be turned into WGS 84.
///
/// WGS 84 and CGCS2000 geographic coordinates count as equal: they differ by less than the lattice resolves.
///
/// ```
/// use onemap_engine::coord::Crs;
/// let crs: Crs = "EPSG:4548".parse()?;
/// let hefei = crs.to_lattice(527_000.0, 3_520_000.0)?;
/// assert!((hefei.lon() - 117.28).abs() < 0.01 && (hefei.lat() - 31.8).abs() < 0.01);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Crs {
    name: String,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Degrees,
    Gcj02,
    Bd09,
    GaussKruger(Zone, Box<Proj>),
    Proj(Box<Proj>),
}

/// A name that stands for no coordinate reference system known here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown CRS “{0}”; give EPSG:<code> (as EPSG:4326, EPSG:4548), gcj02 or bd09")]
pub struct UnknownCrs(String);

impl Crs {
    /// Longitude and latitude in WGS 84 degrees.
    #[must_use]
    pub fn wgs84() -> Self {
        Self { name: "EPSG:4326".into(), kind: Kind::Degrees }
    }

    /// `EPSG:<code>`, `gcj02`, `bd09`, or the name in a definition as well-known text.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether coordinates already are WGS 84 longitude and latitude.
    #[must_use]
    pub fn is_wgs84(&self) -> bool {
        matches!(self.kind, Kind::Degrees)
    }

    /// WGS 84 longitude and latitude in degrees of a coordinate pair in this CRS.
    ///
    /// The order is longitude, latitude or easting, northing. CGCS2000 zones also take their official order (northing,
    /// easting), which in China cannot be mistaken.
    ///
    /// # Errors
    /// When the pair is not finite, or lies where this CRS has no meaning.
    pub fn to_degrees(&self, x: f64, y: f64) -> Result<(f64, f64), CoordinateError> {
        if !(x.is_finite() && y.is_finite()) {
            return Err(CoordinateError::NotFinite { lon: x, lat: y });
        }
        let outside = || CoordinateError::NotInCrs { x, y, crs: self.name.clone() };
        match &self.kind {
            Kind::Degrees => Ok((x, y)),
            Kind::Gcj02 => on_earth(x, y).map(|()| obfuscated::from_gcj02(x, y)),
            Kind::Bd09 => on_earth(x, y).map(|()| obfuscated::from_bd09(x, y)),
            Kind::GaussKruger(zone, proj) => {
                let (east, north) = zone.easting_northing(x, y).ok_or_else(outside)?;
                unproject(proj, east, north).ok_or_else(outside)
            }
            Kind::Proj(proj) => unproject(proj, x, y).ok_or_else(outside),
        }
    }

    /// The lattice point of a coordinate pair in this CRS; see [`Crs::to_degrees`].
    ///
    /// # Errors
    /// As `to_degrees`, and when the place is not on Earth.
    pub fn to_lattice(&self, x: f64, y: f64) -> Result<LatticePoint, CoordinateError> {
        let (lon, lat) = self.to_degrees(x, y)?;
        LatticePoint::from_degrees(lon, lat)
    }

    /// The lattice points of a polyline, with points added wherever an edge that is straight in this CRS would leave
    /// the edge that is straight in longitude and latitude by more than 1 cm. The same edge walked the other way
    /// gives the same points. A ring repeats its first point at its end.
    ///
    /// # Errors
    /// As `to_lattice`, for the first point that fails.
    pub fn line_to_lattice(&self, line: &[(f64, f64)]) -> Result<Vec<LatticePoint>, CoordinateError> {
        if self.is_wgs84() {
            return line.iter().map(|&(x, y)| LatticePoint::from_degrees(x, y)).collect();
        }
        densify::line(self, line)
    }
}

fn on_earth(lon: f64, lat: f64) -> Result<(), CoordinateError> {
    LatticePoint::from_degrees(lon, lat).map(|_| ())
}

fn unproject(from: &Proj, x: f64, y: f64) -> Option<(f64, f64)> {
    let (x, y) = if from.is_latlong() { (x.to_radians(), y.to_radians()) } else { (x, y) };
    let (lon, lat) = proj4rs::adaptors::transform_xy(from, &WGS84, x, y).ok()?;
    (lon.is_finite() && lat.is_finite()).then(|| (lon.to_degrees(), lat.to_degrees()))
}

impl std::str::FromStr for Crs {
    type Err = UnknownCrs;

    fn from_str(text: &str) -> Result<Self, UnknownCrs> {
        let name = text.trim().to_ascii_lowercase();
        let unknown = || UnknownCrs(text.to_owned());
        match name.as_str() {
            "gcj02" | "gcj-02" => return Ok(Self { name: "gcj02".into(), kind: Kind::Gcj02 }),
            "bd09" | "bd-09" => return Ok(Self { name: "bd09".into(), kind: Kind::Bd09 }),
            "wgs84" | "crs84" | "ogc:crs84" | "urn:ogc:def:crs:ogc:1.3:crs84" => return Ok(Self::wgs84()),
            "cgcs2000" => return Self::from_epsg(4490).ok_or_else(unknown),
            _ if name.starts_with("projcs[") || name.starts_with("geogcs[") => {
                return Self::from_wkt(text).ok_or_else(|| UnknownCrs(shortened(text)));
            }
            _ => {}
        }
        let code = name.rsplit(':').next().and_then(|code| code.parse().ok());
        let epsg = name.starts_with("epsg:") || name.starts_with("urn:ogc:def:crs:epsg:");
        code.filter(|_| epsg).and_then(Self::from_epsg).ok_or_else(unknown)
    }
}

/// The beginning of a definition, with its name.
fn shortened(definition: &str) -> String {
    definition.split_inclusive(',').next().unwrap_or_default().trim_end_matches(',').to_owned()
}

impl Crs {
    /// From well-known text, named as the text has it.
    fn from_wkt(text: &str) -> Option<Self> {
        match wkt::read(text)? {
            (_, wkt::Definition::Epsg(code)) => Self::from_epsg(code),
            (_, wkt::Definition::Degrees) => Some(Self::wgs84()),
            (name, wkt::Definition::Proj(definition)) => {
                let proj = Proj::from_proj_string(&definition).ok()?;
                Some(Self { name, kind: Kind::Proj(Box::new(proj)) })
            }
        }
    }

    fn from_epsg(code: u16) -> Option<Self> {
        let kind = match code {
            4326 | 4490 => Kind::Degrees,
            4513..=4554 => {
                let zone = Zone::from_epsg(code)?;
                let proj = Proj::from_proj_string(&zone.proj_string()).ok()?;
                Kind::GaussKruger(zone, Box::new(proj))
            }
            _ => Kind::Proj(Box::new(Proj::from_epsg_code(code).ok()?)),
        };
        Some(Self { name: format!("EPSG:{code}"), kind })
    }
}

#[cfg(test)]
mod tests;
