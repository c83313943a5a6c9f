//! A building cut into its units (单元), the parts of it that share an entrance each.

use super::ground::Building;
use crate::coord::{LatticePoint, LocalPlane, MultiPolygon, Polygon};
use crate::coverage::inner_point;
use geo::{BooleanOps, Coord, LineString, MinimumRotatedRect};

/// A unit is at least this broad.
const LEAST_M: f64 = 1.0;

/// Between two units so much of a wall belongs to neither: outlines do not touch, and boundaries run midway.
const WALL_M: f64 = 0.2;

/// The units of a building, side by side along its longer axis, with equal parts of what it has. One whose outline is not known, or
/// not broad enough for so many, stays whole.
#[must_use]
pub fn units(building: &Building, count: u32) -> Vec<Building> {
    let shapes = strips(&building.outline, building.place, count);
    let places: Option<Vec<LatticePoint>> = shapes.iter().map(inner_point).collect();
    let Some(places) = places.filter(|places| places.len() == count as usize && count > 1) else {
        return vec![building.clone()];
    };
    let part = |amount: f64| amount / f64::from(count);
    let unit = |(outline, place)| Building {
        place,
        outline,
        households: part(building.households),
        complaints: part(building.complaints),
    };
    shapes.into_iter().zip(places).map(unit).collect()
}

fn strips(outline: &MultiPolygon, origin: LatticePoint, count: u32) -> Vec<MultiPolygon> {
    let plane = LocalPlane::at(origin);
    let shape = to_metres(outline, &plane);
    let Some(rectangle) = shape.minimum_rotated_rect() else { return Vec::new() };
    let Some(&[a, b, c]) = rectangle.exterior().0.first_chunk() else { return Vec::new() };
    let long = |from: Coord, to: Coord| (to - from).x.hypot((to - from).y);
    let (start, along, across) = if long(a, b) >= long(b, c) { (a, b - a, c - b) } else { (b, c - b, a - b) };
    let length = long(Coord { x: 0.0, y: 0.0 }, along);
    if length < LEAST_M * f64::from(count) {
        return Vec::new();
    }
    let wall = WALL_M / 2.0 / length;
    let strip = |i: u32| {
        let [from, to] = [f64::from(i), f64::from(i + 1)].map(|k| k / f64::from(count));
        let corners = [(from + wall, 0.0), (to - wall, 0.0), (to - wall, 1.0), (from + wall, 1.0)];
        // A little beyond the rectangle on both sides: rounding must not shave anything off.
        let corner = |(k, l): (f64, f64)| start + along * k + across * (l * 1.02 - 0.01);
        let strip = geo::Polygon::new(LineString(corners.map(corner).to_vec()), Vec::new());
        from_metres(&shape.intersection(&strip), &plane)
    };
    (0..count).map(strip).collect()
}

fn to_metres(shape: &MultiPolygon, plane: &LocalPlane) -> geo::MultiPolygon {
    let ring = |ring: &Vec<LatticePoint>| ring.iter().map(|&p| plane.to_metres(p)).collect::<LineString>();
    let polygon =
        |polygon: &Polygon| geo::Polygon::new(ring(&polygon.shell), polygon.holes.iter().map(ring).collect());
    geo::MultiPolygon(shape.0.iter().map(polygon).collect())
}

fn from_metres(shape: &geo::MultiPolygon, plane: &LocalPlane) -> MultiPolygon {
    let ring = |ring: &LineString| {
        let open = &ring.0[..ring.0.len().saturating_sub(1)];
        open.iter().map(|p| plane.from_metres(p.x, p.y)).collect::<Vec<_>>()
    };
    let polygon = |polygon: &geo::Polygon| Polygon {
        shell: ring(polygon.exterior()),
        holes: polygon.interiors().iter().map(ring).collect(),
    };
    MultiPolygon(shape.0.iter().map(polygon).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coord::area::polygon_area_m2;

    fn slab(width: f64, depth: f64, turned: f64) -> Building {
        let place = LatticePoint::new(1_173_000_000, 318_000_000);
        let plane = LocalPlane::at(place);
        let corner = |(x, y): (f64, f64)| {
            plane.from_metres(x * turned.cos() - y * turned.sin(), x * turned.sin() + y * turned.cos())
        };
        let (x, y) = (width / 2.0, depth / 2.0);
        let shell = [(-x, -y), (x, -y), (x, y), (-x, y)].map(corner).to_vec();
        Building {
            place,
            outline: Polygon { shell, holes: Vec::new() }.into(),
            households: 736.0,
            complaints: 8.0,
        }
    }

    #[test]
    fn units_lie_side_by_side_and_share_what_there_is() {
        for turned in [0.0, 0.4, 1.3, 2.9] {
            let building = slab(80.0, 14.0, turned);
            let units = units(&building, 4);
            assert_eq!(units.len(), 4);
            assert!(units.iter().all(|unit| (unit.households, unit.complaints) == (184.0, 2.0)));
            for unit in &units {
                let area = polygon_area_m2(&unit.outline.0[0]);
                assert!((area - (20.0 - WALL_M) * 14.0).abs() < 1.0, "{area}");
                assert!(crate::coverage::is_inside(&unit.outline.0[0], unit.place));
            }
        }
    }

    #[test]
    fn what_cannot_be_cut_stays_whole() {
        let point = Building { outline: MultiPolygon::default(), ..slab(1.0, 1.0, 0.0) };
        assert_eq!(units(&point, 4), std::slice::from_ref(&point));
        let slab = slab(80.0, 14.0, 0.0);
        assert_eq!(units(&slab, 1), std::slice::from_ref(&slab));
        assert_eq!(units(&slab, 0), std::slice::from_ref(&slab));
        assert_eq!(units(&slab, 1000), std::slice::from_ref(&slab));
    }
}
