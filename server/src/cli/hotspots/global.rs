//! Moran's I and Geary's C of all units together.

use super::setting::{SettingArgs, say};
use super::table::{OutputFormat, Table};
use super::{Failure, Outcome};
use crate::hotspots::GlobalMethod;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    setting: SettingArgs,
}

pub(super) fn run(method: GlobalMethod, args: &Args) -> Result<Outcome, Failure> {
    if args.setting.format == Some(OutputFormat::Geojson) {
        return Err(Failure::usage("a statistic of all units has no geometry; give --format json or csv"));
    }
    let snapshot = args.setting.snapshot()?;
    let global = method.answer(&args.setting.setting(&snapshot)?, &snapshot)?;
    say(&global.notes);
    let found = global.found;
    let numbers = [
        found.map(|it| it.statistic),
        found.map(|it| it.expected),
        found.map(|it| it.variance),
        found.map(|it| it.z),
        found.map(|it| it.p),
    ];
    let table = Table {
        columns: &["units", "statistic", "expected", "variance", "z", "p"],
        rows: vec![[(global.units as u64).into()].into_iter().chain(numbers.map(Into::into)).collect()],
        shapes: vec![None],
    };
    table.write(args.setting.format, args.setting.out.as_deref())
}
