//! Gi* of 3,635 grids by 999 permutations and analytically, and their neighbours.

use criterion::{Criterion, criterion_group, criterion_main};
use onemap_benches::wavy_plan;
use onemap_engine::hotspot::{Weights, local_g, permuted_p};
use std::hint::black_box;
use std::num::NonZeroU32;

const PERMUTATIONS: NonZeroU32 = NonZeroU32::new(999).unwrap();

fn gi_star(c: &mut Criterion) {
    let mut group = c.benchmark_group("Gi* of 3,635 grids");
    let coverage = wavy_plan(3_635, 60).coverage();
    group.bench_function("queen weights", |b| b.iter(|| Weights::queen(black_box(&coverage))));
    let weights = Weights::queen(&coverage).with_self();
    let values: Vec<f64> = (0..weights.len()).map(|unit| f64::from((unit * unit % 23) as u32)).collect();
    group.bench_function("analytic", |b| b.iter(|| local_g(black_box(&values), &weights)));
    group.bench_function("999 permutations", |b| {
        b.iter(|| permuted_p(black_box(&values), &weights, PERMUTATIONS, 1));
    });
    group.finish();
}

criterion_group!(benches, gi_star);
criterion_main!(benches);
