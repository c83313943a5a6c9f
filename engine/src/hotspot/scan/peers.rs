//! The same clusters as looking at every cylinder (`fixtures/scripts/scan.py`).

use super::*;
use crate::coord::LatticePoint;
use onemap_fixtures::{NYC_FEVER, SCAN, SCAN_CLUSTERS};

const REPLICAS: f64 = 999.0;
const MONTE_CARLO: MonteCarlo = MonteCarlo { replicas: NonZeroU32::new(REPLICAS as u32).unwrap(), seed: 3 };
const NO_LIMITS: ZoneLimits =
    ZoneLimits { most_share: 0.5, most_metres: f64::INFINITY, most_pairs: usize::MAX };

fn rows(text: &'static str, case: &str) -> Vec<Vec<&'static str>> {
    text.lines().map(|line| line.split(',').collect::<Vec<_>>()).filter(|row| row[0] == case).collect()
}

fn numbers<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> Vec<T> {
    text.split(' ').map(|number| number.parse().unwrap()).collect()
}

struct City {
    places: Vec<LatticePoint>,
    population: Vec<f64>,
    counts: Vec<u32>,
    steps: usize,
    is_poisson: bool,
    limits: ZoneLimits,
    time: TimeLimits,
}

impl City {
    fn read(case: &str) -> Self {
        let rows = rows(SCAN, case);
        let at = |row: &Vec<&str>| {
            let [x, y]: [i32; 2] = [row[5], row[6]].map(|it| it.parse().unwrap());
            LatticePoint::new(1_173_000_000 + x, 318_000_000 + y)
        };
        let number = |column: usize| -> f64 { rows[0][column].parse().unwrap() };
        Self {
            places: rows.iter().map(at).collect(),
            population: rows.iter().map(|row| row[7].parse().unwrap()).collect(),
            counts: rows.iter().flat_map(|row| numbers(row[8])).collect(),
            steps: numbers::<u32>(rows[0][8]).len(),
            is_poisson: rows[0][1] == "poisson",
            limits: ZoneLimits { most_share: number(3), ..NO_LIMITS },
            time: TimeLimits { most_share: number(4), prospective: rows[0][2] == "1" },
        }
    }

    fn scan(&self) -> Vec<ScanCluster> {
        let of_unit = |counts: &[u32]| counts.iter().map(|&count| f64::from(count)).sum();
        let cases: Vec<f64> = self.counts.chunks(self.steps).map(of_unit).collect();
        let sizes = if self.is_poisson { &self.population } else { &cases };
        let zones = Zones::new(&self.places, sizes, self.limits).unwrap();
        let lengths = vec![1.0; self.steps];
        let null = Null::Poisson { population: &self.population, lengths: &lengths };
        let null = if self.is_poisson { null } else { Null::Permutation };
        scan(&self.counts, &zones, null, self.time, MONTE_CARLO, 4)
    }
}

#[test]
fn clusters_are_those_of_brute_force() {
    let mut names: Vec<&str> = SCAN.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    names.dedup();
    assert_eq!(names.len(), 24);
    for name in names {
        let (found, expected) = (City::read(name).scan(), rows(SCAN_CLUSTERS, name));
        assert_eq!(found.len(), expected.len(), "{name}: {found:?}");
        for (found, row) in found.iter().zip(&expected) {
            let number = |column: usize| -> f64 { row[column].parse().unwrap() };
            let mut units = found.units.clone();
            units.sort_unstable();
            assert_eq!(units, numbers::<usize>(row[1]), "{row:?}: {found:?}");
            assert_eq!(format!("{:?}", found.steps), format!("{}..{}", row[2], row[3]), "{row:?}: {found:?}");
            assert_eq!(found.observed, number(4) as u64);
            assert!((found.expected - number(5)).abs() <= 1e-9 * number(5), "{row:?}: {found:?}");
            assert!((found.llr - number(6)).abs() <= 1e-9 * number(6).max(1.0), "{row:?}: {found:?}");
            // Two independent runs differ by a few standard errors at most.
            let error = (2.0 * number(7) * (1.0 - number(7)) / REPLICAS).sqrt();
            assert!((found.p - number(7)).abs() <= 5.0 * error + 2e-3, "{row:?}: {found:?}");
        }
    }
}

/// What SaTScan 9.4.4 prints for its own example: prospective, space-time permutation, at most half of the cases and of the 24 days.
#[test]
fn the_example_of_satscan_has_its_clusters() {
    const DAYS: u32 = 24;
    let rows: Vec<Vec<&str>> = NYC_FEVER.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let degree = |text: &str| text.parse().unwrap();
    let at = |row: &Vec<&str>| LatticePoint::from_degrees(degree(row[2]), degree(row[1])).unwrap();
    let days =
        |row: &Vec<&str>| row[3].split_whitespace().map(|day| day.parse().unwrap()).collect::<Vec<u32>>();
    let count = |row: &Vec<&str>, day: u32| days(row).iter().filter(|&&it| it == day).count() as u32;
    let places: Vec<LatticePoint> = rows.iter().map(at).collect();
    let cases: Vec<f64> = rows.iter().map(|row| days(row).len() as f64).collect();
    let counts: Vec<u32> = rows.iter().flat_map(|row| (1..=DAYS).map(|day| count(row, day))).collect();
    let zones = Zones::new(&places, &cases, NO_LIMITS).unwrap();
    let time = TimeLimits { most_share: 0.5, prospective: true };
    let found = scan(&counts, &zones, Null::Permutation, time, MONTE_CARLO, 3);
    let printed: Vec<_> = found
        .iter()
        .map(|it| {
            let zips: Vec<&str> = it.units.iter().map(|&unit| rows[unit][0]).collect();
            let (from, to) = (it.steps.start + 1, it.steps.end);
            format!("{}: {from} to {to}, {} of {:.2}, {:.6}", zips.join(" "), it.observed, it.expected, it.llr)
        })
        .collect();
    assert_eq!(
        printed,
        [
            "11418 11415 11419 11435 11416 11421 11451 11375 11417: 22 to 24, 4 of 0.67, 3.845418",
            "11372: 24 to 24, 2 of 0.16, 3.164201",
            "10464 10475 10465 10469 10461 10466 10462 10467 11024 10472: 23 to 24, 5 of 1.66, 2.192250",
        ]
    );
    // SaTScan's p come from some hundred repetitions, ours from 999.
    for (found, p) in found.iter().zip([0.355, 0.709, 0.979]) {
        assert!((found.p - p).abs() < 0.05, "{}", found.p);
    }
}

#[test]
fn threads_change_nothing() {
    let of = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| ["case01", "case02", "case11"].map(|name| City::read(name).scan()))
    };
    assert_eq!(of(1), of(4));
}

#[test]
fn no_complaints_no_units_and_one_unit_are_no_cluster() {
    let places = [LatticePoint::default(); 3];
    let zones = |n: usize| Zones::new(&places[..n], &vec![1.0; n], NO_LIMITS).unwrap();
    let time = TimeLimits { most_share: 0.5, prospective: true };
    let found = |counts: &[u32], n| scan(counts, &zones(n), Null::Permutation, time, MONTE_CARLO, 9);
    assert_eq!(found(&[], 0), []);
    assert_eq!(found(&[0; 12], 3), []);
    assert_eq!(found(&[0, 0, 0, 9], 1), [], "more than half of all are in one unit");
    assert_eq!(found(&[0, 9, 0, 9, 0, 9], 3), [], "all at one place");
    assert_eq!(
        Zones::new(&places, &[1.0; 3], ZoneLimits { most_share: 1.0, most_pairs: 8, ..NO_LIMITS })
            .map(|it| it.len()),
        None
    );
}
