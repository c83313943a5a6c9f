//! Points in random order.

use onemap_engine::coord::LatticePoint;

/// Columns of points all over a box: `splitmix64` from a seed, so that they are the same everywhere.
#[must_use]
pub fn random_points(
    count: usize,
    (low, high): (LatticePoint, LatticePoint),
    seed: u64,
) -> (Vec<i32>, Vec<i32>) {
    let along = |low: i32, high: i32, random: u32| {
        let span = i64::from(high) - i64::from(low);
        (i64::from(low) + ((span * i64::from(random)) >> 32)) as i32
    };
    let random = |index: usize| splitmix(seed.wrapping_add((index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)));
    (0..count)
        .map(random)
        .map(|bits| (along(low.x, high.x, bits as u32), along(low.y, high.y, (bits >> 32) as u32)))
        .unzip()
}

/// Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators".
fn splitmix(state: u64) -> u64 {
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
