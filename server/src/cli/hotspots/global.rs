//! Moran's I and Geary's C of all units together.

use super::setting::{SettingArgs, say};
use super::table::{Row, Shape};
use super::{Failure, Outcome};
use crate::hotspots::GlobalMethod;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    setting: SettingArgs,
}

pub(super) fn run(method: GlobalMethod, args: &Args) -> Result<Outcome, Failure> {
    args.setting.common.output.refuse_geojson("a statistic of all units has no geometry")?;
    let snapshot = args.setting.common.snapshot()?;
    let global = method.answer(&args.setting.setting(&snapshot)?, &snapshot)?;
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
