//! `onemap repair`.

use super::{Failure, Outcome};
use crate::check::{Finding, Size};
use crate::export::FileFormat;
use crate::intake::AreaFile;
use crate::repair::{Account, Changed, GridBalance, RepairError, repair_file};
use onemap_engine::coord::Crs;
use onemap_engine::coverage::{GapRule, OverlapRule, Repair};
use onemap_engine::format::Encoding;
use onemap_engine::record::AreaLevel;
use serde_json::json;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  onemap repair --grids drawn.geojson --out grids.geojson --tolerance 0.5m
  onemap repair --grids drawn.geojson --out grids.parquet --tolerance 0.3 --max-gap-width 2m --gaps largest
  onemap repair --grids drawn.geojson --out grids.geojson --overlaps smallest --json

Boundaries of different grids that come within the tolerance become one: vertices move to vertices, edges are led through
them, and nothing moves farther than the tolerance. Then every overlap goes to one grid, every gap into which no circle of
the greatest width fits goes to a neighbour, and so do slivers cut off from their grid. Spikes, repeated points and rings
that cross themselves are mended. Wider gaps stay and are listed. All other columns are kept; the result is in
longitude and latitude (EPSG:4326).

Exits with 0 where the result is clean and with 1 where violations remain, or rows could not be read.";

const FORMATS: &str = "geojson, geojsonseq, topojson, csv, parquet, shp or gpkg";

/// Mend gaps, overlaps and ragged boundaries of a file of grids.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The grids to repair.
    #[arg(long, value_name = "FILE")]
    grids: PathBuf,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The format to write [default: by the ending of --out].
    #[arg(long)]
    format: Option<FileFormat>,
    /// How near two boundaries are one, in metres: 0.5 or 0.5m.
    #[arg(long, value_name = "METRES", value_parser = metres)]
    tolerance: f64,
    /// The greatest width of a gap that is filled: no circle of this diameter fits into it [default: the tolerance].
    #[arg(long, value_name = "METRES", value_parser = metres)]
    max_gap_width: Option<f64>,
    /// The neighbour that a narrow gap goes to.
    #[arg(long, value_enum, default_value = "longest-border")]
    gaps: Gaps,
    /// The grid that an overlap goes to.
    #[arg(long, value_enum, default_value = "first")]
    overlaps: Overlaps,
    /// The property that holds the grids' code [default: by alias].
    #[arg(long, value_name = "PROPERTY")]
    grid_id: Option<String>,
    /// The layer of a GeoPackage or TopoJSON file that holds several [default: grids].
    #[arg(long, value_name = "NAME")]
    layer_name: Option<String>,
    /// Encoding of the text of a file, as gb18030 [default: what it says, UTF-8 where that is valid, else GB18030].
    #[arg(long)]
    encoding: Option<Encoding>,
    /// What the file's coordinates are: EPSG:<code>, gcj02 or bd09 [default: what the file states, else EPSG:4326].
    #[arg(long)]
    crs: Option<Crs>,
    /// Changes and findings shown of each kind in the table; --json has them all.
    #[arg(long, value_name = "N", default_value_t = 5)]
    show: usize,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Gaps {
    LongestBorder,
    Largest,
    Smallest,
    None,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Overlaps {
    First,
    Largest,
    Smallest,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let repair = args.repair();
    if args.out.canonicalize().is_ok_and(|out| args.grids.canonicalize().is_ok_and(|grids| grids == out)) {
        return Err(Failure::usage("--out is the file to be repaired; name another"));
    }
    let file = AreaFile {
        path: &args.grids,
        level: AreaLevel::Grid,
        crs: args.crs.as_ref(),
        code: args.grid_id.as_deref(),
        layer: args.layer_name.as_deref(),
        encoding: args.encoding,
    };
    let Some(format) = args.format.or_else(|| FileFormat::of_name(&args.out)) else {
        return Err(Failure::usage(format!(
            "{}: the ending names no format; give --format {FORMATS}",
            args.out.display()
        )));
    };
    let account = repair_file(&file, &args.out, format, &repair).map_err(failure)?;
    if args.json {
        print_json(args, &repair, &account)?;
    } else {
        print_table(args, &account);
    }
    Ok(if account.clean { Outcome::Done } else { Outcome::Violations })
}

impl Args {
    fn repair(&self) -> Repair {
        Repair {
            tolerance_m: self.tolerance,
            max_gap_width_m: self.max_gap_width.unwrap_or(self.tolerance),
            gaps: match self.gaps {
                Gaps::LongestBorder => GapRule::LongestBorder,
                Gaps::Largest => GapRule::Largest,
                Gaps::Smallest => GapRule::Smallest,
                Gaps::None => GapRule::None,
            },
            overlaps: match self.overlaps {
                Overlaps::First => OverlapRule::First,
                Overlaps::Largest => OverlapRule::Largest,
                Overlaps::Smallest => OverlapRule::Smallest,
            },
        }
    }
}

fn failure(error: RepairError) -> Failure {
    match error {
        RepairError::Read(error) => Failure::of_grids(&error),
        _ => Failure::input(error),
    }
}

/// A length as `0.5` or `0.5m`.
pub(super) fn metres(text: &str) -> Result<f64, String> {
    /// Beyond this, two boundaries are no longer one by any reading.
    const MOST_M: f64 = 1000.0;
    let number = text.strip_suffix('m').unwrap_or(text).trim();
    let length = number.parse().ok().filter(|metres| (0.0..=MOST_M).contains(metres));
    length.ok_or_else(|| format!("give metres from 0 to {MOST_M}, as 0.5m"))
}

fn print_json(args: &Args, repair: &Repair, account: &Account) -> Result<(), Failure> {
    let report = json!({
        "grids_file": args.grids,
        "out": args.out,
        "tolerance_m": repair.tolerance_m,
        "max_gap_width_m": repair.max_gap_width_m,
        "gaps": repair.gaps,
        "overlaps": repair.overlaps,
        "account": account,
    });
    println!("{}", serde_json::to_string_pretty(&report).map_err(Failure::input)?);
    Ok(())
}

fn print_table(args: &Args, account: &Account) {
    println!(
        "{}: {} of {} grids, {} changes, {} violations left",
        args.out.display(),
        account.written,
        account.grids,
        account.changes.len(),
        account.remaining.len()
    );
    for rejected in &account.rejected {
        eprintln!("onemap: {}: {rejected}", args.grids.display());
    }
    account.notes.iter().for_each(|note| eprintln!("onemap: {}: {note}", args.out.display()));
    for (kind, count) in &account.by_kind {
        println!("\n{}: {count}", name(kind));
        let of_kind = account.changes.iter().filter(|change| change.kind == *kind);
        of_kind.take(args.show).for_each(|change| println!("  {}", change_line(change)));
    }
    print_balances(account, args.show);
    if !account.remaining.is_empty() {
        println!("\nstill wrong: {}", account.remaining.len());
        account.remaining.iter().take(args.show).for_each(|finding| println!("  {}", finding_line(finding)));
    }
}

fn print_balances(account: &Account, show: usize) {
    if account.balances.is_empty() {
        return;
    }
    println!("\narea in m²: {} grids changed", account.balances.len());
    println!(
        "  {:>14} {:>12} {:>12} {:>12} {:>12} {:>14}",
        "before", "overlaps", "gaps", "slivers", "moved", "after"
    );
    let mut most: Vec<&GridBalance> = account.balances.iter().collect();
    let change = |row: &GridBalance| (row.balance.after_m2 - row.balance.before_m2).abs();
    most.sort_by(|a, b| change(b).total_cmp(&change(a)));
    let total = GridBalance { grid: "all".to_owned(), balance: account.total };
    for GridBalance { grid, balance } in most.into_iter().take(show).chain([&total]) {
        println!(
            "  {:>14.3} {:>12.3} {:>12.3} {:>12.3} {:>12.3} {:>14.3}  {grid}",
            balance.before_m2,
            balance.overlaps_m2,
            balance.gaps_m2,
            balance.slivers_m2,
            balance.boundaries_m2,
            balance.after_m2
        );
    }
}

fn change_line(change: &Changed) -> String {
    let to = change.to.as_ref().map(|code| format!("  to {code}")).unwrap_or_default();
    format!("{}{}{to}", place(Some(change.lon), Some(change.lat), Some(change.size)), change.grids.join(" "))
}

fn finding_line(finding: &Finding) -> String {
    format!(
        "{}{}  {}",
        place(finding.lon, finding.lat, finding.size),
        finding.rule.name(),
        finding.areas.join(" ")
    )
}

fn place(lon: Option<f64>, lat: Option<f64>, size: Option<Size>) -> String {
    let place = lon.zip(lat).map(|(lon, lat)| format!("{lon:.7},{lat:.7}  ")).unwrap_or_default();
    let size = size.map(|size| format!("{:.3} {}  ", size.value, size.unit)).unwrap_or_default();
    format!("{place}{size}")
}

fn name(kind: impl serde::Serialize) -> String {
    serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
