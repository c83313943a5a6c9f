//! Times what finds hotspots, as one line of JSON, on data that peers can read.
//!
//! `hotspots cells RINGS`: Gi* of all H3 cells within some rings. `hotspots dbscan|hdbscan|bin FILE POINTS`: clusters of points, or their H3
//! cells; the points are left in FILE (all x, then all y; little-endian lattice steps). `hotspots scan SHARE`: a space-time scan with circles of up to
//! that share of what is expected. With `RAYON_NUM_THREADS=1` seconds are those of one core.

use onemap_benches::{median_seconds, random_points};
use onemap_engine::coord::LatticePoint;
use onemap_engine::coord::h3::{CellIndex, Resolution, cell_of};
use onemap_engine::hotspot::{
    MonteCarlo, Null, Reach, TimeLimits, Weights, ZoneLimits, Zones, counts_per_cell, dbscan, hdbscan, local_g,
    permuted_p, scan,
};
use std::fs;
use std::io;
use std::num::{NonZeroU32, NonZeroUsize};

const PERMUTATIONS: NonZeroU32 = NonZeroU32::new(999).unwrap();
const RUNS: usize = 5;
/// 100 m and 20, as an analyst asks first.
const REACH: Reach = Reach { metres: 100.0, seconds: None };
const MIN_POINTS: usize = 20;
/// As small as clusters may be, and points that make one dense.
const HIERARCHY: (usize, NonZeroUsize) = (50, NonZeroUsize::new(10).unwrap());

const USAGE: &str = "hotspots cells RINGS, hotspots scan SHARE, or hotspots dbscan|hdbscan|bin FILE POINTS";

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let said = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["cells", rings] => statistics(number(rings)?),
        ["scan", share] => cylinders(number(share)?),
        [method, file, count] => {
            let points = piled_points(number(count)?);
            write(file, &points)?;
            match method {
                "dbscan" => clusters(|| dbscan(&points, &[], REACH, MIN_POINTS)),
                "hdbscan" => clusters(|| hdbscan(&points, HIERARCHY.0, HIERARCHY.1)),
                "bin" => bins(&points),
                _ => return Err(io::Error::other(USAGE)),
            }
        }
        _ => return Err(io::Error::other(USAGE)),
    };
    println!("{{{said}}}");
    Ok(())
}

fn number<T: std::str::FromStr>(text: &str) -> io::Result<T> {
    text.parse().map_err(|_| io::Error::other(format!("{text} is no number; {USAGE}")))
}

/// Gi* of all cells within some rings, analytic and by permutation.
fn statistics(rings: u32) -> String {
    let middle = cell_of(LatticePoint::new(1_173_000_000, 318_000_000), Resolution::Nine);
    let mut cells: Vec<CellIndex> = middle.expect("a place on Earth").grid_disk(rings);
    cells.sort_unstable();
    let weights = Weights::rings(&cells, 1).with_self();
    let values: Vec<f64> = (0..cells.len()).map(|i| f64::from((i * i % 23) as u32)).collect();
    let analytic = median_seconds(RUNS, || drop(local_g(&values, &weights)));
    let permuted = median_seconds(RUNS, || drop(permuted_p(&values, &weights, PERMUTATIONS, 1)));
    format!(r#""cells":{},"analytic_s":{analytic},"permuted_s":{permuted}"#, cells.len())
}

/// Points as dense as complaints of a city: half of them in piles, half anywhere in 30 × 30 km.
fn piled_points(count: usize) -> Vec<LatticePoint> {
    let corner = |steps: i32| LatticePoint::new(1_173_000_000 + steps, 318_000_000 + steps);
    let (mut xs, mut ys) = random_points(count, (corner(0), corner(3_000_000)), 7);
    let (piles_x, piles_y) = random_points(500, (corner(0), corner(3_000_000)), 8);
    let (near_x, near_y) =
        random_points(count, (LatticePoint::new(-20_000, -20_000), LatticePoint::new(20_000, 20_000)), 9);
    for i in (0..count).step_by(2) {
        xs[i] = piles_x[i % 500] + near_x[i] / 2;
        ys[i] = piles_y[i % 500] + near_y[i] / 2;
    }
    xs.into_iter().zip(ys).map(|(x, y)| LatticePoint::new(x, y)).collect()
}

fn write(file: &str, points: &[LatticePoint]) -> io::Result<()> {
    let values = points.iter().map(|it| it.x).chain(points.iter().map(|it| it.y));
    fs::write(file, values.flat_map(i32::to_le_bytes).collect::<Vec<u8>>())
}

fn clusters(run: impl Fn() -> Vec<Option<u32>>) -> String {
    let seconds = median_seconds(RUNS, || drop(run()));
    let labels = run();
    let clusters = labels.iter().flatten().max().map_or(0, |&last| last + 1);
    let noise = labels.iter().filter(|label| label.is_none()).count();
    format!(r#""seconds":{seconds},"clusters":{clusters},"noise":{noise}"#)
}

/// Points per cell of some 0.1 km².
fn bins(points: &[LatticePoint]) -> String {
    let seconds = median_seconds(RUNS, || drop(counts_per_cell(points, Resolution::Nine)));
    let cells = counts_per_cell(points, Resolution::Nine);
    let most = cells.iter().map(|it| it.count).max().unwrap_or(0);
    format!(r#""seconds":{seconds},"cells":{},"most":{most}"#, cells.len())
}

/// Cylinders of a month up to now amid as many units and complaints as in a large city, by both models. What is found is told in full, so that
/// two builds can be compared.
fn cylinders(most_share: f64) -> String {
    const UNITS: usize = 3_635;
    const STEPS: usize = 31;
    let corner = |steps: i32| LatticePoint::new(1_173_000_000 + steps, 318_000_000 + steps);
    let (xs, ys) = random_points(UNITS, (corner(0), corner(3_000_000)), 7);
    let places: Vec<LatticePoint> = xs.into_iter().zip(ys).map(|(x, y)| LatticePoint::new(x, y)).collect();
    let (units, steps) =
        random_points(116_000, (LatticePoint::default(), LatticePoint::new(UNITS as i32, STEPS as i32)), 8);
    let mut counts = vec![0; UNITS * STEPS];
    units.iter().zip(&steps).for_each(|(&unit, &step)| counts[unit as usize * STEPS + step as usize] += 1);
    let (population, lengths) = (vec![1.0; UNITS], vec![1.0; STEPS]);
    let limits = ZoneLimits { most_share, most_metres: f64::INFINITY, most_pairs: usize::MAX };
    let zones = Zones::new(&places, &population, limits).expect("no limit");
    let time = TimeLimits { most_share: 0.5, prospective: true };
    let monte_carlo = MonteCarlo { replicas: PERMUTATIONS, seed: 1 };
    let of = |null| {
        let started = std::time::Instant::now();
        let found = scan(&counts, &zones, null, time, monte_carlo, 5);
        let told: Vec<_> =
            found.iter().map(|it| (it.units.len(), &it.steps, it.observed, it.llr, it.p)).collect();
        format!(r#"{{"seconds":{},"found":"{told:?}"}}"#, started.elapsed().as_secs_f64())
    };
    let poisson = Null::Poisson { population: &population, lengths: &lengths };
    format!(r#""permutation":{},"poisson":{}"#, of(Null::Permutation), of(poisson))
}
