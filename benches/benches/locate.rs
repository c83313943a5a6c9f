//! Index build and point lookup: 10 M points in random order, 3,635 grids of 60 vertices.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use onemap_benches::{random_points, wavy_plan};
use onemap_engine::coord::LatticePoint;
use onemap_engine::locate::GridIndex;
use std::hint::black_box;

const POINTS: usize = 10_000_000;

fn build(c: &mut Criterion) {
    let mut group = c.benchmark_group("index build");
    group.sample_size(20);
    for (grids, vertices) in [(3_635, 60), (77, 5_200), (100_000, 8), (1, 4)] {
        let coverage = wavy_plan(grids, vertices).coverage();
        let index = GridIndex::build(&coverage);
        println!("{grids} grids of {vertices} vertices: {:.1} MiB", index.bytes() as f64 / 1_048_576.0);
        group.bench_function(format!("{grids} grids of {vertices} vertices"), |b| {
            b.iter(|| GridIndex::build(black_box(&coverage)));
        });
    }
    group.finish();
}

fn locate(c: &mut Criterion) {
    let mut group = c.benchmark_group("locate");
    group.sample_size(20).throughput(Throughput::Elements(POINTS as u64));
    for (grids, vertices) in [(3_635, 60), (77, 5_200), (100_000, 8)] {
        let plan = wavy_plan(grids, vertices);
        let index = GridIndex::build(&plan.coverage());
        let (xs, ys) = random_points(POINTS, plan.corners(), 7);
        let mut out = vec![0; POINTS];
        group.bench_function(format!("10 M points, {grids} grids of {vertices} vertices"), |b| {
            b.iter(|| index.locate_batch(black_box(&xs), black_box(&ys), &mut out));
        });
    }
    group.finish();
}

/// What a user waits for who has points and a plan: both together.
fn build_and_locate(c: &mut Criterion) {
    let mut group = c.benchmark_group("build and locate");
    group.sample_size(20).throughput(Throughput::Elements(POINTS as u64));
    let plan = wavy_plan(3_635, 60);
    let coverage = plan.coverage();
    let (xs, ys) = random_points(POINTS, plan.corners(), 7);
    let mut out = vec![0; POINTS];
    group.bench_function("10 M points, 3635 grids of 60 vertices", |b| {
        b.iter(|| GridIndex::build(black_box(&coverage)).locate_batch(&xs, &ys, &mut out));
    });
    group.finish();
}

fn single(c: &mut Criterion) {
    let plan = wavy_plan(3_635, 60);
    let index = GridIndex::build(&plan.coverage());
    let (xs, ys) = random_points(1 << 16, plan.corners(), 7);
    let mut places = xs.into_iter().zip(ys).map(|(x, y)| LatticePoint::new(x, y)).cycle();
    c.bench_function("one point", |b| {
        b.iter_batched(|| places.next().expect("a cycle"), |p| index.locate(p), BatchSize::SmallInput);
    });
}

criterion_group!(benches, build, locate, build_and_locate, single);
criterion_main!(benches);
