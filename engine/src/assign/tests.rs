//! Buildings and complaints given to grids, against geometry in doubles by the `geo` crate.

use super::*;
use crate::coord::{LatticePoint, LocalPlane, MultiPolygon, Polygon};
use crate::coverage::{Coverage, FaceId};
use crate::locate::GridIndex;
use crate::record::{Building, Footprint, Footprints};
use geo::{Area, BooleanOps, Distance, Euclidean};
use proptest::prelude::*;

const SIDE: i32 = 40_000;
const WITHIN_M: f64 = 50.0;

fn p(x: i32, y: i32) -> LatticePoint {
    LatticePoint::new(1_173_000_000 + x, 318_000_000 + y)
}

fn building(footprint: Footprint, households: f64) -> Building {
    Building {
        id: String::new(),
        name: None,
        address: None,
        compound: None,
        grid: None,
        community: None,
        usage: None,
        units: None,
        floors: None,
        built: None,
        households: Some(households),
        households_estimated: false,
        residents: None,
        footprint,
    }
}

fn footprints(buildings: &[Building]) -> Footprints {
    buildings.iter().map(|building| &building.footprint).collect()
}

fn tally(building: &Building) -> Tally {
    Tally::of_building(building.households, building.residents)
}

/// Nine squares, numbered by row from the south-west.
fn squares() -> Vec<MultiPolygon> {
    let corner = |k: i32| (k % 3 * SIDE, k / 3 * SIDE);
    let square = |(x, y)| vec![p(x, y), p(x + SIDE, y), p(x + SIDE, y + SIDE), p(x, y + SIDE)];
    (0..9).map(|k| Polygon { shell: square(corner(k)), holes: vec![] }.into()).collect()
}

fn grids() -> GridIndex {
    GridIndex::build(&Coverage::build(&squares()).coverage)
}

/// A star around a place: simple, and rarely convex.
fn star((x, y): (i32, i32), radii: &[i32]) -> MultiPolygon {
    let corner = |(k, radius): (usize, &i32)| {
        let (sin, cos) = (std::f64::consts::TAU * k as f64 / radii.len() as f64).sin_cos();
        p(x + (f64::from(*radius) * cos) as i32, y + (f64::from(*radius) * sin) as i32)
    };
    Polygon { shell: radii.iter().enumerate().map(corner).collect(), holes: vec![] }.into()
}

fn stars() -> impl Strategy<Value = Vec<Building>> {
    let place = (-SIDE..4 * SIDE, -SIDE..4 * SIDE);
    let one = (place, proptest::collection::vec(900..9_000, 4..9), 0.0..90.0, 0..6).prop_map(
        |(place, radii, households, kind)| {
            let outline = || Footprint::Outline(star(place, &radii));
            building(if kind == 0 { Footprint::Point(p(place.0, place.1)) } else { outline() }, households)
        },
    );
    proptest::collection::vec(one, 1..40)
}

fn places() -> impl Strategy<Value = Vec<Option<LatticePoint>>> {
    let place = (-SIDE..4 * SIDE, -SIDE..4 * SIDE).prop_map(|(x, y)| p(x, y));
    proptest::collection::vec(proptest::option::weighted(0.9, place), 1..60)
}

fn polygon(shape: &MultiPolygon, at: impl Fn(LatticePoint) -> (f64, f64)) -> geo::Polygon {
    let ring = shape.0[0].shell.iter().map(|&corner| at(corner)).collect::<Vec<_>>();
    geo::Polygon::new(ring.into(), vec![])
}

fn metres(plane: LocalPlane, footprint: &Footprint) -> f64 {
    let origin = geo::Point::new(0.0, 0.0);
    match footprint {
        Footprint::Point(q) => Euclidean.distance(origin, geo::Point::from(plane.to_metres(*q))),
        Footprint::Outline(shape) => {
            Euclidean.distance(&origin, &polygon(shape, |corner| plane.to_metres(corner)))
        }
    }
}

proptest! {
    #[test]
    fn no_building_is_nearer_than_the_nearest(buildings in stars(), places in places()) {
        let index = BuildingIndex::build(&footprints(&buildings));
        for place in places.into_iter().flatten() {
            let plane = LocalPlane::at(place);
            let distances: Vec<f64> = buildings.iter().map(|it| metres(plane, &it.footprint)).collect();
            let least = distances.iter().copied().fold(f64::INFINITY, f64::min);
            match index.nearest(&footprints(&buildings), place, WITHIN_M) {
                Some(found) => {
                    prop_assert!((found.metres - least).abs() < 1e-6);
                    prop_assert!((found.metres - distances[found.building]).abs() < 1e-6);
                }
                None => prop_assert!(least > WITHIN_M - 1e-6),
            }
        }
    }

    #[test]
    fn a_complaint_goes_where_its_building_is_whatever_comes_with_it(buildings in stars(), places in places()) {
        let (grids, footprints) = (grids(), footprints(&buildings));
        let index = BuildingIndex::build(&footprints);
        let faces = assign_buildings(&grids, &footprints, BuildingRule::InnerPoint);
        let twice: Vec<_> = places.iter().flat_map(|&place| [place; 2]).chain(places.iter().copied()).collect();
        let nearest = nearest_buildings(&index, &footprints, &twice, WITHIN_M);
        prop_assert_eq!(nearest.len(), twice.len());
        for (place, found) in twice.into_iter().zip(nearest) {
            let near = place.and_then(|place| index.nearest(&footprints, place, WITHIN_M));
            prop_assert_eq!(found, near.map(|near| near.building as u32));
            let through = near.map(|near| faces[near.building]).filter(|&face| face != FaceId::OUTSIDE);
            let own = place.and_then(|place| grids.locate(place));
            let expected = through.or(own).unwrap_or(FaceId::OUTSIDE);
            prop_assert_eq!(complaint_face(&grids, &faces, found, place), expected);
        }
    }

    #[test]
    fn shares_are_areas_of_intersections(buildings in stars()) {
        let index = grids();
        let degrees = |corner: LatticePoint| (f64::from(corner.x) - 1.173e9, f64::from(corner.y) - 3.18e8);
        let squares: Vec<geo::Polygon> = squares().iter().map(|square| polygon(square, degrees)).collect();
        let straddles = straddling(&index, &footprints(&buildings));
        let largest = assign_buildings(&index, &footprints(&buildings), BuildingRule::LargestOverlap);
        for straddle in &straddles {
            let Footprint::Outline(shape) = &buildings[straddle.building].footprint else {
                return Err(TestCaseError::fail("a point cannot straddle"));
            };
            let outline = polygon(shape, degrees);
            prop_assert!((straddle.shares.iter().map(|it| it.share).sum::<f64>() - 1.0).abs() < 1e-9);
            for it in straddle.shares.iter().filter(|it| it.face != FaceId::OUTSIDE) {
                let square = &squares[it.face.polygon().unwrap()];
                let expected = outline.intersection(square).unsigned_area() / outline.unsigned_area();
                prop_assert!((it.share - expected).abs() < 1e-6, "{} for {}", it.share, expected);
            }
            let inside = straddle.shares.iter().find(|it| it.face != FaceId::OUTSIDE).unwrap();
            prop_assert_eq!(largest[straddle.building], inside.face);
        }
    }

    #[test]
    fn the_workload_adds_up(buildings in stars(), places in places()) {
        let (grids, footprints) = (grids(), footprints(&buildings));
        let faces = assign_buildings(&grids, &footprints, BuildingRule::LargestOverlap);
        let nearest = nearest_buildings(&BuildingIndex::build(&footprints), &footprints, &places, WITHIN_M);
        let found = nearest.into_iter().zip(&places);
        let of_complaints: Vec<FaceId> =
            found.map(|(near, place)| complaint_face(&grids, &faces, near, *place)).collect();
        let workload = Workload::of(9, buildings.iter().map(tally), &faces, &of_complaints);
        let mut whole = workload.unassigned();
        workload.grids().iter().for_each(|&grid| whole += grid);
        prop_assert_eq!(whole.buildings as usize, buildings.len());
        prop_assert_eq!(whole.complaints as usize, places.len());
        let households: f64 = buildings.iter().filter_map(|it| it.households).sum();
        prop_assert!((whole.households() - households).abs() < 1e-6);
    }
}
