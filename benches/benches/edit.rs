//! One operation on a plan of 3,635 grids of 60 vertices with 40 buildings each, and a thousand in a row.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use onemap_benches::wavy_plan;
use onemap_engine::coord::{Bounds, LatticePoint, Line, MultiPolygon, Polygon};
use onemap_engine::coverage::FaceId;
use onemap_engine::plan::{Move, Operation, Plan, Position, Surroundings};
use onemap_engine::record::{Area, AreaLevel, Footprint};
use std::hint::black_box;

const GRIDS: u32 = 3_635;
/// Rows and columns of buildings in a grid.
const ROWS: usize = 4;
const COLUMNS: usize = 10;

struct City {
    plan: Plan,
    buildings: Vec<Polygon>,
}

impl City {
    fn new() -> Self {
        let wavy = wavy_plan(GRIDS, 60);
        let shapes: Vec<Polygon> = wavy.polygons().collect();
        let areas: Vec<Area> = shapes.iter().enumerate().map(|(i, shape)| area(i, shape.clone())).collect();
        let buildings = shapes.iter().flat_map(|shape| houses(Bounds::around(shape.shell.iter().copied())));
        Self { plan: Plan::new(&areas).0, buildings: buildings.collect() }
    }

    fn id(grid: usize, row: usize, column: usize) -> String {
        (grid * ROWS * COLUMNS + row * COLUMNS + column).to_string()
    }
}

impl Surroundings for City {
    fn building(&self, id: &str) -> Option<usize> {
        id.parse().ok()
    }

    fn compound(&self, _: &str) -> Option<Vec<usize>> {
        None
    }

    fn buildings_near(&self, bounds: &Bounds) -> Vec<usize> {
        let near = |building: &usize| bounds.contains(self.buildings[*building].shell[0]);
        (0..self.buildings.len()).filter(near).collect()
    }

    fn footprint(&self, building: usize) -> Footprint {
        Footprint::Outline(self.buildings[building].clone().into())
    }

    fn roads_near(&self, _: &Bounds) -> Vec<Line> {
        Vec::new()
    }

    fn dividers_near(&self, _: &Bounds) -> Vec<Line> {
        Vec::new()
    }

    fn community(&self, _: &str) -> Option<MultiPolygon> {
        None
    }

    fn is_issued(&self, _: &str) -> bool {
        false
    }
}

fn area(number: usize, shape: Polygon) -> Area {
    Area {
        level: AreaLevel::Grid,
        code: format!("{}{:03}", 340_111_001_001u64 + number as u64 / 500, number % 500 + 1),
        name: None,
        parent: None,
        kind: None,
        households: None,
        residents: None,
        starts: None,
        ends: None,
        shape: shape.into(),
    }
}

/// Houses of 12 m by 30 m in rows, well inside a box.
fn houses(bounds: Option<Bounds>) -> Vec<Polygon> {
    let Bounds { min, max } = bounds.expect("a grid has vertices");
    let (dx, dy) = ((max.x - min.x) / (COLUMNS as i32 + 4), (max.y - min.y) / (ROWS as i32 + 2));
    let house = |i: usize| {
        let (x, y) = (min.x + dx * (2 + (i % COLUMNS) as i32), min.y + dy * (1 + (i / COLUMNS) as i32));
        let corner = |east: i32, north: i32| LatticePoint::new(x + east, y + north);
        Polygon {
            shell: vec![corner(0, 0), corner(3_000, 0), corner(3_000, 1_100), corner(0, 1_100)],
            holes: Vec::new(),
        }
    };
    (0..ROWS * COLUMNS).map(house).collect()
}

fn code(number: usize) -> String {
    area(number, Polygon::default()).code
}

/// A vertex between grids `number` and its eastern neighbour, moved 5 m east or west.
fn nudge(plan: &Plan, number: usize, east: i32) -> Operation {
    let [a, b] = [number, number + 1].map(FaceId::of_polygon);
    let between =
        plan.coverage().arcs_of(a).find(|arc| (arc.left == b || arc.right == b) && arc.points.len() > 4);
    let points = &between.expect("the grids are neighbours").points;
    let from = points[points.len() / 2];
    let to = LatticePoint::new(from.x + east, from.y);
    Operation::MoveVertices { moves: vec![Move { from: Position(from), to: Position(to) }] }
}

/// A line across a grid from west to east, a little beyond it.
fn across(city: &City, number: usize) -> Vec<Position> {
    let bounds = city.plan.coverage().face_bounds(FaceId::of_polygon(number)).expect("a grid has a box");
    let y = i32::midpoint(bounds.min.y, bounds.max.y);
    [bounds.min.x - 100, bounds.max.x + 100].map(|x| Position(LatticePoint::new(x, y))).to_vec()
}

fn operations(city: &City) -> Vec<(&'static str, Operation)> {
    let grid = 1_800;
    let last_column = (0..ROWS).map(|row| City::id(grid, row, COLUMNS - 1)).collect();
    vec![
        ("move a vertex", nudge(&city.plan, grid, 500)),
        ("split", Operation::Split { grid: code(grid), line: across(city, grid), codes: None }),
        ("merge", Operation::Merge { grids: vec![code(grid), code(grid + 1)], into: code(grid) }),
        (
            "assign a column of buildings",
            Operation::Assign { buildings: last_column, compounds: Vec::new(), to: code(grid + 1) },
        ),
    ]
}

fn edits(c: &mut Criterion) {
    let city = City::new();
    let mut group = c.benchmark_group("edit of 3635 grids");
    group.sample_size(50);
    for (name, operation) in operations(&city) {
        group.bench_function(name, |b| {
            b.iter(|| city.plan.edit(black_box(&operation), &city).expect("it is made"))
        });
    }
    group.bench_function("undo", |b| {
        let edit = city.plan.edit(&operations(&city)[1].1, &city).expect("it is made");
        let inverse = edit.change.inverse();
        b.iter(|| edit.plan.apply(black_box(&inverse)).expect("it leads back"));
    });
    group.sample_size(10);
    group.bench_function("a thousand in a row", |b| {
        b.iter_batched(|| city.plan.clone(), |plan| thousand(plan, &city), BatchSize::LargeInput);
    });
    group.finish();
}

/// Vertices between a thousand pairs of grids are moved, one after the other.
fn thousand(mut plan: Plan, city: &City) -> Plan {
    for i in 0..1_000 {
        let east = if i % 2 == 0 { 300 } else { -300 };
        plan = plan.edit(&nudge(&plan, i % 50, east), city).expect("it is made").plan;
    }
    plan
}

criterion_group!(benches, edits);
criterion_main!(benches);
