//! `onemap check`.

use super::{Failure, Outcome};
use crate::check::{self, CodeStyle, Demands, Finding, Limits, Policy, Severity, Subject};
use crate::intake::{AreaFile, read_areas};
use crate::store::Store;
use onemap_engine::coord::Crs;
use onemap_engine::format::Encoding;
use onemap_engine::record::{Area, AreaLevel};
use serde_json::json;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  onemap check --store city.gpkg
  onemap check --grids grids.geojson --communities communities.geojson --json
  onemap check --store city.gpkg --households 300..500 --strict
  onemap check --grids cells.shp --codes unit-cell --cell-area 10000
  onemap check --store city.gpkg --grid-layer cells --rules rules.toml

Violations: gaps, overlaps, slivers, invalid and duplicate rings, vertices that a neighbour lacks, boundaries that nearly
coincide, codes given twice or built wrongly, grids that end before they start, grids in two communities, uncovered parts
of a community, rows that cannot be read. Warnings: cut buildings, grids in pieces or with holes, repeated points, households
out of range, no start date, unit cells far from their area.

A file of rules changes parameters and severities (violation, warning, off), for all layers and for single ones:

  [defaults]
  households = [300, 500]
  [defaults.severity]
  building_cut = \"violation\"
  [layers.cells]
  codes = \"unit-cell\"
  cell_area_m2 = 10000
  merged_grids = [\"340111001001007\"]";

/// List what is wrong with the grids of a store or file.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The store whose grids are checked.
    #[arg(long, value_name = "FILE.gpkg", required_unless_present = "grids", conflicts_with = "grids")]
    store: Option<PathBuf>,
    /// A file of grids to check instead.
    #[arg(long, value_name = "FILE")]
    grids: Option<PathBuf>,
    /// The communities of that file's grids.
    #[arg(long, value_name = "FILE", requires = "grids")]
    communities: Option<PathBuf>,
    /// The property that holds the grids' code [default: by alias].
    #[arg(long, value_name = "PROPERTY", requires = "grids")]
    grid_id: Option<String>,
    /// What the files' coordinates are: EPSG:<code>, gcj02 or bd09 [default: what each file states, else EPSG:4326].
    #[arg(long, requires = "grids")]
    crs: Option<Crs>,
    /// The layer of a GeoPackage or TopoJSON file that holds several [default: grids].
    #[arg(long, value_name = "NAME", requires = "grids")]
    layer_name: Option<String>,
    /// Encoding of the text of a file, as gb18030 [default: what it says, UTF-8 where that is valid, else GB18030].
    #[arg(long, requires = "grids")]
    encoding: Option<Encoding>,
    /// The grid layer of the store [default: the store's default layer], and in the file of rules.
    #[arg(long, value_name = "NAME")]
    grid_layer: Option<String>,
    /// Parameters and severities of the rules, as TOML. Flags go before it.
    #[arg(long, value_name = "FILE.toml")]
    rules: Option<PathBuf>,
    /// Households a grid should have [default: 300..400].
    #[arg(long, value_name = "MIN..MAX", value_parser = range)]
    households: Option<RangeInclusive<f64>>,
    /// Metres that a grid may reach over its community before it counts, and within which two boundaries are one
    /// [default: 0.5].
    #[arg(long, value_name = "METRES", value_parser = super::repair::metres)]
    tolerance: Option<f64>,
    /// How the grids' codes are built [default: any].
    #[arg(long)]
    codes: Option<CodeStyle>,
    /// What a unit cell should measure, m².
    #[arg(long, value_name = "M2")]
    cell_area: Option<f64>,
    /// Count warnings as violations.
    #[arg(long)]
    strict: bool,
    /// Findings shown of each rule in the table; --json has them all.
    #[arg(long, value_name = "N", default_value_t = 5)]
    show: usize,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let limits = limits(args)?;
    let (subject, of_files) = subject(args)?;
    let findings = check::weighed(of_files, &limits)
        .into_iter()
        .chain(check::findings(&subject, &limits))
        .collect::<Vec<_>>();
    if args.json {
        print_json(&subject, &findings)?;
    } else {
        print_table(&subject, &findings, args.show);
    }
    let violated = args.strict && !findings.is_empty();
    let violated = violated || findings.iter().any(|finding| finding.severity == Severity::Violation);
    Ok(if violated { Outcome::Violations } else { Outcome::Done })
}

/// What the file of rules says, and then the flags.
fn limits(args: &Args) -> Result<Limits, Failure> {
    let policy =
        args.rules.as_deref().map(Policy::open).transpose().map_err(Failure::input)?.unwrap_or_default();
    let mut limits = policy.limits(args.grid_layer.as_deref());
    limits.apply(&Demands {
        households: args.households.as_ref().map(|range| [*range.start(), *range.end()]),
        tolerance_m: args.tolerance,
        codes: args.codes,
        cell_area_m2: args.cell_area,
        ..Demands::default()
    });
    Ok(limits)
}

/// What is to be checked, and what was found while it was read.
fn subject(args: &Args) -> Result<(Subject<'static>, Vec<Finding>), Failure> {
    if let Some(path) = &args.store {
        return Ok((of_store(path, args.grid_layer.as_deref())?, Vec::new()));
    }
    let mut found = Vec::new();
    let (crs, encoding) = (args.crs.as_ref(), args.encoding);
    let mut file = |level, path: &Option<PathBuf>, code: Option<&str>, layer: Option<&str>| match path {
        Some(path) => of_file(&AreaFile { path, level, crs, code, layer, encoding }, &mut found),
        None => Ok(Vec::new()),
    };
    let grids = file(AreaLevel::Grid, &args.grids, args.grid_id.as_deref(), args.layer_name.as_deref())?;
    let communities = file(AreaLevel::Community, &args.communities, None, None)?;
    Ok((Subject { grids, communities, ..Subject::default() }, found))
}

fn of_store(path: &std::path::Path, layer: Option<&str>) -> Result<Subject<'static>, Failure> {
    let reader = Store::open(path).and_then(|store| store.reader()).map_err(Failure::input)?;
    let read = reader.consistently(|reader| {
        let buildings = Cow::Owned(reader.building_columns()?);
        let (grids, communities) = (reader.grids(layer)?, reader.areas(AreaLevel::Community)?);
        Ok(Subject { grids, communities, buildings })
    });
    read.map_err(Failure::input)
}

fn of_file(file: &AreaFile<'_>, found: &mut Vec<Finding>) -> Result<Vec<Area>, Failure> {
    let read = read_areas(file).map_err(|error| match file.level {
        AreaLevel::Grid => Failure::of_grids(&error),
        _ => Failure::input(error),
    })?;
    for rejection in &read.rejections {
        eprintln!("onemap: {}: {rejection}", file.path.display());
        found.push(Finding::unreadable(rejection));
    }
    found.extend(
        read.warnings.iter().filter_map(|(area, warning)| Finding::odd(&read.areas[*area].code, warning)),
    );
    Ok(read.areas)
}

fn range(text: &str) -> Result<RangeInclusive<f64>, String> {
    let parts = text.split_once("..").and_then(|(min, max)| Some((min.parse().ok()?, max.parse().ok()?)));
    let range = parts.filter(|(min, max): &(f64, f64)| min <= max).map(|(min, max)| min..=max);
    range.ok_or_else(|| "give the least and the greatest number, as 300..400".to_owned())
}

fn counts(findings: &[Finding]) -> BTreeMap<(Severity, String), usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry((finding.severity, finding.rule.name())).or_default() += 1;
    }
    counts
}

fn of_severity(findings: &[Finding], severity: Severity) -> usize {
    findings.iter().filter(|finding| finding.severity == severity).count()
}

fn print_json(subject: &Subject<'_>, findings: &[Finding]) -> Result<(), Failure> {
    let by_rule: BTreeMap<String, usize> =
        counts(findings).into_iter().map(|((_, rule), count)| (rule, count)).collect();
    let report = json!({
        "grids": subject.grids.len(),
        "communities": subject.communities.len(),
        "buildings": subject.buildings.len(),
        "violations": of_severity(findings, Severity::Violation),
        "warnings": of_severity(findings, Severity::Warning),
        "by_rule": by_rule,
        "findings": findings,
    });
    println!("{}", serde_json::to_string_pretty(&report).map_err(Failure::input)?);
    Ok(())
}

fn print_table(subject: &Subject<'_>, findings: &[Finding], show: usize) {
    println!(
        "{} grids, {} violations, {} warnings",
        subject.grids.len(),
        of_severity(findings, Severity::Violation),
        of_severity(findings, Severity::Warning)
    );
    for ((severity, rule), count) in counts(findings) {
        let kind = if severity == Severity::Violation { "violation" } else { "warning" };
        println!("\n{rule} ({kind}): {count}");
        for finding in findings.iter().filter(|finding| finding.rule.name() == rule).take(show) {
            println!("  {}", line(finding));
        }
    }
}

fn line(finding: &Finding) -> String {
    let place =
        finding.lon.zip(finding.lat).map(|(lon, lat)| format!("{lon:.7},{lat:.7}  ")).unwrap_or_default();
    let size = finding.size.map(|size| format!("{:.3} {}  ", size.value, size.unit)).unwrap_or_default();
    format!("{place}{size}{}", finding.areas.join(" "))
}
