//! Rates where some populations are small.

/// Events per head, drawn towards the rate of all where a population is small (global empirical Bayes, Marshall 1991). A unit
/// without population has the rate of all; without any population at all, 0.
///
/// Both columns are by unit; populations that are not positive and finite count as 0.
///
/// # Panics
/// When the columns differ in length.
#[must_use]
pub fn smoothed_rates(events: &[f64], population: &[f64]) -> Vec<f64> {
    assert_eq!(events.len(), population.len(), "one population per unit");
    let heads =
        |unit: usize| Some(population[unit]).filter(|heads| heads.is_finite() && *heads > 0.0).unwrap_or(0.0);
    let all: f64 = (0..events.len()).map(heads).sum();
    if all <= 0.0 {
        return vec![0.0; events.len()];
    }
    let rate = events.iter().sum::<f64>() / all;
    let deviation = |unit: usize| {
        let heads = heads(unit);
        if heads > 0.0 { heads * (events[unit] / heads - rate).powi(2) } else { 0.0 }
    };
    let variance = (0..events.len()).map(deviation).sum::<f64>() / all;
    let between = (variance - rate / (all / events.len() as f64)).max(0.0);
    let smoothed = |unit: usize| {
        let heads = heads(unit);
        let within = if heads > 0.0 { rate / heads } else { f64::INFINITY };
        let trust = if between > 0.0 { between / (between + within) } else { 0.0 };
        rate + trust * (if heads > 0.0 { events[unit] / heads - rate } else { 0.0 })
    };
    (0..events.len()).map(smoothed).collect()
}

#[cfg(test)]
mod tests {
    use super::smoothed_rates;

    #[test]
    fn small_populations_are_drawn_to_the_rate_of_all() {
        let rates = smoothed_rates(&[100.0, 300.0, 1.0, 0.0], &[1000.0, 1000.0, 1.0, 0.0]);
        let all = 401.0 / 2001.0;
        assert!((rates[0] - 0.1).abs() < (all - 0.1) * 0.1, "a large population keeps its rate: {rates:?}");
        assert!(rates[2] < 0.4, "one event of one head is no rate of 1: {rates:?}");
        assert!((rates[3] - all).abs() < 1e-12);
    }

    #[test]
    fn nobody_has_no_rate() {
        assert_eq!(smoothed_rates(&[3.0], &[0.0]), [0.0]);
        assert_eq!(smoothed_rates(&[3.0, 1.0], &[f64::NAN, -1.0]), [0.0, 0.0]);
        assert_eq!(smoothed_rates(&[], &[]), Vec::<f64>::new());
    }
}
