//! `onemap plan compare` and `check`.

use super::super::{Failure, Outcome};
use super::target::{PlanArgs, city, find, opened};
use crate::check::{Finding, Policy, Severity};
use crate::plan::{Comparison, statement};
use crate::print::{Language, Style};
use crate::snapshot::Window;
use onemap_engine::heat::Filter;
use onemap_engine::record::LocalTime;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Compare a plan with another: who moves where, what becomes of the grids.
#[derive(clap::Args)]
pub struct CompareArgs {
    #[command(flatten)]
    plan: PlanArgs,
    /// The plan before, by number or name [default: the one it was branched from].
    #[arg(long, value_name = "PLAN")]
    with: Option<String>,
    /// First moment of the window that complaints are counted in, as 2025-12-01 [default: 30 days before --to].
    #[arg(long, value_name = "TIME")]
    from: Option<LocalTime>,
    /// First moment after the window [default: the midnight after the last complaint].
    #[arg(long, value_name = "TIME")]
    to: Option<LocalTime>,
    /// Write what moves from grid to grid as a table.
    #[arg(long, value_name = "FILE.csv")]
    csv: Option<PathBuf>,
    /// Write a statement to be printed.
    #[arg(long, value_name = "FILE.html")]
    html: Option<PathBuf>,
    /// Language of the statement.
    #[arg(long, value_enum, default_value = "zh")]
    lang: Language,
}

/// List what is wrong with the grids of a plan.
#[derive(clap::Args)]
pub struct CheckArgs {
    #[command(flatten)]
    plan: PlanArgs,
    /// Parameters and severities of the rules, as TOML, as for `onemap check`.
    #[arg(long, value_name = "FILE.toml")]
    rules: Option<PathBuf>,
    /// Findings shown of each rule; --json has them all.
    #[arg(long, value_name = "N", default_value_t = 5)]
    show: usize,
}

pub fn compare(args: &CompareArgs) -> Result<Outcome, Failure> {
    let (store, row) = args.plan.open()?;
    let reader = store.reader().map_err(Failure::input)?;
    let before = match (&args.with, row.parent) {
        (Some(plan), _) => find(&reader, plan)?.id,
        (None, Some(parent)) => parent,
        (None, None) => return Err(Failure::usage("the plan was not branched from another; give --with")),
    };
    let city = city(&store)?;
    let (from, to) = (opened(&reader, before, &city)?, opened(&reader, row.id, &city)?);
    let window = args.window(city.snapshot.default_window())?;
    let comparison = Comparison::new(&from, &to, window, &Filter::default().during(window.from, window.to));
    args.write(&comparison)?;
    args.plan.of.print(&json!(comparison), || tell(&comparison))?;
    Ok(Outcome::Done)
}

impl CompareArgs {
    /// Writes the files that are asked for.
    fn write(&self, comparison: &Comparison) -> Result<(), Failure> {
        let write = |path: &Path, content: Vec<u8>| {
            std::fs::write(path, content)
                .map_err(|error| Failure::input(format!("{}: {error}", path.display())))
        };
        if let Some(path) = &self.csv {
            write(path, comparison.moves_csv().map_err(Failure::input)?)?;
        }
        if let Some(path) = &self.html {
            write(path, statement(comparison, self.lang, Style::Within).into_bytes())?;
        }
        Ok(())
    }

    fn window(&self, default: Window) -> Result<Window, Failure> {
        let to = self.to.unwrap_or(default.to);
        let from =
            self.from.or_else(|| Window::days_before(to).map(|window| window.from)).unwrap_or(default.from);
        Window::new(from, to).ok_or_else(|| Failure::usage(format!("--from {from} is not before --to {to}")))
    }
}

fn tell(comparison: &Comparison) {
    let moved = &comparison.moved;
    println!("{} → {}", comparison.from.name, comparison.to.name);
    println!(
        "{} buildings with {:.1} households move; {} complaints count for another grid",
        moved.buildings, moved.households, moved.complaints
    );
    for (fate, count) in &comparison.fates {
        println!("  {}: {count}", json!(fate).as_str().unwrap_or_default());
    }
    for one in &comparison.moves {
        let code = |code: &Option<String>| code.clone().unwrap_or_else(|| "–".to_owned());
        println!(
            "  {} → {}  {:.1} households  {} buildings",
            code(&one.from),
            code(&one.to),
            one.what.households,
            one.what.buildings
        );
    }
}

pub fn check(args: &CheckArgs) -> Result<Outcome, Failure> {
    let (store, row) = args.plan.open()?;
    let reader = store.reader().map_err(Failure::input)?;
    let plan = opened(&reader, row.id, &city(&store)?)?;
    let policy =
        args.rules.as_deref().map(Policy::open).transpose().map_err(Failure::input)?.unwrap_or_default();
    let found = plan.findings(&reader, &policy).map_err(Failure::input)?;
    let violations = found.iter().filter(|finding| finding.severity == Severity::Violation).count();
    let report = json!({
        "plan": row.id, "revision": plan.row.revision, "grids": plan.row.grids, "violations": violations,
        "warnings": found.len() - violations, "findings": found,
    });
    args.plan.of.print(&report, || {
        println!("{} grids, {violations} violations, {} warnings", plan.row.grids, found.len() - violations);
        by_rule(&found, args.show);
    })?;
    Ok(if violations > 0 { Outcome::Violations } else { Outcome::Done })
}

fn by_rule(found: &[Finding], show: usize) {
    let mut rules: BTreeMap<String, Vec<&Finding>> = BTreeMap::new();
    found.iter().for_each(|finding| rules.entry(finding.rule.name()).or_default().push(finding));
    for (rule, findings) in rules {
        println!("\n{rule}: {}", findings.len());
        for finding in findings.iter().take(show) {
            let place = finding
                .lon
                .zip(finding.lat)
                .map(|(lon, lat)| format!("{lon:.7},{lat:.7}  "))
                .unwrap_or_default();
            println!("  {place}{}", finding.areas.join(" "));
        }
    }
}
