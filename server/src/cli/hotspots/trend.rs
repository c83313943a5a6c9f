//! Growth and trend, of all complaints and by category.

use super::setting::say;
use super::table::{Cell, Row, Shape};
use super::{Common, Failure, Outcome};
use crate::hotspots::{TrendQuestion, TrendRow};
use crate::snapshot::Step;
use onemap_engine::hotspot::Change;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    common: Common,
    /// The steps whose counts are tested for a trend; only those that lie wholly in the window.
    #[arg(long, value_enum, default_value_t = Step::Day)]
    step: Step,
}

const COLUMNS: [&str; 15] = [
    "category",
    "count",
    "before",
    "change",
    "change_low",
    "change_high",
    "year_before",
    "year_change",
    "year_change_low",
    "year_change_high",
    "s",
    "z",
    "p",
    "slope",
    "step",
];

pub(super) fn run(args: &Args) -> Result<Outcome, Failure> {
    args.common.output.refuse_geojson("trends have no geometry")?;
    let snapshot = args.common.snapshot()?;
    let (window, filter) = args.common.selection.window_and_filter(&snapshot)?;
    let trends = TrendQuestion { window, step: args.step, filter }.answer(&snapshot)?;
    say(&trends.notes);
    args.common.output.write(&COLUMNS, trends.rows.iter().map(|it| row(it, args.step)))
}

fn row(row: &TrendRow, step: Step) -> Row {
    let change = |change: Option<Change>| -> [Cell; 3] {
        [
            change.and_then(|it| it.change).into(),
            change.map(|it| it.low).into(),
            change.and_then(|it| it.high).into(),
        ]
    };
    let trend = row.trend;
    let mut cells: Vec<Cell> = vec![row.category.clone().into(), row.count.into(), row.before.into()];
    cells.extend(change(row.change));
    cells.push(row.year_before.into());
    cells.extend(change(row.year_change));
    cells.extend(
        [trend.map(|it| it.s), trend.map(|it| it.z), trend.map(|it| it.p), trend.map(|it| it.slope)]
            .map(Cell::from),
    );
    cells.push(step.name().into());
    Row::new(cells, Shape::None)
}
