//! `onemap plan export` and `import`: plans as files of grids, and as lists of buildings.

use super::super::{Failure, Outcome};
use super::assignments;
use super::make::DraftArgs;
use super::target::{PlanArgs, StoreArgs, city, describe, find, line, opened};
use crate::intake::{AreaFile, read_areas};
use crate::plan::life;
use crate::store::{PlanRow, Store};
use onemap_engine::coord::Crs;
use onemap_engine::plan::Plan;
use onemap_engine::record::{Area, AreaLevel};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Write a plan's grids to a file, or which grid each building is in.
#[derive(clap::Args)]
pub struct ExportArgs {
    #[command(flatten)]
    plan: PlanArgs,
    /// The file of grids to write; its ending names the format.
    #[arg(long, value_name = "FILE", required_unless_present = "assignments")]
    out: Option<PathBuf>,
    /// The format, where the ending does not name it.
    #[arg(long, requires = "out")]
    format: Option<String>,
    /// The CSV of buildings to write: `building,grid`.
    #[arg(long, value_name = "FILE.csv")]
    assignments: Option<PathBuf>,
}

/// Make a draft of a file of grids, or of a list of buildings.
#[derive(clap::Args)]
pub struct ImportArgs {
    #[command(flatten)]
    of: StoreArgs,
    /// What to call it.
    #[arg(long, value_name = "NAME")]
    name: String,
    /// A file with all grids of the plan.
    #[arg(long, value_name = "FILE", required_unless_present = "assignments", conflicts_with = "assignments")]
    grids: Option<PathBuf>,
    /// What the coordinates of the grids are: EPSG:<code>, gcj02 or bd09 [default: what the file states].
    #[arg(long, requires = "grids")]
    crs: Option<Crs>,
    /// A CSV `building,grid` (or 楼栋编号,网格编码): each building that is in another grid goes to the one named.
    #[arg(long, value_name = "FILE.csv")]
    assignments: Option<PathBuf>,
    /// The plan that a list of buildings starts from, by number or name [default: the plan in force].
    #[arg(long, value_name = "PLAN", requires = "assignments")]
    from: Option<String>,
    #[command(flatten)]
    more: DraftArgs,
}

pub fn export(args: &ExportArgs) -> Result<Outcome, Failure> {
    let (store, row) = args.plan.open()?;
    let mut written = json!({ "plan": row.id });
    if let Some(out) = &args.out {
        let rows = super::super::export::plan(&store, row.id, out, args.format.as_deref())?;
        written["out"] = json!(out);
        let is_pyramid =
            args.format.as_deref().or(out.extension().and_then(|it| it.to_str())) == Some("pmtiles");
        written[if is_pyramid { "tiles" } else { "grids" }] = json!(rows);
    }
    if let Some(path) = &args.assignments {
        let reader = store.reader().map_err(Failure::input)?;
        let plan = opened(&reader, row.id, &city(&store)?)?;
        let rows = assignments::write(&plan, path);
        written["assignments"] = json!(path);
        written["buildings"] =
            json!(rows.map_err(|error| Failure::input(format!("{}: {error}", path.display())))?);
    }
    args.plan.of.print(&written, || println!("{written}"))?;
    Ok(Outcome::Done)
}

pub fn import(args: &ImportArgs) -> Result<Outcome, Failure> {
    let store = args.of.open()?;
    let row = match (&args.grids, &args.assignments) {
        (Some(path), _) => args.of_grids(&store, path)?,
        (None, Some(path)) => args.of_assignments(&store, path)?,
        (None, None) => return Err(Failure::usage("give --grids or --assignments")),
    };
    args.of.print(&describe(&row), || println!("{}", line(&row)))?;
    Ok(Outcome::Done)
}

impl ImportArgs {
    fn of_grids(&self, store: &Store, path: &Path) -> Result<PlanRow, Failure> {
        let crs = self.crs.as_ref();
        let file = AreaFile { path, level: AreaLevel::Grid, crs, code: None, layer: None, encoding: None };
        let read = read_areas(&file).map_err(Failure::input)?;
        if let Some(rejection) = read.rejections.first() {
            return Err(Failure::input(format!("{}: {rejection}; nothing was imported", path.display())));
        }
        if let Some(code) = twice(&read.areas) {
            let wrong = format!("{}: two grids have the code {code}; nothing was imported", path.display());
            return Err(Failure::input(wrong));
        }
        let (plan, report) = Plan::new(&read.areas);
        let broken = report.issues.iter().filter(|issue| !issue.kind.is_harmless()).count();
        if broken > 0 {
            eprintln!(
                "onemap: {}: {broken} gaps, overlaps or other flaws; `onemap check` lists them",
                path.display()
            );
        }
        let mut writer = store.plan_writer().map_err(Failure::input)?;
        let draft = self.more.draft(&self.name, None);
        life::import(&mut writer, &draft, &plan, &self.more.actor).map_err(Failure::input)
    }

    /// Branches a draft and hands the buildings over in one edit; where one cannot be, no draft is left.
    fn of_assignments(&self, store: &Store, path: &Path) -> Result<PlanRow, Failure> {
        let wanted = assignments::read(path)?;
        let reader = store.reader().map_err(Failure::input)?;
        let from = self.from.as_deref().map(|plan| find(&reader, plan)).transpose()?.map(|row| row.id);
        let mut writer = store.plan_writer().map_err(Failure::input)?;
        let draft = self.more.draft(&self.name, from);
        let row = life::branch(&mut writer, &draft, &self.more.actor).map_err(Failure::input)?;
        let handed = assignments::hand_over(store, &row, wanted, &self.more.actor);
        if handed.is_err() {
            life::delete(&mut writer, row.id, None).map_err(Failure::input)?;
        }
        handed.map_err(|error| Failure::input(format!("{}: {error}", path.display())))?;
        find(&reader, &row.id.to_string())
    }
}

/// The first code that two areas have.
fn twice(areas: &[Area]) -> Option<&str> {
    let mut codes = BTreeSet::new();
    areas.iter().map(|area| area.code.as_str()).find(|code| !codes.insert(*code))
}
