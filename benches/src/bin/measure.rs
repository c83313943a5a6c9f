//! Writes a plan and points for peers to read, and prints how long the engine takes for them in memory, as one line of JSON.
//!
//! `measure DIR [POINTS]` leaves `grids.geojson` and `points.i32` (all x, then all y; little-endian lattice steps) in DIR.

use onemap_benches::{median_seconds, random_points, wavy_plan};
use onemap_engine::coord::{LatticePoint, Polygon};
use onemap_engine::locate::GridIndex;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::PathBuf;

const GRIDS: u32 = 3_635;
const VERTICES: u32 = 60;
const RUNS: usize = 9;

fn main() -> io::Result<()> {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().ok_or_else(|| io::Error::other("measure DIR [POINTS]"))?);
    let count = args.next().map_or(Ok(10_000_000), |count| count.parse()).map_err(io::Error::other)?;
    let plan = wavy_plan(GRIDS, VERTICES);
    let (xs, ys) = random_points(count, plan.corners(), 7);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("grids.geojson"), geojson(plan.polygons()))?;
    let bytes: Vec<u8> = xs.iter().chain(&ys).flat_map(|value| value.to_le_bytes()).collect();
    fs::write(folder.join("points.i32"), bytes)?;

    let coverage = plan.coverage();
    let build = median_seconds(RUNS, || drop(GridIndex::build(&coverage)));
    let index = GridIndex::build(&coverage);
    let mut faces = vec![0; count];
    let locate = median_seconds(RUNS, || index.locate_batch(&xs, &ys, &mut faces));
    let located = faces.iter().filter(|&&face| face != 0).count();
    let bytes = index.bytes();
    println!(
        r#"{{"points":{count},"located":{located},"index_bytes":{bytes},"build_s":{build},"locate_s":{locate}}}"#
    );
    Ok(())
}

fn geojson(polygons: impl Iterator<Item = Polygon>) -> String {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[\n");
    for (i, polygon) in polygons.enumerate() {
        let comma = if i == 0 { "" } else { ",\n" };
        let closed = polygon.shell.iter().chain(polygon.shell.first());
        let ring: Vec<String> = closed.map(position).collect();
        write!(
            text,
            r#"{comma}{{"type":"Feature","properties":{{"code":"G{i:05}"}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
            ring.join(",")
        )
        .expect("a string takes all that is written");
    }
    text + "\n]}\n"
}

fn position(p: &LatticePoint) -> String {
    format!("[{:.7},{:.7}]", p.lon(), p.lat())
}
