//! How long something takes.

use std::time::Instant;

/// The median of some runs, seconds. `runs` is at least 1.
#[must_use]
pub fn median_seconds(runs: usize, mut run: impl FnMut()) -> f64 {
    let mut seconds: Vec<f64> = (0..runs)
        .map(|_| {
            let started = Instant::now();
            run();
            started.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    seconds[runs / 2]
}
