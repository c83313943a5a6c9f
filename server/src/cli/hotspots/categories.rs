//! Categories by volume, share, growth, spread and repeats.

use super::setting::{MOST_UNITS, say};
use super::table::{Cell, Row, Shape};
use super::{Common, Failure, Outcome};
use crate::hotspots::{By, CategoryQuestion, CategoryRow, UnitKind};
use crate::snapshot::{FaceNumber, LEVELS, Snapshot};
use onemap_engine::record::AreaLevel;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    common: Common,
    /// Only the first N.
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Rank major categories (大类) instead of minor ones (小类).
    #[arg(long)]
    major: bool,
    /// Only complaints of the area with this code, compared with the whole city [default: the whole city, compared with the window before].
    #[arg(long, value_name = "CODE")]
    area: Option<String>,
    /// What they are ranked by, the greatest first.
    #[arg(long, value_enum, default_value_t = By::Volume)]
    by: By,
    /// What spread is measured in: grids, communities, streets, districts, h3:RESOLUTION or square:METRES.
    #[arg(long, value_name = "UNITS", default_value = "h3:9")]
    units: UnitKind,
}

pub(super) fn run(args: &Args) -> Result<Outcome, Failure> {
    args.common.output.refuse_geojson("categories have no geometry")?;
    let snapshot = args.common.snapshot()?;
    let (window, filter) = args.common.selection.window_and_filter(&snapshot)?;
    let question = CategoryQuestion {
        window,
        filter,
        minor: !args.major,
        area: area(args.area.as_deref(), &snapshot)?,
        units: args.units,
        most_units: MOST_UNITS,
        by: args.by,
    };
    let said = question.read(&snapshot).map_err(Failure::input)?;
    let ranked = question.answer(&snapshot, &said)?;
    say(&ranked.notes);
    args.common
        .output
        .write(&CategoryRow::COLUMNS, ranked.rows.iter().take(args.top.unwrap_or(usize::MAX)).map(row))
}

fn area(code: Option<&str>, snapshot: &Snapshot) -> Result<(AreaLevel, FaceNumber), Failure> {
    let Some(code) = code else { return Ok((AreaLevel::City, Snapshot::CITY)) };
    let found = LEVELS.into_iter().find_map(|level| Some((level, snapshot.find(level, code)?.0)));
    found.ok_or_else(|| Failure::usage(format!("--area: the store has no area with the code {code}")))
}

fn row(row: &CategoryRow) -> Row {
    let change = row.change;
    let cells: Vec<Cell> = vec![
        row.category.clone().into(),
        row.subcategory.clone().into(),
        row.count.into(),
        row.before.into(),
        change.and_then(|it| it.change).into(),
        change.map(|it| it.low).into(),
        change.and_then(|it| it.high).into(),
        row.share.into(),
        row.expected_share.into(),
        row.ratio().into(),
        row.units.into(),
        row.spread.into(),
        row.evenness.into(),
        row.repeats.into(),
        row.repeat_share().into(),
    ];
    Row::new(cells, Shape::None)
}
