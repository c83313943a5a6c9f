//! The same answers as PySAL (`fixtures/scripts/local_statistics.py`).

use super::*;
use onemap_fixtures::{GLOBAL_STATISTICS, LOCAL_STATISTICS};
use std::num::NonZeroU32;

/// The permutations of the script.
const PERMUTATIONS: NonZeroU32 = NonZeroU32::new(9_999).unwrap();

/// The units of one case.
struct Case {
    name: &'static str,
    rows: Vec<Vec<&'static str>>,
}

impl Case {
    fn all() -> Vec<Self> {
        let rows = LOCAL_STATISTICS.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
        let mut cases: Vec<Self> = Vec::new();
        for row in rows {
            match cases.last_mut().filter(|case| case.name == row[0]) {
                Some(case) => case.rows.push(row),
                None => cases.push(Self { name: row[0], rows: vec![row] }),
            }
        }
        assert_eq!(cases.len(), 4);
        cases
    }

    fn weights(&self) -> Weights {
        let row = |row: &Vec<&str>| row[1].split_whitespace().map(|unit| unit.parse().unwrap()).collect();
        Weights::binary(self.rows.iter().map(row).collect())
    }

    /// A column of numbers; `None` where PySAL has NaN.
    fn column(&self, name: &str) -> Vec<Option<f64>> {
        let place = LOCAL_STATISTICS.lines().next().unwrap().split(',').position(|it| it == name).unwrap();
        self.rows.iter().map(|row| row[place].parse().ok()).collect()
    }

    fn values(&self) -> Vec<f64> {
        self.column("value").into_iter().flatten().collect()
    }

    #[track_caller]
    fn check(&self, column: &str, found: impl IntoIterator<Item = Option<f64>>) {
        for (unit, (found, expected)) in found.into_iter().zip(self.column(column)).enumerate() {
            assert!(agree(found, expected), "{} {column} of {unit}: {found:?} is not {expected:?}", self.name);
        }
    }
}

/// Within 1e-9, of the number itself where it is large.
fn agree(found: Option<f64>, expected: Option<f64>) -> bool {
    match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() <= 1e-9 * expected.abs().max(1.0),
        (found, expected) => found == expected,
    }
}

#[test]
fn local_g_agrees() {
    for case in Case::all() {
        let g = local_g(&case.values(), &case.weights());
        case.check("g", g.iter().map(|it| it.statistic));
        case.check("g_z", g.iter().map(|it| it.z));
        let star = local_g(&case.values(), &case.weights().with_self());
        case.check("star", star.iter().map(|it| it.statistic));
        case.check("star_z", star.iter().map(|it| it.z));
    }
}

#[test]
fn local_moran_agrees() {
    for case in Case::all() {
        let binary = local_moran(&case.values(), &case.weights());
        case.check("i", binary.iter().map(|it| it.statistic));
        case.check("i_z", binary.iter().map(|it| it.z));
        for (row, it) in case.rows.iter().zip(&binary) {
            assert_eq!(row[10], it.quadrant.name(), "{}", case.name);
        }
        let standard = local_moran(&case.values(), &case.weights().row_standardised());
        case.check("ri", standard.iter().map(|it| it.statistic));
        case.check("ri_z", standard.iter().map(|it| it.z));
    }
}

/// Two independent runs differ by a few standard errors at most.
#[test]
fn pseudo_p_agree_within_the_error_of_their_permutations() {
    for case in Case::all() {
        let weights = case.weights();
        let found = permuted_p(&case.values(), &weights, PERMUTATIONS, 1);
        for (unit, (found, expected)) in found.into_iter().zip(case.column("p")).enumerate() {
            let Some(found) = found else {
                assert!(weights.neighbours(unit).is_empty());
                continue;
            };
            let expected = expected.unwrap();
            let half = expected / 2.0;
            let error = 2.0 * (2.0 * half * (1.0 - half) / f64::from(PERMUTATIONS.get())).sqrt();
            assert!((found - expected).abs() < 5.0 * error + 4e-4, "{} {unit}: {found} {expected}", case.name);
        }
    }
}

/// Without variance between units, which PySAL takes for negative, all have the rate of all.
#[test]
fn smoothed_rates_agree() {
    for case in Case::all() {
        let population: Vec<f64> = case.column("population").into_iter().flatten().collect();
        let rates = smoothed_rates(&case.values(), &population);
        if case.column("rate").iter().all(Option::is_none) {
            let of_all = case.values().iter().sum::<f64>() / population.iter().sum::<f64>();
            assert!(rates.iter().all(|rate| (rate - of_all).abs() < 1e-15));
        } else {
            case.check("rate", rates.into_iter().map(Some));
        }
    }
}

#[test]
fn the_whole_agrees() {
    for (case, line) in Case::all().iter().zip(GLOBAL_STATISTICS.lines().skip(1)) {
        let (values, weights) = (case.values(), case.weights());
        let star = local_g(&values, &weights.with_self());
        let p: Vec<f64> = star.iter().map(|it| it.p.unwrap()).collect();
        let mut found = vec![false_discovery_threshold(&p, 0.05)];
        for weights in [weights.clone(), weights.clone().row_standardised()] {
            for whole in [moran(&values, &weights).unwrap(), geary(&values, &weights).unwrap()] {
                found.extend([whole.statistic, whole.z]);
            }
        }
        let mut expected: Vec<f64> = line.split(',').skip(1).map(|number| number.parse().unwrap()).collect();
        let shuffled =
            [moran_shuffled_p, geary_shuffled_p].map(|p| p(&values, &weights, PERMUTATIONS, 3).unwrap());
        for (found, expected) in shuffled.into_iter().zip(expected.split_off(found.len())) {
            // Two independent runs differ by a few standard errors at most.
            let error = (2.0 * expected * (2.0 - expected).max(0.0) / f64::from(PERMUTATIONS.get())).sqrt();
            assert!((found - expected).abs() <= 5.0 * error + 4e-4, "{}: {found} {expected}", case.name);
        }
        assert_eq!(found.len(), expected.len());
        for (column, (found, expected)) in found.into_iter().zip(expected).enumerate() {
            assert!(agree(Some(found), Some(expected)), "{} {column}: {found} {expected}", case.name);
        }
    }
}
