//! What must hold for any tile, read back with the decoder.

use super::rings::doubled_area;
use super::*;
use crate::coord::{LatticePoint, MultiPolygon, Polygon, TileId, WorldPoint};
use crate::coverage::{Coverage, flaws};
use crate::record::{Footprint, Footprints, Road, RoadClass};
use fast_mvt::{MvtFeature, MvtGeometry, MvtLayer, MvtReaderRef, MvtValue};
use proptest::prelude::*;
use rustc_hash::FxHashSet;

const CELLS: i64 = 5;
const STEPS: i64 = 6;
/// Lattice steps between two vertices: some 300 m.
const STEP: i64 = 30_000;
const FRAME: i64 = 4096 + 2 * 64;

fn jittered(jitter: &[(i64, i64)], x: i64, y: i64) -> LatticePoint {
    let (dx, dy) = jitter[((y * (CELLS * STEPS + 1) + x) as usize * 7919) % jitter.len()];
    LatticePoint::new((1_173_000_000 + x * STEP + dx) as i32, (318_000_000 + y * STEP + dy) as i32)
}

/// A cell whose sides wind: less than half a step off, so that no two sides cross.
fn cell(jitter: &[(i64, i64)], x: i64, y: i64) -> MultiPolygon {
    let (x, y) = (x * STEPS, y * STEPS);
    let side = |i: i64| [(x + i, y), (x + STEPS, y + i), (x + STEPS - i, y + STEPS), (x, y + STEPS - i)];
    let corners = (0..4).flat_map(|k| (0..STEPS).map(move |i| side(i)[k]));
    Polygon { shell: corners.map(|(x, y)| jittered(jitter, x, y)).collect(), holes: Vec::new() }.into()
}

fn any_jitter() -> impl Strategy<Value = Vec<(i64, i64)>> {
    proptest::collection::vec((-14_900..14_900_i64, -14_900..14_900_i64), 60..61)
}

fn city(jitter: &[(i64, i64)]) -> Coverage {
    let cells = (0..CELLS).flat_map(|y| (0..CELLS).map(move |x| (x, y)));
    Coverage::build(&cells.map(|(x, y)| cell(jitter, x, y)).collect::<Vec<_>>()).coverage
}

/// Every tile of a zoom within some kilometres of the cells.
fn tiles(z: u8) -> Vec<TileId> {
    let at = |x, y| TileId::holding(WorldPoint::of(LatticePoint::new(x, y)), z).unwrap();
    let (nw, se) = (at(1_172_800_000, 319_200_000), at(1_174_200_000, 317_800_000));
    let ys = nw.y()..=se.y();
    let ids = (nw.x()..=se.x()).flat_map(|x| ys.clone().map(move |y| (x, y)));
    ids.map(|(x, y)| TileId::new(z.into(), x.into(), y.into()).unwrap()).collect()
}

fn layer(tile: &Tile, name: &str) -> Vec<MvtFeature> {
    let read = MvtReaderRef::new(&tile.bytes).unwrap().to_tile().unwrap();
    let layer = read.layers.into_iter().find(|layer: &MvtLayer| layer.name == name);
    layer.map_or(Vec::new(), |layer| layer.features)
}

fn property(feature: &MvtFeature, key: &str) -> Option<u64> {
    feature.properties.iter().find(|(k, _)| k == key).map(|(_, value)| match value {
        MvtValue::UInt(value) => *value,
        other => panic!("{key} is {other:?}"),
    })
}

/// A polygon feature's rings, shell by shell, without their repeated last points.
fn rings(feature: &MvtFeature) -> Vec<Vec<Vec<[i32; 2]>>> {
    let ring = |line: &fast_mvt::MvtLineString| line.0[..line.0.len() - 1].iter().map(|c| [c.x, c.y]).collect();
    let polygon =
        |p: &fast_mvt::MvtPolygon| std::iter::once(p.exterior()).chain(p.interiors()).map(ring).collect();
    match &feature.geometry {
        MvtGeometry::Polygon(p) => vec![polygon(p)],
        MvtGeometry::MultiPolygon(ps) => ps.0.iter().map(polygon).collect(),
        other => panic!("{other:?}"),
    }
}

fn point(feature: &MvtFeature) -> [i32; 2] {
    match &feature.geometry {
        MvtGeometry::Point(p) => [p.0.x, p.0.y],
        other => panic!("{other:?}"),
    }
}

/// What simple features ask of a polygon, and MVT of its winding.
fn is_valid(polygons: &[Vec<Vec<[i32; 2]>>]) -> bool {
    let ring = |ring: &Vec<[i32; 2]>| ring.iter().map(|&[x, y]| LatticePoint::new(x, y)).collect();
    let shape = |rings: &Vec<Vec<[i32; 2]>>| Polygon {
        shell: ring(&rings[0]),
        holes: rings[1..].iter().map(ring).collect(),
    };
    let wound = |rings: &Vec<Vec<[i32; 2]>>| {
        rings.iter().enumerate().all(|(i, ring)| (doubled_area(ring) > 0) == (i == 0))
    };
    flaws(&MultiPolygon(polygons.iter().map(shape).collect())).is_empty() && polygons.iter().all(wound)
}

fn area(polygons: &[Vec<Vec<[i32; 2]>>]) -> i64 {
    polygons.iter().flatten().map(|ring| doubled_area(ring)).sum()
}

proptest! {
    #[test]
    fn areas_are_valid_and_share_their_borders(jitter in any_jitter(), z in 7..16_u8) {
        let coverage = city(&jitter);
        let labels: Vec<_> = coverage.faces().map(|face| coverage.inner_point(face)).collect();
        let layers = AreaLayer::new("grids", &coverage, &labels);
        let mut labelled = Vec::new();
        for id in tiles(z) {
            let tile = layers.tile(id, |i, tags| tags.integer("n", i as i64), |i, tags| tags.integer("n", i as i64));
            let (mut sides, mut covered) = (FxHashSet::default(), 0);
            for feature in layer(&tile, "grids") {
                let polygons = rings(&feature);
                prop_assert!(is_valid(&polygons), "{id:?}: {polygons:?}");
                covered += area(&polygons);
                for (a, b) in polygons.iter().flatten().flat_map(|ring| super::rings::sides_of(ring)) {
                    prop_assert!(sides.insert((a, b)), "two areas on the same side of {a:?} {b:?} in {id:?}");
                }
            }
            let [west, east] = [id.lattice_bounds().min, id.lattice_bounds().max];
            let well_inside = west.x > 1_173_040_000 && east.x < 1_173_860_000 && west.y > 318_040_000 && east.y < 318_860_000;
            if well_inside {
                prop_assert_eq!(covered, 2 * FRAME * FRAME, "a gap in {:?}", id);
            }
            for label in layer(&tile, "grids_labels") {
                prop_assert!(point(&label).iter().all(|v| (0..EXTENT).contains(v)));
                labelled.push(property(&label, "n").unwrap());
            }
        }
        labelled.sort_unstable();
        prop_assert_eq!(labelled, (0..labels.len() as u64).collect::<Vec<_>>());
    }

    #[test]
    fn counts_over_all_tiles_of_a_zoom_sum_to_the_points(places in proptest::collection::vec((0..1_000_000, 0..1_000_000), 0..3000), z in 6..19_u8) {
        let point_of = |&(x, y): &(i32, i32)| WorldPoint::of(LatticePoint::new(1_173_000_000 + x / 9 * 9, 318_000_000 + y / 9 * 9));
        let points: Vec<_> = places.iter().map(point_of).collect();
        let mut sum = 0;
        let ids: FxHashSet<_> = points.iter().map(|&p| TileId::holding(p, z).unwrap()).collect();
        for id in ids {
            let mut tile = PointTile::new(id);
            points.iter().enumerate().for_each(|(i, &p)| tile.add(p, i));
            for feature in layer(&tile.finish("complaints", |i, tags| tags.integer("id", i as i64)), "complaints") {
                let count = property(&feature, "count").unwrap();
                prop_assert_eq!(property(&feature, "id").is_some(), count == 1);
                prop_assert!(point(&feature).iter().all(|v| (0..EXTENT).contains(v)));
                sum += count;
            }
        }
        prop_assert_eq!(sum, places.len() as u64);
    }

    #[test]
    fn any_outline_gives_valid_polygons(rings_of in proptest::collection::vec(proptest::collection::vec((0..4000, 0..4000), 0..9), 1..4), z in 10..18_u8) {
        let ring = |ring: &Vec<(i32, i32)>| ring.iter().map(|&(x, y)| LatticePoint::new(1_173_000_000 + x, 318_000_000 + y)).collect();
        let shape = MultiPolygon(vec![Polygon { shell: ring(&rings_of[0]), holes: rings_of[1..].iter().map(ring).collect() }]);
        let water = ShapeLayer::new("water", [&shape]);
        let buildings = BuildingLayer::new("buildings", &[&Footprint::Outline(shape)].into_iter().collect());
        let id = TileId::holding(WorldPoint::of(LatticePoint::new(1_173_002_000, 318_002_000)), z).unwrap();
        let tiles = [(water.tile(id, |_, _| {}), "water"), (buildings.tile(id, |_, _| {}, |_, _| {}), "buildings")];
        for (tile, name) in tiles {
            for feature in layer(&tile, name) {
                prop_assert!(is_valid(&rings(&feature)), "{name}: {:?}", rings(&feature));
            }
        }
    }
}

/// Squares of some 9 m, 40 by 40 of them.
fn estate(corner: LatticePoint) -> Footprints {
    let square = |i: i32| {
        let (x, y) = (corner.x + i % 40 * 3000, corner.y + i / 40 * 3000);
        let shell =
            [(0, 0), (900, 0), (900, 800), (0, 800)].map(|(dx, dy)| LatticePoint::new(x + dx, y + dy)).to_vec();
        Footprint::Outline(Polygon { shell, holes: Vec::new() }.into())
    };
    let squares: Vec<Footprint> = (0..1600).map(square).collect();
    squares.iter().collect()
}

#[test]
fn every_building_is_drawn_or_counted() {
    let layers = BuildingLayer::new("buildings", &estate(LatticePoint::new(1_173_000_000, 318_000_000)));
    for z in [3, 11, 12, 13, 16] {
        let mut seen = vec![0; 1600];
        let mut counted = 0;
        for id in tiles(z) {
            let tile = layers.tile(
                id,
                |i, tags| tags.integer("n", i as i64),
                |all, tags| tags.integer("sum", all.len() as i64),
            );
            for feature in layer(&tile, "buildings") {
                assert!(is_valid(&rings(&feature)));
                assert_eq!(property(&feature, "count"), property(&feature, "sum"));
                counted += property(&feature, "count").unwrap_or(0);
                property(&feature, "n").into_iter().for_each(|n| seen[n as usize] += 1);
            }
        }
        let drawn = seen.iter().filter(|&&times| times > 0).count();
        assert_eq!((drawn, counted), if z < 13 { (0, 1600) } else { (1600, 0) }, "zoom {z}");
    }
}

#[test]
fn buildings_that_do_not_fit_are_counted() {
    let id = TileId::holding(WorldPoint::of(LatticePoint::new(1_173_060_000, 318_060_000)), 13).unwrap();
    let corner = id.lattice_bounds().min;
    let estate = estate(LatticePoint::new(corner.x + 50_000, corner.y + 50_000));
    let mut crowd = Footprints::default();
    (0..5).for_each(|_| crowd.append(&estate));
    let layers = BuildingLayer::new("buildings", &crowd);
    let features = layer(&layers.tile(id, |_, tags| tags.flag("drawn", true), |_, _| {}), "buildings");
    let counted: u64 = features.iter().filter_map(|feature| property(feature, "count")).sum();
    let drawn = features.iter().filter(|feature| property(feature, "count").is_none()).count();
    assert_eq!((drawn, counted), (5000, 3000));
}

#[test]
fn roads_are_clipped_and_classed() {
    let road = |class, from: (i32, i32), to: (i32, i32)| Road {
        id: String::new(),
        name: None,
        class,
        lines: vec![vec![LatticePoint::new(from.0, from.1), LatticePoint::new(to.0, to.1)]],
    };
    let roads = [
        road(RoadClass::Primary, (1_000_000_000, 318_000_000), (1_300_000_000, 318_000_000)),
        road(RoadClass::Other, (1_173_000_000, 318_000_000), (1_173_100_000, 318_000_000)),
        road(RoadClass::Primary, (0, 0), (0, 0)),
    ];
    let layers = RoadLayer::new("roads", &roads);
    let at = |z| TileId::holding(WorldPoint::of(LatticePoint::new(1_173_000_000, 318_000_000)), z).unwrap();
    let drawn = |z| layer(&layers.tile(at(z), |i, tags| tags.integer("n", i as i64)), "roads");
    assert_eq!([8, 9, 14].map(|z| drawn(z).len()), [0, 1, 2]);
    let MvtGeometry::LineString(line) = &drawn(14)[0].geometry else { panic!() };
    assert_eq!((line.0[0].x, line.0[1].x, line.0.len()), (-64, 4096 + 64, 2));
}

#[test]
fn an_area_without_an_arc_in_the_tile_fills_it() {
    let coverage = city(&[(0, 0)]);
    let layers = AreaLayer::new("grids", &coverage, &vec![None; coverage.faces().len()]);
    let inside = WorldPoint::of(LatticePoint::new(1_173_090_000, 318_090_000));
    let outside = WorldPoint::of(LatticePoint::new(1_172_090_000, 318_090_000));
    let tile =
        |p| layers.tile(TileId::holding(p, 17).unwrap(), |i, tags| tags.integer("n", i as i64), |_, _| {});
    let [feature] = &layer(&tile(inside), "grids")[..] else { panic!() };
    assert_eq!((property(feature, "n"), area(&rings(feature))), (Some(0), 2 * FRAME * FRAME));
    assert_eq!(tile(outside), Tile::default());
}

#[test]
fn the_same_tile_has_the_same_bytes() {
    let coverage = city(&[(0, 0), (9000, -7000), (-8000, 5000)]);
    let draw = |id| {
        let layers =
            AreaLayer::new("grids", &coverage, &vec![Some(LatticePoint::default()); coverage.faces().len()]);
        layers.tile(id, |i, tags| tags.text("code", &format!("{i:03}")), |_, _| {}).bytes
    };
    assert!(tiles(12).into_iter().all(|id| draw(id) == draw(id)));
}
