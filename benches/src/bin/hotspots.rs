//! Times the statistics of H3 cells and the clusters of points, as one line of JSON, and leaves the points for peers to read.
//!
//! `hotspots FILE [POINTS]` writes the points to FILE (all x, then all y; little-endian lattice steps). With `RAYON_NUM_THREADS=1`
//! seconds are seconds of one core.

use onemap_benches::{median_seconds, random_points};
use onemap_engine::coord::LatticePoint;
use onemap_engine::coord::h3::{CellIndex, Resolution, cell_of};
use onemap_engine::hotspot::{Reach, Weights, dbscan, local_g, permuted_p};
use std::fs;
use std::io;
use std::num::NonZeroU32;

const PERMUTATIONS: NonZeroU32 = NonZeroU32::new(999).unwrap();
/// Rings around a cell: 3,571 and 99,919 cells.
const RINGS: [u32; 2] = [34, 182];
const RUNS: usize = 5;
/// 100 m and 20, as an analyst asks first.
const REACH: Reach = Reach { metres: 100.0, seconds: None };
const MIN_POINTS: usize = 20;

fn main() -> io::Result<()> {
    let mut args = std::env::args().skip(1);
    let file = args.next().ok_or_else(|| io::Error::other("hotspots FILE [POINTS]"))?;
    let count = args.next().map_or(Ok(1_000_000), |count| count.parse()).map_err(io::Error::other)?;
    let mut said: Vec<String> = RINGS.iter().map(|&rings| statistics(rings)).collect();
    said.push(clusters(&file, count)?);
    println!("{{{}}}", said.join(","));
    Ok(())
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
    format!(r#""cells{rings}":{{"cells":{},"analytic_s":{analytic},"permuted_s":{permuted}}}"#, cells.len())
}

/// Points as dense as complaints of a city: half of them in piles, half anywhere in 30 × 30 km.
fn clusters(file: &str, count: usize) -> io::Result<String> {
    let corner = |steps: i32| LatticePoint::new(1_173_000_000 + steps, 318_000_000 + steps);
    let (mut xs, mut ys) = random_points(count, (corner(0), corner(3_000_000)), 7);
    let (piles_x, piles_y) = random_points(500, (corner(0), corner(3_000_000)), 8);
    let (near_x, near_y) =
        random_points(count, (LatticePoint::new(-20_000, -20_000), LatticePoint::new(20_000, 20_000)), 9);
    for i in (0..count).step_by(2) {
        xs[i] = piles_x[i % 500] + near_x[i] / 2;
        ys[i] = piles_y[i % 500] + near_y[i] / 2;
    }
    let bytes: Vec<u8> = xs.iter().chain(&ys).flat_map(|value| value.to_le_bytes()).collect();
    fs::write(file, bytes)?;
    let places: Vec<LatticePoint> = xs.into_iter().zip(ys).map(|(x, y)| LatticePoint::new(x, y)).collect();
    let seconds = median_seconds(RUNS, || drop(dbscan(&places, &[], REACH, MIN_POINTS)));
    let labels = dbscan(&places, &[], REACH, MIN_POINTS);
    let clusters = labels.iter().flatten().max().map_or(0, |&last| last + 1);
    let noise = labels.iter().filter(|label| label.is_none()).count();
    Ok(format!(r#""dbscan":{{"points":{count},"seconds":{seconds},"clusters":{clusters},"noise":{noise}}}"#))
}
