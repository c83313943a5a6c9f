//! Emerging hot spots.

use super::local::share;
use super::setting::{MOST_UNITS, say};
use super::table::{Row, Shape};
use super::{Common, Failure, Outcome};
use crate::hotspots::{EmergingQuestion, EmergingUnits, Neighbourhood, UnitKind};
use crate::snapshot::Step;
use onemap_engine::hotspot::{Bin, Pattern};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    common: Common,
    /// What complaints are counted in: grids, communities, streets, districts, h3:RESOLUTION or square:METRES.
    #[arg(long, value_name = "UNITS", default_value = "grids")]
    units: UnitKind,
    /// Who is whose neighbour, as for gi-star.
    #[arg(long, value_name = "WEIGHTS", default_value = "queen")]
    weights: Neighbourhood,
    /// The steps of time; only those that lie wholly in the window count, and there must be ten.
    #[arg(long, value_enum, default_value_t = Step::Week)]
    step: Step,
    /// So many steps before a step count among its neighbours.
    #[arg(long, value_name = "N", default_value_t = 1)]
    time_neighbours: usize,
    /// The share of false ones accepted among hot and cold bins (Benjamini and Hochberg); also the level of the trend of z.
    #[arg(long, value_name = "SHARE", default_value_t = 0.05, value_parser = share)]
    alpha: f64,
}

const COLUMNS: [&str; 12] = [
    "unit",
    "pattern",
    "value",
    "last_value",
    "hot",
    "cold",
    "last_z",
    "last_p",
    "trend_z",
    "trend_p",
    "steps",
    "bins",
];

pub(super) fn run(args: &Args) -> Result<Outcome, Failure> {
    let snapshot = args.common.snapshot()?;
    let question = EmergingQuestion {
        units: args.units,
        most_units: MOST_UNITS,
        neighbours: args.weights,
        step: args.step,
        earlier: args.time_neighbours,
        alpha: args.alpha,
        filter: args.common.selection.filter(&snapshot)?,
    };
    let found = question.answer(&snapshot)?;
    say(&found.notes);
    args.common.output.write(&COLUMNS, (0..found.rows.len()).map(|unit| row(&found, unit)))
}

fn row(found: &EmergingUnits<'_>, unit: usize) -> Row {
    let row = &found.rows[unit];
    let emerging = &row.emerging;
    let bins = |wanted: Bin| emerging.bins.iter().filter(|&&bin| bin == wanted).count() as u64;
    let cells = vec![
        found.units.names[unit].as_str().into(),
        emerging.pattern.map_or_else(|| "no pattern detected".to_owned(), Pattern::words).into(),
        row.count().into(),
        row.last_count().into(),
        bins(Bin::Hot).into(),
        bins(Bin::Cold).into(),
        emerging.last.z.into(),
        emerging.last.p.into(),
        emerging.trend.map(|trend| trend.z).into(),
        emerging.trend.map(|trend| trend.p).into(),
        (found.steps as u64).into(),
        emerging.bins.iter().map(|bin| bin.sign()).collect::<String>().into(),
    ];
    Row::new(cells, Shape::Polygons(found.units.shape(unit)))
}
