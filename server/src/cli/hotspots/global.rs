//! Moran's I and Geary's C of all units together.

use super::local::permutations;
use super::setting::{SettingArgs, say};
use super::table::{Row, Shape};
use super::{Failure, Outcome};
use crate::hotspots::{GlobalMethod, GlobalQuestion};
use std::num::NonZeroU32;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    setting: SettingArgs,
    /// Take p from so many permutations of the values among all units instead of the normal distribution.
    #[arg(long, value_name = "N", value_parser = permutations)]
    permutations: Option<NonZeroU32>,
    /// Seed of the permutations: the same seed gives the same p.
    #[arg(long, value_name = "N", requires = "permutations", default_value_t = 0)]
    seed: u64,
}

pub(super) fn run(method: GlobalMethod, args: &Args) -> Result<Outcome, Failure> {
    args.setting.common.output.refuse_geojson("a statistic of all units has no geometry")?;
    let snapshot = args.setting.common.snapshot()?;
    let question = GlobalQuestion {
        method,
        setting: args.setting.setting(&snapshot)?,
        permutations: args.permutations,
        seed: args.seed,
    };
    let global = question.answer(&snapshot)?;
    say(&global.notes);
    let found = global.found;
    let cells = vec![
        (global.units as u64).into(),
        found.map(|it| it.statistic).into(),
        found.map(|it| it.expected).into(),
        found.map(|it| it.variance).into(),
        found.map(|it| it.z).into(),
        found.map(|it| it.p).into(),
    ];
    let columns = ["units", "statistic", "expected", "variance", "z", "p"];
    args.setting.common.output.write(&columns, std::iter::once(Row::new(cells, Shape::None)))
}
