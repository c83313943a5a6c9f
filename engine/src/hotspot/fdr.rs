//! Many tests at once.

/// The threshold below which p-values are significant when a share `alpha` of the significant ones may be false (Benjamini &
/// Hochberg 1995), as PySAL defines it: the largest i·alpha / n with the i-th smallest p strictly below it, else alpha / n.
///
/// A unit is significant when its p is strictly below the threshold.
#[must_use]
pub fn false_discovery_threshold(p: &[f64], alpha: f64) -> f64 {
    let mut sorted = p.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let n = sorted.len().max(1) as f64;
    let bound = |rank: usize| rank as f64 * alpha / n;
    let last = (1..=sorted.len()).rev().find(|&rank| sorted[rank - 1] < bound(rank));
    bound(last.unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::false_discovery_threshold;

    /// Benjamini & Hochberg 1995, section 3.2: of these fifteen, four are rejected at 0.05.
    #[test]
    fn the_example_of_the_paper() {
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
            0.6528, 0.7590, 1.0000,
        ];
        let threshold = false_discovery_threshold(&p, 0.05);
        assert!((threshold - 4.0 * 0.05 / 15.0).abs() < 1e-15);
        assert_eq!(p.iter().filter(|&&p| p < threshold).count(), 4);
    }

    #[test]
    fn with_nothing_significant_it_is_that_of_bonferroni() {
        assert_eq!(false_discovery_threshold(&[0.5, 0.9], 0.05), 0.025);
        assert_eq!(false_discovery_threshold(&[], 0.05), 0.05);
    }
}
