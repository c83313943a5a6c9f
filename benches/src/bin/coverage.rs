//! How long a layer of polygons takes to be built into a coverage, checked, repaired and simplified, all from its polygons in
//! memory: one line of JSON.
//!
//! `coverage FILE` measures the polygons of a file; `coverage --plan FILE` writes 3,635 grids of 60 vertices there first.

use onemap_benches::{median_seconds, wavy_plan};
use onemap_engine::coord::{Crs, MultiPolygon, Polygon};
use onemap_engine::coverage::{Coverage, Repair, Simplifier, check as check_layer};
use onemap_engine::format::write::{self, Column, ColumnType, GeometryType, Schema, Shape};
use onemap_engine::format::{self, ReadOptions};
use onemap_engine::record::{RawGeometry, Value};
use std::error::Error;
use std::hint::black_box;
use std::path::Path;

const GRIDS: u32 = 3_635;
const VERTICES: u32 = 60;
const RUNS: usize = 5;

/// How near two boundaries are one, and the greatest width of a gap that is filled; about ten steps.
const TOLERANCE_M: f64 = 0.1;

/// The area (steps²) of a triangle whose corner may go.
const SIMPLIFY_STEPS2: f64 = 1e6;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let file = Path::new(args.last().ok_or("coverage [--plan] FILE")?);
    if args.len() > 1 {
        write_plan(file)?;
    }
    let polygons = read(file)?;
    let vertices: usize = polygons.iter().map(|shape| shape.points().count()).sum();
    let build = median_seconds(RUNS, || drop(black_box(Coverage::build(&polygons))));
    let check = median_seconds(RUNS, || {
        black_box(check_layer(&polygons, 0.0));
    });
    let repair = median_seconds(RUNS, || drop(black_box(Repair::within(TOLERANCE_M).run(&polygons))));
    let simplify = median_seconds(RUNS, || {
        let coverage = Coverage::build(&polygons).coverage;
        drop(black_box(Simplifier::up_to(SIMPLIFY_STEPS2, &coverage).at(SIMPLIFY_STEPS2)));
    });
    let issues =
        Coverage::build(&polygons).report.issues.iter().filter(|issue| !issue.kind.is_harmless()).count();
    println!(
        r#"{{"polygons":{},"vertices":{vertices},"issues":{issues},"build_s":{build},"check_s":{check},"repair_s":{repair},"simplify_s":{simplify}}}"#,
        polygons.len()
    );
    Ok(())
}

fn write_plan(file: &Path) -> Result<(), Box<dyn Error>> {
    let schema =
        Schema { columns: vec![Column::new("code", ColumnType::Text)], geometry: GeometryType::Polygon };
    let mut writer = write::create(file, None, &schema)?;
    for (i, polygon) in wavy_plan(GRIDS, VERTICES).polygons().enumerate() {
        let shape = MultiPolygon::from(polygon);
        writer.write(&[Value::Text(&format!("G{i:05}"))], Some(Shape::Polygons(&shape)))?;
    }
    writer.finish()?;
    Ok(())
}

fn read(file: &Path) -> Result<Vec<MultiPolygon>, Box<dyn Error>> {
    let mut polygons = Vec::new();
    for chunk in format::open(file, &ReadOptions::default())? {
        for row in chunk?.rows {
            if let Some(RawGeometry::Polygons(parts)) = row?.geometry {
                polygons
                    .push(MultiPolygon(parts.iter().map(|rings| polygon(rings)).collect::<Result<_, _>>()?));
            }
        }
    }
    Ok(polygons)
}

fn polygon(rings: &[Vec<(f64, f64)>]) -> Result<Polygon, Box<dyn Error>> {
    let crs = Crs::wgs84();
    let mut rings = rings.iter().map(|ring| {
        let mut ring = crs.line_to_lattice(ring)?;
        ring.pop();
        Ok::<_, Box<dyn Error>>(ring)
    });
    Ok(Polygon {
        shell: rings.next().ok_or("a polygon without rings")??,
        holes: rings.collect::<Result<_, _>>()?,
    })
}
