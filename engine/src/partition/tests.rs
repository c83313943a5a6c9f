//! Properties of what is proposed, on areas and graphs drawn at random.

use super::graph::{Border, Graph};
use super::groups::groups;
use super::search::Search;
use super::{Building, Divider, Ground, Options, Reason, Weights, mosaic, share_out};
use crate::coord::{LatticePoint, LocalPlane, MultiPolygon, Polygon};
use crate::coverage::{Coverage, FaceId, flaws, is_inside};
use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const ORIGIN: LatticePoint = LatticePoint::new(1_173_000_000, 318_000_000);

/// The lattice point so many metres east and north of the origin.
fn at(east: f64, north: f64) -> LatticePoint {
    LocalPlane::at(ORIGIN).from_metres(east, north)
}

fn boxed(west: f64, south: f64, width: f64, height: f64) -> MultiPolygon {
    let (east, north) = (west + width, south + height);
    let shell = vec![at(west, south), at(east, south), at(east, north), at(west, north)];
    MultiPolygon::from(Polygon { shell, holes: Vec::new() })
}

/// Houses of 20 m × 10 m in streets 40 m wide, row by row; `households` by row and column.
fn town(households: &[Vec<u32>]) -> Ground {
    let (columns, rows) = (households[0].len() as f64, households.len() as f64);
    let houses = households.iter().enumerate().flat_map(|(row, of_row)| {
        of_row.iter().enumerate().map(move |(column, &households)| {
            let (west, south) = (40.0 * column as f64 + 10.0, 40.0 * row as f64 + 15.0);
            Building {
                place: at(west + 10.0, south + 5.0),
                outline: boxed(west, south, 20.0, 10.0),
                households: f64::from(households),
                complaints: 0.0,
            }
        })
    });
    let street = |row: usize| {
        let north = 40.0 * row as f64;
        (Divider::Road, vec![at(-5.0, north), at(40.0 * columns + 5.0, north)])
    };
    Ground {
        shape: boxed(0.0, 0.0, 40.0 * columns, 40.0 * rows),
        buildings: houses.collect(),
        dividers: (1..households.len()).map(street).collect(),
    }
}

/// Whether the nodes of each part hang together, found without the search's own means.
fn all_connected(graph: &Graph, part: &[u32]) -> bool {
    let mut label: Vec<usize> = (0..part.len()).collect();
    loop {
        let before = label.clone();
        for node in 0..part.len() {
            for border in graph.borders(node as u32).iter().filter(|border| border.is_open) {
                let other = border.to as usize;
                if part[node] == part[other] {
                    label[node] = label[node].min(label[other]);
                }
            }
        }
        if label == before {
            break;
        }
    }
    let mut pairs: Vec<(u32, usize)> = part.iter().copied().zip(label).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.windows(2).all(|pair| pair[0].0 != pair[1].0)
}

/// A net of square cells, some of them joined to their neighbours only by what nobody crosses.
fn net(households: &[Vec<u32>], closed: &[bool]) -> Graph {
    let (rows, columns) = (households.len(), households[0].len());
    let mut borders = Vec::new();
    let mut closed = closed.iter().cycle();
    for row in 0..rows {
        for column in 0..columns {
            let here = (row * columns + column) as u32;
            let mut join = |to: usize| {
                let is_open = !closed.next().copied().unwrap_or(false);
                borders.push((here, Border { to: to as u32, length_m: 10.0, inside_m: 5.0, is_open }));
            };
            if column + 1 < columns {
                join(row * columns + column + 1);
            }
            if row + 1 < rows {
                join((row + 1) * columns + column);
            }
        }
    }
    let all: Vec<f64> = households.iter().flatten().map(|&h| f64::from(h)).collect();
    let rim = (0..rows * columns)
        .map(|i| {
            let (row, column) = (i / columns, i % columns);
            let sides = [row == 0, row + 1 == rows, column == 0, column + 1 == columns];
            10.0 * sides.into_iter().filter(|&side| side).count() as f64
        })
        .collect();
    Graph::new(all.clone(), vec![100.0; all.len()], rim, &borders)
}

fn rows(most: u32) -> impl Strategy<Value = Vec<Vec<u32>>> {
    (2..12usize, 2..12usize).prop_flat_map(move |(rows, columns)| {
        proptest::collection::vec(proptest::collection::vec(0..most, columns), rows)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn groups_hold_every_cell_once_and_their_grids_hang_together(
        households in rows(60),
        closed in proptest::collection::vec(proptest::bool::weighted(0.1), 37),
        seed in 0u64..1000,
    ) {
        let graph = net(&households, &closed);
        let options = Options::default();
        let groups = groups(&graph, &options);
        let mut nodes: Vec<u32> = groups.iter().flat_map(|group| group.nodes.clone()).collect();
        nodes.sort_unstable();
        prop_assert_eq!(nodes, (0..graph.len() as u32).collect::<Vec<_>>());
        for group in groups {
            let own = group.graph(&graph);
            let Some(&count) = group.counts.first() else { continue };
            let search = Search::run(&own, &options, count, &mut ChaCha8Rng::seed_from_u64(seed));
            prop_assert!(all_connected(&own, search.part_of()));
            prop_assert_eq!(search.households().count() as u32, count);
            let mut sums = vec![0.0; count as usize];
            search.part_of().iter().zip(&own.households).for_each(|(&part, h)| sums[part as usize] += h);
            prop_assert_eq!(search.households().collect::<Vec<_>>(), sums);
        }
    }

    /// Cells of at most 20 households leave room enough: every grid is in range where the number of households allows it.
    #[test]
    fn what_can_be_in_range_is(households in rows(20), seed in 0u64..1000) {
        let graph = net(&households, &[false]);
        let options = Options { seed, ..Options::default() };
        let total: f64 = graph.households.iter().sum();
        // Away from the ends of what so many grids can hold.
        let counts = options.counts(total);
        prop_assume!(counts.first().is_some_and(|&count| (total / f64::from(count) - 350.0).abs() < 35.0));
        let search = Search::run(&graph, &options, counts[0], &mut ChaCha8Rng::seed_from_u64(seed));
        prop_assert!(search.households().all(|h| options.allows(h)), "{:?}", search.households().collect::<Vec<_>>());
    }

    #[test]
    fn a_town_is_covered_and_no_house_is_cut(households in rows(120)) {
        let ground = town(&households);
        let shares = share_out(&ground, &Options::default());
        let coverage = mosaic([&shares]);
        let doubled = |shape: &MultiPolygon| crate::coord::predicate::doubled_area(&shape.0[0].shell);
        let covered: i128 = coverage.faces().map(|face| coverage.doubled_area(face)).sum();
        // A line that ends on the rim moves it by half a step at most.
        let off = (covered - doubled(&ground.shape)).abs();
        prop_assert!(off < 2_000_000, "{off}");
        let total: u32 = households.iter().flatten().sum();
        prop_assert_eq!(shares.parts.iter().map(|part| part.households).sum::<f64>(), f64::from(total));
        for (building, part) in ground.buildings.iter().zip(&shares.of_building) {
            let shape = coverage.polygon(FaceId::of_polygon(part.unwrap() as usize));
            prop_assert_eq!(shape.0.len(), 1, "in one piece");
            prop_assert!(building.outline.points().all(|p| is_inside(&shape.0[0], p)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The boundary between two areas leans by less than the lattice shows between two vertices; streets of both end on it.
    #[test]
    fn areas_side_by_side_fit_wherever_lines_end_on_their_boundary(
        lean in -60i32..60,
        heights in proptest::collection::vec(3.0..157.0f64, 6),
        households in proptest::collection::vec(60u32..200, 24),
    ) {
        let (width, height) = (120.0, 160.0);
        let top = LatticePoint::new(at(width, height).x + lean, at(width, height).y);
        let rows = |from: usize| households[from..from + 12].chunks(3).map(<[u32]>::to_vec).collect::<Vec<_>>();
        let (mut west, mut east) = (town(&rows(0)), town(&rows(12)));
        let area = |shell| MultiPolygon::from(Polygon { shell, holes: Vec::new() });
        west.shape = area(vec![at(0.0, 0.0), at(width, 0.0), top, at(0.0, height)]);
        east.shape = area(vec![at(width, 0.0), at(2.0 * width, 0.0), at(2.0 * width, height), top]);
        let steps = at(width, 0.0).x - ORIGIN.x;
        let moved = |p: LatticePoint| LatticePoint::new(p.x + steps, p.y);
        for building in &mut east.buildings {
            building.place = moved(building.place);
            building.outline.0[0].shell.iter_mut().for_each(|p| *p = moved(*p));
        }
        let street = |north: f64, from: f64| (Divider::Road, vec![at(from, north), at(from + 60.0, north + 1.0)]);
        west.dividers = heights[..3].iter().map(|&north| street(north, 80.0)).collect();
        east.dividers = heights[3..].iter().map(|&north| street(north, 100.0)).collect();
        let options = Options::default();
        let shares = [share_out(&west, &options), share_out(&east, &options)];
        let coverage = mosaic(&shares);
        let covered: i128 = coverage.faces().map(|face| coverage.doubled_area(face)).sum();
        let whole = boxed(0.0, 0.0, 2.0 * width, height);
        let off = covered - crate::coord::predicate::doubled_area(&whole.0[0].shell);
        prop_assert!(off.abs() < 2_000_000, "{off}");
        for face in coverage.faces() {
            let shape = coverage.polygon(face);
            prop_assert_eq!(shape.0.len(), 1);
            prop_assert_eq!(flaws(&shape), vec![]);
        }
        let polygons: Vec<MultiPolygon> = coverage.faces().map(|face| coverage.polygon(face)).collect();
        let again = Coverage::build(&polygons);
        prop_assert_eq!(again.coverage.arcs(), coverage.arcs(), "polygons share their edges");
    }
}

#[test]
fn what_cannot_be_shared_out_says_why() {
    let options = Options::default();
    let reasons = |households: &[Vec<u32>]| -> Vec<Option<Reason>> {
        share_out(&town(households), &options).parts.iter().map(|part| part.infeasible).collect()
    };
    assert_eq!(reasons(&[vec![0, 0]]), [Some(Reason::Total { households: 0.0 })]);
    assert_eq!(reasons(&[vec![250]]), [Some(Reason::Total { households: 250.0 })]);
    assert_eq!(reasons(&[vec![225, 225]]), [Some(Reason::Total { households: 450.0 })]);
    assert_eq!(reasons(&[vec![736]]), [Some(Reason::Building { households: 736.0 })]);
    let mut mixed = reasons(&[vec![736, 350]]);
    mixed.sort_by_key(Option::is_some);
    assert_eq!(mixed, [None, Some(Reason::Building { households: 736.0 })]);
    assert!(share_out(&Ground::default(), &options).parts.is_empty());
}

#[test]
fn grids_in_force_that_are_in_range_stay() {
    let mut ground = town(&[vec![170, 170, 170, 170], vec![10, 10, 10, 10]]);
    let (middle, north) = (80.0, 80.0);
    ground.dividers.push((Divider::Present, vec![at(middle, 0.0), at(middle, north)]));
    let shares = share_out(&ground, &Options::default());
    let west: Vec<bool> =
        ground.buildings.iter().map(|building| building.place.x < at(middle, 0.0).x).collect();
    for (a, b) in [(0, 1), (0, 4), (2, 3), (2, 7)] {
        assert_eq!(shares.of_building[a], shares.of_building[b]);
    }
    assert_ne!(shares.of_building[1], shares.of_building[2], "{west:?}");
}

/// All complaints come from the west half, so that two grids share them alike where they run from west to east.
#[test]
fn complaints_are_shared_out_where_they_weigh() {
    let mut ground = town(&vec![vec![10; 10]; 7]);
    let middle = at(200.0, 0.0).x;
    ground
        .buildings
        .iter_mut()
        .for_each(|house| house.complaints = f64::from(u8::from(house.place.x < middle)));
    let most = |workload: f64| {
        let weights = Weights { workload, compactness: 0.1, roads: 0.0, ..Weights::default() };
        let shares = share_out(&ground, &Options { weights, ..Options::default() });
        let mut sums = vec![0.0; shares.parts.len()];
        let of_part = ground.buildings.iter().zip(&shares.of_building);
        of_part.for_each(|(house, part)| sums[part.unwrap() as usize] += house.complaints);
        sums.into_iter().fold(0.0, f64::max)
    };
    assert!(most(20.0) <= 19.0, "{} of 35", most(20.0));
}

#[test]
fn houses_that_stand_in_one_place_are_in_one_grid() {
    let mut ground = town(&[vec![200, 150, 150, 200]]);
    let twin = Building { households: 0.0, ..ground.buildings[0].clone() };
    ground.buildings.push(twin);
    let shares = share_out(&ground, &Options::default());
    assert_eq!(shares.of_building[0], shares.of_building[4]);
    assert_eq!(shares.parts.iter().map(|part| part.households).collect::<Vec<_>>(), [350.0, 350.0]);
}

/// The town again, so many metres further east.
fn further_east(mut ground: Ground, metres: f64) -> Ground {
    let steps = at(metres, 0.0).x - ORIGIN.x;
    let moved = |p: LatticePoint| LatticePoint::new(p.x + steps, p.y);
    let shapes = ground.buildings.iter_mut().map(|building| &mut building.outline);
    for shape in shapes.chain([&mut ground.shape]) {
        shape.0[0].shell.iter_mut().for_each(|p| *p = moved(*p));
    }
    ground.buildings.iter_mut().for_each(|building| building.place = moved(building.place));
    ground
}

/// Two towns of one row with nothing between them.
fn islands(west: &[u32], east: &[u32]) -> Ground {
    let mut both = town(&[west.to_vec()]);
    let other = further_east(town(&[east.to_vec()]), 1000.0);
    both.shape.0.extend(other.shape.0);
    both.buildings.extend(other.buildings);
    both
}

#[test]
fn islands_without_a_bridge_are_shared_out_each_by_itself() {
    let shares = share_out(&islands(&[150, 200], &[170, 170]), &Options::default());
    let mut households: Vec<f64> = shares.parts.iter().map(|part| part.households).collect();
    households.sort_by(f64::total_cmp);
    assert_eq!(households, [340.0, 350.0]);
    assert_eq!(shares.of_building[0], shares.of_building[1]);
    assert_eq!(shares.of_building[2], shares.of_building[3]);
    assert_ne!(shares.of_building[1], shares.of_building[2]);
}

#[test]
fn an_island_with_too_few_says_so_and_is_joined_to_nothing() {
    let shares = share_out(&islands(&[150], &[200]), &Options::default());
    let mut reasons: Vec<f64> = shares
        .parts
        .iter()
        .filter_map(|part| match part.infeasible {
            Some(Reason::Total { households }) => Some(households),
            _ => None,
        })
        .collect();
    reasons.sort_by(f64::total_cmp);
    assert_eq!(reasons, [150.0, 200.0]);
}

#[test]
fn roads_that_do_not_touch_part_nothing_and_harm_nothing() {
    let mut ground = town(&[vec![100, 75, 75, 100], vec![100, 75, 75, 100]]);
    ground.dividers = vec![
        (Divider::Road, vec![at(20.0, 40.0), at(60.0, 40.0)]),
        (Divider::Road, vec![at(80.0, 3.0), at(80.0, 30.0)]),
    ];
    let shares = share_out(&ground, &Options::default());
    assert_eq!(shares.parts.iter().map(|part| part.households).collect::<Vec<_>>(), [350.0, 350.0]);
    let coverage = mosaic([&shares]);
    assert!(coverage.faces().all(|face| coverage.polygon(face).0.len() == 1));
}

#[test]
fn a_building_given_twice_counts_twice_in_one_grid() {
    let mut ground = town(&[vec![175, 100]]);
    ground.buildings.push(ground.buildings[0].clone());
    let shares = share_out(&ground, &Options { max: 450.0, ..Options::default() });
    assert_eq!(shares.parts.iter().map(|part| part.households).collect::<Vec<_>>(), [450.0]);
    assert_eq!(shares.of_building[0], shares.of_building[2]);
}

#[test]
fn a_building_outside_the_area_is_in_no_grid_and_counted_in_none() {
    let mut ground = town(&[vec![175, 175]]);
    let stray = further_east(town(&[vec![90]]), 5000.0);
    ground.buildings.extend(stray.buildings);
    let shares = share_out(&ground, &Options::default());
    assert_eq!(shares.of_building[2], None);
    assert_eq!(shares.parts.iter().map(|part| part.households).collect::<Vec<_>>(), [350.0]);
}
