//! Is it growing? Mann–Kendall and Sen's slope of a series, and the change from one period to another.

use super::normal::two_sided;

/// A monotone trend, or none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// Pairs that rise less pairs that fall.
    pub s: f64,
    /// Standard score of S with ties allowed for, continuity corrected (Kendall 1975).
    pub z: f64,
    /// Two-sided, from the normal distribution.
    pub p: f64,
    /// Median slope between any two values, per step (Sen 1968).
    pub slope: f64,
}

/// The test of Mann (1945) for values one step apart; `None` for fewer than two, or values that are all alike.
///
/// Time and memory grow with the square of the number of values.
#[must_use]
pub fn mann_kendall(values: &[f64]) -> Option<Trend> {
    let pairs = || (0..values.len()).flat_map(move |i| (i + 1..values.len()).map(move |j| (i, j)));
    let sign = |(i, j): (usize, usize)| f64::from(values[j] > values[i]) - f64::from(values[j] < values[i]);
    let s: f64 = pairs().map(sign).sum();
    let variance = variance_of_s(values);
    let z = if s == 0.0 { 0.0 } else { (s - s.signum()) / variance.sqrt() };
    let mut slopes: Vec<f64> = pairs().map(|(i, j)| (values[j] - values[i]) / (j - i) as f64).collect();
    (variance > 0.0).then(|| Trend { s, z, p: two_sided(z), slope: median(&mut slopes) })
}

fn variance_of_s(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let term = |n: usize| n as f64 * (n as f64 - 1.0) * (2.0 * n as f64 + 5.0);
    let ties: f64 = sorted.chunk_by(|a, b| a == b).map(|tied| term(tied.len())).sum();
    (term(values.len()) - ties) / 18.0
}

/// Of at least one value.
fn median(values: &mut [f64]) -> f64 {
    let (middle, is_odd) = (values.len() / 2, values.len() % 2 == 1);
    let (below, &mut upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    if is_odd {
        return upper;
    }
    let lower = below.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    f64::midpoint(lower, upper)
}

/// How a rate changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Rate now ÷ rate before − 1; `None` where there was nothing before.
    pub change: Option<f64>,
    /// Its 95 % confidence interval. It has no upper end where there was nothing before.
    pub low: f64,
    pub high: Option<f64>,
}

/// Normal deviate with 2.5 % above it.
const Z_975: f64 = 1.959_963_984_540_054;

/// The change from a count over one time to a count over another, both Poisson: given their sum, the later one is binomial, and its
/// share has the interval of Wilson (1927). `None` where both are 0.
#[must_use]
pub fn change(now: u64, before: u64, time_now: f64, time_before: f64) -> Option<Change> {
    let (all, exposure) = ((now + before) as f64, time_before / time_now);
    let share = now as f64 / all;
    let (centre, z2) = (share + Z_975 * Z_975 / (2.0 * all), Z_975 * Z_975);
    let half = Z_975 * (share * (1.0 - share) / all + z2 / (4.0 * all * all)).sqrt();
    let end = |share: f64| share / (1.0 - share) * exposure - 1.0;
    let (low, high) = ((centre - half) / (1.0 + z2 / all), (centre + half) / (1.0 + z2 / all));
    (all > 0.0).then(|| Change {
        change: (before > 0).then(|| now as f64 / before as f64 * exposure - 1.0),
        low: end(if now == 0 { 0.0 } else { low }),
        high: (before > 0).then(|| end(high)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use onemap_fixtures::{CHANGES, TRENDS};

    fn numbers(text: &str, by: char) -> Vec<f64> {
        text.split(by).map(|number| number.parse().unwrap()).collect()
    }

    /// pymannkendall (`fixtures/scripts/trends.py`).
    #[test]
    fn trends_are_those_of_pymannkendall() {
        for line in TRENDS.lines().skip(1) {
            let (series, expected) = line.split_once(',').unwrap();
            let found = mann_kendall(&numbers(series, ' ')).unwrap();
            let found = [found.s, found.z, found.p, found.slope];
            for (found, expected) in found.into_iter().zip(numbers(expected, ',')) {
                assert!(
                    (found - expected).abs() <= 1e-12 * expected.abs().max(1.0),
                    "{found} {expected}: {line}"
                );
            }
        }
        assert!(TRENDS.lines().count() > 50);
    }

    /// statsmodels (`fixtures/scripts/trends.py`). Where nearly all is new, 1 − share has lost digits in both.
    #[test]
    fn intervals_are_those_of_statsmodels() {
        let agree = |found: f64, expected: f64| (found - expected).abs() <= 1e-9 * expected.abs().max(1.0);
        for line in CHANGES.lines().skip(1) {
            let [now, before, low, high] = numbers(line, ',')[..] else { panic!("four columns: {line}") };
            let found = change(now as u64, before as u64, 30.0, 30.0).unwrap();
            assert!(agree(found.low, low), "{found:?}: {line}");
            assert_eq!(found.high.is_some(), high.is_finite(), "{line}");
            assert!(found.high.is_none_or(|found| agree(found, high)), "{found:?}: {line}");
        }
        assert!(CHANGES.lines().count() > 50);
    }

    #[test]
    fn without_anything_there_is_no_trend_and_no_change() {
        assert_eq!([mann_kendall(&[]), mann_kendall(&[1.0]), mann_kendall(&[2.0; 9])], [None; 3]);
        assert_eq!(change(0, 0, 1.0, 1.0), None);
        // Twice as many in twice the time are no more.
        assert_eq!(change(20, 10, 60.0, 30.0).unwrap().change, Some(0.0));
    }
}
