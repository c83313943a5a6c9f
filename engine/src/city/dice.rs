//! Random streams: one for each part of the city, so that parts can be made in parallel and in any order.

use super::plane::{Xy, xy};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a stream of random numbers is for. The number is part of the stream: never renumber.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Ground = 1,
    Lots = 3,
    Straddlers = 4,
    People = 5,
    Names = 6,
    Staff = 7,
    Incidents = 8,
    Complaints = 9,
}

/// The stream for one piece of one part.
pub(super) fn stream(seed: u64, part: Part, piece: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(((part as u64) << 48) | piece);
    rng
}

/// A number between two bounds.
pub(super) fn between(rng: &mut impl Rng, (low, high): (f64, f64)) -> f64 {
    low + (high - low) * rng.random::<f64>()
}

/// Standard normal, by Box and Muller.
pub(super) fn normal(rng: &mut impl Rng) -> f64 {
    let (u, v): (f64, f64) = (rng.random(), rng.random());
    (-2.0 * (1.0 - u).ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

/// One of a slice, each as likely.
pub(super) fn pick<T: Copy>(rng: &mut impl Rng, choices: &[T]) -> T {
    choices[rng.random_range(0..choices.len())]
}

/// The index of one weight, each as likely as it is heavy.
pub(super) fn pick_weighted(rng: &mut impl Rng, weights: &[f64]) -> usize {
    let mut rest = rng.random::<f64>() * weights.iter().sum::<f64>();
    let hit = weights.iter().position(|weight| {
        rest -= weight;
        rest < 0.0
    });
    hit.unwrap_or(weights.len() - 1)
}

/// A shuffled copy (Fisher and Yates).
pub(super) fn shuffled<T: Clone>(rng: &mut impl Rng, items: &[T]) -> Vec<T> {
    let mut items = items.to_vec();
    for i in (1..items.len()).rev() {
        items.swap(i, rng.random_range(0..=i));
    }
    items
}

/// Shares a whole out in proportion to weights, by largest remainder; the shares sum to the whole exactly.
/// All shares are 0 where the weights are.
pub(super) fn shares(whole: u64, weights: &[f64]) -> Vec<u64> {
    let sum: f64 = weights.iter().sum();
    if sum <= 0.0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = weights.iter().map(|w| whole as f64 * w / sum).collect();
    let mut shares: Vec<u64> = exact.iter().map(|e| e.floor() as u64).collect();
    let mut order: Vec<usize> = (0..weights.len()).filter(|&i| weights[i] > 0.0).collect();
    order.sort_by(|&a, &b| (exact[b].fract()).total_cmp(&exact[a].fract()).then(a.cmp(&b)));
    let rest = whole.saturating_sub(shares.iter().sum()) as usize;
    for &i in order.iter().cycle().take(rest) {
        shares[i] += 1;
    }
    shares
}

/// Smooth noise in [−1, 1]: random values at whole coordinates, blended between (value noise).
#[derive(Clone, Copy)]
pub(super) struct Noise(pub u64);

impl Noise {
    pub fn at(self, p: Xy) -> f64 {
        let (x, y) = (p.x.floor(), p.y.floor());
        let ease = |t: f64| t * t * (3.0 - 2.0 * t);
        let (u, v) = (ease(p.x - x), ease(p.y - y));
        let corner = |dx: f64, dy: f64| self.value(x + dx, y + dy);
        let low = corner(0.0, 0.0) * (1.0 - u) + corner(1.0, 0.0) * u;
        let high = corner(0.0, 1.0) * (1.0 - u) + corner(1.0, 1.0) * u;
        low * (1.0 - v) + high * v
    }

    fn value(self, x: f64, y: f64) -> f64 {
        let key = (x as i64 as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (y as i64 as u64).rotate_left(32);
        (mix(self.0 ^ mix(key)) >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }

    /// A vector of two independent values.
    pub fn vector_at(self, p: Xy) -> Xy {
        xy(self.at(p), Self(mix(self.0)).at(p))
    }
}

/// Scrambles 64 bits (finaliser of SplitMix64).
pub(super) fn mix(key: u64) -> u64 {
    let key = (key ^ (key >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let key = (key ^ (key >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    key ^ (key >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_sum_to_the_whole() {
        assert_eq!(shares(10, &[1.0, 1.0, 1.0]), [4, 3, 3]);
        assert_eq!(shares(7, &[0.0, 2.0, 5.0]), [0, 2, 5]);
        assert_eq!(shares(7, &[0.0, 0.0]), [0, 0]);
    }

    #[test]
    fn noise_is_bounded_and_continuous() {
        let noise = Noise(3);
        for i in 0..500 {
            let p = xy(f64::from(i) * 0.37 - 90.0, f64::from(i) * 0.11);
            assert!(noise.at(p).abs() <= 1.0);
            assert!((noise.at(p) - noise.at(p + xy(1e-6, 1e-6))).abs() < 1e-4);
        }
    }

    #[test]
    fn streams_differ_by_part_and_piece() {
        let first = |part, piece| stream(7, part, piece).random::<u64>();
        assert_eq!(first(Part::Lots, 0), first(Part::Lots, 0));
        assert_ne!(first(Part::Lots, 0), first(Part::Staff, 0));
        assert_ne!(first(Part::Lots, 0), first(Part::Lots, 1));
    }
}
