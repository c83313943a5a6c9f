//! Categories by volume, beside the period before.

/// One entry of a ranking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// Place of the entry in the input.
    pub index: usize,
    pub count: u64,
    /// Count in the period before.
    pub before: u64,
    /// (count − before) / before; `None` where there was nothing before.
    pub change: Option<f64>,
    /// Part of all counts, 0 to 1.
    pub share: f64,
}

/// Ranks entries by count, the larger increase first among equals, then input order. Entries that are zero in both
/// periods are left out.
///
/// `now` and `before` are counts by entry; an entry that `before` lacks counts as zero there.
#[must_use]
pub fn rank(now: &[u64], before: &[u64]) -> Vec<Ranked> {
    let total: u64 = now.iter().sum();
    let entry = |(index, &count): (usize, &u64)| {
        let before = before.get(index).copied().unwrap_or(0);
        Ranked { index, count, before, change: change(count, before), share: share(count, total) }
    };
    let mut ranked: Vec<Ranked> =
        now.iter().enumerate().map(entry).filter(|it| it.count + it.before > 0).collect();
    ranked.sort_by_key(|it| (std::cmp::Reverse(it.count), it.before, it.index));
    ranked
}

fn change(now: u64, before: u64) -> Option<f64> {
    (before > 0).then(|| (now as f64 - before as f64) / before as f64)
}

fn share(count: u64, total: u64) -> f64 {
    if total == 0 { 0.0 } else { count as f64 / total as f64 }
}

/// How evenly events lie on units (Pielou 1966): the entropy of their shares over the greatest there could be on so many `units`, 0 where all are in
/// one, 1 where all units have as many. `counts` may leave out units without any. `None` for fewer than two units, or no events.
#[must_use]
pub fn evenness(counts: &[u64], units: usize) -> Option<f64> {
    let total: u64 = counts.iter().sum();
    let shares = counts.iter().map(|&count| share(count, total)).filter(|&share| share > 0.0);
    let entropy: f64 = shares.map(|share| -share * share.ln()).sum();
    (units > 1 && total > 0).then(|| entropy.max(0.0) / (units as f64).ln())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_comes_first_and_the_faster_growing_among_equals() {
        let ranked = rank(&[10, 30, 10, 0, 0], &[20, 15, 0, 5]);
        let seen: Vec<_> =
            ranked.iter().map(|it| (it.index, it.count, it.before, it.change, it.share)).collect();
        assert_eq!(
            seen,
            [
                (1, 30, 15, Some(1.0), 0.6),
                (2, 10, 0, None, 0.2),
                (0, 10, 20, Some(-0.5), 0.2),
                (3, 0, 5, Some(-1.0), 0.0),
            ]
        );
    }

    #[test]
    fn evenness_is_none_of_one_and_one_of_all() {
        assert_eq!([evenness(&[7], 1), evenness(&[0, 0], 2), evenness(&[], 5)], [None; 3]);
        assert_eq!(evenness(&[9], 4), Some(0.0));
        assert!((evenness(&[3, 3, 3, 3], 4).unwrap() - 1.0).abs() < 1e-12);
        // Half in one of four, the rest in another: ln 2 over ln 4.
        assert!((evenness(&[5, 5], 4).unwrap() - 0.5).abs() < 1e-12);
    }

    #[test]
    fn nothing_at_all_is_an_empty_ranking() {
        assert!(rank(&[0, 0], &[]).is_empty());
    }
}
