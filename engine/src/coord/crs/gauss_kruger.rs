//! CGCS2000 3-degree Gauss–Krüger zones (EPSG 4513–4533 with zone prefix, 4534–4554 without).

/// One 3-degree zone, with or without its number before the easting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Zone {
    /// 25 (75° E) to 45 (135° E).
    number: u8,
    prefixed: bool,
}

/// Eastings (m) a zone can hold: the central meridian is at 500 km, 1.5 degrees are at most 167 km, and neighbours'
/// data may spill over.
const EASTING: std::ops::RangeInclusive<f64> = 100_000.0..=900_000.0;
/// Northings (m) of China, the southern islands included.
const NORTHING: std::ops::RangeInclusive<f64> = 300_000.0..=6_100_000.0;

impl Zone {
    pub(super) fn from_epsg(code: u16) -> Option<Self> {
        match code {
            4513..=4533 => Some(Self { number: (code - 4488) as u8, prefixed: true }),
            4534..=4554 => Some(Self { number: (code - 4534 + 25) as u8, prefixed: false }),
            _ => None,
        }
    }

    /// Degrees east.
    fn central_meridian(self) -> u16 {
        u16::from(self.number) * 3
    }

    /// The projection without zone prefix; `easting_northing` takes the prefix off.
    pub(super) fn proj_string(self) -> String {
        let meridian = self.central_meridian();
        format!("+proj=tmerc +lat_0=0 +lon_0={meridian} +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs")
    }

    /// Easting without prefix and northing, from a pair in either order.
    pub(super) fn easting_northing(self, x: f64, y: f64) -> Option<(f64, f64)> {
        self.in_order(x, y).or_else(|| self.in_order(y, x))
    }

    fn in_order(self, east: f64, north: f64) -> Option<(f64, f64)> {
        let east = if self.prefixed { east - f64::from(self.number) * 1e6 } else { east };
        (EASTING.contains(&east) && NORTHING.contains(&north)).then_some((east, north))
    }
}
