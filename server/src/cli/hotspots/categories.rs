//! Categories by volume, share and growth.

use super::table::{Row, Shape};
use super::{Common, Failure, Outcome};
use onemap_engine::hotspot::{Ranked, rank};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    common: Common,
    /// Only the first N, the largest counts first.
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Rank major categories (大类) instead of minor ones (小类).
    #[arg(long)]
    major: bool,
}

pub(super) fn run(args: &Args) -> Result<Outcome, Failure> {
    args.common.output.refuse_geojson("categories have no geometry")?;
    let selected = args.common.selection.read(&args.common.store)?;
    let (names, now, before) = if args.major { selected.by_category() } else { selected.by_subcategory() };
    let ranked = rank(&now, &before);
    let top = ranked.iter().take(args.top.unwrap_or(usize::MAX));
    let columns = ["category", "subcategory", "value", "before", "change", "share"];
    args.common.output.write(&columns, top.map(|it| row(&names[it.index], it)))
}

fn row((category, subcategory): &(Option<String>, Option<String>), ranked: &Ranked) -> Row {
    let cells = vec![
        category.clone().into(),
        subcategory.clone().into(),
        ranked.count.into(),
        ranked.before.into(),
        ranked.change.into(),
        ranked.share.into(),
    ];
    Row::new(cells, Shape::None)
}
