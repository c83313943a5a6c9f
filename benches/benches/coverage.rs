//! A plan of 3,635 grids of 60 vertices, polygon by polygon, into a coverage.

use criterion::{Criterion, criterion_group, criterion_main};
use onemap_benches::wavy_plan;
use onemap_engine::coord::MultiPolygon;
use onemap_engine::coverage::Coverage;
use std::hint::black_box;

fn build(c: &mut Criterion) {
    let mut group = c.benchmark_group("coverage build");
    group.sample_size(20);
    let polygons: Vec<MultiPolygon> = wavy_plan(3_635, 60).polygons().map(MultiPolygon::from).collect();
    group.bench_function("3635 grids of 60 vertices", |b| b.iter(|| Coverage::build(black_box(&polygons))));
    group.finish();
}

criterion_group!(benches, build);
criterion_main!(benches);
