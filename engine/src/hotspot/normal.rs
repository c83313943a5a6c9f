//! The standard normal distribution.

/// The probability of a value at least as far from 0 as `z`, on either side.
pub(super) fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::two_sided;

    /// Abramowitz & Stegun 1964, table 26.1: Q(1.96) and Q(5), twice.
    #[test]
    fn tails_are_those_of_the_tables() {
        assert_eq!(two_sided(0.0), 1.0);
        assert!((two_sided(1.96) - 2.0 * 0.024_997_895_148_22).abs() < 1e-13);
        assert!((two_sided(-5.0) - 2.0 * 2.866_515_719e-7).abs() < 1e-15);
    }
}
