//! Points that lie in one place, brought together.

use crate::coord::LatticePoint;
use rayon::prelude::*;

/// Buckets hold so many points on average.
const A_FEW: usize = 4;

/// Pieces in which buckets are put in order.
const PIECE: usize = 4096;

/// Each point with its number, those in one place next to each other with their numbers ascending. Otherwise the order means
/// nothing, but the same points have the same.
pub(super) fn together(points: &[LatticePoint]) -> Vec<(LatticePoint, u32)> {
    let bits = (points.len() / A_FEW).max(2).ilog2();
    let bucket = |p: &LatticePoint| (hash(*p) >> (64 - bits)) as usize;
    let mut starts = vec![0u32; (1 << bits) + 1];
    points.iter().for_each(|p| starts[bucket(p) + 1] += 1);
    (1..starts.len()).for_each(|i| starts[i] += starts[i - 1]);
    let (mut at, mut placed) = (starts, vec![(LatticePoint::default(), 0); points.len()]);
    for (p, number) in points.iter().zip(0..) {
        let place = &mut at[bucket(p)];
        placed[*place as usize] = (*p, number);
        *place += 1;
    }
    // Each bucket now ends where the one after it began.
    let mut pieces = Vec::with_capacity(at.len() / PIECE + 1);
    let (mut rest, mut begin) = (&mut placed[..], 0);
    for ends in at.chunks(PIECE) {
        let end = ends[ends.len() - 1] as usize;
        let (piece, after) = rest.split_at_mut(end - begin);
        pieces.push((piece, ends, begin));
        (rest, begin) = (after, end);
    }
    pieces.into_par_iter().for_each(|(piece, ends, begin)| {
        let mut from = 0;
        for end in ends.iter().map(|&end| end as usize - begin) {
            piece[from..end].sort_unstable();
            from = end;
        }
    });
    placed
}

/// Spreads points over 64 bits, of which the highest are the best: Fibonacci hashing, Knuth 1973, §6.4.
fn hash(p: LatticePoint) -> u64 {
    let both = u64::from(p.x as u32) << 32 | u64::from(p.y as u32);
    let mixed = both.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ (mixed >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::properties::point;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn all_are_there_and_those_in_one_place_are_together(points in proptest::collection::vec(point(0..20), 0..600)) {
            let placed = together(&points);
            let mut sorted: Vec<_> = points.into_iter().zip(0..).collect();
            sorted.sort_unstable();
            let mut groups: Vec<_> = placed.chunk_by(|a, b| a.0 == b.0).collect();
            groups.sort_unstable();
            prop_assert_eq!(groups, sorted.chunk_by(|a, b| a.0 == b.0).collect::<Vec<_>>());
        }
    }
}
