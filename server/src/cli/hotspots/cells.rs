//! Complaints per H3 cell.

use super::table::{Row, Shape};
use super::{Common, Failure, Outcome};
use onemap_engine::coord::LatticePoint;
use onemap_engine::coord::h3::{CellIndex, Resolution, cell_boundary, cell_center};
use onemap_engine::hotspot::{CellCount, counts_per_cell};
use rustc_hash::FxHashMap;
use std::str::FromStr;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    common: Common,
    /// Only the first N, the largest counts first.
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// H3 cells and their resolution: h3:7 (about 5 km²) to h3:11 (about 2,000 m²); 0 to 15 are possible.
    #[arg(long, value_name = "h3:R", default_value = "h3:9")]
    units: H3Units,
}

#[derive(Clone, Copy)]
struct H3Units(Resolution);

impl FromStr for H3Units {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.strip_prefix("h3:").and_then(|number| number.parse::<u8>().ok());
        let resolution = number.and_then(|number| Resolution::try_from(number).ok());
        resolution.map(Self).ok_or_else(|| "give h3: and a resolution from 0 to 15, as h3:9".to_owned())
    }
}

pub(super) fn run(args: &Args) -> Result<Outcome, Failure> {
    let selected = args.common.selection.read(&args.common.store)?;
    let mut cells = counts_per_cell(&selected.points, args.units.0);
    let before = counts_per_cell(&selected.points_before, args.units.0);
    let before: FxHashMap<CellIndex, u64> = before.iter().map(|it| (it.cell, it.count)).collect();
    cells.sort_by_key(|it| (std::cmp::Reverse(it.count), it.cell));
    cells.truncate(args.top.unwrap_or(usize::MAX));
    selected.say_unlocated();
    let rows = cells.iter().map(|it| row(it, before.get(&it.cell).copied().unwrap_or(0)));
    args.common.output.write(&["unit", "lon", "lat", "value", "before"], rows)
}

fn row(counted: &CellCount, before: u64) -> Row {
    let center: LatticePoint = cell_center(counted.cell);
    let cells = vec![
        counted.cell.to_string().into(),
        center.lon().into(),
        center.lat().into(),
        counted.count.into(),
        before.into(),
    ];
    Row::new(cells, Shape::Polygons(cell_boundary(counted.cell)))
}
