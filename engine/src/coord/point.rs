//! The integer lattice every stored vertex lies on.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A place in WGS 84 degrees × 10⁷: `x` is longitude, `y` latitude. One step is about 1 cm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LatticePoint {
    pub x: i32,
    pub y: i32,
}

/// Lexicographic, from the west, then from the south; one comparison, since most of a build is sorting.
impl Ord for LatticePoint {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for LatticePoint {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A coordinate pair that is no place on Earth.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CoordinateError {
    #[error("coordinate ({lon}, {lat}) is not finite; longitude and latitude must be numbers in degrees")]
    NotFinite { lon: f64, lat: f64 },
    #[error("({lon}, {lat}) looks like latitude, longitude; give longitude first")]
    Swapped { lon: f64, lat: f64 },
    #[error("({lon}, {lat}) is outside longitude ±180 and latitude ±90; is the file in another CRS?")]
    OutOfRange { lon: f64, lat: f64 },
    #[error("({x}, {y}) lies outside {crs}; check the CRS, the axis order and the zone prefix")]
    NotInCrs { x: f64, y: f64, crs: String },
}

impl LatticePoint {
    /// Lattice steps per degree.
    pub const PER_DEGREE: f64 = 1e7;

    #[must_use]
    pub const fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }

    /// Ascends from the west, then from the south.
    const fn rank(self) -> i64 {
        (self.x as i64) << 32 | (self.y as u32 ^ 0x8000_0000) as i64
    }

    /// The lattice point nearest to a longitude and latitude in degrees.
    ///
    /// # Errors
    /// When a coordinate is not finite or not on Earth; a pair that would be on Earth the other way round is
    /// named as swapped.
    pub fn from_degrees(lon: f64, lat: f64) -> Result<Self, CoordinateError> {
        if !(lon.is_finite() && lat.is_finite()) {
            return Err(CoordinateError::NotFinite { lon, lat });
        }
        if lon.abs() <= 180.0 && lat.abs() <= 90.0 {
            return Ok(Self::new(to_lattice(lon), to_lattice(lat)));
        }
        if lat.abs() <= 180.0 && lon.abs() <= 90.0 {
            return Err(CoordinateError::Swapped { lon, lat });
        }
        Err(CoordinateError::OutOfRange { lon, lat })
    }

    /// Longitude in degrees.
    #[must_use]
    pub fn lon(self) -> f64 {
        f64::from(self.x) / Self::PER_DEGREE
    }

    /// Latitude in degrees.
    #[must_use]
    pub fn lat(self) -> f64 {
        f64::from(self.y) / Self::PER_DEGREE
    }
}

fn to_lattice(degrees: f64) -> i32 {
    round(degrees * LatticePoint::PER_DEGREE)
}

/// `f64::round` for what fits, without its call into the C library: the cut-off part is exact.
fn round(value: f64) -> i32 {
    let whole = value as i32;
    let rest = value - f64::from(whole);
    whole + i32::from(rest >= 0.5) - i32::from(rest <= -0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn degrees_round_to_the_nearest_step() {
        let p = LatticePoint::from_degrees(117.300_000_04, -31.800_000_06).unwrap();
        assert_eq!(p, LatticePoint::new(1_173_000_000, -318_000_001));
        assert_eq!((p.lon(), p.lat()), (117.3, -31.800_000_1));
    }

    #[test]
    fn what_is_not_on_earth_is_refused_by_name() {
        use CoordinateError::{NotFinite, OutOfRange, Swapped};
        assert!(matches!(LatticePoint::from_degrees(f64::NAN, 0.0), Err(NotFinite { .. })));
        assert!(matches!(LatticePoint::from_degrees(0.0, f64::INFINITY), Err(NotFinite { .. })));
        assert!(matches!(LatticePoint::from_degrees(31.8, 117.3), Err(Swapped { .. })));
        assert!(matches!(LatticePoint::from_degrees(512_345.0, 3_512_345.0), Err(OutOfRange { .. })));
    }

    proptest! {
        #[test]
        fn order_is_that_of_x_then_y(a: (i32, i32), b: (i32, i32), same in any::<bool>()) {
            let b = if same { (a.0, b.1) } else { b };
            prop_assert_eq!(LatticePoint::new(a.0, a.1).cmp(&LatticePoint::new(b.0, b.1)), a.cmp(&b));
        }

        #[test]
        fn rounding_is_that_of_the_standard_library(value in -1.9e9..1.9e9, half in -1_900_000_000..1_900_000_000) {
            let half = f64::from(half) + 0.5;
            for value in [value, value / 1e9, half, half.next_up(), half.next_down()] {
                prop_assert_eq!(round(value), value.round() as i32);
            }
        }
    }

    #[test]
    fn rounding_sees_what_is_just_below_a_half() {
        for value in [0.5, 0.5f64.next_down(), 1.5, 1.5f64.next_down(), 0.0, -0.0, 1.8e9, 9e8] {
            assert_eq!((round(value), round(-value)), (value.round() as i32, (-value).round() as i32));
        }
    }
}
