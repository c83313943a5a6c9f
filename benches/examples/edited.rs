//! Writes plans for GEOS to judge: a plan after many random operations, and its boundaries simplified for each zoom, before they
//! are rounded to tiles. One line for each grid: what it is of, a tab, and its polygons as WKT in lattice steps.
//!
//! `edited [OPERATIONS] [SEED]`

use onemap_benches::{random_points, wavy_plan};
use onemap_engine::coord::{LatticePoint, MultiPolygon, Ring};
use onemap_engine::coverage::{Coverage, FaceId};
use onemap_engine::tile::AreaLayer;
use std::io::{self, BufWriter, Write};

const GRIDS: u32 = 100;
const VERTICES: u32 = 60;
/// What a drawn line reaches from its first point, in lattice steps: about a grid and a half.
const REACH: i32 = 90_000;
const ZOOMS: std::ops::RangeInclusive<u8> = 8..=16;

fn main() -> io::Result<()> {
    let number = |argument: Option<String>, otherwise| argument.map_or(Ok(otherwise), |text| text.parse());
    let mut args = std::env::args().skip(1);
    let operations: usize = number(args.next(), 1_000).map_err(io::Error::other)?;
    let seed = number(args.next(), 7).map_err(io::Error::other)?;
    let (plan, made) = edited(operations, seed as u64);
    eprintln!("{made} of {operations} operations made");
    let mut out = BufWriter::new(io::stdout().lock());
    write_all(&mut out, "full", &plan)?;
    let layer = AreaLayer::new("grids", &plan, &vec![None; plan.faces().len()]);
    for zoom in ZOOMS {
        write_all(&mut out, &format!("zoom {zoom}"), &layer.simplified(zoom))?;
    }
    out.flush()
}

/// A plan after random operations, and how many of them were not refused.
fn edited(operations: usize, seed: u64) -> (Coverage, usize) {
    let wavy = wavy_plan(GRIDS, VERTICES);
    let shapes: Vec<MultiPolygon> = wavy.polygons().map(MultiPolygon::from).collect();
    let mut coverage = Coverage::build(&shapes).coverage;
    // Two random points for each operation: where it is, and numbers to choose by.
    let (xs, ys) = random_points(operations * 4, wavy.corners(), seed);
    let mut made = 0;
    for (x, y) in xs.chunks_exact(4).zip(ys.chunks_exact(4)) {
        let near =
            |i: usize| LatticePoint::new(x[0] + (x[i] % REACH) - REACH / 2, y[0] + (y[i] % REACH) - REACH / 2);
        let line: Vec<LatticePoint> = (0..4).map(near).collect();
        let face = coverage.face_around(line[0]);
        if face == FaceId::OUTSIDE {
            continue;
        }
        // As many grids are merged as are split.
        let crowded = live(&coverage) > GRIDS as usize;
        let edit = match (x[1] / 7) % 4 {
            0 if crowded => {
                let beside = coverage.neighbours(face);
                let other = beside[y[1].unsigned_abs() as usize % beside.len()].0;
                if other == FaceId::OUTSIDE { continue } else { coverage.merge(&[other], face) }
            }
            0 => coverage.split(face, &line),
            1 => coverage.reshape(face, &line),
            _ => {
                let arc = &coverage.arcs()[coverage.arc_numbers(face)[0] as usize];
                let from = arc.points[arc.points.len() / 2];
                coverage.move_vertices(&[(from, LatticePoint::new(from.x + x[2] % 900, from.y + y[2] % 900))])
            }
        };
        if let Ok(edit) = edit {
            coverage = edit.coverage;
            made += 1;
        }
    }
    (coverage, made)
}

/// How many grids have a place.
fn live(coverage: &Coverage) -> usize {
    coverage.faces().filter(|&face| !coverage.arc_numbers(face).is_empty()).count()
}

fn write_all(out: &mut impl Write, of: &str, coverage: &Coverage) -> io::Result<()> {
    let shapes = coverage.faces().map(|face| coverage.polygon(face)).filter(|shape| !shape.0.is_empty());
    for shape in shapes {
        writeln!(out, "{of}\t{}", wkt(&shape))?;
    }
    Ok(())
}

fn wkt(shape: &MultiPolygon) -> String {
    let ring = |ring: &Ring| {
        let points = ring.iter().chain(ring.first()).map(|p| format!("{} {}", p.x, p.y));
        format!("({})", points.collect::<Vec<_>>().join(","))
    };
    let polygons =
        shape.0.iter().map(|polygon| format!("({})", polygon.rings().map(ring).collect::<Vec<_>>().join(",")));
    format!("MULTIPOLYGON({})", polygons.collect::<Vec<_>>().join(","))
}
