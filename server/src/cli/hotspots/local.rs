//! Gi*, Gi and local Moran of every unit.

use super::setting::{SettingArgs, say};
use super::table::{Row as TableRow, Shape};
use super::{Failure, Outcome};
use crate::hotspots::{Local, Method, Question, Row};
use std::num::NonZeroU32;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    setting: SettingArgs,
    /// Take p from so many conditional permutations instead of the normal distribution.
    #[arg(long, value_name = "N", value_parser = permutations)]
    permutations: Option<NonZeroU32>,
    /// Seed of the permutations: the same seed gives the same p.
    #[arg(long, value_name = "N", requires = "permutations", default_value_t = 0)]
    seed: u64,
    /// The share of false ones accepted among those called significant (Benjamini and Hochberg).
    #[arg(long, value_name = "SHARE", default_value_t = 0.05, value_parser = share)]
    alpha: f64,
}

const COLUMNS: [&str; 6] = ["unit", "value", "statistic", "z", "p", "significant"];

/// More would take memory that nobody has.
const MOST_PERMUTATIONS: u32 = 999_999;

fn permutations(text: &str) -> Result<NonZeroU32, String> {
    let number = text.parse().ok().and_then(NonZeroU32::new).filter(|it| it.get() <= MOST_PERMUTATIONS);
    number.ok_or_else(|| format!("give a number from 1 to {MOST_PERMUTATIONS}, as 999"))
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| *share > 0.0 && *share < 1.0);
    share.ok_or_else(|| "give a number between 0 and 1, as 0.05".to_owned())
}

pub(super) fn run(method: Method, args: &Args) -> Result<Outcome, Failure> {
    let snapshot = args.setting.common.snapshot()?;
    let question = Question {
        method,
        setting: args.setting.setting(&snapshot)?,
        permutations: args.permutations,
        seed: args.seed,
        alpha: args.alpha,
    };
    let local = question.answer(&snapshot)?;
    say(&local.notes);
    let own: &[&str] = if method == Method::LocalMoran { &["quadrant"] } else { &["observed", "expected"] };
    let rows = (0..local.rows.len()).map(|unit| row(&local, unit));
    args.setting.common.output.write(&[&COLUMNS, own].concat(), rows)
}

fn row(local: &Local<'_>, unit: usize) -> TableRow {
    let Row { value, statistic, observed, expected, z, p, significant, quadrant } = local.rows[unit];
    let mut cells = vec![
        local.units.names[unit].as_str().into(),
        value.into(),
        statistic.into(),
        z.into(),
        p.into(),
        significant.into(),
    ];
    match quadrant {
        Some(quadrant) => cells.push(quadrant.name().into()),
        None => cells.extend([observed.into(), expected.into()]),
    }
    TableRow::new(cells, Shape::Polygons(local.units.shape(unit)))
}
