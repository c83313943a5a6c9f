//! Categories by volume, share and growth.

use super::table::{Cell, OutputFormat, Table};
use super::{Common, Failure, Outcome};
use onemap_engine::hotspot::{Ranked, rank};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    common: Common,
    /// Rank major categories (大类) instead of minor ones (小类).
    #[arg(long)]
    major: bool,
}

pub(super) fn run(args: &Args) -> Result<Outcome, Failure> {
    if args.common.format == Some(OutputFormat::Geojson) {
        return Err(Failure::usage("categories have no geometry; give --format json or csv"));
    }
    let selected = args.common.selection.read(&args.common.store)?;
    let (names, now, before) = if args.major { selected.by_category() } else { selected.by_subcategory() };
    let ranked = rank(&now, &before);
    let top = ranked.iter().take(args.common.top.unwrap_or(usize::MAX));
    let rows = top.map(|it| row(&names[it.index], it)).collect::<Vec<_>>();
    let table = Table {
        columns: &["category", "subcategory", "value", "before", "change", "share"],
        shapes: vec![None; rows.len()],
        rows,
    };
    table.write(args.common.format, args.common.out.as_deref())
}

fn row((category, subcategory): &(Option<String>, Option<String>), ranked: &Ranked) -> Vec<Cell> {
    vec![
        category.clone().into(),
        subcategory.clone().into(),
        ranked.count.into(),
        ranked.before.into(),
        ranked.change.into(),
        ranked.share.into(),
    ]
}
