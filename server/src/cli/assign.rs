//! `onemap assign`: points into grids, file to file, without a store.

use super::{Failure, Outcome};
use crate::intake::{AreaFile, ReadAreas, read_areas};
use onemap_engine::coord::Crs;
use onemap_engine::coverage::{Coverage, Issue, IssueKind};
use onemap_engine::format::points::{self, PointsError, Tally, Task};
use onemap_engine::locate::GridIndex;
use onemap_engine::record::{AreaLevel, Rejection};
use serde::Serialize;
use std::path::PathBuf;
use std::time::Instant;

const EXAMPLE: &str = "\
Example: onemap assign --grids grids.geojson --points complaints.parquet --lon lon --lat lat --out located.parquet

The points come out in their order with one more column: the code of the grid that holds each, empty where none does. A point
on a boundary goes to one of the grids, always the same. Where grids overlap, the first in the file wins.";

/// Issues and row numbers told on the terminal; `--json` has them all.
const TOLD: usize = 5;

/// Put points into grids, file to file.
#[derive(clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Args {
    /// Grids: GeoJSON, GeoJSON sequence, GeoParquet, or CSV with WKT
    #[arg(long, value_name = "FILE")]
    grids: PathBuf,
    /// Points: Parquet or CSV (also .gz, .zst)
    #[arg(long, value_name = "FILE")]
    points: PathBuf,
    /// Column of longitudes [default: by its name, such as lon, lng, 经度]
    #[arg(long, value_name = "COLUMN")]
    lon: Option<String>,
    /// Column of latitudes [default: by its name, such as lat, 纬度]
    #[arg(long, value_name = "COLUMN")]
    lat: Option<String>,
    /// Result: .parquet, .csv, .csv.gz or .csv.zst
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Property of the grids that is written [default: code, or what is called like it]
    #[arg(long, visible_alias = "id", value_name = "PROPERTY")]
    grid_id: Option<String>,
    /// Name of the new column
    #[arg(long, value_name = "NAME", default_value = "grid")]
    out_column: String,
    /// What the coordinates of both files are: EPSG:…, gcj02 or bd09 [default: EPSG:4326 for the points, what their file
    /// states for the grids]
    #[arg(long, value_name = "CRS")]
    crs: Option<Crs>,
    /// What the coordinates of the grids are, if something else
    #[arg(long, value_name = "CRS")]
    grids_crs: Option<Crs>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

/// What is told in the end.
#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    points: Tally,
    looks_swapped: bool,
    grids: usize,
    /// Grids that could not be read, and why.
    grids_rejected: Vec<String>,
    overlaps: Vec<Overlap>,
    seconds: f64,
}

/// A place that two grids claim; the first has it.
#[derive(Serialize)]
struct Overlap {
    grids: Vec<String>,
    lon: f64,
    lat: f64,
    area_m2: f64,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let grids = read_grids(args)?;
    let points_crs = args.crs.clone().unwrap_or_else(Crs::wgs84);
    let polygons: Vec<_> = grids.areas.iter().map(|area| area.shape.clone()).collect();
    let built = Coverage::build(&polygons);
    let index = GridIndex::build(&built.coverage);
    let codes: Vec<String> = grids.areas.into_iter().map(|area| area.code).collect();
    let task = Task {
        input: &args.points,
        output: &args.out,
        lon: args.lon.as_deref(),
        lat: args.lat.as_deref(),
        crs: &points_crs,
        column: &args.out_column,
        codes: &codes,
        locate: &|xs, ys, out| index.locate_batch(xs, ys, out),
    };
    let points = points::add_codes(&task).map_err(failure)?;
    let report = Report {
        looks_swapped: points.looks_swapped(),
        points,
        grids: codes.len(),
        grids_rejected: grids.rejections.iter().map(Rejection::to_string).collect(),
        overlaps: overlaps(&built.report.issues, &codes),
        seconds: started.elapsed().as_secs_f64(),
    };
    tell(&report, args)
}

fn failure(error: PointsError) -> Failure {
    match error {
        PointsError::ColumnExists(_) => Failure::usage(format!("{error} with --out-column")),
        _ if error.is_usage() => Failure::usage(error),
        _ => Failure::input(error),
    }
}

/// The grids, in the order of their file and in the coordinates it states where the user states none.
fn read_grids(args: &Args) -> Result<ReadAreas, Failure> {
    let crs = args.grids_crs.as_ref().or(args.crs.as_ref());
    let code = args.grid_id.as_deref();
    read_areas(&AreaFile { path: &args.grids, level: AreaLevel::Grid, crs, code, layer: None, encoding: None })
        .map_err(|error| Failure::of_grids(&error))
}

fn overlaps(issues: &[Issue], codes: &[String]) -> Vec<Overlap> {
    let claimed_twice = |issue: &&Issue| {
        matches!(issue.kind, IssueKind::Overlap | IssueKind::OverlapSliver | IssueKind::Duplicate)
    };
    let overlap = |issue: &Issue| Overlap {
        grids: issue.polygons.iter().map(|&polygon| codes[polygon].clone()).collect(),
        lon: issue.place.lon(),
        lat: issue.place.lat(),
        area_m2: issue.extent.value(),
    };
    issues.iter().filter(claimed_twice).map(overlap).collect()
}

fn tell(report: &Report, args: &Args) -> Result<Outcome, Failure> {
    warn(report, args);
    if args.json {
        println!("{}", serde_json::to_string_pretty(report).map_err(Failure::input)?);
    } else {
        let Tally { rows, assigned, unassigned, .. } = report.points;
        eprintln!(
            "{rows} points, {assigned} in one of {} grids, {unassigned} in none, in {:.2} s: {}",
            report.grids,
            report.seconds,
            args.out.display()
        );
    }
    Ok(Outcome::Done)
}

/// Whatever the user should look at, on stderr.
fn warn(report: &Report, args: &Args) {
    let Tally { invalid, invalid_rows, unreadable, .. } = &report.points;
    if report.looks_swapped {
        eprintln!(
            "onemap: longitude and latitude look swapped in {}; try --lon and --lat the other way round",
            args.points.display()
        );
    }
    if *invalid > 0 {
        eprintln!(
            "onemap: {invalid} points without valid coordinates, in rows {}",
            some(invalid_rows, *invalid)
        );
    }
    if *unreadable > 0 {
        eprintln!("onemap: {unreadable} rows of {} cannot be read and are left out", args.points.display());
    }
    for rejected in report.grids_rejected.iter().take(TOLD) {
        eprintln!("onemap: {}: {rejected}", args.grids.display());
    }
    for overlap in report.overlaps.iter().take(TOLD) {
        let Overlap { grids, lon, lat, area_m2 } = overlap;
        eprintln!(
            "onemap: grids {} overlap near {lon:.6}, {lat:.6} by {area_m2:.1} m²; the first has it",
            grids.join(" and ")
        );
    }
    let hidden = report.overlaps.len().saturating_sub(TOLD) + report.grids_rejected.len().saturating_sub(TOLD);
    if hidden > 0 {
        eprintln!("onemap: {hidden} more overlaps or rejected grids; --json lists them");
    }
}

fn some(rows: &[u64], count: u64) -> String {
    let first: Vec<String> = rows.iter().take(TOLD).map(u64::to_string).collect();
    if count > first.len() as u64 { format!("{}, …", first.join(", ")) } else { first.join(", ") }
}
