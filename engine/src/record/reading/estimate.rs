//! Households where the file gives none. Always flagged as estimated.
//!
//! In order: entrances × floors × 2 (the common two flats to a landing); floor area at 100 m² to a household; outline area
//! × floors (one where unknown), 70 % of it living space, at the same 100 m². Only for residential or unknown use.

use crate::coord::area::shape_area_m2;
use crate::record::{Building, Footprint};

/// Flats to a landing.
const FLATS_PER_FLOOR: f64 = 2.0;
/// Floor area of one household with its share of stairs, m².
const M2_PER_HOUSEHOLD: f64 = 100.0;
/// Share of an outline that is living space.
const LIVING_SHARE: f64 = 0.7;

/// The households a building probably has; areas in m². `None` where its use is not living or nothing is known.
pub(super) fn estimated_households(
    building: &Building,
    floor_area: Option<f64>,
    footprint_area: Option<f64>,
) -> Option<f64> {
    if !building.usage.as_deref().is_none_or(is_residential) {
        return None;
    }
    if let (Some(units @ 1..), Some(floors @ 1..)) = (building.units, building.floors) {
        return Some(f64::from(units) * f64::from(floors) * FLATS_PER_FLOOR);
    }
    if let Some(area) = floor_area.filter(|area| *area > 0.0) {
        return Some((area / M2_PER_HOUSEHOLD).round());
    }
    let outline = footprint_area.or_else(|| outline_area(&building.footprint))?;
    let floors = f64::from(building.floors.unwrap_or(1).max(1));
    Some((outline * floors * LIVING_SHARE / M2_PER_HOUSEHOLD).round())
}

fn is_residential(usage: &str) -> bool {
    const WORDS: [&str; 14] = [
        "住",
        "居",
        "公寓",
        "别墅",
        "宿舍",
        "resid",
        "apartment",
        "house",
        "dwelling",
        "home",
        "flat",
        "dormitory",
        "mixed",
        "unknown",
    ];
    const NOT: [&str; 2] = ["warehouse", "greenhouse"];
    let usage = usage.to_lowercase();
    WORDS.iter().any(|word| usage.contains(word)) && !NOT.iter().any(|word| usage.contains(word))
}

fn outline_area(footprint: &Footprint) -> Option<f64> {
    match footprint {
        Footprint::Outline(shape) => Some(shape_area_m2(shape)),
        Footprint::Point(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coord::{LatticePoint, Polygon};

    fn building(usage: Option<&str>, units: Option<u32>, floors: Option<u32>) -> Building {
        Building {
            id: "1".into(),
            name: None,
            address: None,
            compound: None,
            grid: None,
            community: None,
            usage: usage.map(Into::into),
            units,
            floors,
            built: None,
            households: None,
            households_estimated: false,
            residents: None,
            footprint: Footprint::Point(LatticePoint::new(0, 0)),
        }
    }

    #[test]
    fn what_is_known_best_decides() {
        let estimate = estimated_households;
        assert_eq!(estimate(&building(Some("住宅"), Some(3), Some(18)), Some(5000.0), None), Some(108.0));
        assert_eq!(estimate(&building(None, None, Some(6)), Some(2400.0), None), Some(24.0));
        assert_eq!(estimate(&building(None, None, Some(6)), None, Some(500.0)), Some(21.0));
        assert_eq!(estimate(&building(Some("学校"), Some(3), Some(5)), None, None), None);
        assert_eq!(estimate(&building(Some("warehouse"), Some(3), Some(5)), None, None), None);
        assert_eq!(estimate(&building(None, None, Some(6)), None, None), None);
    }

    /// 0.001° × 0.001° on the ellipsoid at the equator is 111.32 m by 110.57 m: 12,309 m².
    #[test]
    fn the_outline_stands_in_for_an_area_column() {
        let square = |side| {
            vec![
                LatticePoint::new(0, 0),
                LatticePoint::new(side, 0),
                LatticePoint::new(side, side),
                LatticePoint::new(0, side),
            ]
        };
        let shape = Polygon { shell: square(10_000), holes: vec![] };
        let mut house = building(None, None, None);
        house.footprint = Footprint::Outline(shape.into());
        assert_eq!(estimated_households(&house, None, None), Some(86.0));
    }
}
